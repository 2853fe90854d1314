"""What all calls of one delivery share: whom it goes to, in which words, and below which header."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.types import InputFile, ReplyParameters

from bot.services.api_types import Content, Header
from bot.services.outgoing.styled import Styled
from bot.services.words import Words

FileOf = Callable[[int, str], InputFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`file_of` gives the bytes of an attachment that Telegram has not seen yet, under a name."""

    chat_id: int
    words: Words
    zone: ZoneInfo
    file_of: FileOf
    header: Styled
    reply_to: int | None

    @property
    def where(self) -> dict[str, Any]:
        """The parameters of every method that sends: a reply whose target vanished goes without the quote."""
        if self.reply_to is None:
            return {"chat_id": self.chat_id}
        quoted = ReplyParameters(message_id=self.reply_to, allow_sending_without_reply=True)
        return {"chat_id": self.chat_id, "reply_parameters": quoted}

    def without_header(self) -> "Letter":
        return replace(self, header=Styled())

    def without_reply(self) -> "Letter":
        return replace(self, reply_to=None)


def header_text(header: Header | None, contents: list[Content], words: Words, zone: ZoneInfo) -> Styled:
    """Who wrote, in which ticket, when (in a history), and what is special about it. A user is shown none."""
    if header is None:
        return Styled()
    parts = [_author(header, words)]
    if header["at"]:
        parts.append(f"{datetime.fromisoformat(header['at']).astimezone(zone):%d.%m.%Y %H:%M}")
    if header["edited"]:
        parts.append(words("edited-version"))
    text = Styled.bold(" · ".join(parts))
    if any(content.get("too_large") for content in contents):
        text += Styled.of("\n" + words("file-too-large"))
    return text


def _author(header: Header, words: Words) -> str:
    number, name, rating = header["number"], header["name"], header.get("rating")
    if rating is not None:
        return words("header-comment", number=number, name=name, value=rating)
    key = "header-note" if header["note"] else f"header-{header['author']}"
    return words(key, number=number, name=name)
