"""Contents as calls: nothing is cut, entities keep to their words, albums stay albums where Telegram lets them."""

from typing import Any, cast

import pytest
from aiogram.methods import (
    CopyMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageLiveLocation,
    EditMessageMedia,
    EditMessageText,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    StopMessageLiveLocation,
)
from aiogram.types import BufferedInputFile, InputFile

from bot.services.api_types import Delivery
from bot.services.calls import Call
from bot.services.outgoing.styled import CAPTION_LIMIT, TEXT_LIMIT, Styled, utf16_length
from bot.services.rendering import Renderer
from tests.bot.desk import DILNOZA, ZONE
from tests.bot.fake_backend import content

HEADER = {"number": 1024, "name": "<b>_*[", "author": "user", "note": False, "at": None, "edited": False}
SHOWN = "💬 #1024 · <b>_*["


def file_of(attachment: int, name: str) -> InputFile:
    return BufferedInputFile(str(attachment).encode(), name)


def render(kind: str, data: dict[str, Any], **more: Any) -> list[Call]:
    row: dict[str, Any] = {
        "id": 1,
        "lease": "l",
        "chat_id": DILNOZA,
        "language": "en",
        "kind": kind,
        "data": data,
        "ticket": 1,
        "message": None,
        "parts_done": 0,
        "sent": [],
        "target": None,
        "reply_to": None,
        "attempt": 1,
    }
    return Renderer(ZONE, file_of).render(cast(Delivery, {**row, **more}))


def render_contents(*contents: dict[str, Any], header: dict[str, Any] | None = HEADER, **more: Any) -> list[Call]:
    return render("content", {"contents": list(contents), "header": header}, **more)


def media(kind: str, text: str = "", *, message: int = 5, **fields: Any) -> dict[str, Any]:
    file = {"file_id": f"f{message}", "file_unique_id": f"u{message}", **fields}
    return content(kind, text, media=file, message=message, attachment=message)


def method_of(call: Call) -> Any:
    return call.method


# ------------------------------------------------------------------ texts with entities


def test_lengths_are_counted_as_telegram_counts_them() -> None:
    assert utf16_length("a😀я") == 4


def test_joining_moves_the_entities_along() -> None:
    joined = Styled.of("😀 ") + Styled.bold("Salom")
    assert joined.spans == ({"type": "bold", "offset": 3, "length": 5},)


@pytest.mark.parametrize("text", ["a" * 50, "word " * 10, "😀" * 25, "line\n" * 10])
def test_the_pieces_are_the_whole(text: str) -> None:
    whole = Styled.of(text, [{"type": "bold", "offset": 0, "length": utf16_length(text)}])
    pieces = whole.pieces(13)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert piece.length <= 13
        assert piece.spans == ({"type": "bold", "offset": 0, "length": piece.length},)


def test_a_cut_prefers_a_gap_between_words() -> None:
    head, tail = Styled.of("hello brave world").split(14)
    assert (head.text, tail.text) == ("hello brave ", "world")


# ------------------------------------------------------------------ single contents


def test_a_header_stands_over_the_text_in_the_same_message() -> None:
    link = {"type": "text_link", "offset": 0, "length": 5, "url": "https://example.org"}
    [call] = render_contents(content("text", "Salom", entities=[link], message=5))
    method = method_of(call)
    assert method.text == f"{SHOWN}\nSalom"
    assert [(entity.type, entity.offset) for entity in method.entities] == [
        ("bold", 0),
        ("text_link", utf16_length(SHOWN) + 1),
    ]
    assert call.refs == [5]


def test_a_user_is_shown_no_header() -> None:
    [call] = render_contents(content("text", "Salom", message=5), header=None)
    assert method_of(call).text == "Salom"
    assert method_of(call).entities is None


def test_header_and_a_full_text_are_split_and_not_cut() -> None:
    header, text = render_contents(content("text", "x" * TEXT_LIMIT, message=5), reply_to=3)
    assert method_of(header).text == SHOWN
    assert method_of(header).reply_parameters is None
    assert method_of(text).text == "x" * TEXT_LIMIT
    assert method_of(text).reply_parameters.message_id == 3
    assert (header.refs, text.refs) == ([None], [5])


def test_a_history_says_when_and_a_note_says_that_it_is_one() -> None:
    shown = {**HEADER, "note": True, "at": "2026-11-22T09:05:00+00:00"}
    [call] = render_contents(content("note", "Salom", message=5), header=shown)
    assert method_of(call).text == "📝 Note · #1024 · <b>_*[ · 22.11.2026 14:05\nSalom"


def test_a_file_that_is_too_large_to_keep_says_so() -> None:
    [call] = render_contents({**media("video", "cap"), "too_large": True})
    assert "too large" in method_of(call).caption


def test_a_header_joins_the_caption() -> None:
    [call] = render_contents(media("photo", "cap", has_spoiler=True))
    assert isinstance(call.method, SendPhoto)
    assert call.method.caption == f"{SHOWN}\ncap"
    assert call.method.has_spoiler


def test_a_header_that_the_caption_has_no_room_for_comes_first() -> None:
    header, photo = render_contents(media("photo", "x" * CAPTION_LIMIT))
    assert isinstance(header.method, SendMessage)
    assert method_of(photo).caption == "x" * CAPTION_LIMIT


def test_the_rest_of_a_premium_caption_follows_as_a_reply() -> None:
    text = "word " * 400
    photo, rest = render_contents(media("photo", text), header=None)
    assert method_of(photo).caption + method_of(rest).text == text
    assert rest.follows
    assert rest.refs == [5]


@pytest.mark.parametrize("kind", ["sticker", "video_note"])
def test_what_has_no_caption_gets_its_header_before_it(kind: str) -> None:
    header, bare = render_contents(media(kind))
    assert method_of(header).text == SHOWN
    assert bare.refs == [5]


def test_what_has_no_kind_of_ours_is_copied_from_where_it_came() -> None:
    source = {"bot_id": 42, "chat_id": 1001, "message_id": 9}
    [call] = render_contents(content("other", message=5, source=source), header=None)
    assert isinstance(call.method, CopyMessage)
    assert (call.method.from_chat_id, call.method.message_id) == (1001, 9)


def test_an_upload_is_sent_by_its_bytes_and_noted() -> None:
    [call] = render_contents(media("document", file_id="", file_name="a.pdf"), header=None)
    assert isinstance(method_of(call).document, InputFile)
    assert method_of(call).document.filename == "a.pdf"
    assert call.uploads == [5]


def test_the_second_time_it_is_sent_by_its_file_id() -> None:
    [call] = render_contents(media("document"), header=None)
    assert method_of(call).document == "f5"
    assert call.uploads == [None]


def test_a_picture_over_ten_megabytes_goes_as_a_document() -> None:
    [call] = render_contents(media("photo", size=10 * 1024 * 1024 + 1), header=None)
    assert isinstance(call.method, SendDocument)


def test_a_picture_that_telegram_refuses_as_a_photo_has_another_way() -> None:
    [call] = render_contents(media("photo"), header=None)
    assert call.otherwise is not None
    assert isinstance(call.otherwise()[0].method, SendDocument)


# ------------------------------------------------------------------ albums


def album(*kinds: str, texts: dict[int, str] | None = None) -> list[dict[str, Any]]:
    return [media(kind, (texts or {}).get(index, ""), message=index) for index, kind in enumerate(kinds, 1)]


def test_an_album_stays_an_album_with_its_order_and_caption() -> None:
    [call] = render_contents(*album("photo", "video", "photo", texts={2: "cap"}), header=None, reply_to=3)
    assert isinstance(call.method, SendMediaGroup)
    assert [member.type for member in call.method.media] == ["photo", "video", "photo"]
    assert [getattr(member, "caption", None) for member in call.method.media] == [None, "cap", None]
    assert call.refs == [1, 2, 3]
    assert method_of(call).reply_parameters.message_id == 3


def test_an_albums_header_joins_its_only_caption() -> None:
    [call] = render_contents(*album("photo", "photo", texts={2: "cap"}))
    assert [member.caption for member in method_of(call).media] == [None, f"{SHOWN}\ncap"]


def test_an_albums_header_becomes_the_caption_where_there_is_none() -> None:
    [call] = render_contents(*album("photo", "photo"))
    assert [member.caption for member in method_of(call).media] == [SHOWN, None]


def test_an_album_of_several_captions_has_its_header_before_it() -> None:
    header, group = render_contents(*album("photo", "photo", texts={1: "one", 2: "two"}))
    assert method_of(header).text == SHOWN
    assert [member.caption for member in method_of(group).media] == ["one", "two"]


def test_kinds_that_do_not_mix_are_split() -> None:
    calls = render_contents(*album("photo", "photo", "document", "document", "audio", "voice"), header=None)
    assert [type(call.method).__name__ for call in calls] == [
        "SendMediaGroup",
        "SendMediaGroup",
        "SendAudio",
        "SendVoice",
    ]


def test_more_than_ten_are_split() -> None:
    calls = render_contents(*album(*["photo"] * 12), header=None)
    assert [call.refs for call in calls] == [list(range(1, 11)), [11, 12]]


def test_the_rest_of_an_albums_long_caption_follows() -> None:
    group, rest = render_contents(*album("photo", "photo", texts={1: "x" * 1500}), header=None)
    assert len(method_of(group).media[0].caption) == CAPTION_LIMIT
    assert rest.follows


# ------------------------------------------------------------------ edits and deletions


def target(*sent: tuple[int, int | None], contents: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    parts = [{"message_id": message_id, "ref": ref} for message_id, ref in sent]
    return {"sent": parts, "kind": "content", "data": {"contents": contents or [content("text", message=5)]}}


def edit(new: dict[str, Any], to: dict[str, Any], header: dict[str, Any] | None = HEADER, **more: Any) -> list[Call]:
    changed = more.pop("media_changed", False)
    return render("edit", {"content": new, "header": header, "media_changed": changed}, target=to, **more)


def test_a_text_is_edited_where_it_stands() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)))
    assert isinstance(call.method, EditMessageText)
    assert (call.method.message_id, call.method.text) == (70, f"{SHOWN}\nnew")
    assert call.refs == []


def test_a_header_apart_stays_apart() -> None:
    [call] = edit(content("text", "new", message=5), target((69, None), (70, 5)))
    assert method_of(call).text == "new"


def test_a_report_told_twice_does_not_hide_what_can_be_edited() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5), (70, 5)))
    assert isinstance(call.method, EditMessageText)


def test_where_telegram_cannot_edit_the_new_version_follows_as_a_reply() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)))
    assert call.otherwise is not None
    [anew] = call.otherwise()
    assert method_of(anew).text == f"{SHOWN} · ✏️ Edited\nnew"
    assert method_of(anew).reply_parameters.message_id == 70
    assert anew.refs == [5]


def test_a_user_is_told_that_it_is_a_new_version() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)), header=None)
    assert method_of(call).text == "new"
    assert call.otherwise is not None
    assert method_of(call.otherwise()[0]).text == "✏️ Edited\nnew"


def test_a_text_that_grew_too_long_follows_anew() -> None:
    header, text = edit(content("text", "x" * TEXT_LIMIT, message=5), target((70, 5)))
    assert isinstance(header.method, SendMessage)
    assert method_of(text).reply_parameters.message_id == 70


def test_a_new_version_once_begun_is_finished() -> None:
    [call] = edit(content("text", "new", message=5), target((70, 5)), parts_done=1)
    assert isinstance(call.method, SendMessage)


def test_a_caption_is_edited_as_a_caption() -> None:
    [call] = edit(media("photo", "new"), target((70, 5)))
    assert isinstance(call.method, EditMessageCaption)
    assert call.method.caption == f"{SHOWN}\nnew"


def test_another_file_is_edited_as_a_file() -> None:
    [call] = edit(media("photo", "new"), target((70, 5)), media_changed=True)
    assert isinstance(call.method, EditMessageMedia)


def test_an_albums_header_stays_with_its_bearer() -> None:
    contents = album("photo", "photo", texts={1: "one"})
    [first] = edit({**contents[0], "text": "new"}, target((70, 1), (71, 2), contents=contents))
    [second] = edit({**contents[1], "text": "new"}, target((70, 1), (71, 2), contents=contents))
    assert method_of(first).caption == f"{SHOWN}\nnew"
    assert method_of(second).caption == "new"


@pytest.mark.parametrize("kind", ["sticker", "video_note"])
def test_what_cannot_be_edited_follows_anew(kind: str) -> None:
    calls = edit(media(kind), target((70, 5)))
    assert method_of(calls[-1]).reply_parameters.message_id == 70


def test_a_live_location_moves_and_makes_no_versions() -> None:
    place = {"latitude": 41.3, "longitude": 69.2}
    [moved] = edit(content("location", data={**place, "live_period": 60}, message=5), target((69, None), (70, 5)))
    assert isinstance(moved.method, EditMessageLiveLocation)
    assert moved.otherwise is not None
    assert moved.otherwise() == []
    [ended] = edit(content("location", data=place, message=5), target((69, None), (70, 5)))
    assert isinstance(ended.method, StopMessageLiveLocation)


def test_it_deletes_what_carried_the_message() -> None:
    carried = target((70, 5), (71, 6), (72, 5))
    [call] = render("delete", {"message": 5}, target=carried)
    assert isinstance(call.method, DeleteMessages)
    assert call.method.message_ids == [70, 72]
    [call] = render("delete", {"message": None}, target=carried)
    assert method_of(call).message_ids == [70, 71, 72]
