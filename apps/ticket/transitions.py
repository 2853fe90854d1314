"""The transition table: which act is possible in which status, and where it leads. No door goes round it."""

from enum import StrEnum

from apps.admin.actors import Actor
from apps.ticket.models import Ticket
from core.errors import Conflict

NEW, TAKEN, CLOSED = Ticket.Status.NEW, Ticket.Status.TAKEN, Ticket.Status.CLOSED


class Act(StrEnum):
    """What can be done to a ticket."""

    TAKE = "take"
    ANSWER = "answer"
    RELEASE = "release"
    TRANSFER = "transfer"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    SHOW = "show"
    # These lead to no other status of their own: the table below does not name them.
    SAVED_REPLIES = "saved_replies"
    BLOCK = "block"
    UNBLOCK = "unblock"


# An answer takes a new ticket. A transfer to a category leads to NEW, whoever held it; one to an admin to TAKEN.
# A reopened ticket goes back to its last holder where there still is one.
TRANSITIONS: dict[tuple[Act, Ticket.Status], frozenset[Ticket.Status]] = {
    (Act.TAKE, NEW): frozenset({TAKEN}),
    (Act.ANSWER, NEW): frozenset({TAKEN}),
    (Act.ANSWER, TAKEN): frozenset({TAKEN}),
    (Act.RELEASE, TAKEN): frozenset({NEW}),
    (Act.TRANSFER, NEW): frozenset({NEW, TAKEN}),
    (Act.TRANSFER, TAKEN): frozenset({NEW, TAKEN}),
    (Act.NOTE, NEW): frozenset({NEW}),
    (Act.NOTE, TAKEN): frozenset({TAKEN}),
    (Act.NOTE, CLOSED): frozenset({CLOSED}),
    (Act.CLOSE, NEW): frozenset({CLOSED}),
    (Act.CLOSE, TAKEN): frozenset({CLOSED}),
    (Act.REOPEN, CLOSED): frozenset({NEW, TAKEN}),
    (Act.SHOW, NEW): frozenset({NEW}),
    (Act.SHOW, TAKEN): frozenset({TAKEN}),
    (Act.SHOW, CLOSED): frozenset({CLOSED}),
}


def require(act: Act, ticket: Ticket) -> None:
    """Refuse an act that the ticket's status does not know."""
    if (act, Ticket.Status(ticket.status)) in TRANSITIONS:
        return
    if ticket.is_closed:
        raise Conflict("ticket_closed")
    if act is Act.REOPEN:
        raise Conflict("ticket_not_closed")
    if act is Act.TAKE and ticket.admin:
        raise Conflict("already_taken", admin=ticket.admin.display_name)
    raise Conflict("transition_not_allowed")


def may_still_reopen(ticket: Ticket) -> bool:
    """Tell whether the asker may reopen the ticket: within the window after its closing."""
    return ticket.may_still_be_reopened


def actions_for(ticket: Ticket, actor: Actor) -> list[str]:
    """Return what the actor may do with the ticket now: the buttons that they get."""
    if actor.user is not None and ticket.user_id == actor.user.pk:
        if not ticket.is_closed:
            return [str(Act.CLOSE)]
        return [str(Act.REOPEN)] if may_still_reopen(ticket) and not ticket.user.is_blocked else []
    if actor.admin is None or not actor.admin.may_work_on(ticket.category_id):
        return []
    status = Ticket.Status(ticket.status)
    acts = [act for act in Act if (act, status) in TRANSITIONS]
    if ticket.admin_id != actor.admin.pk:
        acts = [act for act in acts if act is not Act.RELEASE]
    if Act.ANSWER in acts:
        acts.append(Act.SAVED_REPLIES)
    return [str(act) for act in _with_blocking(ticket, acts)]


def _with_blocking(ticket: Ticket, acts: list[Act]) -> list[Act]:
    """Add what may be done to the one who asked. The ticket of somebody blocked stays closed."""
    if ticket.user.is_blocked:
        return [*(act for act in acts if act is not Act.REOPEN), Act.UNBLOCK]
    return [*acts, Act.BLOCK] if ticket.may_block_asker else acts
