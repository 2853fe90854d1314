"""The bot's commands and descriptions, for each role and language, as Telegram shows them."""

import logging
from typing import Literal

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.services.words import DEFAULT_LANGUAGE, LANGUAGES, Words

logger = logging.getLogger(__name__)

Role = Literal["user", "admin", "super_admin"]

USER_COMMANDS = {
    "start": "command-start",
    "ticket": "command-ticket",
    "history": "command-history",
    "lang": "command-lang",
    "help": "command-help",
    "cancel": "command-cancel",
}
ADMIN_COMMANDS = {"admin": "command-admin", "find": "command-find", "site": "command-site", "delete": "command-delete"}


def commands_of(role: Role, words: Words) -> list[BotCommand]:
    """Admins find their menu first; a super admin's acts are all in it."""
    names = USER_COMMANDS if role == "user" else {**ADMIN_COMMANDS, **USER_COMMANDS}
    return [BotCommand(command=name, description=words(key)) for name, key in names.items()]


async def publish(bot: Bot) -> None:
    """Tell Telegram the commands and descriptions in every language. In groups the bot offers none."""
    for language in LANGUAGES:
        words = Words(language)
        # Without a language code Telegram shows it to everybody whose language is none of ours.
        codes = [language, None] if language == DEFAULT_LANGUAGE else [language]
        for code in codes:
            scope = BotCommandScopeAllPrivateChats()
            await bot.set_my_commands(commands_of("user", words), scope=scope, language_code=code)
            await bot.set_my_description(words("bot-description"), language_code=code)
            await bot.set_my_short_description(words("bot-short-description"), language_code=code)


class ChatCommands:
    """Gives each chat the commands of its role and language, once in the life of this process and on every change."""

    def __init__(self, remembered: int = 10_000) -> None:
        self._given: dict[int, tuple[str, str]] = {}
        self._limit = remembered

    async def keep(self, bot: Bot, chat_id: int, role: Role, language: str) -> None:
        """A user's chat needs none of its own: it has those of all chats, unless they once were an admin."""
        wanted = (role, language)
        before = self._given.get(chat_id)
        if before == wanted or (before is None and role == "user"):
            return
        if len(self._given) >= self._limit:
            self._given.clear()
        self._given[chat_id] = wanted
        scope = BotCommandScopeChat(chat_id=chat_id)
        try:
            if role == "user":
                await bot.delete_my_commands(scope=scope)
            else:
                await bot.set_my_commands(commands_of(role, Words(language)), scope=scope)
        except TelegramAPIError as error:
            # Whoever lacks the list of commands can still type them; it is given again after the next restart.
            logger.warning("The commands of chat %s could not be set: %s", chat_id, type(error).__name__)
