"""What is noted of access, categories, people and chats: from what to what, and nothing where nothing changed."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.admin.actors import SYSTEM, admin_of, person
from apps.admin.models import Admin
from apps.admin.services import accounts, categories, staff
from apps.admin.services.staff import Appointment
from apps.delivery.services.enqueue import set_reachability
from apps.delivery.services.outcomes import Outcome, Result
from apps.ticket.models import Event
from apps.ticket.services.intake import start
from apps.ticket.services.outcomes import report_outcomes
from apps.ticket.services.people import register
from apps.user.models import Language
from apps.user.services import Sender
from tests.courier import lease, report
from tests.personas import AZIZA, BORIS, BOT_ID, DILNOZA, EMMA, JASUR, RUSTAM, Desk, Persona, known
from tests.races import at_once
from tests.ticket.events.rows import last_event, written_since


def only_event(since: int) -> Event:
    (event,) = written_since(since)
    return event


# ---------------------------------------------------------------- access


def test_an_appointment_tells_what_they_may_now(desk: Desk) -> None:
    before = last_event()
    appointment = Appointment(
        telegram_id=EMMA.telegram_id, first_name="Emma", category_ids=[desk.delivery.pk, desk.payments.pk]
    )
    staff.appoint_admin(actor=RUSTAM.in_telegram, appointment=appointment)

    event = only_event(before)
    assert event.changes == {"categories": [[], [desk.payments.pk, desk.delivery.pk]], "is_active": [False, True]}
    assert event.data == {"admin": EMMA.admin.pk}


def test_a_change_tells_only_what_differs(desk: Desk) -> None:
    before = last_event()
    staff.change_admin(
        actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=[desk.payments.pk], is_super_admin=True
    )

    assert only_event(before).changes == {"is_super_admin": [False, True]}


def test_a_dismissal_tells_what_was_lost(desk: Desk) -> None:
    staff.change_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, is_super_admin=True)
    before = last_event()
    staff.dismiss_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk)

    assert only_event(before).changes == {
        "categories": [[desk.payments.pk], []],
        "is_super_admin": [True, False],
        "is_active": [True, False],
    }


def test_a_change_that_changes_nothing_is_neither_noted_nor_told(desk: Desk) -> None:
    before = last_event()
    staff.change_admin(
        actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=[desk.payments.pk], is_super_admin=False
    )

    assert (written_since(before), JASUR.notices()) == ([], [])


def test_standing_in_the_settings_is_an_appointment_by_the_desk_once(desk: Desk, settings: Settings) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({AZIZA.telegram_id})
    before = last_event()
    for _ in range(3):
        person(AZIZA.telegram_id)

    event = only_event(before)
    assert (event.act, event.door, event.admin, event.data) == ("appointed", "system", None, {"admin": AZIZA.admin.pk})
    assert event.changes == {"is_super_admin": [False, True], "is_active": [False, True]}


def test_who_was_dismissed_and_stands_in_the_settings_is_appointed_again(desk: Desk, settings: Settings) -> None:
    staff.dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA.telegram_id})
    before = last_event()
    for _ in range(2):
        admin_of(DILNOZA.telegram_id)

    assert [event.act for event in written_since(before)] == ["appointed"]


@pytest.mark.django_db(transaction=True)
def test_two_first_requests_of_a_permanent_super_admin_are_one_appointment(
    raced_desk: Desk, settings: Settings
) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({EMMA.telegram_id})
    before = last_event()

    found = at_once([partial(admin_of, EMMA.telegram_id)] * 4)

    assert {admin.pk for admin in found if isinstance(admin, Admin)} == {EMMA.admin.pk}
    assert [event.act for event in written_since(before)] == ["appointed"]


# ---------------------------------------------------------------- categories


def test_a_new_category_is_told_with_all_that_it_has(desk: Desk) -> None:
    before = last_event()
    category = categories.add_category(actor=RUSTAM.at_the_site, fields={"slug": "third", "name_en": "Third"})

    event = only_event(before)
    assert event.changes == {
        "slug": [None, "third"],
        "name_uz": [None, ""],
        "name_ru": [None, ""],
        "name_en": [None, "Third"],
        "is_active": [None, True],
        "order": [None, 3],
    }
    assert event.data == {"category": category.pk}


def test_a_renamed_category_tells_the_names_that_differ(desk: Desk) -> None:
    before = last_event()
    changes = {"name_ru": "Оплата", "name_uz": "Toʻlovlar", "is_active": False}
    categories.change_category(actor=RUSTAM.in_telegram, category_id=desk.payments.pk, changes=changes)

    assert only_event(before).changes == {"name_ru": ["Платежи", "Оплата"], "is_active": [True, False]}


def test_a_moved_category_tells_its_places(desk: Desk) -> None:
    before = last_event()
    categories.move_category(actor=RUSTAM.in_telegram, category_id=desk.delivery.pk, step=-1)

    event = only_event(before)
    assert (event.changes, event.data) == ({"order": [2, 1]}, {"category": desk.delivery.pk})


# ---------------------------------------------------------------- people and chats


def test_a_first_contact_is_the_persons_own_act(desk: Desk) -> None:
    before = last_event()
    start(sender=EMMA.sender)
    start(sender=EMMA.sender)

    event = only_event(before)
    assert (event.act, event.door, event.user, event.data) == (
        "person_added",
        "telegram",
        EMMA.user,
        {"user": EMMA.user.pk},
    )


@pytest.mark.django_db(transaction=True)
def test_many_first_messages_at_once_are_one_first_contact(raced_desk: Desk) -> None:
    before = last_event()
    answers = at_once([partial(EMMA.writes, f"Hello {number}") for number in range(4)])

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert [event.act for event in written_since(before)] == ["person_added"]


def test_a_person_whom_the_service_registers_was_added_by_nobody_in_person(desk: Desk) -> None:
    before = last_event()
    register(actor=SYSTEM, fields={"telegram_id": EMMA.telegram_id, "first_name": "Emma"})

    event = only_event(before)
    assert (event.admin, event.user, event.data) == (None, None, {"user": EMMA.user.pk})


def test_another_name_is_told_from_what_to_what(desk: Desk) -> None:
    known(AZIZA)
    before = last_event()
    fields = {"telegram_id": AZIZA.telegram_id, "first_name": "Aziza", "last_name": "Karimova", "language": "ru"}
    for _ in range(2):
        register(actor=AZIZA.in_telegram, fields=dict(fields))

    event = only_event(before)
    assert event.changes == {"last_name": ["", "Karimova"], "language": ["uz", "ru"]}
    assert (event.act, event.door, event.user) == ("person_changed", "telegram", AZIZA.user)


def test_a_language_is_told_when_it_is_another(desk: Desk) -> None:
    known(AZIZA)
    before = last_event()
    for language in (Language.UZ, Language.EN, Language.EN, Language.RU):
        accounts.choose_language(actor=AZIZA.in_telegram, language=language)

    changes = [event.changes for event in written_since(before)]
    assert changes == [{"language": ["uz", "en"]}, {"language": ["en", "ru"]}]
    assert AZIZA.user.language_chosen


def test_blocking_and_coming_back_are_told_once_each(desk: Desk) -> None:
    known(AZIZA)
    before = last_event()
    for reachable in (True, False, False, True, True, False):
        set_reachability(chat_id=AZIZA.telegram_id, reachable=reachable)
    AZIZA.writes("Qaytdim")
    AZIZA.writes("Salom")

    events = [event for event in written_since(before) if event.act.startswith("bot_")]
    acts = ["bot_blocked", "bot_unblocked", "bot_blocked", "bot_unblocked"]
    assert [event.act for event in events] == acts
    assert {(event.door, event.user) for event in events} == {("telegram", AZIZA.user)}


def test_a_refusal_of_telegram_that_blocks_the_chat_is_told_once(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    before, row = last_event(), lease()[AZIZA.telegram_id]
    report(row, Result.BLOCKED)
    report(row, Result.BLOCKED)

    assert [event.act for event in written_since(before)] == ["bot_blocked"]


def test_a_batch_tells_each_chat_that_it_found_blocked(desk: Desk) -> None:
    for asker in (AZIZA, BORIS):
        asker.writes("Salom", category=desk.payments)
    before, rows, outcomes = last_event(), lease(), []
    for asker in (AZIZA, BORIS):
        row = rows[asker.telegram_id]
        assert row.chat.lease is not None
        outcomes.append(Outcome(delivery_id=row.pk, lease=row.chat.lease, result=Result.BLOCKED))
    report_outcomes(bot_id=BOT_ID, outcomes=outcomes)

    assert {event.user for event in written_since(before)} == {AZIZA.user, BORIS.user}


def test_a_chat_of_an_admin_who_never_wrote_is_the_admins(desk: Desk) -> None:
    staff.appoint_admin(actor=RUSTAM.in_telegram, appointment=Appointment(telegram_id=9001, first_name="Zafar"))
    before = last_event()
    set_reachability(chat_id=9001, reachable=False)
    set_reachability(chat_id=9002, reachable=False)

    zafar = Persona(9001, "Zafar", "uz").admin
    told = [(event.admin, event.user, event.data) for event in written_since(before)]
    assert told == [(zafar, None, {"chat": 9001}), (None, None, {"chat": 9002})]


def test_a_message_of_somebody_known_asks_the_database_nothing_for_it(desk: Desk) -> None:
    """The hot path: people, names and chats are compared as they are at hand."""
    AZIZA.writes("Salom", category=desk.payments)
    with CaptureQueriesContext(connection) as captured:
        AZIZA.writes("Kim bor?")

    inserted = [query["sql"] for query in captured if 'INSERT INTO "ticket_event"' in query["sql"]]
    assert len(inserted) == 1


def test_a_first_contact_keeps_no_name(desk: Desk) -> None:
    """Who the person is stands in their own row, where it can be mended."""
    before = last_event()
    start(sender=Sender(telegram_id=7001, first_name="Muhammadsodiq"))

    event = only_event(before)
    assert "Muhammadsodiq" not in f"{event.changes}{event.data}"
