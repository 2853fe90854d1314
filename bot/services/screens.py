"""What a handler answers with: facts of what shall be seen. One middleware shows them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.services.outgoing.styled import Styled

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

NO_BUTTONS = InlineKeyboardMarkup(inline_keyboard=[])
# Telegram's limit for the words over a pressed button.
TOAST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: words, and what can be pressed below them."""

    text: Styled
    keyboard: Keyboard | None = None
    # Whether Telegram may fetch what a link leads to and show a piece of it.
    preview: bool = True

    @classmethod
    def of(cls, text: str, keyboard: Keyboard | None = None) -> "Screen":
        return cls(Styled.of(text), keyboard)

    @property
    def buttons(self) -> InlineKeyboardMarkup | None:
        """The keyboard where it is one that a message can be edited to have."""
        return self.keyboard if isinstance(self.keyboard, InlineKeyboardMarkup) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A picture or a document. Its bytes are loaded when the button has been answered, because that may take long."""

    kind: Literal["photo", "document"]
    name: str
    caption: str
    load: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a message or to a pressed button.

    `toast` is what appears over the chat (`alert`: until it is dismissed), `screen` what the pressed message becomes,
    `buttons` only what is below it, `messages` what is sent anew, and `files` what follows
    as soon as it is loaded.
    """

    toast: str = ""
    alert: bool = False
    screen: Screen | None = None
    buttons: InlineKeyboardMarkup | None = None
    messages: tuple[Screen, ...] = ()
    files: tuple[File, ...] = ()


def say(*texts: str) -> Answer:
    """Plain words as new messages."""
    return Answer(messages=tuple(Screen.of(text) for text in texts))
