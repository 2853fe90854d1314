"""What the bot says about itself: commands, names, descriptions, the menu button."""

import re
from collections.abc import Callable
from typing import Any

from aiogram.methods import (
    DeleteMyCommands,
    GetChatMenuButton,
    GetMe,
    GetMyCommands,
    SetChatMenuButton,
    SetMyCommands,
)

from playground.chats import Group
from playground.refusals import bad_request
from playground.rules.parameters import dumped
from playground.world import World

Json = dict[str, Any]
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
LANGUAGE = re.compile(r"[a-z]{2}")
SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}


def get_me(world: World, request: GetMe) -> Json:
    return world.bot.as_me()


def set_my_commands(world: World, request: SetMyCommands) -> bool:
    if len(request.commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = []
    for command in request.commands:
        name = command.command.removeprefix("/")
        if not COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description.strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": command.description.strip()})
    _store_commands(world, request, commands)
    return True


def delete_my_commands(world: World, request: DeleteMyCommands) -> bool:
    _store_commands(world, request, [])
    return True


def get_my_commands(world: World, request: GetMyCommands) -> list[dict[str, str]]:
    return world.commands.get(_scope(world, request), _language(request))


def _store_commands(world: World, request: Any, commands: list[dict[str, str]]) -> None:
    world.commands.set(_scope(world, request), _language(request), commands)
    for person in world.people:
        shown = world.commands.shown_to(person.id, person.language_code)
        world.events.add("commands", chat=person.id, commands=shown)


def _scope(world: World, request: Any) -> Json:
    """The scope as it is kept. A chat that the bot cannot know is refused, as for a person who never wrote."""
    if request.scope is None:
        return {"type": "default"}
    scope: Json = dict(dumped(request.scope)) | {"type": str(request.scope.type)}
    if scope["type"] not in SCOPES:
        raise bad_request("unsupported type of bot command scope specified")
    if "chat_id" in scope:
        chat = world.locate(scope["chat_id"])
        if not isinstance(chat, Group) and not chat.started:
            raise bad_request("chat not found")
        if not isinstance(chat, Group) and scope["type"] != "chat":
            raise bad_request("can't change commands of a private chat for this scope")
        scope["chat_id"] = chat.id
    return scope


def _language(request: Any) -> str:
    language = request.language_code or ""
    if language and not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def text_setter(what: str, field: str, longest: int) -> Callable[[World, Any], bool]:
    """setMyName, setMyDescription or setMyShortDescription."""

    def set_text(world: World, request: Any) -> bool:
        text = (getattr(request, field) or "").strip()
        if len(text) > longest:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        world.bot.set_text(what, _language(request), text)
        return True

    return set_text


def text_getter(what: str, field: str) -> Callable[[World, Any], Json]:
    def get_text(world: World, request: Any) -> Json:
        return {field: world.bot.text(what, _language(request))}

    return get_text


def set_chat_menu_button(world: World, request: SetChatMenuButton) -> bool:
    button: Json = {"type": "default"}
    if request.menu_button:
        button |= dumped(request.menu_button)
    if button["type"] == "web_app" and not button["web_app"]["url"].startswith("https://"):
        raise bad_request(
            f"menu button Web App URL '{button['web_app']['url']}' is invalid: Only HTTPS links are allowed"
        )
    if request.chat_id is not None:
        world.reach(request.chat_id)
    world.bot.set_menu_button(request.chat_id, button)
    return True


def get_chat_menu_button(world: World, request: GetChatMenuButton) -> Json:
    if request.chat_id is not None:
        world.locate(request.chat_id)
    return world.bot.menu_button(request.chat_id)
