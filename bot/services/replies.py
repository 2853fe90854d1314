"""Saved replies as messages: the list, and one of them just as the person would get it."""

from bot.keyboards.replies import preview_keyboard, replies_keyboard
from bot.services.api import Api
from bot.services.api_reply_types import SavedReply
from bot.services.outgoing.styled import TEXT_LIMIT, Styled
from bot.services.screens import NO_BUTTONS, Answer, Screen
from bot.services.words import Words

PAGE = 8


async def replies_screen(
    api: Api,
    ticket: int,
    number: int,
    *,
    as_: int,
    words: Words,
    after: int | None = None,
    before: int | None = None,
) -> Screen | None:
    """A page of the list; None where no reply fits the ticket."""
    page = await api.list_saved_replies(ticket, as_=as_, after=after, before=before, limit=PAGE)
    if not page["results"]:
        return None
    return Screen.of(words("replies-title", number=number), replies_keyboard(page, ticket, number, words))


def preview(reply: SavedReply, ticket: int, number: int, words: Words) -> Answer:
    """The reply in place of the list; one too long for a message comes in pieces, with the buttons below the last."""
    title = Styled.bold(words("replies-preview", title=reply["title"], number=number))
    files = "\n".join(f"📎 {file['file_name']}" for file in reply["files"])
    parts = [title, *(Styled.of(part) for part in (reply["text"], files) if part)]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + Styled.of("\n\n") + part
    buttons = preview_keyboard(reply["id"], ticket, number, words)
    *pieces, last = whole.pieces(TEXT_LIMIT)
    if not pieces:
        return Answer(screen=Screen(last, buttons))
    return Answer(buttons=NO_BUTTONS, messages=(*(Screen(piece) for piece in pieces), Screen(last, buttons)))
