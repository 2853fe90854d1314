"""deleteMessage and deleteMessages."""

from aiogram.methods import DeleteMessage, DeleteMessages

from playground.chats import Group, Record
from playground.methods.copies import is_service
from playground.refusals import bad_request
from playground.world import World

DELETABLE_SECONDS = 48 * 3600
DICE_SECONDS = 24 * 3600
# These stay: they say that the chat began.
KEPT_SERVICE = ("group_chat_created", "supergroup_chat_created", "channel_chat_created")


def delete_message(world: World, request: DeleteMessage) -> bool:
    chat = world.locate(request.chat_id)
    record = world.chats.find(chat.id, request.message_id)
    if record is None:
        raise bad_request("message to delete not found")
    if not _may_be_deleted(world, record, in_group=isinstance(chat, Group)):
        raise bad_request("message can't be deleted for everyone")
    remove(world, [record])
    return True


def delete_messages(world: World, request: DeleteMessages) -> bool:
    """Those that are gone or can't be deleted are skipped, as in Telegram."""
    if not 1 <= len(request.message_ids) <= 100:
        raise bad_request("message identifiers must be 1-100")
    chat = world.locate(request.chat_id)
    found = [world.chats.find(chat.id, message_id) for message_id in request.message_ids]
    in_group = isinstance(chat, Group)
    remove(world, [one for one in found if one and _may_be_deleted(world, one, in_group=in_group)])
    return True


def remove(world: World, records: list[Record]) -> None:
    """The message stays in the records, marked, because the page shows that something was there."""
    for record in records:
        record.deleted = True
        world.chats.keep(record)
    if records:
        ids = [record.message_id for record in records]
        world.events.add("deleted", chat=records[0].chat_id, message_ids=ids)


def _may_be_deleted(world: World, record: Record, *, in_group: bool) -> bool:
    age: int = world.now() - record.message["date"]
    if "dice" in record.message and not in_group and age < DICE_SECONDS:
        return False
    if any(name in record.message for name in KEPT_SERVICE):
        return False
    if in_group and not record.by_bot and not is_service(record.message):
        return False
    return age < DELETABLE_SECONDS
