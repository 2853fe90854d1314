"""The editMessage methods."""

from typing import Any

import pytest

from tests.playground.clients import AZIZA, PNG, BotSide, PeopleSide, button, inline

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
Json = dict[str, Any]


async def sent(bot: BotSide, **fields: Any) -> Json:
    message: Json = await bot.call("sendMessage", chat_id=AZIZA, text="old", **fields)
    return {"chat_id": AZIZA, "message_id": message["message_id"]}


async def test_it_edits_a_text_and_returns_the_message(bot: BotSide) -> None:
    edited = await bot.call("editMessageText", text="new", **await sent(bot))
    assert edited["text"] == "new"
    assert edited["edit_date"]


async def test_leaving_out_the_keyboard_takes_it_away(bot: BotSide) -> None:
    where = await sent(bot, reply_markup=inline(button()))
    assert "reply_markup" not in await bot.call("editMessageText", text="new", **where)


async def test_it_refuses_the_same_again(bot: BotSide) -> None:
    where = await sent(bot, reply_markup=inline(button()))
    assert await bot.refusal("editMessageText", text="old", reply_markup=inline(button()), **where) == NOT_MODIFIED
    assert await bot.refusal("editMessageReplyMarkup", reply_markup=inline(button()), **where) == NOT_MODIFIED
    assert await bot.call("editMessageReplyMarkup", **where)
    assert await bot.refusal("editMessageReplyMarkup", **where) == NOT_MODIFIED


async def test_it_refuses_what_is_not_there(bot: BotSide) -> None:
    refusal = await bot.refusal("editMessageText", chat_id=AZIZA, message_id=99, text="x")
    assert refusal == "Bad Request: message to edit not found"


async def test_it_refuses_a_deleted_message(bot: BotSide) -> None:
    where = await sent(bot)
    await bot.call("deleteMessage", **where)
    assert await bot.refusal("editMessageText", text="x", **where) == "Bad Request: message to edit not found"


async def test_it_refuses_to_edit_a_persons_message(bot: BotSide, people: PeopleSide) -> None:
    theirs = await people.write(AZIZA, "meniki")
    refusal = await bot.refusal("editMessageText", chat_id=AZIZA, message_id=theirs["message_id"], text="x")
    assert refusal == "Bad Request: message can't be edited"


@pytest.mark.parametrize("markup", [{"keyboard": [[{"text": "x"}]]}, {"remove_keyboard": True}, {"force_reply": True}])
async def test_it_refuses_a_message_sent_with_a_reply_keyboard(bot: BotSide, markup: Json) -> None:
    where = await sent(bot, reply_markup=markup)
    assert await bot.refusal("editMessageText", text="x", **where) == "Bad Request: message can't be edited"


async def test_it_refuses_a_reply_keyboard_in_an_edit(bot: BotSide) -> None:
    keyboard = {"keyboard": [[{"text": "x"}]]}
    refusal = await bot.refusal("editMessageText", text="new", reply_markup=keyboard, **await sent(bot))
    assert refusal.startswith("Bad Request: can't parse reply_markup")


@pytest.mark.parametrize("kind", ["sticker", "video_note"])
async def test_it_refuses_to_edit_stickers_and_video_notes(bot: BotSide, kind: str) -> None:
    name = "sendSticker" if kind == "sticker" else "sendVideoNote"
    message = await bot.call(name, chat_id=AZIZA, files={kind: PNG})
    where = {"chat_id": AZIZA, "message_id": message["message_id"]}
    text = await bot.refusal("editMessageText", text="x", **where)
    assert text == "Bad Request: there is no text in the message to edit"
    caption = await bot.refusal("editMessageCaption", caption="x", **where)
    assert caption == "Bad Request: there is no caption in the message to edit"
    media = {"type": "photo", "media": "attach://one"}
    refusal = await bot.refusal("editMessageMedia", media=media, files={"one": PNG}, **where)
    assert refusal == "Bad Request: message can't be edited"


async def test_it_edits_a_live_location_and_no_other(bot: BotSide) -> None:
    place: Json = {"latitude": 41.0, "longitude": 69.0}
    live = await bot.call("sendLocation", chat_id=AZIZA, live_period=600, **place)
    moved = {"latitude": 42.0, "longitude": 69.0}
    where = {"chat_id": AZIZA, "message_id": live["message_id"]}
    assert (await bot.call("editMessageLiveLocation", **moved, **where))["location"]["latitude"] == 42.0
    still = await bot.call("sendLocation", chat_id=AZIZA, **place)
    where = {"chat_id": AZIZA, "message_id": still["message_id"]}
    refusal = await bot.refusal("editMessageLiveLocation", **moved, **where)
    assert refusal == "Bad Request: there is no live location in the message to edit"


async def test_it_edits_captions_and_media(bot: BotSide) -> None:
    message = await bot.call("sendPhoto", chat_id=AZIZA, files={"photo": PNG}, caption="old")
    where = {"chat_id": AZIZA, "message_id": message["message_id"]}
    assert (await bot.call("editMessageCaption", caption="new", **where))["caption"] == "new"
    assert await bot.refusal("editMessageCaption", caption="new", **where) == NOT_MODIFIED
    refusal = await bot.refusal("editMessageCaption", caption="x" * 1025, **where)
    assert refusal == "Bad Request: message caption is too long"
    media = {"type": "document", "media": "attach://one", "caption": "file"}
    edited = await bot.call("editMessageMedia", media=media, files={"one": PNG}, **where)
    assert edited["caption"] == "file"
    assert "photo" not in edited


async def test_an_album_member_keeps_its_kind(bot: BotSide) -> None:
    item = {"type": "document", "media": "attach://one"}
    album = await bot.call("sendMediaGroup", chat_id=AZIZA, media=[item, item], files={"one": PNG})
    where = {"chat_id": AZIZA, "message_id": album[0]["message_id"]}
    media = {"type": "photo", "media": "attach://one"}
    refusal = await bot.refusal("editMessageMedia", media=media, files={"one": PNG}, **where)
    assert refusal == "Bad Request: message content type can't be used in an album"


async def test_it_refuses_an_empty_or_long_text(bot: BotSide) -> None:
    where = await sent(bot)
    assert await bot.refusal("editMessageText", text=" ", **where) == "Bad Request: message text is empty"
    assert await bot.refusal("editMessageText", text="x" * 4097, **where) == "Bad Request: message is too long"


async def test_it_refuses_to_edit_for_somebody_who_blocked_the_bot(bot: BotSide, people: PeopleSide) -> None:
    where = await sent(bot)
    await people.request("POST", f"people/{AZIZA}/block")
    assert await bot.refusal("editMessageText", text="x", **where) == "Forbidden: bot was blocked by the user"
