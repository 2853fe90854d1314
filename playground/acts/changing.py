"""A person edits, deletes, or reacts to what is in the chat."""

from typing import Any

from playground.acts.writing import act_refused, caption_of, text_of
from playground.chats import Record
from playground.methods.deletions import remove
from playground.people import Person
from playground.rules.reactions import REACTIONS, plain
from playground.world import World

Json = dict[str, Any]


def edit(world: World, person: Person, message_id: int, body: Json) -> Json:
    record = _there(world, person, message_id)
    if record.by_bot:
        raise act_refused("only one's own messages can be edited")
    message = {key: value for key, value in record.message.items() if key not in _replaced(record, body)}
    message |= _content(body)
    record.message = message | {"edit_date": world.now()}
    world.publish(record, "edited")
    world.updates.add("edited_message", record.message, person.id)
    return record.message


def delete(world: World, person: Person, message_id: int) -> None:
    """Bots are not told of deletions in private chats."""
    remove(world, [_there(world, person, message_id)])


def react(world: World, person: Person, message_id: int, emoji: str | None) -> Record:
    record = world.chats.album(_there(world, person, message_id))[0]
    if emoji is not None and plain(emoji) not in REACTIONS:
        raise act_refused(f"{emoji} is no reaction in Telegram")
    key = str(person.id)
    old = record.reactions.pop(key, None)
    if emoji is not None:
        record.reactions[key] = plain(emoji)
    world.publish(record, "reaction")
    reaction = {
        "chat": person.as_chat(),
        "message_id": record.message_id,
        "user": person.as_user(),
        "date": world.now(),
        "old_reaction": _listed(old),
        "new_reaction": _listed(record.reactions.get(key)),
    }
    world.updates.add("message_reaction", reaction, person.id)
    return record


def _listed(emoji: str | None) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


def _there(world: World, person: Person, message_id: int) -> Record:
    record = world.chats.find(person.id, message_id)
    if record is None:
        raise act_refused("the message is not there", 404)
    return record


def _content(body: Json) -> Json:
    if "text" in body:
        return text_of(body).named("text", "entities")
    if "caption" in body:
        return caption_of(body)
    if "location" in body:
        return {"location": body["location"]}
    raise act_refused("an edit needs text, caption or location")


def _replaced(record: Record, body: Json) -> set[str]:
    for name, fields in (("text", {"text", "entities"}), ("caption", {"caption", "caption_entities"})):
        if name in body:
            if (name == "text") != ("text" in record.message):
                raise act_refused(f"there is no {name} in the message")
            return fields
    if "location" in body and "location" not in record.message:
        raise act_refused("there is no location in the message")
    return {"location"}
