"""A super admin appoints, binds and dismisses; nobody else does."""

import pytest
from django.db import IntegrityError

from apps.admin.actors import SYSTEM, Role, person
from apps.admin.models import Admin
from apps.admin.queries import list_admins
from apps.admin.serializers import AdminSerializer
from apps.admin.services.staff import Appointment, appoint_admin, change_admin, dismiss_admin
from apps.ticket.models import Event, Focus, Ticket
from apps.ticket.services.focus import focus_on
from apps.ticket.services.lifecycle import take_ticket
from core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, JASUR, RUSTAM, Desk, Persona, known


def _appoint(telegram_id: int, **details: object) -> tuple[Admin, bool]:
    appointment = Appointment(telegram_id=telegram_id, **details)  # type: ignore[arg-type]
    return appoint_admin(actor=RUSTAM.in_telegram, appointment=appointment)


def test_a_known_person_keeps_their_name_and_language(desk: Desk) -> None:
    known(BORIS)
    admin, is_new = _appoint(BORIS.telegram_id, category_ids=[desk.delivery.pk])

    assert (admin.first_name, admin.language, is_new) == ("Boris", "ru", True)
    assert BORIS.in_telegram.role == Role.ADMIN
    facts = BORIS.notice("appointed")
    assert ([category["slug"] for category in facts["categories"]], facts["is_super_admin"]) == (["delivery"], False)
    assert not admin.has_usable_password()


def test_somebody_who_never_wrote_needs_a_name_and_gets_their_notices_later(desk: Desk) -> None:
    with pytest.raises(Invalid):
        _appoint(9001)

    admin, _ = _appoint(9001, first_name="Zafar", category_ids=[desk.payments.pk])
    listed = list_admins(actor=RUSTAM.in_telegram, is_active=True).get(pk=admin.pk)
    assert AdminSerializer(listed).data["has_started"] is False
    assert [row.data["code"] for row in deliver() if row.chat_id == 9001] == ["appointed"]


def test_who_is_an_admin_already_is_not_appointed_twice(desk: Desk) -> None:
    with pytest.raises(Conflict, match="already_admin"):
        _appoint(DILNOZA.telegram_id)


def test_a_dismissed_admin_is_appointed_again_in_the_same_row(desk: Desk) -> None:
    before = DILNOZA.admin
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=before.pk)
    admin, is_new = _appoint(DILNOZA.telegram_id, category_ids=[desk.delivery.pk])

    assert (admin.pk, is_new, admin.is_active, admin.is_superuser) == (before.pk, False, True, False)
    assert list(admin.categories.all()) == [desk.delivery]
    assert DILNOZA.notices() == ["dismissed", "appointed"]


def test_dismissed_they_may_nothing_and_their_work_stays(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    focus_on(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, mode=Focus.Mode.ANSWER)
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    assert (DILNOZA.in_telegram.admin, DILNOZA.in_telegram.role) == (None, Role.USER)
    assert not Focus.objects.exists()
    assert DILNOZA.writes("Salom").outcome == "waiting"
    assert Event.objects.filter(act=Event.Act.TAKEN, admin=DILNOZA.admin).exists()
    assert not DILNOZA.admin.categories.exists()


def test_dismissing_twice_is_dismissing_once(desk: Desk) -> None:
    for _ in range(2):
        dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    assert DILNOZA.notices() == ["dismissed"]
    with pytest.raises(NotFound):
        change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=[])


def test_bound_anew_they_see_other_tickets(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.delivery)
    ids = [desk.delivery.pk]
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=ids)

    assert list(Ticket.objects.visible_to(DILNOZA.in_telegram)) == [AZIZA.ticket]
    assert [category["slug"] for category in DILNOZA.notice("access_changed")["categories"]] == ["delivery"]


def test_what_is_left_out_stays(desk: Desk) -> None:
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, is_super_admin=True)

    assert (DILNOZA.admin.is_superuser, list(DILNOZA.admin.categories.all())) == (True, [desk.payments])


def test_an_unknown_category_is_refused_and_nothing_is_changed(desk: Desk) -> None:
    with pytest.raises(Invalid):
        change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=[10**6], is_super_admin=True)

    assert (DILNOZA.admin.is_superuser, list(DILNOZA.admin.categories.all())) == (False, [desk.payments])


@pytest.mark.parametrize("persona", [DILNOZA, AZIZA])
def test_nobody_else_appoints_or_dismisses(desk: Desk, persona: Persona) -> None:
    known(AZIZA)
    actor = persona.in_telegram
    with pytest.raises(Forbidden):
        appoint_admin(actor=actor, appointment=Appointment(telegram_id=EMMA.telegram_id, first_name="Emma"))
    with pytest.raises(Forbidden):
        change_admin(actor=actor, admin_id=JASUR.admin.pk, is_super_admin=True)
    with pytest.raises(Forbidden):
        dismiss_admin(actor=actor, admin_id=JASUR.admin.pk)


def test_the_service_does_what_a_super_admin_does(desk: Desk) -> None:
    admin, _ = appoint_admin(actor=SYSTEM, appointment=Appointment(telegram_id=9002, first_name="Zafar"))

    assert person(9002).admin == admin


def test_one_person_is_one_admin(desk: Desk) -> None:
    with pytest.raises(IntegrityError):
        Admin.objects.create(username="second", telegram_id=DILNOZA.telegram_id)
