"""copyMessage and forwardMessage."""

from typing import Any

import pytest

from tests.playground.clients import AZIZA, BORIS, PNG, BotSide, PeopleSide

SERVICE: list[dict[str, Any]] = [
    {"pinned_message": {}},
    {"users_shared": {"request_id": 1, "users": []}},
    {"paid_media": {"star_count": 1, "paid_media": []}},
    {"giveaway": {}},
    {"giveaway_winners": {}},
    {"invoice": {}},
]


@pytest.fixture
async def both(bot: BotSide, people: PeopleSide) -> BotSide:
    await people.start(BORIS)
    return bot


def from_aziza(message: dict[str, Any]) -> dict[str, Any]:
    return {"chat_id": BORIS, "from_chat_id": AZIZA, "message_id": message["message_id"]}


async def last(people: PeopleSide, person: int) -> dict[str, Any]:
    message: dict[str, Any] = (await people.chat(person))["messages"][-1]
    return message


async def test_it_copies_without_the_author(both: BotSide, people: PeopleSide) -> None:
    [photo] = await people.send_files(AZIZA, "photo", PNG, caption="Mana")
    copied = await both.call("copyMessage", **from_aziza(photo))
    assert list(copied) == ["message_id"]
    message = await last(people, BORIS)
    assert message["photo"] == photo["photo"]
    assert message["caption"] == "Mana"
    assert message["from"]["is_bot"]
    assert "forward_origin" not in message


async def test_it_copies_with_another_caption(both: BotSide, people: PeopleSide) -> None:
    [photo] = await people.send_files(AZIZA, "photo", PNG, caption="Mana")
    await both.call("copyMessage", caption="Boshqa", **from_aziza(photo))
    assert (await last(people, BORIS))["caption"] == "Boshqa"


async def test_it_copies_a_kind_that_nobody_knows_yet(both: BotSide, people: PeopleSide) -> None:
    tomorrow = await people.write(AZIZA, raw={"hologram": {"depth": 3}})
    await both.call("copyMessage", **from_aziza(tomorrow))
    assert (await last(people, BORIS))["hologram"] == {"depth": 3}


@pytest.mark.parametrize("raw", SERVICE)
async def test_it_refuses_what_cannot_be_copied(both: BotSide, people: PeopleSide, raw: dict[str, Any]) -> None:
    message = await people.write(AZIZA, raw=raw)
    assert await both.refusal("copyMessage", **from_aziza(message)) == "Bad Request: message can't be copied"


async def test_it_refuses_a_premium_caption(both: BotSide, people: PeopleSide) -> None:
    [photo] = await people.send_files(AZIZA, "photo", PNG, caption="x" * 1025)
    assert await both.refusal("copyMessage", **from_aziza(photo)) == "Bad Request: message caption is too long"


async def test_it_refuses_what_is_not_there(both: BotSide) -> None:
    nothing = {"message_id": 99}
    assert await both.refusal("copyMessage", **from_aziza(nothing)) == "Bad Request: message to copy not found"
    assert await both.refusal("forwardMessage", **from_aziza(nothing)) == "Bad Request: message to forward not found"


async def test_it_forwards_with_the_author(both: BotSide, people: PeopleSide) -> None:
    message = await people.write(AZIZA, "salom")
    forwarded = await both.call("forwardMessage", **from_aziza(message))
    assert forwarded["forward_origin"]["sender_user"]["id"] == AZIZA


async def test_it_refuses_to_forward_protected_content(both: BotSide) -> None:
    message = await both.call("sendMessage", chat_id=AZIZA, text="x", protect_content=True)
    assert await both.refusal("forwardMessage", **from_aziza(message)) == "Bad Request: message can't be forwarded"
    assert await both.refusal("copyMessage", **from_aziza(message)) == "Bad Request: message can't be copied"


async def test_it_copies_an_album_as_an_album(both: BotSide, people: PeopleSide) -> None:
    album = await people.send_files(AZIZA, "photo", PNG, PNG)
    ids = [one["message_id"] for one in album]
    copied = await both.call("copyMessages", chat_id=BORIS, from_chat_id=AZIZA, message_ids=[*ids, 999])
    assert len(copied) == 2
    groups = {one.get("media_group_id") for one in (await people.chat(BORIS))["messages"][-2:]}
    assert len(groups) == 1
    assert groups != {album[0]["media_group_id"]}


@pytest.mark.parametrize("ids", [[2, 1], [1, 1]])
async def test_it_wants_growing_ids(both: BotSide, ids: list[int]) -> None:
    refusal = await both.refusal("copyMessages", chat_id=BORIS, from_chat_id=AZIZA, message_ids=ids)
    assert refusal == "Bad Request: message identifiers must be in a strictly increasing order"


async def test_a_person_forwards_openly_or_hidden(bot: BotSide, people: PeopleSide) -> None:
    theirs = await people.write(AZIZA, "salom")
    open_forward = {"chat": AZIZA, "message_id": theirs["message_id"]}
    forwarded = await people.write(BORIS, forward=open_forward)
    assert forwarded["forward_origin"]["sender_user"]["id"] == AZIZA
    hidden = await people.write(BORIS, forward=open_forward | {"hidden": True})
    assert hidden["forward_origin"]["type"] == "hidden_user"
    assert hidden["forward_origin"]["sender_user_name"] == "Aziza"
    assert len(await bot.updates()) == 4
