"""A person writes to the bot."""

import random
from typing import Any

from playground.chats import Record
from playground.entities.utf16 import length, part
from playground.methods.copies import content_of, origin_of
from playground.methods.posting import without_reply
from playground.methods.texts import DICE
from playground.people import Person
from playground.refusals import Refusal
from playground.rules.texts import LONGEST_PREMIUM_CAPTION, LONGEST_TEXT, FormattedText, formatted
from playground.world import World

Json = dict[str, Any]

# One transparent pixel: a sticker that somebody sends as an emoji needs a file that can be fetched.
PIXEL = bytes.fromhex("524946461a000000574542505650384c0d0000002f0000001007101111888 8fe0700".replace(" ", ""))


def act_refused(reason: str, status: int = 400) -> Refusal:
    """What a person cannot do: the page shows the reason."""
    return Refusal(status, reason)


def write(world: World, person: Person, content: Json, about: Json | None = None) -> Json:
    """Send one message. `about` may name `reply_to` and `quote`."""
    if person.blocked:
        raise act_refused(f"{person.first_name} has blocked the bot", 409)
    reply = _reply(world, person, about or {})
    if not person.started:
        person.started = True
        world.keep_person(person)
    message = {
        "message_id": world.new_message_id(),
        "from": person.as_user(),
        "chat": person.as_chat(),
        "date": world.now(),
    }
    message |= reply | content
    world.publish(Record(message, by_bot=False))
    world.updates.add("message", message, person.id)
    return message


def read_content(world: World, body: Json) -> Json:
    """The content of a message from the page's JSON."""
    if "text" in body:
        return text_of(body).named("text", "entities")
    for kind, read in (("sticker", _sticker), ("dice", _dice), ("users_shared", _users_shared), ("forward", _forward)):
        if kind in body:
            return read(world, body[kind])
    if "venue" in body:
        return {"venue": body["venue"], "location": body["venue"]["location"]}
    for kind in ("location", "contact", "poll"):
        if kind in body:
            return {kind: body[kind]}
    if isinstance(body.get("raw"), dict):
        return dict(body["raw"])
    raise act_refused(
        "a message needs text, location, venue, contact, sticker, dice, poll, users_shared, forward or raw"
    )


def text_of(body: Json) -> FormattedText:
    text = formatted(str(body["text"]), None, body.get("entities"))
    if not text.text:
        raise act_refused("the text is empty")
    if length(text.text) > LONGEST_TEXT:
        raise act_refused(f"the text is longer than {LONGEST_TEXT}")
    return text


def caption_of(body: Json) -> Json:
    """People with Premium write longer captions than bots may."""
    caption = formatted(str(body.get("caption") or ""), None, body.get("caption_entities") or body.get("entities"))
    if length(caption.text) > LONGEST_PREMIUM_CAPTION:
        raise act_refused(f"the caption is longer than {LONGEST_PREMIUM_CAPTION}")
    return caption.named("caption", "caption_entities")


def _reply(world: World, person: Person, about: Json) -> Json:
    if about.get("reply_to") is None:
        return {}
    record = world.chats.find(person.id, int(about["reply_to"]))
    if record is None:
        raise act_refused("the message to reply to is not there")
    fields: Json = {"reply_to_message": without_reply(record.message)}
    quote = about.get("quote")
    if quote:
        text = record.message.get("text") or record.message.get("caption") or ""
        at = text.find(quote)
        if at < 0:
            raise act_refused("the quote is not in the message")
        position = length(text[:at])
        fields["quote"] = {"text": part(text, position, length(quote)), "position": position, "is_manual": True}
    return fields


def _sticker(world: World, emoji: str) -> Json:
    known = world.store.read("sticker", emoji)
    file = world.files.find(known) if known else None
    if file is None:
        file = world.files.add("sticker", PIXEL, name="sticker.webp", emoji=emoji)
        world.store.save("sticker", emoji, file.file_id)
    return {"sticker": file.media}


def _dice(world: World, emoji: Any) -> Json:
    name = emoji if emoji in DICE else "🎲"
    return {"dice": {"emoji": name, "value": random.randint(1, DICE[name])}}  # noqa: S311


def _users_shared(world: World, body: Json) -> Json:
    return users_shared(world, int(body["request_id"]), [int(one) for one in body["user_ids"]], body)


def users_shared(world: World, request_id: int, user_ids: list[int], wanted: Json) -> Json:
    """What the bot learns of picked users: names only where the button asked for them."""
    users = []
    for user_id in user_ids:
        user: Json = {"user_id": user_id}
        person = world.people.get(user_id)
        if person and wanted.get("request_name"):
            user["first_name"] = person.first_name
            if person.last_name:
                user["last_name"] = person.last_name
        if person and person.username and wanted.get("request_username"):
            user["username"] = person.username
        users.append(user)
    return {"users_shared": {"request_id": request_id, "users": users, "user_ids": user_ids}}


def _forward(world: World, body: Json) -> Json:
    record = world.chats.find(int(body["chat"]), int(body["message_id"]))
    if record is None:
        raise act_refused("the message to forward is not there")
    origin = origin_of(record)
    if body.get("hidden") and origin["type"] == "user":
        sender = origin["sender_user"]
        name = f"{sender['first_name']} {sender.get('last_name', '')}".strip()
        origin = {"type": "hidden_user", "date": origin["date"], "sender_user_name": name}
    return content_of(record.message) | {"forward_origin": origin}
