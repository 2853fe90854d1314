"""What the page is told and may do."""

import json
from typing import Any

import aiohttp
import pytest

from playground.server import Playground, running_playground
from tests.playground.clients import AZIZA, BORIS, PNG, BotSide, PeopleSide

Json = dict[str, Any]


async def events(playground: Playground, session: aiohttp.ClientSession, after: int, count: int) -> list[Json]:
    found: list[Json] = []
    headers = {"Last-Event-ID": str(after)}
    async with session.get(f"{playground.page_url}/api/events", headers=headers) as stream:
        async for line in stream.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
                if len(found) == count:
                    break
    return found


async def test_it_begins_with_five_people(people: PeopleSide) -> None:
    state = await people.request("GET", "state")
    assert [(one["first_name"], one["language_code"]) for one in state["people"]] == [
        ("Aziza", "uz"),
        ("Boris", "ru"),
        ("Emma", "en"),
        ("Dilnoza", "uz"),
        ("Rustam", "uz"),
    ]
    assert state["bot"] == {"id": 4242, "first_name": "Yordam", "username": "yordam_playground_bot"}
    assert state["chats"][str(AZIZA)] == {"messages": [], "keyboard": None, "commands": []}


async def test_names_and_links_can_be_given(session: aiohttp.ClientSession) -> None:
    links = [{"title": "Site", "url": "http://127.0.0.1:8000/admin/"}]
    async with running_playground(memory=True, names={AZIZA: "Zuhra"}, links=links) as playground:
        state = await PeopleSide(playground, session).request("GET", "state")
        assert state["people"][0]["first_name"] == "Zuhra"
        assert state["links"] == links


async def test_a_person_is_made_once_and_then_changed(people: PeopleSide) -> None:
    body = {"id": 7, "first_name": "<b>Ali", "language_code": "en", "last_name": "_*["}
    assert (await people.request("POST", "people", body, status=201))["id"] == 7
    await people.start(7)
    changed = await people.request("POST", "people", body | {"first_name": "Vali"}, status=200)
    assert (changed["first_name"], changed["started"]) == ("Vali", True)
    assert await people.request("POST", "people", {"first_name": "N", "language_code": "uz"}, status=201)
    await people.request("POST", "people", {"language_code": "uz"}, status=400)


async def test_every_change_is_an_event(playground: Playground, bot: BotSide, people: PeopleSide) -> None:
    cursor = (await people.request("GET", "state"))["cursor"]
    message = await people.write(AZIZA, "salom")
    await bot.call("sendChatAction", chat_id=AZIZA, action="typing")
    reaction = [{"type": "emoji", "emoji": "👀"}]
    await bot.call("setMessageReaction", chat_id=AZIZA, message_id=message["message_id"], reaction=reaction)
    answer = await bot.call("sendMessage", chat_id=AZIZA, text="x", reply_markup={"force_reply": True})
    await bot.call("deleteMessage", chat_id=AZIZA, message_id=answer["message_id"])
    await people.request("POST", f"people/{AZIZA}/block")
    found = await events(playground, bot.session, cursor, 7)
    assert [one["type"] for one in found] == [
        "message",
        "action",
        "reaction",
        "message",
        "keyboard",
        "deleted",
        "person",
    ]
    assert found[2]["message"]["reactions"] == [{"by": "bot", "emoji": "👀"}]
    assert found[5] == {"type": "deleted", "chat": AZIZA, "message_ids": [answer["message_id"]]}
    # Coming back in the middle misses nothing and repeats nothing.
    assert await events(playground, bot.session, cursor + 2, 5) == found[2:]


@pytest.mark.parametrize(
    "body",
    [
        {"location": {"latitude": 41.3, "longitude": 69.2}},
        {"venue": {"location": {"latitude": 41.3, "longitude": 69.2}, "title": "Ofis", "address": "Toshkent"}},
        {"contact": {"phone_number": "+998", "first_name": "Ali"}},
        {"sticker": "😀"},
        {"dice": "🎲"},
        {"users_shared": {"request_id": 1, "user_ids": [BORIS]}},
        {"raw": {"story": {"id": 1}}},
    ],
)
async def test_a_person_sends_any_kind(bot: BotSide, people: PeopleSide, body: Json) -> None:
    message = await people.write(AZIZA, **body)
    assert (await bot.updates())[-1]["message"] == message
    assert next(iter(body)) in message or "story" in message


async def test_a_sticker_has_a_file(bot: BotSide, people: PeopleSide) -> None:
    first, second = await people.write(AZIZA, sticker="😀"), await people.write(AZIZA, sticker="😀")
    assert first["sticker"] == second["sticker"]
    assert first["sticker"]["emoji"] == "😀"
    assert (await bot.call("getFile", file_id=first["sticker"]["file_id"]))["file_size"]


async def test_a_person_replies_with_a_quote(bot: BotSide, people: PeopleSide) -> None:
    asked = await bot.call("sendMessage", chat_id=AZIZA, text="Qachon kerak?")
    answer = await people.write(AZIZA, "Ertaga", reply_to=asked["message_id"], quote="kerak")
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    assert answer["quote"] == {"text": "kerak", "position": 7, "is_manual": True}


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("POST", "people/5/messages", {"text": "x"}, 404),
        ("POST", f"people/{AZIZA}/messages", {"text": " "}, 400),
        ("POST", f"people/{AZIZA}/messages", {"text": "x" * 4097}, 400),
        ("POST", f"people/{AZIZA}/messages", {}, 400),
        ("POST", f"people/{AZIZA}/messages", {"text": "x", "reply_to": 99}, 400),
        ("POST", f"people/{AZIZA}/messages", {"forward": {"chat": AZIZA, "message_id": 99}}, 400),
        ("PATCH", f"people/{AZIZA}/messages/99", {"text": "x"}, 404),
        ("DELETE", f"people/{AZIZA}/messages/99", None, 404),
        ("POST", "groups", {"title": "x", "member_ids": []}, 400),
        ("GET", "nothing", None, 404),
    ],
)
async def test_it_refuses_with_an_error(people: PeopleSide, verb: str, path: str, body: Any, status: int) -> None:
    assert (await people.request(verb, path, body, status=status))["error"]


async def test_who_blocked_the_bot_cannot_write(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", f"people/{AZIZA}/block")
    await people.request("POST", f"people/{AZIZA}/messages", {"text": "x"}, status=409)


async def test_a_reset_empties_all_but_the_counters(bot: BotSide, people: PeopleSide) -> None:
    await people.request("POST", "reset")
    assert (await people.chat(AZIZA))["messages"] == []
    assert await bot.updates() == []
    assert (await people.start(AZIZA))["message_id"] == 2


async def test_files_are_shown_but_never_run(bot: BotSide, people: PeopleSide) -> None:
    [photo] = await people.send_files(AZIZA, "photo", PNG)
    [page] = await people.send_files(AZIZA, "document", b"<script>alert(1)</script>")
    for file_id, disposition in (
        (photo["photo"][-1]["file_id"], "inline"),
        (page["document"]["file_id"], "attachment"),
    ):
        async with bot.session.get(f"{bot.playground.page_url}/files/{file_id}") as response:
            assert response.headers["Content-Disposition"] == disposition
            assert "sandbox" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_another_site_may_not_act(bot: BotSide) -> None:
    url = f"{bot.playground.page_url}/api/reset"
    async with bot.session.post(url, headers={"Origin": "https://evil.example"}) as response:
        assert response.status == 403
    async with bot.session.post(url, headers={"Host": "evil.example"}) as response:
        assert response.status == 403
