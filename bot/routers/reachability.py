"""People who block the bot, and who let it in again: Telegram tells, and the backend holds their deliveries."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from bot.services.api import Api


async def set_reachability(event: ChatMemberUpdated, api: Api) -> None:
    reachable = event.new_chat_member.status == ChatMemberStatus.MEMBER
    await api.set_reachability(chat_id=event.chat.id, reachable=reachable)


def build_router() -> Router:
    router = Router(name="reachability")
    router.my_chat_member.register(set_reachability)
    return router
