"""Keyboards under and below messages."""

import re
from typing import Any
from urllib.parse import urlsplit

from aiogram.types import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from pydantic import ValidationError

from playground.refusals import bad_request
from playground.rules.urls import wrong_url

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply
SHAPES: dict[str, type[Markup]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
INLINE_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
REPLY_ACTIONS = (
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
)
STYLES = {None, "danger", "success", "primary"}
MOST_BUTTONS = 100
MOST_REPLY_BUTTONS = 300
LONGEST_DATA = 64


def checked(value: Any) -> Markup | None:
    """The markup as its model; None where an empty object says that there is none."""
    if value is None or value == {} or isinstance(value, Markup):
        return value or None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    shape = next((name for name in SHAPES if name in value), None)
    if shape is None:
        raise bad_request("object expected as reply markup")
    try:
        markup = SHAPES[shape].model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(str(part) for part in first["loc"])
        raise bad_request(f"can't parse {_noun(shape)}: {path}: {first['msg']}") from error
    _check(markup)
    return markup


def _noun(shape: str) -> str:
    return "inline keyboard button" if shape == "inline_keyboard" else "reply keyboard markup JSON object"


def _check(markup: Markup) -> None:
    if isinstance(markup, InlineKeyboardMarkup):
        _check_inline(markup)
    elif isinstance(markup, ReplyKeyboardMarkup):
        _check_reply(markup)
    placeholder = getattr(markup, "input_field_placeholder", None)
    if placeholder is not None and not 1 <= len(placeholder) <= 64:
        raise bad_request("input field placeholder must be 1-64 characters long")


def _check_inline(markup: InlineKeyboardMarkup) -> None:
    buttons = [button for row in markup.inline_keyboard for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for number, button in enumerate(buttons):
        _check_face(button, "inline keyboard button")
        actions = [name for name in INLINE_ACTIONS if getattr(button, name) is not None]
        if not actions:
            raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise bad_request(f"can't parse inline keyboard button: it has several actions: {', '.join(actions)}")
        _check_action(button, first=number == 0)


def _check_action(button: Any, *, first: bool) -> None:
    if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.copy_text is not None and not 1 <= len(button.copy_text.text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if (button.pay or button.callback_game is not None) and not first:
        raise bad_request("BUTTON_POS_INVALID")
    if button.pay or button.callback_game is not None:
        raise bad_request("BUTTON_TYPE_INVALID")
    if button.url is not None:
        reason = wrong_url(button.url)
        if reason:
            raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: {reason}")
    for link in (button.web_app, button.login_url):
        if link is not None and (urlsplit(link.url).scheme != "https" or wrong_url(link.url)):
            kind = "Web App" if link is button.web_app else "login"
            raise bad_request(
                f"inline keyboard button {kind} URL '{link.url}' is invalid: Only HTTPS links are allowed"
            )


def _check_reply(markup: ReplyKeyboardMarkup) -> None:
    buttons = [button for row in markup.keyboard for button in row]
    if not buttons:
        raise bad_request("reply keyboard must have at least one button")
    if len(buttons) > MOST_REPLY_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_face(button, "keyboard button")
        actions = [name for name in REPLY_ACTIONS if getattr(button, name)]
        if len(actions) > 1:
            raise bad_request(f"can't parse keyboard button: it has several actions: {', '.join(actions)}")
        wanted = button.request_users
        if wanted is not None and not 1 <= (wanted.max_quantity or 1) <= 10:
            raise bad_request("can't parse keyboard button: max_quantity must be from 1 to 10")


def _check_face(button: Any, noun: str) -> None:
    if not button.text.strip():
        raise bad_request(f'can\'t parse {noun}: Field "text" must be non-empty')
    if button.style not in STYLES:
        raise bad_request(f"can't parse {noun}: invalid button style specified")
    emoji = button.icon_custom_emoji_id
    if emoji is not None and not re.fullmatch(r"\d+", emoji):
        raise bad_request(f"can't parse {noun}: invalid custom emoji identifier specified")
