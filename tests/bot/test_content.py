"""What the bot reads out of Telegram's messages: every kind, and those that nobody knows yet."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Message

from bot.services.content import cannot_relay, incoming_message, is_service, parse_message

FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 10}
SIZED = {**FILE, "width": 4, "height": 3}
MOVING = {**SIZED, "duration": 5}
PLACE = {"latitude": 41.3, "longitude": 69.2}
AZIZA = {"id": 1001, "is_bot": False, "first_name": "Aziza", "username": "aziza", "language_code": "uz"}


def message(**fields: Any) -> Message:
    base = {"message_id": 5, "date": 1_790_000_000, "chat": {"id": 1001, "type": "private", "first_name": "Aziza"}}
    return Message.model_validate({**base, "from": AZIZA, **fields}, context={"bot": Bot("42:token")})


KINDS: dict[str, dict[str, Any]] = {
    "text": {"text": "Salom"},
    "photo": {"photo": [{**SIZED, "file_id": "small", "width": 1}, SIZED]},
    "video": {"video": MOVING},
    "audio": {"audio": {**FILE, "duration": 5, "performer": "Sevara", "title": "Kuy"}},
    "voice": {"voice": {**FILE, "duration": 5}},
    "document": {"document": {**FILE, "file_name": "a.pdf", "mime_type": "application/pdf"}},
    "video_note": {"video_note": {**FILE, "length": 4, "duration": 5}},
    "sticker": {
        "sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False, "emoji": "😀"},
    },
    "animation": {"animation": MOVING, "document": FILE},
    "location": {"location": PLACE},
    "venue": {"venue": {"location": PLACE, "title": "Ofis", "address": "Amir Temur"}, "location": PLACE},
    "contact": {"contact": {"phone_number": "+998901234567", "first_name": "Ali"}},
    "other": {"dice": {"emoji": "🎲", "value": 3}},
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_every_kind(kind: str) -> None:
    read = message(**KINDS[kind])
    parsed = parse_message(read)
    assert parsed["kind"] == kind
    assert parsed["source"] == {"bot_id": 42, "chat_id": 1001, "message_id": 5}
    assert not is_service(read)
    assert not cannot_relay(read)


@pytest.mark.parametrize("kind", ["photo", "video", "audio", "voice", "document", "animation"])
def test_it_keeps_the_caption_and_its_entities(kind: str) -> None:
    bold = {"type": "bold", "offset": 0, "length": 5}
    parsed = parse_message(message(**KINDS[kind], caption="Salom", caption_entities=[bold]))
    assert parsed["text"] == "Salom"
    assert parsed["entities"] == [bold]


def test_it_takes_the_largest_picture() -> None:
    media = parse_message(message(**KINDS["photo"], has_media_spoiler=True, show_caption_above_media=True))["media"]
    assert media == {
        "file_id": "f",
        "file_unique_id": "u",
        "size": 10,
        "width": 4,
        "height": 3,
        "has_spoiler": True,
        "show_caption_above_media": True,
    }


def test_it_keeps_telegrams_own_fields_of_places_and_contacts() -> None:
    assert parse_message(message(location={**PLACE, "live_period": 60}))["data"] == {**PLACE, "live_period": 60}
    assert parse_message(message(**KINDS["contact"]))["data"] == KINDS["contact"]["contact"]
    assert parse_message(message(**KINDS["venue"]))["data"] == KINDS["venue"]["venue"]


def test_what_telegram_adds_tomorrow_is_other_under_its_own_name() -> None:
    parsed = parse_message(message(hologram={"depth": 3}, caption="look"))
    assert parsed["kind"] == "other"
    assert parsed["data"] == {"type": "hologram"}
    assert parsed["text"] == "look"


def test_a_message_of_which_nothing_is_known_is_still_a_message() -> None:
    assert parse_message(message())["data"] == {"type": "unknown"}
    assert not is_service(message())


@pytest.mark.parametrize(
    "fields",
    [
        {"users_shared": {"request_id": 1, "users": [{"user_id": 5}]}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
        {"write_access_allowed": {}},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_only_tells_of_something_is_no_content(fields: dict[str, Any]) -> None:
    assert is_service(message(**fields))


def test_it_knows_what_telegram_copies_for_nobody() -> None:
    paid = {"star_count": 5, "paid_media": [{"type": "photo", "photo": [SIZED]}]}
    assert cannot_relay(message(paid_media=paid))


def test_an_overlong_file_name_keeps_its_end() -> None:
    media = parse_message(message(document={**FILE, "file_name": "a" * 300 + ".pdf"}))["media"]
    assert media is not None
    assert len(media["file_name"]) == 255
    assert media["file_name"].endswith(".pdf")


def test_the_inbox_hears_who_wrote_what_and_where() -> None:
    earlier = message(text="earlier").model_dump(exclude_none=True, by_alias=True)
    body = incoming_message(message(text="Salom", reply_to_message={**earlier, "message_id": 3}), category=7)
    assert body["sender"] == {
        "telegram_id": 1001,
        "first_name": "Aziza",
        "last_name": "",
        "username": "aziza",
        "language_code": "uz",
    }
    assert (body["bot_id"], body["chat_id"], body["message_id"], body["date"]) == (42, 1001, 5, 1_790_000_000)
    assert (body["reply_to_message_id"], body["category"], body["media_group_id"]) == (3, 7, None)
    assert "edited_at" not in body


def test_an_edit_says_when() -> None:
    assert incoming_message(message(text="Salom", edit_date=1_790_000_100))["edited_at"] == 1_790_000_100
