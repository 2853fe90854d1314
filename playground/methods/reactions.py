"""setMessageReaction."""

from aiogram.methods import SetMessageReaction
from aiogram.types import ReactionTypeEmoji

from playground.methods.copies import is_service
from playground.refusals import bad_request
from playground.rules.reactions import REACTIONS, plain
from playground.world import World


def set_message_reaction(world: World, request: SetMessageReaction) -> bool:
    chat = world.reach(request.chat_id)
    record = world.chats.find(chat.id, request.message_id)
    if record is None:
        raise bad_request("message to react not found")
    if is_service(record.message):
        raise bad_request("REACTION_INVALID")
    reactions = request.reaction or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    # A reaction to any member of an album lands on its first message.
    first = world.chats.album(record)[0]
    if reactions:
        reaction = reactions[0]
        if not isinstance(reaction, ReactionTypeEmoji) or plain(reaction.emoji) not in REACTIONS:
            raise bad_request("REACTION_INVALID")
        first.reactions["bot"] = plain(reaction.emoji)
    else:
        first.reactions.pop("bot", None)
    world.publish(first, "reaction")
    return True
