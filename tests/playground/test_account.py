"""What the bot says about itself, and what it may learn about others."""

from typing import Any

import pytest

from tests.playground.clients import AZIZA, BORIS, DILNOZA, BotSide, PeopleSide

START = [{"command": "start", "description": "Begin"}]


async def test_it_keeps_commands_per_scope_and_language(bot: BotSide, people: PeopleSide) -> None:
    russian = [{"command": "start", "description": "Начать"}]
    mine = [{"command": "admin", "description": "Menu"}]
    await bot.call("setMyCommands", commands=START)
    await bot.call("setMyCommands", commands=russian, language_code="ru")
    await bot.call("setMyCommands", commands=mine, scope={"type": "chat", "chat_id": AZIZA})
    assert await bot.call("getMyCommands") == START
    assert await bot.call("getMyCommands", language_code="ru") == russian
    assert (await people.chat(AZIZA))["commands"] == mine
    assert (await people.chat(BORIS))["commands"] == russian
    assert (await people.chat(DILNOZA))["commands"] == START
    await bot.call("deleteMyCommands", scope={"type": "chat", "chat_id": AZIZA})
    assert (await people.chat(AZIZA))["commands"] == START


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": START * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": START, "language_code": "russian"}, "invalid language code specified"),
        ({"commands": START, "scope": {"type": "chat", "chat_id": BORIS}}, "chat not found"),
        ({"commands": START, "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    ],
)
async def test_it_refuses_wrong_commands(bot: BotSide, parameters: dict[str, Any], refusal: str) -> None:
    assert await bot.refusal("setMyCommands", **parameters) == f"Bad Request: {refusal}"


async def test_it_keeps_names_and_descriptions(bot: BotSide) -> None:
    await bot.call("setMyName", name="Yordamchi", language_code="uz")
    assert (await bot.call("getMyName", language_code="uz"))["name"] == "Yordamchi"
    assert (await bot.call("getMyName"))["name"] == "Yordam"
    await bot.call("setMyDescription", description="A help desk")
    assert (await bot.call("getMyDescription", language_code="ru"))["description"] == "A help desk"
    await bot.call("setMyShortDescription", short_description="Help")
    assert (await bot.call("getMyShortDescription"))["short_description"] == "Help"
    refusal = await bot.refusal("setMyShortDescription", short_description="x" * 121)
    assert refusal == "Bad Request: bot short description is too long"


async def test_it_keeps_the_menu_button(bot: BotSide) -> None:
    assert (await bot.call("getChatMenuButton"))["type"] == "commands"
    web_app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://x.uz"}}
    await bot.call("setChatMenuButton", chat_id=AZIZA, menu_button=web_app)
    assert await bot.call("getChatMenuButton", chat_id=AZIZA) == web_app
    await bot.call("setChatMenuButton", chat_id=AZIZA, menu_button={"type": "default"})
    assert (await bot.call("getChatMenuButton", chat_id=AZIZA))["type"] == "commands"


async def test_it_knows_chats_that_it_has_met(bot: BotSide) -> None:
    assert (await bot.call("getChat", chat_id=AZIZA))["first_name"] == "Aziza"
    assert await bot.refusal("getChat", chat_id=BORIS) == "Bad Request: chat not found"
    assert (await bot.call("getChatMember", chat_id=AZIZA, user_id=AZIZA))["status"] == "member"
    assert (await bot.call("getUserProfilePhotos", user_id=AZIZA))["total_count"] == 0
    assert await bot.refusal("getUserProfilePhotos", user_id=BORIS) == "Bad Request: user not found"


async def test_it_leaves_a_group_and_may_not_write_there(bot: BotSide, people: PeopleSide) -> None:
    group = await people.request("POST", "groups", {"title": "Ofis", "member_ids": [AZIZA, BORIS]}, status=201)
    body = {"from": BORIS, "text": "salom"}
    await people.request("POST", f"groups/{group['id']}/messages", body, status=201)
    kinds = [next(key for key in one if key != "update_id") for one in await bot.updates()]
    assert kinds == ["message", "my_chat_member", "message", "message"]
    assert (await bot.call("sendMessage", chat_id=group["id"], text="x"))["chat"]["type"] == "group"
    assert await bot.call("leaveChat", chat_id=group["id"]) is True
    refusal = await bot.refusal("sendMessage", chat_id=group["id"], text="x")
    assert refusal == "Forbidden: bot was kicked from the group chat"
