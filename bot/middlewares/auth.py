"""Who acts, in which role and language: at hand for every command and button, asked for only where not remembered."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.commands import ChatCommands
from bot.services.actors import Actors

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AuthMiddleware(BaseMiddleware):
    """Gives handlers `actor` and `words`. What somebody may do is decided by the backend, not here.

    It is an inner middleware of the faces' routers: the messages of conversations pass without it, and without its
    request.
    """

    def __init__(self) -> None:
        self._commands = ChatCommands()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        assert event.from_user is not None, "Commands and buttons come from people."
        person = event.from_user
        actors: Actors = data["actors"]
        data["actor"] = await actors.get(person.id)
        data["words"] = actors.words(person)
        answer = await handler(event, data)
        await self._keep_commands(data["bot"], actors, person.id, data["words"].language)
        return answer

    async def _keep_commands(self, bot: Bot, actors: Actors, telegram_id: int, fallback: str) -> None:
        """After the handler, because it may have changed the language."""
        actor = actors.peek(telegram_id)
        if actor is not None:
            await self._commands.keep(bot, telegram_id, actor["role"], actor["language"] or fallback)
