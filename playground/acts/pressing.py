"""A person presses buttons: those under a message, and those of the keyboard."""

from typing import Any

from playground.acts.writing import act_refused, users_shared, write
from playground.callbacks import Callback
from playground.people import Person
from playground.world import World

Json = dict[str, Any]


def press_inline(world: World, person: Person, message_id: int, data: str) -> str:
    """The id of the callback query that the bot gets."""
    record = world.chats.find(person.id, message_id)
    rows = record.message.get("reply_markup", {}).get("inline_keyboard", []) if record else []
    if record is None or not any(button.get("callback_data") == data for row in rows for button in row):
        raise act_refused("the message has no such button")
    callback = Callback(world.new_random_id(), person.id, world.clock())
    world.callbacks.add(callback)
    query = {
        "id": callback.id,
        "from": person.as_user(),
        "chat_instance": str(world.bot.id * 1_000_003 + person.id),
        "message": record.message,
        "data": data,
    }
    world.updates.add("callback_query", query, person.id)
    return callback.id


def press_keyboard(world: World, person: Person, body: Json) -> Json:
    """Press a button of the reply keyboard; plain ones send their text."""
    keyboard = world.chats.keyboard(person.id) or {}
    buttons = [button for row in keyboard.get("keyboard", []) for button in row]
    button = next((one for one in buttons if one["text"] == body["text"]), None)
    if button is None:
        raise act_refused("the keyboard has no such button")
    message = write(world, person, _content(world, person, button, body))
    if keyboard.get("one_time_keyboard"):
        world.show_keyboard(person.id, None)
    return message


def _content(world: World, person: Person, button: Json, body: Json) -> Json:
    wanted = button.get("request_users")
    if wanted:
        user_ids = [int(one) for one in body.get("user_ids", [])]
        if not 1 <= len(user_ids) <= wanted.get("max_quantity", 1):
            raise act_refused(f"pick 1 to {wanted.get('max_quantity', 1)} users")
        return users_shared(world, wanted["request_id"], user_ids, wanted)
    if button.get("request_contact"):
        phone = f"+998{person.id:09d}"
        return {"contact": {"phone_number": phone, "first_name": person.first_name, "user_id": person.id}}
    if button.get("request_location"):
        return {"location": {"latitude": 41.311081, "longitude": 69.240562}}
    return {"text": button["text"]}
