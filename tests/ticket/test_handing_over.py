"""A ticket changes hands: taken, released, transferred, or lost by who may no longer work on it."""

import pytest

from apps.admin.actors import SYSTEM
from apps.admin.models import Category
from apps.admin.services.staff import change_admin, dismiss_admin
from apps.delivery.models import Delivery
from apps.ticket.models import Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.lifecycle import assign_admin, release_ticket, take_ticket, transfer_ticket
from apps.ticket.services.listing import transfer_targets
from core.errors import Conflict, NotFound
from tests.courier import deliver
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, RUSTAM, Desk


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    """Aziza's ticket, which Dilnoza holds; its cards have arrived."""
    AZIZA.writes("Salom", category=desk.payments)
    deliver()
    return take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)


def test_while_nobody_holds_it_all_read_it_and_afterwards_only_the_holder(desk: Desk) -> None:
    AZIZA.writes("1", category=desk.payments)
    AZIZA.writes("2")
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    AZIZA.writes("3")

    assert (DILNOZA.reads(), JASUR.reads()) == (["1", "2", "3"], ["1", "2"])


def test_the_user_learns_who_took_it_and_the_others_cards_say_so(ticket: Ticket) -> None:
    assert AZIZA.notice("ticket_taken") == {"code": "ticket_taken", "number": ticket.number, "admin": "Dilnoza"}
    [mark] = JASUR.outbox(Delivery.Kind.MARK)
    assert mark.data["ticket"]["admin_detail"] == {"id": DILNOZA.admin.pk, "first_name": "Dilnoza"}
    assert "take" not in mark.data["ticket"]["actions"]


def test_taking_it_twice_is_taking_it_once(ticket: Ticket) -> None:
    before = len(AZIZA.outbox())
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert len(AZIZA.outbox()) == before
    with pytest.raises(Conflict, match="already_taken") as refusal:
        take_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk)
    assert refusal.value.data == {"admin": "Dilnoza"}


def test_released_it_is_new_and_announced_again_to_the_others(ticket: Ticket) -> None:
    release_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert (AZIZA.ticket.status, AZIZA.ticket.admin, AZIZA.ticket.taken_at) == (Ticket.Status.NEW, None, None)
    assert (JASUR.cards(), DILNOZA.cards()) == (["new", "released"], ["new"])
    AZIZA.writes("Kim bor?")
    assert JASUR.reads()[-1] == DILNOZA.reads()[-1] == "Kim bor?"


def test_only_the_holder_or_a_super_admin_releases(ticket: Ticket) -> None:
    with pytest.raises(Conflict, match="not_holder"):
        release_ticket(actor=JASUR.in_telegram, ticket_id=ticket.pk)

    release_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk)
    assert AZIZA.ticket.status == Ticket.Status.NEW


def test_dismissed_the_holder_loses_it_and_it_is_announced_again(ticket: Ticket) -> None:
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    assert AZIZA.ticket.status == Ticket.Status.NEW
    assert (JASUR.cards(), DILNOZA.notices()) == (["new", "released"], ["dismissed"])
    AZIZA.writes("Kim bor?")
    assert (JASUR.reads()[-1], DILNOZA.reads()) == ("Kim bor?", ["Salom"])


def test_unbound_the_holder_loses_it(ticket: Ticket, desk: Desk) -> None:
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=[desk.delivery.pk])

    assert (AZIZA.ticket.status, JASUR.cards()) == (Ticket.Status.NEW, ["new", "released"])
    assert DILNOZA.notices() == ["access_changed"]
    with pytest.raises(NotFound):
        take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)


def test_bound_to_more_the_holder_keeps_it(ticket: Ticket, desk: Desk) -> None:
    ids = [desk.payments.pk, desk.delivery.pk]
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=ids)

    assert AZIZA.ticket.admin == DILNOZA.admin


def test_a_super_admin_no_longer_loses_what_they_held_by_that(desk: Desk, ticket: Ticket) -> None:
    release_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    change_admin(actor=SYSTEM, admin_id=NODIRA.admin.pk, is_super_admin=True)
    take_ticket(actor=NODIRA.in_telegram, ticket_id=ticket.pk)

    change_admin(actor=RUSTAM.in_telegram, admin_id=NODIRA.admin.pk, is_super_admin=False)

    assert AZIZA.ticket.status == Ticket.Status.NEW


def test_in_another_category_it_is_new(ticket: Ticket, desk: Desk) -> None:
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, category_id=desk.delivery.pk)

    moved = AZIZA.ticket
    assert (moved.status, moved.admin, moved.category) == (Ticket.Status.NEW, None, desk.delivery)
    assert NODIRA.cards() == ["transferred"]
    assert AZIZA.notice("ticket_transferred")["category"]["slug"] == "delivery"
    assert DILNOZA.outbox(Delivery.Kind.MARK)[-1].data["ticket"]["actions"] == []
    with pytest.raises(NotFound):
        take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)


def test_who_gets_it_reads_the_last_words_of_its_user_at_once(ticket: Ticket, desk: Desk) -> None:
    AZIZA.writes("Hali ham kutyapman")
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, category_id=desk.delivery.pk)

    assert NODIRA.reads() == ["Hali ham kutyapman"]


def test_given_to_an_admin_it_is_theirs(ticket: Ticket) -> None:
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, admin_id=JASUR.admin.pk)

    assert (AZIZA.ticket.status, AZIZA.ticket.admin) == (Ticket.Status.TAKEN, JASUR.admin)
    assert JASUR.cards() == ["new", "transferred"]
    assert JASUR.outbox("card")[-1].data["by"] == "Dilnoza"
    assert AZIZA.notice("ticket_transferred")["admin"] == "Jasur"


def test_given_to_the_one_who_holds_it_nothing_happens(ticket: Ticket) -> None:
    before = Delivery.objects.count()
    transfer_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk, admin_id=DILNOZA.admin.pk)

    assert Delivery.objects.count() == before


def test_it_goes_to_nobody_who_may_not_work_on_it(ticket: Ticket, desk: Desk) -> None:
    with pytest.raises(Conflict, match="not_bound"):
        transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, admin_id=NODIRA.admin.pk)
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk)
    with pytest.raises(NotFound):
        transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, admin_id=JASUR.admin.pk)
    Category.objects.filter(pk=desk.delivery.pk).update(is_active=False)
    with pytest.raises(Conflict, match="category_inactive"):
        transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, category_id=desk.delivery.pk)
    assert AZIZA.ticket.admin == DILNOZA.admin


def test_the_targets_that_are_offered_are_those_that_are_possible(ticket: Ticket, desk: Desk) -> None:
    targets = transfer_targets(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    assert targets["categories"] == [desk.delivery]
    assert set(targets["admins"]) == {JASUR.admin, RUSTAM.admin}
    for admin in targets["admins"]:
        transfer_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk, admin_id=admin.pk)


def test_assigning_is_taking_for_oneself_and_transferring_for_others(ticket: Ticket) -> None:
    release_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    assign_admin(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, admin_id=DILNOZA.admin.pk)
    assert AZIZA.ticket.admin == DILNOZA.admin

    assign_admin(actor=SYSTEM, ticket_id=ticket.pk, admin_id=JASUR.admin.pk)
    assert AZIZA.ticket.admin == JASUR.admin


def test_a_closed_ticket_stays_under_the_name_of_a_dismissed_holder(ticket: Ticket) -> None:
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    ticket.refresh_from_db()
    assert (ticket.status, ticket.admin) == (Ticket.Status.CLOSED, DILNOZA.admin)
