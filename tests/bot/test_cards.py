"""A ticket's card: what it shows, what can be pressed, and how it is brought up to date."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram.methods import EditMessageText, SendMessage

from bot.services import notices
from bot.services.cards import REASONS
from bot.services.durations import waiting_words
from bot.services.outgoing.styled import utf16_length
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import Faces
from tests.bot.facts import AZIZA, WICKED, asker, category, closed, delivery, own, taken, text_content, ticket

NOW = datetime(2026, 11, 22, 12, 5, tzinfo=UTC)


def card(shown: Any = None, *, reason: str = "new", content: Any = None, by: str | None = None) -> dict[str, Any]:
    return {"ticket": shown or ticket(), "reason": reason, "content": content, "by": by}


def rendered(data: dict[str, Any], language: str = "en", **changes: Any) -> list[Any]:
    return notices.render(delivery("card", data, **changes), Words(language), now=NOW)


def marked(data: dict[str, Any], now_stands: Any, **changes: Any) -> list[Any]:
    target = {"sent": [{"message_id": 9, "ref": None}], "kind": "card", "data": data, **changes}
    return notices.render(delivery("mark", {"ticket": now_stands}, target=target), Words("en"), now=NOW)


def labels(method: Any) -> list[list[str]]:
    return [[button.text for button in row] for row in method.reply_markup.inline_keyboard]


def test_a_new_ticket_says_number_category_who_and_how_long() -> None:
    (call,) = rendered(card(content=text_content("Where is my money?")))

    assert call.method.text.splitlines() == [
        "🆕 New ticket · #1024",
        "🏷 Payments 1",
        "👤 Aziza",
        "🆕 Nobody has taken it",
        "⏳ Waiting: 2 h",
        "",
        "Where is my money?",
    ]
    assert call.refs == [77]


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"priority": "normal", "tags": []}, []),
        ({"priority": "urgent", "tags": ["VIP", "refund"]}, ["🚨 Priority: urgent", "🔖 VIP, refund"]),
        ({"priority": "low", "tags": ["x" * 40] * 10}, ["🔽 Priority: low", f"🔖 {'x' * 40}, {'x' * 40}, {'x' * 15}…"]),
        ({"user_detail": asker(is_blocked=True)}, ["⛔ Blocked by the desk"]),
    ],
)
def test_it_shows_what_the_staff_put_on_it(facts: dict[str, Any], lines: list[str]) -> None:
    (call,) = rendered(card(ticket(**facts)))

    assert call.method.text.splitlines()[5:] == lines


def test_it_offers_what_the_backend_allows_and_nothing_else() -> None:
    assert labels(rendered(card())[0].method) == [
        ["✋ Take", "💬 Answer"],
        ["🔀 Transfer", "📝 Note"],
        ["📜 Show history"],
        ["🔒 Close"],
    ]
    assert labels(rendered(card(closed()))[0].method) == [["📝 Note"], ["📜 Show history"], ["🔓 Reopen"]]
    assert labels(rendered(card(ticket(actions=[])))[0].method) == []


def test_the_holder_is_named() -> None:
    assert "🙋 Held by Jasur" in rendered(card(taken(holder="Jasur"), reason="taken"))[0].method.text


@pytest.mark.parametrize("reason", REASONS)
async def test_telegram_takes_a_card_for_each_reason_in_each_language(faces: Faces, reason: str) -> None:
    wicked = ticket(user_detail=asker(first_name=WICKED, last_name="_x_", username="aziza"), category_detail=category())
    for language in LANGUAGES:
        for call in rendered(card(wicked, reason=reason, by=WICKED, content=text_content(WICKED)), language):
            sent = await faces.bot(call.method)
            assert WICKED in sent.text


def test_the_entities_of_a_text_inside_a_card_move_with_it() -> None:
    bold = {"type": "bold", "offset": 0, "length": 5}
    method = rendered(card(content=text_content("money 🙂", entities=[bold])))[0].method

    encoded = method.text.encode("utf-16-le")
    marked_words = [
        encoded[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")
        for entity in method.entities
    ]
    assert marked_words == ["🆕 New ticket · #1024", "money"]


def test_a_text_too_long_for_the_card_follows_it_whole() -> None:
    long = "слово 🙂 " * 600
    first, *rest = rendered(card(content=text_content(long, message=78)))

    assert "слово" not in first.method.text
    assert first.refs == [None]
    assert [call.refs for call in rest] == [[78]] * len(rest)
    assert all(call.follows and utf16_length(call.method.text) <= 4096 for call in rest)
    assert "".join(call.method.text for call in rest) == long


def test_a_card_always_fits_whatever_the_names_are() -> None:
    long = ticket(
        user_detail=asker(first_name="🙂" * 64, last_name="🙂" * 64, username="a" * 32),
        category_detail=category(name_en="🙂" * 100),
        status="taken",
        admin_detail={"id": 5, "first_name": "🙂" * 150},
        priority="urgent",
        tags=["🙂" * 40] * 10,
    )
    (call,) = rendered(card(long, by="x", content=text_content("a" * 3196)))

    assert utf16_length(call.method.text) <= 4096


# ------------------------------------------------------------------ marks


def test_a_mark_edits_the_card_and_keeps_its_text() -> None:
    (call,) = marked(card(content=text_content("Where is my money?")), taken())

    assert isinstance(call.method, EditMessageText)
    assert call.method.message_id == 9
    lines = str(call.method.text).splitlines()
    assert (lines[0], lines[-1]) == ("✋ Taken · #1024", "Where is my money?")
    assert ["💬 Answer"] in labels(call.method)


def test_a_mark_says_what_holds_now() -> None:
    assert marked(card(reason="released", by="Jasur"), closed())[0].method.text.startswith("🔒 Closed · #1024\n")
    assert marked(card(reason="shown"), closed())[0].method.text.startswith("📜 Ticket · #1024")


def test_a_card_whose_text_stood_below_it_is_marked_without_it() -> None:
    long = card(content=text_content("слово " * 700))

    assert "слово" not in marked(long, taken())[0].method.text


def test_a_card_that_cannot_be_edited_any_more_comes_anew() -> None:
    (call,) = marked(card(), taken())

    assert any(phrase in "Bad Request: message can't be edited" for phrase in call.when)
    (anew,) = call.otherwise()
    assert isinstance(anew.method, SendMessage)
    assert "Held by Dilnoza" in anew.method.text


def test_a_card_that_never_arrived_needs_no_mark() -> None:
    assert marked(card(), taken(), sent=[]) == []
    assert notices.render(delivery("mark", {"ticket": taken()}), Words("en")) == []


# ------------------------------------------------------------------ the asker's own card


def test_the_asker_sees_their_own_ticket_without_what_is_for_admins() -> None:
    (call,) = rendered(card(own(AZIZA, actions=["reopen"], status="closed"), reason="shown"), "en", chat_id=AZIZA)

    assert call.method.text == "🎫 #1024 · Payments 1\n🔒 Closed."
    assert labels(call.method) == [["🔓 Reopen #1024"], ["📜 Show history"]]


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(hours=48), "2 days"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_waiting_is_told_as_people_would(waited: timedelta, words: str) -> None:
    assert waiting_words((NOW - waited).isoformat(), Words("en"), NOW) == words


@pytest.mark.parametrize(("days", "words"), [(2, "2 дня"), (5, "5 дней"), (21, "21 день")])
def test_days_are_counted_in_russian(days: int, words: str) -> None:
    assert waiting_words((NOW - timedelta(days=days)).isoformat(), Words("ru"), NOW) == words
