"""The commands that Telegram offers, for each role and language."""

import pytest
from aiogram.types import BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot import commands
from bot.commands import ADMIN_COMMANDS, USER_COMMANDS, ChatCommands, commands_of
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import Faces
from tests.bot.facts import DILNOZA, EMMA


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_language_has_its_commands_and_descriptions(faces: Faces, language: str) -> None:
    await commands.publish(faces.bot)
    words = Words(language)

    offered = await faces.bot.get_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code=language)
    described = await faces.bot.get_my_description(language_code=language)
    shortly = await faces.bot.get_my_short_description(language_code=language)

    assert [command.command for command in offered] == list(USER_COMMANDS)
    assert offered[0].description == words("command-start")
    assert described.description == words("bot-description")
    assert shortly.short_description == words("bot-short-description")


async def test_whoever_speaks_another_language_is_offered_them_in_uzbek(faces: Faces) -> None:
    await commands.publish(faces.bot)

    offered = await faces.bot.get_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="de")
    default = await faces.bot.get_my_commands(scope=BotCommandScopeAllPrivateChats())

    assert (offered or default)[0].description == Words("uz")("command-start")


async def test_groups_are_offered_nothing(faces: Faces) -> None:
    await commands.publish(faces.bot)

    assert await faces.bot.get_my_commands() == []


async def test_an_admins_chat_is_given_its_commands_once(faces: Faces) -> None:
    kept = ChatCommands()
    scope = BotCommandScopeChat(chat_id=DILNOZA)
    await kept.keep(faces.bot, DILNOZA, "admin", "en")
    await faces.bot.delete_my_commands(scope=scope)

    await kept.keep(faces.bot, DILNOZA, "admin", "en")
    assert await faces.bot.get_my_commands(scope=scope) == []
    await kept.keep(faces.bot, DILNOZA, "admin", "ru")
    assert (await faces.bot.get_my_commands(scope=scope))[0].description == Words("ru")("command-admin")


async def test_a_users_chat_needs_none_of_its_own(faces: Faces) -> None:
    await ChatCommands().keep(faces.bot, EMMA, "user", "en")

    assert await faces.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=EMMA)) == []


async def test_trouble_with_telegram_stops_nobody(faces: Faces) -> None:
    fault = [{"method": "setMyCommands", "kind": "400", "times": 1}]
    async with faces.people.post(f"{faces.playground.page_url}/api/faults", json=fault) as response:
        assert response.status == 201

    await ChatCommands().keep(faces.bot, DILNOZA, "admin", "en")

    assert await faces.bot.get_my_commands(scope=BotCommandScopeChat(chat_id=DILNOZA)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_keep_telegrams_limits(language: str) -> None:
    words = Words(language)

    assert all(1 <= len(each.description) <= 256 for each in commands_of("super_admin", words))
    assert len(words("bot-description")) <= 512
    assert len(words("bot-short-description")) <= 120
    assert {each.command for each in commands_of("admin", words)} == {*ADMIN_COMMANDS, *USER_COMMANDS}
