"""What a delivery becomes in its chat: contents as they are, facts in the reader's words."""

from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from bot.services import notices
from bot.services.api_types import Content, Delivery, Header
from bot.services.calls import Call
from bot.services.outgoing.albums import render_album
from bot.services.outgoing.edits import render_delete, render_edit
from bot.services.outgoing.letter import FileOf, Letter, header_text
from bot.services.outgoing.singles import render_single
from bot.services.outgoing.styled import Styled
from bot.services.words import Words


@dataclass(frozen=True, slots=True)
class Renderer:
    """Rendering is a function of the delivery alone, so that a row begun by one bot is finished alike by another."""

    zone: ZoneInfo
    file_of: FileOf

    def render(self, delivery: Delivery) -> list[Call]:
        words = Words(delivery["language"])
        match delivery["kind"]:
            case "content":
                return self._contents(delivery, words)
            case "edit":
                return self._edit(delivery, words)
            case "delete":
                return render_delete(delivery["data"].get("message"), delivery["target"], delivery["chat_id"])
            case "card" | "mark" | "notice":
                return notices.render(delivery, words)

    def _contents(self, delivery: Delivery, words: Words) -> list[Call]:
        contents: list[Content] = delivery["data"]["contents"]
        header = header_text(delivery["data"].get("header"), contents, words, self.zone)
        letter = self._letter(delivery, words, header)
        return render_single(contents[0], letter) if len(contents) == 1 else render_album(contents, letter)

    def _edit(self, delivery: Delivery, words: Words) -> list[Call]:
        content: Content = delivery["data"]["content"]
        header: Header | None = delivery["data"].get("header")
        target = delivery["target"]
        if target is not None and target["kind"] in {"card", "mark"} and len(target["sent"]) == 1:
            return notices.render(_as_mark(delivery, content), words)
        in_place = cast(Header, {**header, "edited": False}) if header else None
        renewed = cast(Header, {**header, "edited": True}) if header else None
        calls = render_edit(
            content,
            target,
            self._letter(delivery, words, header_text(in_place, [content], words, self.zone)),
            self._letter(
                delivery,
                words,
                header_text(renewed, [content], words, self.zone) or Styled.bold(words("edited-version")),
            ),
            media_changed=delivery["data"].get("media_changed", False),
        )
        if delivery["parts_done"] and calls[0].otherwise is not None:
            # An edit is one call: if a part of it is done, Telegram had refused to edit, and a new version began.
            return calls[0].otherwise()
        return calls

    def _letter(self, delivery: Delivery, words: Words, header: Styled) -> Letter:
        return Letter(
            chat_id=delivery["chat_id"],
            words=words,
            zone=self.zone,
            file_of=self.file_of,
            header=header,
            reply_to=delivery["reply_to"],
        )


def _as_mark(delivery: Delivery, content: Content) -> Delivery:
    """An edited text that stands inside a card: the same card again, with the new text."""
    target = delivery["target"]
    assert target is not None, "What stands inside a card was sent with it."
    changed = {**target, "data": {**target["data"], "content": content}}
    return cast(Delivery, {**delivery, "kind": "mark", "data": {"ticket": target["data"]["ticket"]}, "target": changed})
