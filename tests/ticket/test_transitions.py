"""Every transition, in every status, through every door: just those of the table are possible."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from apps.admin.actors import Door
from apps.admin.services.accounts import renew_api_token
from apps.ticket.models import Event, Focus, Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.focus import focus_on
from apps.ticket.services.history import show_ticket
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from apps.ticket.transitions import TRANSITIONS, Act, actions_for
from core.errors import Refusal
from tests.doors import Api
from tests.personas import AZIZA, DILNOZA, JASUR, RUSTAM, Desk
from tests.ticket.events.rows import last_event, written_since

STATUSES = list(Ticket.Status)
TEXT = Content(kind="text", text="Hozir")

# Blocking and saved replies lead to no status of their own.
TABLE_ACTS = [act for act in Act if any((act, status) in TRANSITIONS for status in STATUSES)]

# Pressed twice, these answer what was done before and change nothing.
DONE_ALREADY = {(Act.CLOSE, Ticket.Status.CLOSED)}
# Acts that need a name: the service alone has none.
OF_PERSONS = {Act.TAKE, Act.ANSWER, Act.RELEASE, Act.NOTE, Act.SHOW}

EVENTS = {
    Act.TAKE: Event.Act.TAKEN,
    Act.ANSWER: Event.Act.ANSWERED,
    Act.RELEASE: Event.Act.RELEASED,
    Act.TRANSFER: Event.Act.TRANSFERRED,
    Act.NOTE: Event.Act.NOTED,
    Act.CLOSE: Event.Act.CLOSED,
    Act.REOPEN: Event.Act.REOPENED,
}


def _ticket_in(status: Ticket.Status, desk: Desk, act: Act) -> Ticket:
    """Return Aziza's ticket in that status. Its holder is Dilnoza, or Jasur where Dilnoza is about to take it."""
    AZIZA.writes("Salom", category=desk.payments)
    ticket = AZIZA.ticket
    if status != Ticket.Status.NEW:
        holder = JASUR if act is Act.TAKE else DILNOZA
        take_ticket(actor=holder.in_telegram, ticket_id=ticket.pk)
    if status == Ticket.Status.CLOSED:
        close_ticket(actor=RUSTAM.in_telegram, ticket_id=ticket.pk)
    return Ticket.objects.get(pk=ticket.pk)


AT_THE_SITE: dict[Act, Callable[[Any, int, int], object]] = {
    Act.TAKE: lambda actor, ticket, _: take_ticket(actor=actor, ticket_id=ticket),
    Act.ANSWER: lambda actor, ticket, _: answer_ticket(actor=actor, ticket_id=ticket, content=TEXT),
    Act.RELEASE: lambda actor, ticket, _: release_ticket(actor=actor, ticket_id=ticket),
    Act.TRANSFER: lambda actor, ticket, category: transfer_ticket(actor=actor, ticket_id=ticket, category_id=category),
    Act.NOTE: lambda actor, ticket, _: add_note(actor=actor, ticket_id=ticket, content=TEXT),
    Act.CLOSE: lambda actor, ticket, _: close_ticket(actor=actor, ticket_id=ticket),
    Act.REOPEN: lambda actor, ticket, _: reopen_ticket(actor=actor, ticket_id=ticket),
    Act.SHOW: lambda actor, ticket, _: show_ticket(actor=actor, ticket_id=ticket),
}


def _by_telegram(act: Act, ticket: Ticket, desk: Desk) -> str | None:
    """The bot's buttons; what is typed in focus goes by the inbox, which keeps the words and asks."""
    if act in {Act.ANSWER, Act.NOTE}:
        mode = Focus.Mode.NOTE if act is Act.NOTE else Focus.Mode.ANSWER
        try:
            focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=mode)
        except Refusal as refusal:
            return refusal.code
        DILNOZA.writes("Hozir")
        return None
    return _over_http(Api(token=settings.API_TOKEN, persona=DILNOZA), act, ticket, desk)


def _by_site(act: Act, ticket: Ticket, desk: Desk) -> str | None:
    try:
        AT_THE_SITE[act](DILNOZA.at_the_site, ticket.pk, desk.delivery.pk)
    except Refusal as refusal:
        return refusal.code
    return None


def _by_own_token(act: Act, ticket: Ticket, desk: Desk) -> str | None:
    return _over_http(Api(token=renew_api_token(admin=DILNOZA.admin)), act, ticket, desk)


def _by_service(act: Act, ticket: Ticket, desk: Desk) -> str | None:
    return _over_http(Api(token=settings.API_TOKEN), act, ticket, desk)


def _over_http(api: Api, act: Act, ticket: Ticket, desk: Desk) -> str | None:
    if act in {Act.ANSWER, Act.NOTE}:
        kind = "note" if act is Act.NOTE else "text"
        answer = api.post("ticket/messages/", ticket=ticket.pk, kind=kind, text="Hozir")
    else:
        body = {"category": desk.delivery.pk} if act is Act.TRANSFER else {}
        answer = api.post(f"ticket/tickets/{ticket.pk}/{act}/", **body)
    assert answer.status_code < 500, answer.content
    return None if answer.status_code < 300 else str(answer.json()["code"])


DOORS: dict[str, tuple[Callable[[Act, Ticket, Desk], str | None], Door]] = {
    "telegram": (_by_telegram, Door.TELEGRAM),
    "site": (_by_site, Door.SITE),
    "token": (_by_own_token, Door.API),
    "service": (_by_service, Door.API),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("act", TABLE_ACTS)
def test_an_act_is_possible_where_the_table_says_so(desk: Desk, act: Act, status: Ticket.Status, door: str) -> None:
    ticket = _ticket_in(status, desk, act)
    go, by = DOORS[door]
    before = last_event()

    code = go(act, ticket, desk)

    after = Ticket.objects.get(pk=ticket.pk)
    events = [event for event in written_since(before) if event.ticket == ticket]
    if door == "service" and act in OF_PERSONS:
        assert code in {"forbidden", "person_required"}
        _assert_untouched(ticket, after, events)
    elif (act, status) in DONE_ALREADY:
        assert code is None
        _assert_untouched(ticket, after, events)
    elif (act, status) in TRANSITIONS:
        assert code is None
        assert after.status in TRANSITIONS[act, status]
        assert {event.door for event in events} <= {by}
        if act in EVENTS:
            assert [event.act for event in events].count(EVENTS[act]) == 1
    else:
        assert code in {"already_taken", "transition_not_allowed", "ticket_closed", "ticket_not_closed"}
        _assert_untouched(ticket, after, events)


def _assert_untouched(before: Ticket, after: Ticket, events: list[Event]) -> None:
    columns = [field.attname for field in Ticket._meta.concrete_fields]
    assert [getattr(after, name) for name in columns] == [getattr(before, name) for name in columns]
    assert events == []
    assert not Message.objects.filter(ticket=before).exclude(admin=None).exists()


USERS_ACTS = {
    (Act.CLOSE, Ticket.Status.NEW),
    (Act.CLOSE, Ticket.Status.TAKEN),
    (Act.REOPEN, Ticket.Status.CLOSED),
    *((Act.SHOW, status) for status in STATUSES),
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("act", [act for act in TABLE_ACTS if act is not Act.ANSWER])
def test_the_one_who_asked_closes_reopens_and_reads_and_nothing_else(
    desk: Desk, act: Act, status: Ticket.Status
) -> None:
    ticket = _ticket_in(status, desk, act)
    before = last_event()

    code = _over_http(Api(token=settings.API_TOKEN, persona=AZIZA), act, ticket, desk)

    if (act, status) in USERS_ACTS | DONE_ALREADY:
        assert code is None
    else:
        assert code in {"forbidden", "ticket_not_closed"}
        _assert_untouched(ticket, Ticket.objects.get(pk=ticket.pk), written_since(before))


@pytest.mark.parametrize("status", STATUSES)
def test_the_buttons_offer_what_the_table_allows(desk: Desk, status: Ticket.Status) -> None:
    ticket = _ticket_in(status, desk, Act.ANSWER)

    for persona in (DILNOZA, JASUR, RUSTAM):
        allowed = {str(act) for act in Act if (act, status) in TRANSITIONS}
        if ticket.admin != persona.admin:
            allowed.discard("release")
        allowed |= {"block"} if ticket.is_closed else {"block", "saved_replies"}
        assert set(actions_for(ticket, persona.in_telegram)) == allowed
