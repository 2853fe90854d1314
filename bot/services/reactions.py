"""Acknowledgements: a reaction on the message instead of chatter. They may come late, and never hold anything up."""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import Message, ReactionTypeEmoji

from bot.services.limiter import Limiter

logger = logging.getLogger(__name__)

# By what became of the message; a message that is kept and asked about gets the question instead.
REACTIONS = {"stored": "👀", "opened": "👀", "answered": "👌", "noted": "✍", "commented": "🙏"}
AT_MOST = 1000


@dataclass(slots=True)
class Reactions:
    """Each waits until nothing else wants to go to its chat; beyond a thousand at once they are left out."""

    bot: Bot
    limiter: Limiter
    _albums: OrderedDict[int, str] = field(init=False, default_factory=OrderedDict)
    _tasks: "set[asyncio.Task[None]]" = field(init=False, default_factory=set)

    def acknowledge(self, message: Message, outcome: str) -> None:
        emoji = REACTIONS.get(outcome)
        if emoji is None or len(self._tasks) >= AT_MOST or self._is_further_member(message):
            return
        task = asyncio.create_task(self._react(message.chat.id, message.message_id, emoji), name="reaction")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _is_further_member(self, message: Message) -> bool:
        """Whether its album has its reaction already: Telegram shows all of them on the first member."""
        if message.media_group_id is None:
            return False
        known = self._albums.get(message.chat.id) == message.media_group_id
        self._albums[message.chat.id] = message.media_group_id
        self._albums.move_to_end(message.chat.id)
        if len(self._albums) > AT_MOST:
            self._albums.popitem(last=False)
        return known

    async def finish(self, *, within: float) -> None:
        """Let those under way arrive before the bot stops."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)

    async def _react(self, chat_id: int, message_id: int, emoji: str) -> None:
        await self.limiter.wait_for_quiet(chat_id)
        with contextlib.suppress(AiogramError):
            await self.bot.set_message_reaction(chat_id, message_id, reaction=[ReactionTypeEmoji(emoji=emoji)])
