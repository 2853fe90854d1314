"""What people write: every message that is no command and no button goes to the backend, in one call."""

from aiogram import Bot, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, ReplyParameters

from bot.fsm.states import CHOSEN_CATEGORY
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.content import cannot_relay, incoming_message, is_service
from bot.services.reactions import Reactions

IN_A_TICKET = frozenset({"opened", "stored"})


async def receive_message(message: Message, api: Api, state: FSMContext, reactions: Reactions) -> None:
    """Store it, and acknowledge it with a reaction; whatever anybody must read of it comes as a delivery."""
    category = (await state.get_data()).get(CHOSEN_CATEGORY)
    received = await api.receive_message(incoming_message(message, category=category))
    if category is not None and received["outcome"] in IN_A_TICKET:
        await state.update_data({CHOSEN_CATEGORY: None})
    reactions.acknowledge(message, received["outcome"])


async def receive_edit(message: Message, api: Api) -> None:
    await api.receive_edit(incoming_message(message))


async def refuse_message(message: Message, bot: Bot, actors: Actors) -> None:
    """Telegram copies some kinds for nobody: their sender hears so at once."""
    assert message.from_user is not None, "In a private chat somebody writes."
    words = actors.words(message.from_user)
    quoted = ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
    await bot.send_message(message.chat.id, words("cannot-relay"), reply_parameters=quoted)


async def ignore_service(_: Message) -> None:
    """What only tells of something that happened in the chat carries nothing that somebody wrote."""


def build_router() -> Router:
    router = Router(name="content")
    router.message.register(ignore_service, is_service)
    router.message.register(refuse_message, cannot_relay)
    router.message.register(receive_message)
    router.edited_message.register(receive_edit)
    return router
