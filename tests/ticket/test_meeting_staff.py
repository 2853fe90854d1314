"""Somebody becomes an admin before they ever wrote to the bot: from their first word on they are who Telegram says."""

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from apps.admin.actors import person
from apps.admin.serializers import ActorSerializer
from apps.admin.services.staff import Appointment, appoint_admin
from apps.ticket.services.intake import start
from tests.personas import BORIS, RUSTAM, Desk


def appoint(desk: Desk, *, first_name: str) -> None:
    wanted = Appointment(telegram_id=BORIS.telegram_id, first_name=first_name, category_ids=[desk.payments.pk])
    appoint_admin(actor=RUSTAM.in_telegram, appointment=wanted)


def test_what_waited_for_them_is_said_in_their_language(desk: Desk) -> None:
    appoint(desk, first_name="Boris")
    assert [row.language for row in BORIS.outbox()] == ["uz"]

    start(sender=BORIS.sender)

    assert [row.language for row in BORIS.outbox()] == ["ru"]
    assert BORIS.admin.language == "ru"


def test_the_bot_is_told_no_language_before_they_wrote(desk: Desk) -> None:
    appoint(desk, first_name="Boris")
    assert ActorSerializer(person(BORIS.telegram_id)).data["language"] is None

    BORIS.writes()

    assert ActorSerializer(person(BORIS.telegram_id)).data["language"] == "ru"


@pytest.mark.parametrize(
    ("given", "shown"), [(str(BORIS.telegram_id), "Boris"), ("Boris Petrovich", "Boris Petrovich")]
)
def test_a_bare_id_gives_way_to_their_name_and_a_given_name_stays(desk: Desk, given: str, shown: str) -> None:
    appoint(desk, first_name=given)

    start(sender=BORIS.sender)

    assert BORIS.admin.display_name == shown


@pytest.mark.parametrize("is_asked_for_first", [True, False])
def test_a_super_admin_of_the_settings_has_their_own_name_and_language(
    desk: Desk, settings: Settings, is_asked_for_first: bool
) -> None:
    settings.SUPER_ADMIN_IDS = [*django_settings.SUPER_ADMIN_IDS, BORIS.telegram_id]
    if is_asked_for_first:
        person(BORIS.telegram_id)

    start(sender=BORIS.sender)

    assert (BORIS.admin.display_name, BORIS.admin.language) == ("Boris", "ru")
