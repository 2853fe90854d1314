"""Who hears of what: turns facts of the conversation into drafts for the outbox. Decides nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from apps.admin.actors import Actor, Door
from apps.admin.models import Admin, Category
from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import Draft, all_blocked, enqueue, hold_chats
from apps.ticket.models import Message, Ticket
from apps.ticket.services.contents import content_facts, iso
from apps.ticket.services.facts import facts_for_admin, ticket_facts
from apps.ticket.services.quotes import quote_in
from apps.user.models import TelegramUser


def staff_of(ticket: Ticket) -> list[Admin]:
    """Return who hears of the ticket: its holder or, while nobody holds it, the admins of its category."""
    if ticket.status == Ticket.Status.TAKEN and ticket.admin:
        return [ticket.admin] if ticket.admin.telegram_id else []
    return on_duty_for(ticket)


def on_duty_for(ticket: Ticket) -> list[Admin]:
    """Return the admins of the ticket's category, whoever holds it; nobody handles a ticket of their own.

    Where the category has none whom a message reaches, the super admins hear of it.
    """
    others = Admin.objects.in_telegram().exclude(telegram_id=ticket.user.telegram_id).prefetch_related("categories")
    bound = list(others.filter(categories=ticket.category_id))
    if not all_blocked(admin.telegram_id for admin in bound if admin.telegram_id):
        return bound
    return [*bound, *others.super_admins().exclude(pk__in=[admin.pk for admin in bound])]


def hold_chats_about(*tickets: Ticket, admins: Iterable[Admin | None] = (), category: Category | None = None) -> None:
    """Hold every chat that may hear of an act upon these tickets: before it, all at once (see hold_chats)."""
    carded = Delivery.objects.filter(ticket_ref__in=[ticket.pk for ticket in tickets], kind=Delivery.Kind.CARD)
    chats = {ticket.user.telegram_id for ticket in tickets} | set(carded.values_list("chat_id", flat=True))
    # Whoever is on duty now: it may be the super admins by the time that the cards are written.
    categories = {ticket.category_id for ticket in tickets} | ({category.pk} if category else set())
    bound = Admin.objects.active().filter(categories__in=categories) | Admin.objects.active().super_admins()
    concerned = {*bound.distinct(), *admins, *(ticket.admin for ticket in tickets)}
    hold_chats(chats | {admin.telegram_id for admin in concerned if admin and admin.telegram_id})


def header_of(message: Message, ticket: Ticket, *, history: bool = False) -> dict[str, Any]:
    """Return what stands above a message in an admin's chat."""
    author = message.admin.display_name if message.admin else message.user.first_name
    return {
        "number": ticket.number,
        "name": author,
        "author": "admin" if message.admin_id else "user",
        "note": message.is_note,
        "at": iso(message.created_at) if history else None,
        "edited": history and message.edited_at is not None,
        # What is a comment on a rating says on which.
        "rating": message.rating.value if message.rating else None,
    }


def content_draft(chat_id: int, language: str, message: Message, header: dict[str, Any] | None) -> Draft:
    """Return the draft that carries a message to a chat; members of an album grow into one row."""
    album = f"{message.bot_id}:{message.media_group_id}" if message.media_group_id else ""
    return Draft(
        chat_id=chat_id,
        language=language,
        kind=Delivery.Kind.CONTENT,
        data={"contents": [content_facts(message)], "header": header},
        ticket_ref=message.ticket_id,
        message_ref=None if album else message.pk,
        album=album,
        **quote_in(chat_id, message.reply_to),
    )


def notice_to_user(
    user: TelegramUser, code: str, ticket: Ticket | None = None, about: Message | None = None, /, **facts: Any
) -> Draft:
    return Draft(
        chat_id=user.telegram_id,
        language=user.language,
        kind=Delivery.Kind.NOTICE,
        data={"code": code, **facts},
        ticket_ref=ticket.pk if ticket else None,
        **quote_in(user.telegram_id, about),
    )


def notice_to_admin(
    admin: Admin, code: str, ticket: Ticket | None = None, about: Message | None = None, /, **facts: Any
) -> list[Draft]:
    """Return a notice as a list: empty for an admin whom Telegram does not reach."""
    if admin.telegram_id is None:
        return []
    draft = Draft(
        chat_id=admin.telegram_id,
        language=admin.language,
        kind=Delivery.Kind.NOTICE,
        data={"code": code, **facts},
        ticket_ref=ticket.pk if ticket else None,
        **quote_in(admin.telegram_id, about),
    )
    return [draft]


def card(admin: Admin, ticket: Ticket, reason: str, *, content: Message | None = None, by: str | None = None) -> Draft:
    """Return the ticket's card for an admin, with a text of the conversation inside where one is given."""
    assert admin.telegram_id is not None
    return Draft(
        chat_id=admin.telegram_id,
        language=admin.language,
        kind=Delivery.Kind.CARD,
        data={
            "ticket": facts_for_admin(ticket, admin),
            "reason": reason,
            "content": content_facts(content) if content else None,
            "by": by,
        },
        ticket_ref=ticket.pk,
        message_ref=content.pk if content else None,
    )


def own_card(asker: Actor, ticket: Ticket) -> Draft:
    """Return the ticket's card for the person who asked."""
    return Draft(
        chat_id=ticket.user.telegram_id,
        language=ticket.user.language,
        kind=Delivery.Kind.CARD,
        data={"ticket": ticket_facts(ticket, asker), "reason": "shown", "content": None, "by": None},
        ticket_ref=ticket.pk,
    )


def cards(admins: Iterable[Admin], ticket: Ticket, reason: str, *, by: str | None = None) -> list[Draft]:
    return [card(admin, ticket, reason, by=by) for admin in admins if admin.telegram_id]


def announce_transfer(ticket: Ticket, admins: Iterable[Admin], *, by: str | None) -> None:
    """Tell those who get the ticket, with its user's last words: they may have seen nothing of it."""
    words = Message.objects.filter(ticket=ticket, admin=None, kind=Message.Kind.TEXT).last()
    enqueue([card(admin, ticket, "transferred", content=words, by=by) for admin in admins if admin.telegram_id])


def announce_opening(ticket: Ticket, messages: Sequence[Message]) -> None:
    """Tell the staff of a new or reopened ticket, with what was said so far."""
    first = messages[0] if messages and messages[0].kind == Message.Kind.TEXT else None
    rest = messages[1:] if first else messages
    reason = "reopened" if ticket.reopened_at else "new"
    drafts = []
    for admin in staff_of(ticket):
        assert admin.telegram_id is not None
        drafts.append(card(admin, ticket, reason, content=first))
        drafts += [
            content_draft(admin.telegram_id, admin.language, message, header_of(message, ticket)) for message in rest
        ]
    enqueue(drafts)


def announce_message(ticket: Ticket, message: Message) -> None:
    """Bring a user's message to the staff."""
    enqueue(
        [
            content_draft(admin.telegram_id, admin.language, message, header_of(message, ticket))
            for admin in staff_of(ticket)
            if admin.telegram_id
        ]
    )


def mark_cards(ticket: Ticket) -> None:
    """Bring the last card of the ticket in every chat up to date."""
    newer = Delivery.objects.filter(
        chat=OuterRef("chat"), ticket_ref=ticket.pk, kind=Delivery.Kind.CARD, pk__gt=OuterRef("pk")
    )
    states = [Delivery.State.PENDING, Delivery.State.SENT]
    last = Delivery.objects.filter(~Exists(newer), ticket_ref=ticket.pk, kind=Delivery.Kind.CARD, state__in=states)
    mark_rows(ticket, list(last.order_by("id")))


def mark_rows(ticket: Ticket, rows: Sequence[Delivery]) -> None:
    """Bring these cards up to date: in the row while it waits, by an edit afterwards."""
    hold_chats(row.chat_id for row in rows)
    staff = Admin.objects.filter(telegram_id__in={row.chat_id for row in rows}).prefetch_related("categories")
    readers = {admin.telegram_id: Actor(door=Door.SYSTEM, admin=admin) for admin in staff}
    # Who asked has an asker's buttons, also where they are of the staff.
    readers[ticket.user.telegram_id] = Actor(door=Door.SYSTEM, user=ticket.user)
    drafts = []
    for row in rows:
        reader = readers.get(row.chat_id)
        if reader is None:
            continue
        facts = ticket_facts(ticket, reader)
        waiting = Delivery.objects.filter(pk=row.pk, state=Delivery.State.PENDING, attempts=0)
        if not waiting.update(data={**row.data, "ticket": facts}):
            drafts.append(
                Draft(
                    chat_id=row.chat_id,
                    language=row.language,
                    kind=Delivery.Kind.MARK,
                    data={"ticket": facts},
                    ticket_ref=ticket.pk,
                    target=row,
                )
            )
    enqueue(drafts)
