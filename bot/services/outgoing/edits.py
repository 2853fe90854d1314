"""Changes of what a chat already shows: edited in place, or followed by the new version where Telegram cannot edit."""

from dataclasses import replace
from typing import Any

from aiogram.methods import (
    DeleteMessages,
    EditMessageCaption,
    EditMessageLiveLocation,
    EditMessageMedia,
    EditMessageText,
    StopMessageLiveLocation,
)
from aiogram.types import InputMediaAnimation

from bot.services.api_types import Content, Target
from bot.services.calls import Call
from bot.services.outgoing.albums import MEMBERS
from bot.services.outgoing.letter import Letter
from bot.services.outgoing.media import file_to_send, kind_to_send, looks
from bot.services.outgoing.singles import CAPTIONED, below_header, render_single
from bot.services.outgoing.styled import CAPTION_LIMIT, TEXT_LIMIT, Styled

REPLACEABLE: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    **MEMBERS,
    "animation": (InputMediaAnimation, ("width", "height", "duration", "has_spoiler")),
}
LIVE_FIELDS = ("latitude", "longitude", "live_period", "horizontal_accuracy", "heading", "proximity_alert_radius")
# Whatever Telegram has against an edit, the reader still gets the new version.
ANY_REFUSAL = ("",)
DELETED_AT_ONCE = 100


def render_edit(
    content: Content, target: Target | None, letter: Letter, as_new: Letter, *, media_changed: bool
) -> list[Call]:
    """One call that edits in place. `as_new` is the letter in which the new version goes where that is impossible."""
    carried = _carriers(content, target)
    as_new = replace(as_new, reply_to=carried[0] if carried else as_new.reply_to)

    def new_version() -> list[Call]:
        return render_single(content, as_new)

    if target is None or len(carried) != 1:
        return new_version()
    if not _header_inside(content, target):
        letter = letter.without_header()
    where = {"chat_id": letter.chat_id, "message_id": carried[0]}
    if content["kind"] == "location":
        # A place that stopped moving makes no versions: what cannot be moved any more stays where it is.
        return [Call(_live_location(content, where), otherwise=list, when=ANY_REFUSAL)]
    method = _edit_in_place(content, letter, where, media_changed=media_changed)
    return [Call(method, otherwise=new_version, when=ANY_REFUSAL)] if method else new_version()


def _carriers(content: Content, target: Target | None) -> list[int]:
    """The messages that show the content. A report that was told twice names a message twice."""
    sent = target["sent"] if target else []
    return list(dict.fromkeys(part["message_id"] for part in sent if part["ref"] == content.get("message")))


def _header_inside(content: Content, target: Target) -> bool:
    """Whether the header stands in this very message, and not in one of its own or in another of the album."""
    if any(sent["ref"] is None for sent in target["sent"]):
        return False
    contents: list[Content] = target["data"].get("contents", [])
    if len(contents) <= 1:
        return True
    bearer = next((member for member in contents if member["text"]), contents[0])
    return bearer.get("message") == content.get("message")


def _edit_in_place(content: Content, letter: Letter, where: dict[str, Any], *, media_changed: bool) -> Any:
    """The method that shows the new version where the old one stood, or None where there is none."""
    kind = kind_to_send(content)
    whole = below_header(letter.header, Styled.of(content["text"], content["entities"]))
    if kind in {"text", "note"}:
        return EditMessageText(**where, text=whole.text, entities=whole.entities) if _fits(whole, TEXT_LIMIT) else None
    if kind not in CAPTIONED or whole.length > CAPTION_LIMIT:
        return None
    if not media_changed:
        above = looks(content["media"] or {}, "show_caption_above_media")
        return EditMessageCaption(**where, caption=whole.text or None, caption_entities=whole.entities, **above)
    if kind not in REPLACEABLE:
        return None
    member, shown = REPLACEABLE[kind]
    media = member(
        media=file_to_send(content, letter.file_of),
        caption=whole.text or None,
        caption_entities=whole.entities,
        **looks(content["media"] or {}, *shown),
    )
    return EditMessageMedia(**where, media=media)


def _fits(text: Styled, limit: int) -> bool:
    return 0 < text.length <= limit


def _live_location(content: Content, where: dict[str, Any]) -> Any:
    data = content["data"]
    if not data.get("live_period"):
        return StopMessageLiveLocation(**where)
    return EditMessageLiveLocation(**where, **{name: data[name] for name in LIVE_FIELDS if data.get(name) is not None})


def render_delete(ref: int | None, target: Target | None, chat_id: int) -> list[Call]:
    """Take back what carried the message (everything of the target where no message is named)."""
    sent = target["sent"] if target else []
    ids = list(dict.fromkeys(part["message_id"] for part in sent if ref is None or part["ref"] == ref))
    chunks = [ids[start : start + DELETED_AT_ONCE] for start in range(0, len(ids), DELETED_AT_ONCE)]
    return [Call(DeleteMessages(chat_id=chat_id, message_ids=chunk)) for chunk in chunks]
