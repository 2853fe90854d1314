"""Every kind, all the way: a person's message into the backend, and a delivery into a chat, past a strict Telegram."""

from typing import Any

import aiohttp

from tests.bot.desk import AZIZA, DILNOZA, Desk, standing_desk, until
from tests.bot.fake_backend import content

HEADER = {"number": 1024, "name": "<b>_*[", "author": "user", "note": False, "at": None, "edited": False}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
PLACE = {"latitude": 41.3, "longitude": 69.2}
UPLOADS = ("photo", "video", "audio", "voice", "document", "video_note", "animation")
OTHERS: dict[str, dict[str, Any]] = {
    "text": {"text": "Salom <b>", "entities": [{"type": "bold", "offset": 0, "length": 5}]},
    "sticker": {"sticker": "😀"},
    "location": {"location": PLACE},
    "venue": {"venue": {"location": PLACE, "title": "Ofis", "address": "Amir Temur"}},
    "contact": {"contact": {"phone_number": "+998901234567", "first_name": "Ali"}},
    "dice": {"raw": {"dice": {"emoji": "🎲", "value": 3}}},
    "hologram": {"raw": {"hologram": {"depth": 3}}},
}
CAPTIONED = ("photo", "video", "audio", "voice", "document", "animation")


async def send_file(desk: Desk, person: int, kind: str, *, files: int = 1, caption: str = "") -> None:
    form = aiohttp.FormData({"kind": kind})
    if caption:
        form.add_field("caption", caption)
    for number in range(files):
        form.add_field("file", PNG, filename=f"{number}.png", content_type="image/png")
    url = f"{desk.playground.page_url}/api/people/{person}/messages"
    async with desk.people.post(url, data=form) as response:
        assert response.status == 201, await response.text()


async def send_every_kind(desk: Desk) -> dict[str, dict[str, Any]]:
    """Aziza sends one of each; the answer holds what the backend was given, by kind."""
    for kind in UPLOADS:
        await send_file(desk, AZIZA, kind, caption="cap" if kind in CAPTIONED else "")
    for message in OTHERS.values():
        await desk.act(f"people/{AZIZA}/messages", **message)
    await until(lambda: len(desk.backend.inbox) == len(UPLOADS) + len(OTHERS))
    contents = [body["content"] for body in desk.backend.inbox.values()]
    return {content["data"].get("type", content["kind"]): content for content in contents}


async def settled(desk: Desk) -> None:
    await until(lambda: all(row["state"] != "pending" for row in desk.backend.rows))
    assert [outcome["error"] for outcome in desk.backend.outcomes if outcome["error"]] == []


async def test_every_kind_arrives_as_it_was_sent() -> None:
    async with standing_desk() as desk, desk.running():
        contents = await send_every_kind(desk)
        assert set(contents) == {*UPLOADS, *OTHERS}
        for number, each in enumerate(contents.values(), 1):
            desk.backend.enqueue(DILNOZA, "content", {"contents": [{**each, "message": number}], "header": None})
        await settled(desk)
        arrived = await desk.heard(DILNOZA)
        for kind, message in zip(contents, arrived, strict=True):
            assert kind in message, f"{kind} arrived as {sorted(message)}"
            assert message.get("caption") == ("cap" if kind in CAPTIONED else None)
        text = arrived[list(contents).index("text")]
        assert (text["text"], text["entities"]) == (OTHERS["text"]["text"], OTHERS["text"]["entities"])


async def test_every_kind_arrives_below_its_header() -> None:
    async with standing_desk() as desk, desk.running():
        contents = await send_every_kind(desk)
        for each in contents.values():
            desk.backend.enqueue(DILNOZA, "content", {"contents": [{**each, "message": 1}], "header": HEADER})
        await settled(desk)
        arrived = await desk.heard(DILNOZA)
        headers = [each for each in arrived if "<b>_*[" in each.get("text", each.get("caption", ""))]
        assert len(headers) == len(contents)


async def test_an_album_arrives_as_an_album() -> None:
    async with standing_desk() as desk, desk.running():
        await send_file(desk, AZIZA, "photo", files=3, caption="cap")
        await until(lambda: len(desk.backend.inbox) == 3)
        members = [{**body["content"], "message": number} for number, body in enumerate(desk.backend.inbox.values(), 1)]
        groups = {body["media_group_id"] for body in desk.backend.inbox.values()}
        assert len(groups) == 1
        assert None not in groups
        desk.backend.enqueue(DILNOZA, "content", {"contents": members, "header": HEADER})
        await settled(desk)
        arrived = await desk.heard(DILNOZA)
        assert len({each["media_group_id"] for each in arrived}) == 1
        assert arrived[0]["caption"].endswith("\ncap")
        assert [part["ref"] for part in desk.backend.outcomes[0]["messages"]] == [1, 2, 3]


async def carried(desk: Desk, new: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """Let an edit of what a row carried follow it; the answer is the edit's row."""
    target = {"sent": row["sent"], "kind": row["kind"], "data": row["data"]}
    data = {"content": new, "header": row["data"]["header"], "media_changed": False}
    edit = desk.backend.enqueue(DILNOZA, "edit", data, target=target)
    await until(lambda: edit["state"] == "sent")
    return edit


async def test_an_edit_changes_the_message_that_carried_it() -> None:
    async with standing_desk() as desk, desk.running():
        row = desk.backend.text(DILNOZA, "old", ref=5)
        await settled(desk)
        await carried(desk, content("text", "new", message=5), row)
        await carried(desk, content("text", "new", message=5), row)
        assert [each["text"] for each in await desk.heard(DILNOZA)] == ["new"]


async def test_an_edit_that_telegram_refuses_follows_as_a_reply() -> None:
    async with standing_desk() as desk, desk.running():
        row = desk.backend.text(DILNOZA, "old", ref=5)
        await settled(desk)
        await desk.fault("editMessageText", "400", description="Bad Request: message can't be edited")
        edit = await carried(desk, content("text", "new", message=5), row)
        old, new = await desk.heard(DILNOZA)
        assert new["text"] == "✏️ Edited\nnew"
        assert new["reply_to_message"]["message_id"] == old["message_id"]
        assert edit["sent"] == [{"message_id": new["message_id"], "ref": 5}]


async def test_a_deleted_answer_goes_and_a_second_time_is_no_error() -> None:
    async with standing_desk() as desk, desk.running():
        row = desk.backend.text(AZIZA, "mistake", ref=5)
        await settled(desk)
        target = {"sent": row["sent"], "kind": "content", "data": row["data"]}
        for _ in range(2):
            desk.backend.enqueue(AZIZA, "delete", {"message": 5}, target=target)
            await settled(desk)
        assert await desk.heard(AZIZA) == []


async def test_the_bytes_of_what_people_send_reach_the_backend() -> None:
    async with standing_desk() as desk, desk.running():
        await send_file(desk, AZIZA, "document")
        await until(lambda: desk.backend.inbox)
        [body] = desk.backend.inbox.values()
        file_id = body["content"]["media"]["file_id"]
        desk.backend.attachments.append({"id": 5, "file_id": file_id, "file_name": "0.png", "size": len(PNG)})
        await send_file(desk, AZIZA, "photo")
        await until(lambda: desk.backend.contents)
        assert desk.backend.contents == {5: PNG}


async def test_a_file_that_telegram_does_not_give_is_told_of() -> None:
    async with standing_desk() as desk:
        await desk.fault("getFile", "400", description="Bad Request: file is too big")
        desk.backend.attachments.append({"id": 5, "file_id": "x", "file_name": "", "size": None})
        desk.backend.attachments.append({"id": 6, "file_id": "nonsense", "file_name": "", "size": None})
        async with desk.running():
            await until(lambda: len(desk.backend.failures) == 2)
        told = {each["attachment"]: (each["final"], each["too_large"]) for each in desk.backend.failures}
        # A file that may only be away for a while is asked for again; one that is too big never is.
        assert sorted(told.values()) == [(False, False), (True, True)]


async def test_an_operators_upload_is_sent_by_its_bytes_and_its_new_id_is_told() -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.contents[5] = PNG
        file = {"file_id": "", "file_unique_id": "", "file_name": "a.png", "size": len(PNG)}
        upload = content("photo", "look", media=file, message=7, attachment=5)
        desk.backend.enqueue(AZIZA, "content", {"contents": [upload], "header": None})
        await settled(desk)
        [message] = await desk.heard(AZIZA)
        assert message["caption"] == "look"
        [told] = desk.backend.outcomes[0]["files"]
        assert (told["attachment"], told["file_id"]) == (5, message["photo"][-1]["file_id"])


async def test_an_upload_that_is_gone_is_refused_and_does_not_hold_its_chat() -> None:
    async with standing_desk() as desk, desk.running():
        file = {"file_id": "", "file_unique_id": "", "file_name": "a.png", "size": 5}
        gone = content("document", media=file, message=7, attachment=404)
        desk.backend.enqueue(AZIZA, "content", {"contents": [gone], "header": None})
        desk.backend.text(AZIZA, "next")
        await until(lambda: len(desk.backend.outcomes) == 2)
        assert [outcome["result"] for outcome in desk.backend.outcomes] == ["refused", "sent"]


async def test_what_telegram_copies_for_nobody_is_refused_in_words() -> None:
    async with standing_desk() as desk, desk.running():
        giveaway = {"chats": [], "winners_selection_date": 1_790_000_000, "winner_count": 1}
        await desk.act(f"people/{AZIZA}/messages", raw={"giveaway": giveaway})
        [message] = await until(lambda: desk.heard(AZIZA))
        assert "reply_to_message" in message
        assert desk.backend.inbox == {}
