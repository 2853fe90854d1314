"""Facts become words: every notice, in every language, in a form that Telegram takes."""

import itertools
import re
from typing import Any

import pytest
from aiogram.methods import DeleteMyCommands, SendMessage, SetMyCommands
from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardRemove

from bot.services import notices
from bot.services.notices import NOTICES
from bot.services.outgoing.styled import utf16_length
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import Faces
from tests.bot.facts import DILNOZA, WICKED, category, delivery

REF = {"id": 24, "number": 1024}
ACCESS = {"categories": [category(1), category(2)], "is_super_admin": True}
# Each notice with its facts, in all the shapes that the API promises.
FACTS: list[tuple[str, dict[str, Any]]] = [
    ("choose_category", {"categories": [category(1), category(2)], "reopen": REF, "waiting": 3}),
    ("choose_category", {"categories": [category(1)], "reopen": None, "waiting": 0}),
    ("no_categories", {}),
    ("ticket_opened", {"number": 1024, "category": category(name_en=WICKED, name_uz=WICKED, name_ru=WICKED)}),
    ("ticket_taken", {"number": 1024, "admin": WICKED}),
    ("ticket_transferred", {"number": 1024, "category": category(), "admin": None}),
    ("ticket_transferred", {"number": 1024, "category": None, "admin": WICKED}),
    ("ticket_transferred", {"number": 1024, "category": None, "admin": None}),
    ("ticket_closed", {"ticket": 24, "number": 1024, "by": "user", "can_reopen": True}),
    ("ticket_closed", {"ticket": 24, "number": 1024, "by": "admin", "can_reopen": True}),
    ("ticket_closed", {"ticket": 24, "number": 1024, "by": "system", "can_reopen": False}),
    ("ticket_closed", {"ticket": 24, "number": 1024, "by": "user", "can_reopen": True, "closing": 900}),
    ("ticket_closed", {"ticket": 24, "number": 1024, "by": "system", "can_reopen": False, "closing": 900}),
    ("rating_thanks", {"ticket": 24, "number": 1024, "closing": 900, "value": 4}),
    ("rated", {"ticket": 24, "number": 1024, "name": WICKED, "value": 5, "before": None}),
    ("rated", {"ticket": 24, "number": 1024, "name": WICKED, "value": 1, "before": 4}),
    ("ticket_reopened", {"number": 1024}),
    ("not_delivered", {"number": 1024}),
    ("person_blocked", {}),
    ("person_unblocked", {}),
    ("loose_message", {"tickets": [{**REF, "first_name": WICKED}], "open_ticket": REF}),
    ("loose_message", {"tickets": [], "open_ticket": None}),
    ("confirm_takeover", {"ticket": REF, "admin": WICKED}),
    ("confirm_reopen", {"ticket": REF}),
    ("user_closed", {"ticket": 24, "number": 1024, "name": WICKED}),
    ("delivery_blocked", {"ticket": 24, "number": 1024, "name": WICKED}),
    ("delivery_failed", {"ticket": 24, "number": 1024, "error": WICKED, "delivery": 9, "can_retry": True}),
    ("delivery_failed", {"ticket": 24, "number": 1024, "error": "", "delivery": 9, "can_retry": False}),
    ("appointed", ACCESS),
    ("appointed", {"categories": [], "is_super_admin": False}),
    ("access_changed", ACCESS),
    ("dismissed", {}),
]
EACH = [pytest.param(code, facts, id=f"{code}-{place}") for place, (code, facts) in enumerate(FACTS)]


def rendered(code: str, facts: dict[str, Any], language: str = "en", **changes: Any) -> list[Any]:
    calls = notices.render(delivery("notice", {"code": code, **facts}, **changes), Words(language))
    return [call.method for call in calls]


def text_of(code: str, facts: dict[str, Any], language: str = "en") -> str:
    return str(rendered(code, facts, language)[0].text)


def test_the_table_leaves_no_notice_out() -> None:
    assert {code for code, _ in FACTS} == set(NOTICES)


@pytest.mark.parametrize(("code", "facts"), EACH)
async def test_telegram_takes_each_notice_in_each_language(faces: Faces, code: str, facts: dict[str, Any]) -> None:
    for language in LANGUAGES:
        for method in rendered(code, facts, language):
            assert await faces.bot(method)


@pytest.mark.parametrize(("code", "facts"), EACH)
def test_each_notice_says_something_else_in_each_language(code: str, facts: dict[str, Any]) -> None:
    texts = [re.sub(r"\d+", "", text_of(code, facts, language)) for language in LANGUAGES]

    assert len(set(texts)) == len(LANGUAGES)
    assert not any(mark in text for text in texts for mark in ("{", "}", "\u2068", "\u2069"))


@pytest.mark.parametrize(("code", "facts"), [each for each in FACTS if WICKED in each[1].values()])
def test_names_are_shown_as_they_are(code: str, facts: dict[str, Any]) -> None:
    method = rendered(code, facts)[0]

    assert WICKED in method.text
    assert "parse_mode" not in method.model_fields_set


def test_a_notice_about_a_message_is_a_reply_to_it() -> None:
    method = rendered("confirm_reopen", {"ticket": REF}, reply_to=55)[0]

    assert (method.reply_parameters.message_id, method.reply_parameters.allow_sending_without_reply) == (55, True)


def test_reopening_comes_before_the_categories() -> None:
    method = rendered("choose_category", dict(FACTS[0][1]))[0]

    assert [row[0].text for row in method.reply_markup.inline_keyboard] == [
        "🔓 Reopen #1024",
        "Payments 1",
        "Payments 2",
    ]


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Ваше сообщение"), (3, "Ваши 3 сообщения"), (5, "Ваши 5 сообщений"), (21, "Ваше 21 сообщение")],
)
def test_russian_counts_as_russians_do(count: int, words: str) -> None:
    text = text_of("choose_category", {"categories": [category()], "reopen": None, "waiting": count}, "ru")

    assert words in text


@pytest.mark.parametrize("by", ["user", "admin", "system"])
def test_a_closed_ticket_says_who_closed_it(by: str) -> None:
    facts = {"ticket": 24, "number": 1024, "by": by, "can_reopen": True}
    others = [{**facts, "by": other} for other in ("user", "admin", "system") if other != by]

    assert text_of("ticket_closed", facts) not in [text_of("ticket_closed", other) for other in others]


def test_a_ticket_that_cannot_be_reopened_offers_nothing() -> None:
    facts = {"ticket": 24, "number": 1024, "by": "system", "can_reopen": False}

    assert rendered("ticket_closed", facts)[0].reply_markup is None


def test_retry_is_offered_only_where_it_helps() -> None:
    facts = {"ticket": 24, "number": 1024, "error": "Bad Request", "delivery": 9}

    assert isinstance(rendered("delivery_failed", {**facts, "can_retry": True})[0].reply_markup, InlineKeyboardMarkup)
    assert rendered("delivery_failed", {**facts, "can_retry": False})[0].reply_markup is None


def test_an_appointment_brings_an_admins_commands_and_a_dismissal_takes_them() -> None:
    appointed, dismissed = rendered("appointed", ACCESS), rendered("dismissed", {})

    assert isinstance(appointed[1], SetMyCommands)
    assert appointed[1].commands[0].command == "admin"
    assert isinstance(dismissed[1], DeleteMyCommands)
    assert isinstance(dismissed[0].reply_markup, ReplyKeyboardRemove)


def test_words_of_telegram_that_are_too_long_are_split_and_not_cut() -> None:
    facts = {"ticket": 24, "number": 1024, "error": "🙂 " * 3000, "delivery": 9, "can_retry": True}
    methods = rendered("delivery_failed", facts)

    assert all(isinstance(method, SendMessage) and utf16_length(method.text) <= 4096 for method in methods)
    assert "".join(method.text for method in methods).count("🙂") == 3000


@pytest.mark.parametrize(("code", "facts"), EACH)
def test_every_message_of_a_notice_is_known_to_carry_words_of_ours(code: str, facts: dict[str, Any]) -> None:
    calls = notices.render(delivery("notice", {"code": code, **facts}), Words("en"))
    messages = [call for call in calls if isinstance(call.method, SendMessage)]

    assert [call.refs for call in messages] == [[None]] * len(messages)
    assert list(itertools.chain.from_iterable(call.refs for call in calls if call not in messages)) == []
    assert all(method.chat_id == DILNOZA for method in rendered(code, facts) if isinstance(method, SendMessage))
