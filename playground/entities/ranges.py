"""Entities checked against their text."""

from typing import Any

from aiogram.enums import MessageEntityType

from playground.entities.utf16 import boundaries, length
from playground.refusals import bad_request
from playground.rules.urls import wrong_url

Entity = dict[str, Any]
TYPES = {kind.value for kind in MessageEntityType}
# Telegram finds these itself, whatever a request says about them.
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
VERBATIM = {"code", "pre"}
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def checked(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Refuse types and ranges that Telegram refuses, and drop what it drops."""
    if not entities:
        return cleaned(text), []
    starts, end = boundaries(text), length(text)
    kept = []
    for entity in entities:
        _check_type(entity)
        _check_range(entity, starts, end)
        link_is_wrong = entity["type"] == "text_link" and wrong_url(entity["url"])
        if entity["length"] and entity["type"] not in FOUND and not link_is_wrong:
            kept.append(entity)
    verbatim = [one for one in kept if one["type"] in VERBATIM]
    kept = [one for one in kept if one in verbatim or not any(_overlap(one, two) for two in verbatim)]
    return _cleaned_with(text, kept)


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without the blanks at both ends; entities follow."""
    shorter = text.strip()
    if shorter == text:
        return text, entities
    lead, size = length(text[: len(text) - len(text.lstrip())]), length(shorter)
    moved = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > begin:
            moved.append(entity | {"offset": begin, "length": end - begin})
    return shorter, moved


def cleaned(text: str) -> str:
    """Carriage returns go, other control characters become blanks, as in Telegram."""
    if text.isprintable():
        return text
    text = text.replace("\r", "")
    return "".join(" " if character < " " and character != "\n" else character for character in text)


def _cleaned_with(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Removing a carriage return moves what stands behind it."""
    if "\r" not in text:
        return cleaned(text), entities
    moved = []
    encoded = text.encode("utf-16-le")

    def before(offset: int) -> int:
        return encoded[: offset * 2].decode("utf-16-le").count("\r")

    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        begin, end = begin - before(begin), end - before(end)
        if end > begin:
            moved.append(entity | {"offset": begin, "length": end - begin})
    return cleaned(text), moved


def _check_type(entity: Entity) -> None:
    kind = entity.get("type")
    if kind not in TYPES:
        raise bad_request(f"can't parse MessageEntity: Unsupported type {kind!r} specified")
    needed = NEEDED.get(kind)
    if needed and not entity.get(needed):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")


def _check_range(entity: Entity, starts: set[int], end: int) -> None:
    offset, size = entity["offset"], entity["length"]
    if offset < 0 or size < 0:
        raise bad_request("can't parse MessageEntity: offset and length must be non-negative")
    if offset > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + size > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + size}"
        )
    if offset not in starts:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
    if offset + size not in starts:
        raise bad_request(f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol")


def _overlap(one: Entity, two: Entity) -> bool:
    return bool(one["offset"] < two["offset"] + two["length"] and two["offset"] < one["offset"] + one["length"])
