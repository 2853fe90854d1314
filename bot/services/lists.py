"""Lists of tickets as messages: a few lines of each, and a button that opens it."""

from datetime import UTC, datetime

from bot.keyboards.callbacks import Box
from bot.keyboards.layout import category_name, shorten
from bot.keyboards.menu import ticket_list_keyboard
from bot.services.api import Api
from bot.services.api_types import Page, Ticket
from bot.services.outgoing.styled import Styled
from bot.services.screens import Screen
from bot.services.words import Words

PAGE = 8
PREVIEW = 80
# The backend names a message without words by its kind in brackets.
KINDS: dict[str, str] = {
    "[photo]": "kind-photo",
    "[video]": "kind-video",
    "[audio]": "kind-audio",
    "[voice]": "kind-voice",
    "[document]": "kind-document",
    "[video_note]": "kind-video-note",
    "[sticker]": "kind-sticker",
    "[animation]": "kind-animation",
    "[location]": "kind-location",
    "[venue]": "kind-venue",
    "[contact]": "kind-contact",
    "[other]": "kind-other",
}
TITLES: dict[str, str] = {
    "mine": "list-mine",
    "new": "list-new",
    "waiting": "list-waiting",
    "closed": "list-closed",
    "all": "list-all",
}


async def tickets_screen(
    api: Api,
    box: Box,
    *,
    as_: int,
    words: Words,
    after: int | None = None,
    before: int | None = None,
) -> Screen:
    """A page of a list."""
    page = await api.list_tickets(as_=as_, box=box, after=after, before=before, limit=PAGE)
    return Screen(_text(words(TITLES[box]), page, words), ticket_list_keyboard(page, box, words, datetime.now(UTC)))


def _text(title: str, page: Page[Ticket], words: Words) -> Styled:
    lines = [_preview(ticket, words) for ticket in page["results"]] or [words("list-empty")]
    return Styled.bold(title) + Styled.of("\n\n" + "\n".join(lines))


def _preview(ticket: Ticket, words: Words) -> str:
    where = f"#{ticket['number']} · {category_name(ticket['category_detail'], words)}"
    last = ticket["last_text"]
    if not last:
        return where
    return f"{where}: {words(KINDS[last]) if last in KINDS else shorten(last, PREVIEW)}"
