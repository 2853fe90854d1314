"""People start, block and unblock the bot, and add it to groups."""

from typing import Any

from playground.acts.writing import act_refused, write
from playground.chats import Group, Record
from playground.people import Person
from playground.world import World

Json = dict[str, Any]
KICKED = {"status": "kicked", "until_date": 0}
MEMBER = {"status": "member"}
LEFT = {"status": "left"}


def start(world: World, person: Person, parameter: str | None) -> Json:
    """The Start button. For somebody who had blocked the bot it unblocks first, as Telegram's Restart does."""
    unblock(world, person)
    text = f"/start {parameter}" if parameter else "/start"
    return write(world, person, {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": 6}]})


def block(world: World, person: Person) -> None:
    _set_blocked(world, person, blocked=True)


def unblock(world: World, person: Person) -> None:
    _set_blocked(world, person, blocked=False)


def make_group(world: World, title: str, member_ids: list[int]) -> Group:
    """A group with the bot in it. The first member is who added the bot."""
    members = [world.people.get(one) for one in member_ids]
    adder = members[0] if members else None
    if adder is None or None in members:
        raise act_refused("a group needs members, and all must be people of the playground")
    group = Group(-(4_000_000_000 + world.counters.next("group")), title, member_ids)
    world.chats.keep_group(group)
    _tell_membership(world, group.as_chat(), adder, LEFT, MEMBER)
    write_to_group(world, group, adder, {"new_chat_members": [world.bot.as_user()]})
    return group


def write_to_group(world: World, group: Group, person: Person, content: Json) -> Json:
    message = {
        "message_id": world.new_message_id(),
        "from": person.as_user(),
        "chat": group.as_chat(),
        "date": world.now(),
        **content,
    }
    world.publish(Record(message, by_bot=False))
    if group.bot_is_member:
        world.updates.add("message", message, group.id)
    return message


def _set_blocked(world: World, person: Person, *, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    person.blocked = blocked
    world.keep_person(person)
    old, new = (MEMBER, KICKED) if blocked else (KICKED, MEMBER)
    _tell_membership(world, person.as_chat(), person, old, new)


def _tell_membership(world: World, chat: Json, person: Person, old: Json, new: Json) -> None:
    bot = {"user": world.bot.as_user()}
    update = {
        "chat": chat,
        "from": person.as_user(),
        "date": world.now(),
        "old_chat_member": old | bot,
        "new_chat_member": new | bot,
    }
    world.updates.add("my_chat_member", update, int(chat["id"]))
