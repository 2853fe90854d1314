"""The language is Telegram's until the person chooses; nothing overwrites a choice."""

import pytest

from apps.admin.services.accounts import choose_language
from apps.ticket.services.people import register
from apps.user.models import Language, language_from
from apps.user.services import Sender, register_user
from core.errors import Forbidden, NotFound
from tests.personas import AZIZA, BORIS, DILNOZA, Desk, Persona, known

CODES = [
    ("uz", "uz"),
    ("ru", "ru"),
    ("en", "en"),
    ("en-GB", "en"),
    ("RU", "ru"),
    ("de", "uz"),
    ("", "uz"),
    ("\x00", "uz"),
]


@pytest.mark.parametrize(("code", "language"), CODES)
def test_telegrams_language_is_the_first_one(code: str, language: str) -> None:
    assert language_from(code) == language


def test_a_choice_is_kept_whatever_telegram_says(desk: Desk) -> None:
    AZIZA.writes()
    choose_language(actor=AZIZA.in_telegram, language=Language.EN)
    Persona(AZIZA.telegram_id, "Aziza", "ru").writes()
    fields = {"telegram_id": AZIZA.telegram_id, "first_name": "Aziza", "language": "ru"}
    register(actor=AZIZA.in_telegram, fields=fields)
    register_user(sender=Sender(telegram_id=AZIZA.telegram_id, first_name="Aziza"), language=Language.UZ)

    assert (AZIZA.user.language, AZIZA.user.language_chosen) == ("en", True)


def test_what_is_said_from_then_on_is_said_in_it(desk: Desk) -> None:
    AZIZA.writes()
    choose_language(actor=AZIZA.in_telegram, language=Language.EN)
    AZIZA.writes(category=desk.payments)

    assert [row.language for row in AZIZA.outbox()] == ["uz", "en"]


def test_an_admin_reads_both_sides_in_it(desk: Desk) -> None:
    choose_language(actor=DILNOZA.in_telegram, language=Language.EN)
    AZIZA.writes(category=desk.payments)

    assert (DILNOZA.admin.language, DILNOZA.outbox("card")[0].language) == ("en", "en")


def test_who_is_unknown_has_no_language_to_choose(desk: Desk) -> None:
    with pytest.raises(NotFound):
        choose_language(actor=BORIS.in_telegram, language=Language.RU)


def test_a_person_registers_themselves_and_nobody_else(desk: Desk) -> None:
    known(AZIZA)
    with pytest.raises(Forbidden):
        register(actor=AZIZA.in_telegram, fields={"telegram_id": BORIS.telegram_id, "first_name": "Boris"})

    user, is_new = register(
        actor=BORIS.in_telegram, fields={"telegram_id": BORIS.telegram_id, "first_name": "Boris", "language": "ru"}
    )
    assert (user.language, user.language_chosen, is_new) == ("ru", False, True)
