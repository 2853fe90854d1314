"""What every method that sends has in common: the chat, the reply, the keyboard, the message id."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardRemove

from playground.chats import Group, Record
from playground.entities.utf16 import length, part
from playground.people import Person
from playground.refusals import bad_request, lacking
from playground.rules.parameters import dumped, said
from playground.rules.texts import formatted
from playground.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Envelope:
    """Everything about a message but its content, checked before anything is changed."""

    chat: Person | Group
    fields: Json
    markup: Any = None


def address(world: World, request: Any) -> Envelope:
    """Check where a request wants to send to, and what it replies to."""
    chat = world.reach(request.chat_id)
    fields: Json = {"from": world.bot.as_user(), "chat": chat.as_chat(), "date": world.now()}
    fields |= _reply(world, chat.id, request)
    if said(request.protect_content):
        fields["has_protected_content"] = True
    if request.message_effect_id:
        if chat.id < 0:
            raise bad_request("message effects can be used only in private chats")
        fields["effect_id"] = request.message_effect_id
    markup = getattr(request, "reply_markup", None)
    if isinstance(markup, InlineKeyboardMarkup) and any(markup.inline_keyboard):
        fields["reply_markup"] = dumped(markup)
    return Envelope(chat, fields, markup)


def post(world: World, envelope: Envelope, content: Json) -> Json:
    """Put the message into the chat; what is returned is what Telegram returns."""
    message = {"message_id": world.new_message_id()} | envelope.fields | content
    reply_keyboard = envelope.markup is not None and not isinstance(envelope.markup, InlineKeyboardMarkup)
    world.publish(Record(message, by_bot=True, has_reply_keyboard=reply_keyboard))
    if reply_keyboard:
        removed = isinstance(envelope.markup, ReplyKeyboardRemove)
        world.show_keyboard(envelope.chat.id, None if removed else dumped(envelope.markup))
    return message


def without_reply(message: Json) -> Json:
    """A message as it stands within another: replies do not nest."""
    return {key: value for key, value in message.items() if key not in {"reply_to_message", "quote"}}


def _reply(world: World, chat_id: int, request: Any) -> Json:
    wanted = getattr(request, "reply_parameters", None)
    message_id = wanted.message_id if wanted else getattr(request, "reply_to_message_id", None)
    if not message_id:
        return {}
    if wanted and wanted.chat_id is not None and str(wanted.chat_id) != str(chat_id):
        raise lacking("replies to another chat")
    record = world.chats.find(chat_id, message_id)
    if record is None:
        tolerant = wanted.allow_sending_without_reply if wanted else request.allow_sending_without_reply
        if said(tolerant):
            return {}
        raise bad_request("message to be replied not found")
    fields: Json = {"reply_to_message": without_reply(record.message)}
    if wanted and wanted.quote:
        fields["quote"] = quotation(record.message, wanted)
    return fields


def quotation(message: Json, wanted: Any) -> Json:
    """A quote must be a piece of the text, word for word."""
    text = message.get("text") or message.get("caption") or ""
    quote = formatted(wanted.quote, wanted.quote_parse_mode, wanted.quote_entities)
    if not quote.text or length(quote.text) > 1024:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = wanted.quote_position or 0
    if part(text, position, length(quote.text)) != quote.text:
        at = text.find(quote.text)
        if at < 0:
            raise bad_request("QUOTE_TEXT_INVALID")
        position = length(text[:at])
    return {"position": position, "is_manual": True} | quote.named("text", "entities")
