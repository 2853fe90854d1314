"""Several contents that were sent together: as albums where Telegram lets their kinds mix."""

from itertools import groupby
from typing import Any

from aiogram.methods import SendMediaGroup
from aiogram.types import InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot.services.api_types import Content
from bot.services.calls import Call
from bot.services.outgoing.letter import Letter
from bot.services.outgoing.media import file_to_send, kind_to_send, looks, uploads_of
from bot.services.outgoing.singles import below_header, render_header, render_single, rest_calls
from bot.services.outgoing.styled import CAPTION_LIMIT, Styled

ALBUM_LIMIT = 10
MEMBERS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "photo": (InputMediaPhoto, ("has_spoiler", "show_caption_above_media")),
    "video": (InputMediaVideo, ("width", "height", "duration", "has_spoiler", "show_caption_above_media")),
    "audio": (InputMediaAudio, ("duration", "performer", "title")),
    "document": (InputMediaDocument, ()),
}
# Photos and videos share an album; other kinds stay among themselves, and some go alone.
FAMILIES = {"photo": "picture", "video": "picture", "audio": "audio", "document": "document"}


def render_album(contents: list[Content], letter: Letter) -> list[Call]:
    """The contents in their order. The header joins the one caption where it fits, else it comes first."""
    captions = [content for content in contents if content["text"]]
    bearer = captions[0] if captions else contents[0]
    fits = len(captions) <= 1 and _can_bear(bearer, letter)
    calls = [] if fits else render_header(letter)
    header = letter.header if fits else Styled()
    bare = letter.without_header()
    for group in _groups(contents):
        if len(group) == 1:
            single = letter if fits and group[0] is bearer else bare
            calls += render_single(group[0], single)
        else:
            calls += _render_group(group, bare, header, bearer)
        # Only the first call answers what was replied to; the rest stands right below it.
        bare, letter = bare.without_reply(), letter.without_reply()
    return calls


def _can_bear(content: Content, letter: Letter) -> bool:
    if kind_to_send(content) not in MEMBERS:
        return False
    return below_header(letter.header, _caption(content)).length <= CAPTION_LIMIT


def _caption(content: Content) -> Styled:
    return Styled.of(content["text"], content["entities"])


def _groups(contents: list[Content]) -> list[list[Content]]:
    """Neighbours of one family, ten at most; a kind that makes no albums stands alone."""
    groups: list[list[Content]] = []
    for family, run in groupby(contents, key=lambda content: FAMILIES.get(kind_to_send(content), "")):
        members = list(run)
        size = ALBUM_LIMIT if family else 1
        groups += [members[start : start + size] for start in range(0, len(members), size)]
    return groups


def _render_group(group: list[Content], letter: Letter, header: Styled, bearer: Content) -> list[Call]:
    members: list[Any] = []
    rest: list[Call] = []
    for content in group:
        caption, remainder = _caption(content).split(CAPTION_LIMIT)
        if content is bearer:
            caption = below_header(header, caption)
        members.append(_member(content, caption, letter))
        rest += rest_calls(remainder, letter, ref=content.get("message"))
    call = Call(
        SendMediaGroup(**letter.where, media=members),
        refs=[content.get("message") for content in group],
        uploads=[uploads_of(content)[0] for content in group],
    )
    return [call, *rest]


def _member(content: Content, caption: Styled, letter: Letter) -> Any:
    member, shown = MEMBERS[kind_to_send(content)]
    parameters: dict[str, Any] = {
        "media": file_to_send(content, letter.file_of),
        **looks(content["media"] or {}, *shown),
    }
    if caption:
        parameters |= {"caption": caption.text, "caption_entities": caption.entities}
    return member(**parameters)
