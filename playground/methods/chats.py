"""getChat, getChatMember, leaveChat and what is known about people."""

from typing import Any

from aiogram.methods import GetChat, GetChatMember, GetChatMemberCount, GetFile, GetUserProfilePhotos, LeaveChat

from playground.chats import Group
from playground.people import Person
from playground.refusals import bad_request, forbidden
from playground.world import World

Json = dict[str, Any]
LARGEST_DOWNLOAD = 20 * 1024 * 1024


def _known(world: World, chat_id: int | str) -> Person | Group:
    """A chat that the bot has met."""
    chat = world.locate(chat_id)
    if isinstance(chat, Group):
        if not chat.bot_is_member:
            raise forbidden("bot was kicked from the group chat")
    elif not chat.started:
        raise bad_request("chat not found")
    return chat


def get_chat(world: World, request: GetChat) -> Json:
    chat = _known(world, request.chat_id)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    full = chat.as_chat() | {"accent_color_id": chat.id % 7, "max_reaction_count": 11, "accepted_gift_types": gifts}
    full.pop("all_members_are_administrators", None)
    if isinstance(chat, Person) and chat.username:
        full["active_usernames"] = [chat.username]
    return full


def get_chat_member(world: World, request: GetChatMember) -> Json:
    chat = _known(world, request.chat_id)
    members = chat.member_ids if isinstance(chat, Group) else [chat.id]
    if request.user_id == world.bot.id:
        return {"status": "member", "user": world.bot.as_user()}
    person = world.people.get(request.user_id)
    if person is None or request.user_id not in members:
        raise bad_request("member not found")
    return {"status": "member", "user": person.as_user()}


def get_chat_member_count(world: World, request: GetChatMemberCount) -> int:
    chat = _known(world, request.chat_id)
    return len(chat.member_ids) + 1 if isinstance(chat, Group) else 2


def get_user_profile_photos(world: World, request: GetUserProfilePhotos) -> Json:
    person = world.people.get(request.user_id)
    if person is None or not person.started:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


def leave_chat(world: World, request: LeaveChat) -> bool:
    chat = _known(world, request.chat_id)
    if not isinstance(chat, Group):
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_is_member = False
    world.chats.keep_group(chat)
    return True


def get_file(world: World, request: GetFile) -> Json:
    file = world.files.find(request.file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return world.files.as_file(file, request.file_id)
