"""The methods of the Bot API that this Telegram has."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import methods as bot_api
from aiogram.methods import TelegramMethod

from playground.methods import (
    account,
    albums,
    callbacks,
    chats,
    copies,
    deletions,
    edits,
    media,
    reactions,
    receiving,
    texts,
)
from playground.world import World

Model = type[TelegramMethod[Any]]
Handler = Callable[[World, Any], Any | Awaitable[Any]]

HANDLERS: dict[Model, Handler] = {
    bot_api.GetUpdates: receiving.get_updates,
    bot_api.SetWebhook: receiving.set_webhook,
    bot_api.DeleteWebhook: receiving.delete_webhook,
    bot_api.GetWebhookInfo: receiving.get_webhook_info,
    bot_api.SendMessage: texts.send_message,
    bot_api.SendLocation: texts.send_location,
    bot_api.SendVenue: texts.send_venue,
    bot_api.SendContact: texts.send_contact,
    bot_api.SendDice: texts.send_dice,
    bot_api.SendPoll: texts.send_poll,
    bot_api.SendPhoto: media.sender("photo"),
    bot_api.SendVideo: media.sender("video"),
    bot_api.SendAudio: media.sender("audio"),
    bot_api.SendVoice: media.sender("voice"),
    bot_api.SendDocument: media.sender("document"),
    bot_api.SendVideoNote: media.sender("video_note"),
    bot_api.SendAnimation: media.sender("animation"),
    bot_api.SendSticker: media.sender("sticker"),
    bot_api.SendMediaGroup: albums.send_media_group,
    bot_api.CopyMessage: copies.copy_message,
    bot_api.CopyMessages: copies.copy_messages,
    bot_api.ForwardMessage: copies.forward_message,
    bot_api.ForwardMessages: copies.forward_messages,
    bot_api.EditMessageText: edits.edit_message_text,
    bot_api.EditMessageCaption: edits.edit_message_caption,
    bot_api.EditMessageMedia: edits.edit_message_media,
    bot_api.EditMessageReplyMarkup: edits.edit_message_reply_markup,
    bot_api.EditMessageLiveLocation: edits.edit_message_live_location,
    bot_api.StopMessageLiveLocation: edits.stop_message_live_location,
    bot_api.DeleteMessage: deletions.delete_message,
    bot_api.DeleteMessages: deletions.delete_messages,
    bot_api.SetMessageReaction: reactions.set_message_reaction,
    bot_api.AnswerCallbackQuery: callbacks.answer_callback_query,
    bot_api.SendChatAction: callbacks.send_chat_action,
    bot_api.GetFile: chats.get_file,
    bot_api.GetChat: chats.get_chat,
    bot_api.GetChatMember: chats.get_chat_member,
    bot_api.GetChatMemberCount: chats.get_chat_member_count,
    bot_api.GetUserProfilePhotos: chats.get_user_profile_photos,
    bot_api.LeaveChat: chats.leave_chat,
    bot_api.GetMe: account.get_me,
    bot_api.SetMyCommands: account.set_my_commands,
    bot_api.DeleteMyCommands: account.delete_my_commands,
    bot_api.GetMyCommands: account.get_my_commands,
    bot_api.SetMyName: account.text_setter("name", "name", 64),
    bot_api.GetMyName: account.text_getter("name", "name"),
    bot_api.SetMyDescription: account.text_setter("description", "description", 512),
    bot_api.GetMyDescription: account.text_getter("description", "description"),
    bot_api.SetMyShortDescription: account.text_setter("short_description", "short_description", 120),
    bot_api.GetMyShortDescription: account.text_getter("short_description", "short_description"),
    bot_api.SetChatMenuButton: account.set_chat_menu_button,
    bot_api.GetChatMenuButton: account.get_chat_menu_button,
}

# Method names are matched without regard to case, as Telegram does.
BY_NAME: dict[str, tuple[Model, Handler]] = {
    model.__api_method__.lower(): (model, handler) for model, handler in HANDLERS.items()
}
KNOWN_TO_TELEGRAM = {
    model.__api_method__.lower()
    for model in vars(bot_api).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}
# Which methods Telegram's limits on sending count.
LIMITED = ("send", "copy", "forward", "editmessage")


def is_limited(name: str) -> bool:
    return name.lower().startswith(LIMITED) and name.lower() != "sendchataction"
