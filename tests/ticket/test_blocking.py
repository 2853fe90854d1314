"""A blocked person is told so once; what they write afterwards is kept, and brought to nobody."""

import json
from collections.abc import Callable
from functools import partial

import pytest
from django.conf import settings

from apps.admin.models import Admin
from apps.delivery.models import Delivery
from apps.ticket.models import Event, Ticket
from apps.ticket.services import blocking, closing, conversation
from apps.ticket.services.contents import Content
from apps.ticket.transitions import actions_for
from core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.courier import deliver
from tests.doors import Api, wire
from tests.personas import AZIZA, BORIS, BOT_ID, DILNOZA, JASUR, NODIRA, RUSTAM, Desk, Persona, appoint

TEXT = Content(kind="text", text="Hozir")


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    """Aziza's ticket, held by Dilnoza who answered; everything has arrived."""
    AZIZA.writes("Salom", category=desk.payments)
    conversation.answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    deliver()
    return AZIZA.ticket


def block(reason: str = "Haqorat qildi", *, by: Persona = DILNOZA, over: Ticket | None = None) -> None:
    user = AZIZA.user
    blocking.block_person(actor=by.in_telegram, user_id=user.pk, reason=reason, ticket_id=over.pk if over else None)
    deliver()


def unblock(*, by: Persona = DILNOZA) -> int:
    return blocking.unblock_person(actor=by.in_telegram, user_id=AZIZA.user.pk).kept


def everybodys_outbox() -> int:
    return Delivery.objects.count()


def test_the_person_is_told_once_and_not_why(ticket: Ticket) -> None:
    before = len(AZIZA.outbox())

    block("Haqorat qildi", over=ticket)

    told = AZIZA.outbox()[before:]
    assert [row.data["code"] for row in told if row.kind == "notice"] == ["person_blocked"]
    assert "Haqorat" not in json.dumps([row.data for row in told])


def test_their_open_ticket_closes_without_the_usual_words(ticket: Ticket) -> None:
    block(over=ticket)

    closed = Ticket.objects.get(pk=ticket.pk)
    assert (closed.status, closed.waiting_since) == ("closed", None)
    assert "ticket_closed" not in AZIZA.notices()


def test_the_holder_hears_that_a_colleague_has_closed_it(ticket: Ticket) -> None:
    block(by=JASUR, over=ticket)

    assert DILNOZA.cards()[-1] == "closed"
    assert "block" not in actions_for(Ticket.objects.get(pk=ticket.pk), DILNOZA.in_telegram)


def test_the_reason_and_the_ticket_are_in_the_journal(ticket: Ticket) -> None:
    block(" Haqorat\nqildi ", over=ticket)

    event = Event.objects.get(act="person_blocked")
    assert (event.admin, event.ticket, event.category) == (DILNOZA.admin, ticket, ticket.category)
    assert event.data == {"user": AZIZA.user.pk, "reason": "Haqorat qildi"}
    assert (AZIZA.user.blocked_reason, AZIZA.user.blocked_at) == ("Haqorat qildi", event.created_at)


def test_every_card_in_the_staffs_chats_offers_to_unblock(ticket: Ticket) -> None:
    block(over=ticket)

    for admin in (DILNOZA, JASUR):
        facts = admin.outbox("card", "mark")[-1].data["ticket"]
        assert facts["user_detail"]["is_blocked"]
        assert ("unblock" in facts["actions"], "block" in facts["actions"], "reopen" in facts["actions"]) == (
            True,
            False,
            False,
        )


# ------------------------------------------------------------------ and afterwards


def test_after_an_unblocking_they_write_as_before(desk: Desk, ticket: Ticket) -> None:
    block()
    AZIZA.writes("Nega?")
    AZIZA.writes("Alo?")

    assert unblock() == 2

    assert AZIZA.notices()[-1] == "person_unblocked"
    assert AZIZA.writes("Salom", category=desk.payments).outcome == "opened"
    assert [message.text for message in AZIZA.ticket.messages.all()] == ["Salom"]
    assert (AZIZA.user.is_blocked, AZIZA.user.blocked_reason) == (False, "")


def test_only_what_came_during_this_blocking_is_counted(ticket: Ticket) -> None:
    block()
    AZIZA.writes("Nega?")
    unblock()
    block("Yana")

    assert unblock() == 0
    assert Event.objects.filter(act="person_unblocked").latest("pk").data["kept"] == 0


def test_blocking_and_unblocking_twice_change_nothing(ticket: Ticket) -> None:
    block("Bir", over=ticket)
    before = (everybodys_outbox(), Event.objects.count())
    block("Ikki", by=RUSTAM)
    assert (everybodys_outbox(), Event.objects.count(), AZIZA.user.blocked_reason) == (*before, "Bir")

    unblock()
    before = (everybodys_outbox(), Event.objects.count())
    assert unblock() == 0
    assert (everybodys_outbox(), Event.objects.count()) == before


def test_what_was_kept_is_read_by_the_staff_who_see_the_person(ticket: Ticket) -> None:
    block()
    AZIZA.writes("Nega?")
    AZIZA.writes("Alo?")

    for reader in (DILNOZA, RUSTAM):
        kept = blocking.kept_while_blocked(actor=reader.in_telegram, user_id=AZIZA.user.pk)
        assert [message.text for message in kept] == ["Alo?", "Nega?"]
    for stranger in (NODIRA, AZIZA):
        with pytest.raises(NotFound):
            blocking.kept_while_blocked(actor=stranger.in_telegram, user_id=AZIZA.user.pk)


# ------------------------------------------------------------------ who may


def test_an_active_admin_cannot_be_blocked(desk: Desk) -> None:
    for admin in (DILNOZA, RUSTAM):
        with pytest.raises(Conflict) as refused:
            blocking.block_person(actor=RUSTAM.in_telegram, user_id=admin.user.pk, reason="Spam")
        assert refused.value.code == "cannot_block_staff"


def test_a_dismissed_admin_can_be(desk: Desk) -> None:
    Admin.objects.filter(pk=JASUR.admin.pk).update(is_active=False)

    blocking.block_person(actor=RUSTAM.in_telegram, user_id=JASUR.user.pk, reason="Spam")

    assert JASUR.writes("Salom").outcome == "blocked"


def test_whoever_is_appointed_later_is_heard_again(desk: Desk, ticket: Ticket) -> None:
    block()
    appoint(AZIZA, desk.delivery)

    assert AZIZA.writes("Men endi adminman").outcome == "held"


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 501])
def test_a_reason_is_needed_and_has_a_length(ticket: Ticket, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        block(reason)

    assert set(refused.value.fields or {}) == {"reason"}
    assert not AZIZA.user.is_blocked


@pytest.mark.parametrize("who", [NODIRA, AZIZA, BORIS])
def test_nobody_who_does_not_work_with_the_person_blocks_them(ticket: Ticket, who: Persona) -> None:
    BORIS.writes("Привет")
    with pytest.raises((NotFound, Forbidden)):
        block(by=who)
    with pytest.raises((NotFound, Forbidden)):
        blocking.unblock_person(actor=who.in_telegram, user_id=AZIZA.user.pk)


def test_the_ticket_has_to_be_the_persons_and_the_actors(desk: Desk, ticket: Ticket) -> None:
    BORIS.writes("Привет", category=desk.payments)
    with pytest.raises(NotFound):
        block(over=BORIS.ticket)
    Ticket.objects.filter(pk=ticket.pk).update(category=desk.delivery)
    with pytest.raises(NotFound):
        block(over=ticket)


def test_a_ticket_of_another_category_closes_too(desk: Desk, ticket: Ticket) -> None:
    closing.close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    AZIZA.writes("Yetkazish qani?", category=desk.delivery)
    other = AZIZA.ticket

    block(over=ticket)

    assert Ticket.objects.get(pk=other.pk).is_closed
    assert NODIRA.outbox("card")[-1].data["ticket"]["status"] == "closed"


# ------------------------------------------------------------------ over HTTP


def test_the_api_blocks_and_unblocks_by_the_ticket(ticket: Ticket, api: Callable[[Persona | None], Api]) -> None:
    dilnoza = api(DILNOZA)

    blocked = dilnoza.post(f"ticket/tickets/{ticket.pk}/block/", reason="Spam")
    told = api(None).post("ticket/inbox/", **wire(AZIZA.message("Nega?")))
    opened = dilnoza.post(f"ticket/tickets/{ticket.pk}/unblock/")

    facts = blocked.json()
    assert (blocked.status_code, facts["status"], facts["user_detail"]["is_blocked"]) == (200, "closed", True)
    assert (told.status_code, told.json()["outcome"], told.json()["ticket"]) == (201, "blocked", None)
    assert (opened.status_code, opened.json()["kept"]) == (200, 1)
    assert not opened.json()["ticket"]["user_detail"]["is_blocked"]


def test_the_api_says_whom_the_desk_has_blocked(ticket: Ticket, api: Callable[[Persona | None], Api]) -> None:
    block()
    sender = {"telegram_id": AZIZA.telegram_id, "first_name": "Aziza"}

    refused = api(None).post("ticket/inbox/start/", bot_id=BOT_ID, sender=sender)

    assert (refused.status_code, refused.json()["code"]) == (403, "person_blocked")
    assert api(DILNOZA).post(f"ticket/tickets/{ticket.pk}/block/", reason=" ").status_code == 400


@pytest.mark.parametrize("named", [True, False])
def test_who_is_named_a_super_admin_in_the_environment_is_staff(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    BORIS.writes("Привет")
    monkeypatch.setattr(settings, "SUPER_ADMIN_IDS", [BORIS.telegram_id] if named else [])
    go = partial(blocking.block_person, actor=RUSTAM.in_telegram, user_id=BORIS.user.pk, reason="Spam")

    if named:
        with pytest.raises(Conflict):
            go()
    else:
        assert go().is_blocked
