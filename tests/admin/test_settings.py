"""What super admins set for the desk holds from the next act on; what they leave stays as the environment says."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.admin.models import DeskSettings
from apps.admin.services.settings import change_settings, desk_settings
from apps.ticket.models import Event, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.intake import start
from apps.ticket.services.listing import tickets_of_user
from apps.ticket.services.reminders import announce_overdue
from apps.ticket.transitions import actions_for
from core.errors import Conflict, Forbidden, Invalid
from tests.personas import AZIZA, BORIS, DILNOZA, RUSTAM, Desk
from tests.ticket.events.rows import last_event, written_since


def _set(**changes: object) -> None:
    change_settings(actor=RUSTAM.at_the_site, changes=changes)


def _closed_since(desk: Desk, hours: float) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    ticket = close_ticket(actor=AZIZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(hours=hours))
    return Ticket.objects.with_people().get(pk=ticket.pk)


# ---------------------------------------------------------------- the row


def test_before_anybody_set_anything_the_environment_holds(desk: Desk) -> None:
    assert desk_settings().reopen_window == settings.REOPEN_WINDOW
    assert desk_settings().waiting_reminder == settings.WAITING_REMINDER
    assert desk_settings().greeting("uz") == ""
    assert not DeskSettings.objects.exists()


def test_a_number_that_is_given_back_is_the_environments_again(desk: Desk) -> None:
    _set(reopen_hours=5, reminder_minutes=7)
    assert (desk_settings().reopen_window, desk_settings().waiting_reminder) == (
        timedelta(hours=5),
        timedelta(minutes=7),
    )
    _set(reopen_hours=None, reminder_minutes=None)
    assert desk_settings().reopen_window == settings.REOPEN_WINDOW


def test_a_change_tells_from_what_to_what_and_only_what_differs(desk: Desk) -> None:
    _set(reopen_hours=24)
    before = last_event()
    _set(reopen_hours=48, reminder_minutes=None, greeting_ru="  Привет\r\nи добро пожаловать ")
    _set(reopen_hours=48)

    (event,) = written_since(before)
    assert (event.act, event.admin) == (Event.Act.SETTINGS_CHANGED, RUSTAM.admin)
    assert event.changes == {"reopen_hours": [24, 48], "greeting_ru": ["", "Привет\nи добро пожаловать"]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reopen_hours", -1),
        ("reopen_hours", 8761),
        ("reminder_minutes", 0),
        ("reminder_minutes", 10_081),
        ("greeting_uz", "a" * 1001),
        ("id", 2),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_its_name(name: str, value: object, desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        _set(**{name: value})
    assert list(refused.value.fields or {}) == [name]
    assert not DeskSettings.objects.exists()


@pytest.mark.parametrize("name", ["reopen_hours", "reminder_minutes"])
def test_the_bounds_themselves_may_be_set(name: str, desk: Desk) -> None:
    for value in {"reopen_hours": (0, 8760), "reminder_minutes": (1, 10_080)}[name]:
        _set(**{name: value})
        assert getattr(desk_settings(), name) == value


def test_an_admin_who_is_no_super_admin_sets_nothing(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        change_settings(actor=DILNOZA.at_the_site, changes={"reopen_hours": 1})


# ---------------------------------------------------------------- the reopen window


def test_a_longer_window_lets_an_older_ticket_be_reopened(desk: Desk) -> None:
    ticket = _closed_since(desk, hours=80)
    with pytest.raises(Conflict, match="reopen_window_over"):
        reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)

    _set(reopen_hours=100)

    assert not reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk).is_closed


def test_a_window_of_no_hours_offers_no_reopening_at_all(desk: Desk) -> None:
    ticket = _closed_since(desk, hours=0.01)
    assert actions_for(ticket, AZIZA.in_telegram) == ["reopen"]
    assert start(sender=AZIZA.sender)["reopen"] == ticket

    _set(reopen_hours=0)

    assert actions_for(Ticket.objects.with_people().get(pk=ticket.pk), AZIZA.in_telegram) == []
    assert actions_for(Ticket.objects.get(pk=ticket.pk), AZIZA.in_telegram) == []
    assert start(sender=AZIZA.sender)["reopen"] is None


def test_a_list_of_old_tickets_asks_once_for_all_of_them(desk: Desk) -> None:
    for _ in range(3):
        _closed_since(desk, hours=1)
    asker, user_id = AZIZA.in_telegram, AZIZA.user.pk
    with CaptureQueriesContext(connection) as captured:
        acts = [actions_for(ticket, asker) for ticket in tickets_of_user(actor=asker, user_id=user_id).rows]
    assert (acts, len(captured)) == ([["reopen"]] * 3, 1)


# ---------------------------------------------------------------- the reminder


def test_a_ticket_is_announced_again_after_the_minutes_that_were_set(desk: Desk) -> None:
    BORIS.writes("Привет", category=desk.payments)
    Ticket.objects.update(waiting_since=timezone.now() - timedelta(minutes=10))
    assert announce_overdue() == 0

    _set(reminder_minutes=9)

    assert announce_overdue() == 1


# ---------------------------------------------------------------- the greeting


def test_the_greeting_is_said_in_the_persons_language_or_in_one_that_has_it(desk: Desk) -> None:
    assert start(sender=BORIS.sender)["greeting"] == ""

    _set(greeting_ru="Здравствуйте!", greeting_uz="Xush kelibsiz!")

    assert start(sender=BORIS.sender)["greeting"] == "Здравствуйте!"
    _set(greeting_ru="")
    assert start(sender=BORIS.sender)["greeting"] == "Xush kelibsiz!"
