"""Asks where words belong that have no clear way: a person about their question, an admin about loose words."""

from collections.abc import Iterable
from typing import Any

from apps.admin.actors import Actor
from apps.admin.models import Category
from apps.admin.services.settings import desk_settings
from apps.delivery.services.enqueue import enqueue
from apps.ticket.models import Message, Ticket
from apps.ticket.services.announce import notice_to_admin, notice_to_user
from apps.ticket.services.contents import Content, Source, store_message
from apps.ticket.services.facts import category_facts, ticket_ref
from apps.ticket.services.lifecycle import require_person
from apps.user.models import TelegramUser
from core import clock

# Who goes on writing while a question of ours stands just above is not asked it again.
ASK_AGAIN_AFTER = 60


def should_ask(earlier: Iterable[Message], message: Message) -> bool:
    """Tell whether a question is due: not where the same one was asked for the message just before."""
    asked = (message.outcome, message.meant_for)
    alike = [other for other in earlier if (other.outcome, other.meant_for) == asked]
    if not alike or (message.created_at - alike[-1].created_at).total_seconds() > ASK_AGAIN_AFTER:
        return True
    # What was said in between stands below the question, which is out of sight then.
    between = Message.objects.filter(chat_id=message.chat_id, pk__gt=alike[-1].pk, pk__lt=message.pk)
    return between.exclude(chat_id=None).exists()


def ask_where(user: TelegramUser, *, waiting: int) -> None:
    """Ask a user where their words belong: a closed ticket that may be reopened, or a category."""
    categories = [category_facts(category) for category in Category.objects.filter(is_active=True)]
    closed = reopenable(user)
    if not categories and closed is None:
        enqueue([notice_to_user(user, "no_categories")])
        return
    enqueue(
        [notice_to_user(user, "choose_category", categories=categories, reopen=ticket_ref(closed), waiting=waiting)]
    )


def reopenable(user: TelegramUser) -> Ticket | None:
    """Return the user's last ticket where it was closed within the reopen window."""
    since = clock.now() - desk_settings().reopen_window
    closed = Ticket.objects.filter(user=user, status=Ticket.Status.CLOSED, closed_at__gte=since)
    return closed.order_by("-closed_at").first()


def the_only_category() -> Category | None:
    """Return the active category where there is just one: it is chosen without asking."""
    active = list(Category.objects.filter(is_active=True)[:2])
    return active[0] if len(active) == 1 else None


def hold(actor: Actor, content: Content, source: Source | None, outcome: str, ticket: Ticket | None = None) -> Message:
    """Keep an admin's words that have no clear way, and ask: `held`, `takeover` or `closed`.

    `ticket` is the one that they were said to, where they may still go there; each ticket has a question of its own.
    """
    user, admin = require_person(actor), actor.admin
    assert admin is not None
    if outcome == "takeover" and ticket and ticket.admin is None:
        # Its holder released it at this very moment.
        outcome, ticket = "held", None
    earlier = list(Message.objects.waiting_of(user))
    message = store_message(user=user, content=content, source=source, outcome=outcome, meant_for=ticket)
    if not should_ask(earlier, message):
        return message
    if outcome == "takeover" and ticket and ticket.admin:
        facts: dict[str, Any] = {"ticket": ticket_ref(ticket), "admin": ticket.admin.display_name}
        enqueue(notice_to_admin(admin, "confirm_takeover", ticket, message, **facts))
    elif outcome == "closed" and ticket:
        enqueue(notice_to_admin(admin, "confirm_reopen", ticket, message, ticket=ticket_ref(ticket)))
    else:
        enqueue(notice_to_admin(admin, "loose_message", None, message, **_choices(actor, user)))
    return message


def _choices(actor: Actor, user: TelegramUser) -> dict[str, Any]:
    held = Ticket.objects.filter(admin=actor.admin, status=Ticket.Status.TAKEN).exclude(user=user)
    tickets = held.select_related("user").longest_waiting_first()[:5]
    return {
        "tickets": [{**(ticket_ref(ticket) or {}), "first_name": ticket.user.first_name} for ticket in tickets],
        "open_ticket": ticket_ref(Ticket.objects.open().filter(user=user).first()),
    }
