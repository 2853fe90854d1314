"""Everything that Telegram brings: one call per update, and the same update twice is stored once."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction

from apps.admin.actors import Actor, Door, admin_of
from apps.admin.models import Category
from apps.admin.services.settings import desk_settings
from apps.delivery.services.enqueue import unblock_chat
from apps.ticket.models import Focus, Message, RawUpdate, Ticket
from apps.ticket.services.asking import hold, reopenable, the_only_category
from apps.ticket.services.contents import Content, Incoming, Source, storable, store_message
from apps.ticket.services.conversation import add_note, add_user_message, answer_ticket
from apps.ticket.services.lifecycle import is_shut_out, open_with, require_admitted
from apps.ticket.services.quotes import Replied, find_replied
from apps.ticket.services.ratings import add_comment
from apps.user.models import TelegramUser
from apps.user.services import Sender, lock_user
from core.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Received:
    """What became of a message; the bot reacts by `message.outcome`."""

    message: Message
    actor: Actor
    is_new: bool


@transaction.atomic
def receive_message(*, incoming: Incoming) -> Received:
    """Store a message that came from Telegram, and enqueue everything that follows from it."""
    source = incoming.source
    user = lock_user(incoming.sender)
    unblock_chat(source.chat_id)
    actor = Actor(door=Door.TELEGRAM, admin=admin_of(user.telegram_id), user=user, telegram_id=user.telegram_id)
    known = find_message(source)
    if known is not None:
        return Received(message=known, actor=actor, is_new=False)
    return Received(message=_route(actor, user, incoming), actor=actor, is_new=True)


def find_message(source: Source) -> Message | None:
    """Return the stored message of that place in Telegram. Most are new, so that they are only looked for first."""
    stored = Message.objects.filter(bot_id=source.bot_id, chat_id=source.chat_id, message_id=source.message_id)
    found = list(stored.order_by().values_list("pk", flat=True))
    return Message.objects.select_related("ticket").get(pk=found[0]) if found else None


def _route(actor: Actor, user: TelegramUser, incoming: Incoming) -> Message:
    if is_shut_out(user):
        return _keep_of_blocked(user, incoming)
    replied = find_replied(incoming.source, incoming.reply_to_message_id)
    is_own = replied.ticket is not None and replied.ticket.user_id == user.pk
    if actor.admin is not None and not is_own:
        message = _as_staff(actor, incoming, replied)
        if message is not None:
            return message
    if replied.closing is not None:
        comment = add_comment(actor, replied.closing, incoming)
        if comment is not None:
            return comment
    category = Category.objects.filter(pk=incoming.category_id).first() if incoming.category_id else None
    return add_user_message(
        actor,
        incoming.content,
        incoming.source,
        category=category,
        reply_to=replied.message if is_own else None,
    )


def _keep_of_blocked(user: TelegramUser, incoming: Incoming) -> Message:
    """Store what somebody blocked writes: it is kept for those who ask for it, and brought to nobody."""
    return store_message(
        user=user, content=incoming.content, source=incoming.source, is_discarded=True, outcome="blocked"
    )


def _as_staff(actor: Actor, incoming: Incoming, replied: Replied) -> Message | None:
    """Store an admin's words: for the ticket they replied to, else the one they write into, else held."""
    focus = Focus.objects.filter(admin=actor.admin).select_related("ticket").first()
    ticket = replied.ticket or (focus.ticket if focus else None)
    if ticket is None:
        return None if incoming.category_id else hold(actor, incoming.content, incoming.source, "held")
    is_note = focus is not None and focus.ticket_id == ticket.pk and focus.mode == Focus.Mode.NOTE
    try:
        with transaction.atomic():
            if is_note:
                return add_note(actor=actor, ticket_id=ticket.pk, content=incoming.content, source=incoming.source)
            return answer_ticket(
                actor=actor,
                ticket_id=ticket.pk,
                content=incoming.content,
                source=incoming.source,
                reply_to=replied.message,
            )
    except Refusal as refusal:
        # The words are kept whatever the reason, and their writer decides.
        outcome = {"held_by_other": "takeover", "ticket_closed": "closed"}.get(refusal.code)
        if outcome is None:
            return hold(actor, incoming.content, incoming.source, "held")
        current = Ticket.objects.with_people().get(pk=ticket.pk)
        return hold(actor, incoming.content, incoming.source, outcome, current)


@transaction.atomic
def start(*, sender: Sender, slug: str = "") -> dict[str, Any]:
    """Greet a person who pressed /start: what they may choose, or the ticket that they have open."""
    user = lock_user(sender)
    unblock_chat(user.telegram_id)
    actor = Actor(door=Door.TELEGRAM, admin=admin_of(user.telegram_id), user=user, telegram_id=user.telegram_id)
    require_admitted(user)
    active = list(Category.objects.filter(is_active=True))
    named = next((category for category in active if category.slug == slug), None)
    answer = {"actor": actor, "categories": active, "category": None, "ticket": None, "reopen": None, "waiting": 0}
    answer["greeting"] = desk_settings().greeting(user.language)
    ticket = Ticket.objects.open().filter(user=user).with_people().first()
    if ticket is not None:
        return {**answer, "outcome": "ticket_open", "ticket": ticket}
    waiting = list(Message.objects.loose_of(user))
    answer |= {"waiting": len(waiting), "reopen": reopenable(user)}
    chosen = named or (None if waiting else the_only_category())
    if chosen is None:
        return {**answer, "outcome": "choose_category" if active else "no_categories"}
    if waiting and named:
        opened = open_with(actor, user, chosen, waiting)
        return {**answer, "outcome": "opened", "category": chosen, "ticket": opened, "waiting": 0}
    return {**answer, "outcome": "category_chosen", "category": chosen}


@transaction.atomic
def store_raw_update(*, bot_id: int, update_id: int, payload: str, error: str) -> tuple[RawUpdate, bool]:
    """Keep an update that could not be worked with; returns it and whether it was copied into a conversation."""
    raw, _ = RawUpdate.objects.get_or_create(
        bot_id=bot_id, update_id=update_id, defaults={"payload": payload, "error": error}
    )
    incoming = _readable(bot_id, payload)
    if incoming is None:
        return raw, False
    try:
        with transaction.atomic():
            receive_message(incoming=incoming)
    except (Refusal, DatabaseError):
        # It is kept as it came; somebody has to look at it.
        return raw, False
    return raw, True


def _readable(bot_id: int, payload: str) -> Incoming | None:
    """Read as little of an update as its copying needs; None where even that is not there."""
    try:
        message = json.loads(payload)["message"]
        chat, sender = message["chat"], message["from"]
        if chat["type"] != "private":
            return None
        return Incoming(
            source=Source(bot_id=bot_id, chat_id=int(chat["id"]), message_id=int(message["message_id"])),
            sender=Sender(
                telegram_id=int(sender["id"]),
                first_name=storable(str(sender.get("first_name", "")))[:256],
                language_code=str(sender.get("language_code", "")),
            ),
            content=Content(kind=Message.Kind.OTHER, data={"type": "unknown"}),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
