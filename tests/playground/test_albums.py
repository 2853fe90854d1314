"""sendMediaGroup."""

from typing import Any

import pytest

from tests.playground.clients import AZIZA, PNG, BotSide, PeopleSide, button, inline

Json = dict[str, Any]


def item(kind: str = "photo", **fields: Any) -> Json:
    return {"type": kind, "media": "attach://one", **fields}


async def test_it_sends_an_album_in_order_with_its_caption(bot: BotSide) -> None:
    media = [item(caption="first"), item("video"), item()]
    album = await bot.call("sendMediaGroup", chat_id=AZIZA, media=media, files={"one": PNG})
    assert len({one["media_group_id"] for one in album}) == 1
    assert [one["message_id"] for one in album] == sorted(one["message_id"] for one in album)
    assert [one.get("caption") for one in album] == ["first", None, None]


@pytest.mark.parametrize(
    ("media", "refusal"),
    [
        ([], "too few messages to send as an album: it must include 2-10 items"),
        ([item()], "too few messages to send as an album: it must include 2-10 items"),
        ([item()] * 11, "too many messages to send as an album"),
        ([item("document"), item()], "document can't be mixed with other media types"),
        ([item("audio"), item("document")], "audio can't be mixed with other media types"),
        ([item(caption="x" * 1025), item()], "message caption is too long"),
        ([item(), {"type": "photo", "media": "AgACno"}], "wrong file identifier/HTTP URL specified"),
        ([item(), {"type": "photo", "media": "attach://two"}], "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_it_refuses_a_wrong_album(bot: BotSide, people: PeopleSide, media: list[Json], refusal: str) -> None:
    before = len((await people.chat(AZIZA))["messages"])
    given = await bot.refusal("sendMediaGroup", chat_id=AZIZA, media=media, files={"one": PNG})
    assert given == f"Bad Request: {refusal}"
    assert len((await people.chat(AZIZA))["messages"]) == before


@pytest.mark.parametrize("kind", ["animation", "voice", "sticker"])
async def test_it_refuses_kinds_that_stand_in_no_album(bot: BotSide, kind: str) -> None:
    refusal = await bot.refusal("sendMediaGroup", chat_id=AZIZA, media=[item(kind), item()], files={"one": PNG})
    assert refusal.startswith("Bad Request: can't parse media")


async def test_it_refuses_buttons_under_an_album(bot: BotSide) -> None:
    refusal = await bot.refusal(
        "sendMediaGroup", chat_id=AZIZA, media=[item(), item()], files={"one": PNG}, reply_markup=inline(button())
    )
    assert refusal == "Bad Request: unknown parameter 'reply_markup' of sendMediaGroup"


async def test_a_persons_album_comes_as_one_update_each(bot: BotSide, people: PeopleSide) -> None:
    await people.send_files(AZIZA, "photo", PNG, PNG, caption="Mana")
    messages = [one["message"] for one in await bot.updates()][1:]
    assert len({one["media_group_id"] for one in messages}) == 1
    assert [one.get("caption") for one in messages] == ["Mana", None]
