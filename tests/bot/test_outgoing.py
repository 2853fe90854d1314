"""Contents as calls: nothing is cut, and entities keep to their words."""

import pytest
from aiogram.methods import CopyMessage, SendDocument, SendMessage, SendPhoto, SendVoice
from aiogram.types import InputFile

from bot.services.outgoing.styled import CAPTION_LIMIT, TEXT_LIMIT, Styled, utf16_length
from tests.bot.fake_backend import content
from tests.bot.rendered import HEADER, SHOWN, media, method_of, render_contents

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


def test_a_recording_of_the_site_is_sent_as_a_voice_message_with_its_length() -> None:
    [call] = render_contents(media("voice", file_id="", file_name="voice.ogg", duration=7), header=None)
    assert isinstance(call.method, SendVoice)
    assert isinstance(call.method.voice, InputFile)
    assert (call.method.voice.filename, call.method.duration, call.uploads) == ("voice.ogg", 7, [5])


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
