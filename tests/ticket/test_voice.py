"""A recording becomes the voice message that Telegram knows, whatever the browser made of it."""

import io

import pytest

from apps.ticket.services import voice
from apps.ticket.services.upload_files import Upload
from apps.ticket.services.voice import as_voice
from core.errors import Unsuitable
from tests.sounds import picture_only, sound, what_is

PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
FILE_LIST = b"ffconcat version 1.0\nfile /etc/passwd\n"
# What each browser records, and how.
RECORDED = [
    pytest.param("webm", "libopus", "audio/webm;codecs=opus", id="Chromium"),
    pytest.param("ogg", "libopus", "audio/ogg;codecs=opus", id="Firefox"),
    pytest.param("mp4", "aac", "audio/mp4", id="Safari"),
    pytest.param("wav", "pcm_s16le", "audio/wav", id="a plain recorder"),
    pytest.param("mp3", "mp3", "audio/mpeg", id="an MP3"),
]


def recorded(data: bytes, name: str = "voice.webm", mime_type: str = "audio/webm") -> Upload:
    return Upload(name=name, mime_type=mime_type, size=len(data), stream=io.BytesIO(data))


@pytest.mark.parametrize(("container", "codec", "mime_type"), RECORDED)
def test_every_recording_becomes_opus_in_ogg(container: str, codec: str, mime_type: str) -> None:
    made = as_voice(recorded(sound(container, codec, 3), mime_type=mime_type))
    data = made.stream.read()
    kind, inner, seconds = what_is(data)
    assert (kind, inner) == ("ogg", "opus")
    assert seconds == pytest.approx(3, abs=0.2)
    assert (made.duration, made.size, made.name, made.mime_type) == (3, len(data), "voice.ogg", "audio/ogg")
    assert made.type.kind == "voice"


def test_opus_is_repacked_and_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*whatever: object) -> None:
        raise AssertionError("It was encoded a second time.")

    monkeypatch.setattr(voice, "_encode", never)
    assert as_voice(recorded(sound("webm", "libopus", 2))).duration == 2
    with pytest.raises(AssertionError):
        as_voice(recorded(sound("mp4", "aac", 1)))


def test_the_shortest_recording_takes_a_second() -> None:
    assert as_voice(recorded(sound(seconds=0.1))).duration == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<html>not a sound</html>" * 50, id="a page"),
        pytest.param(b"\x1aE\xdf\xa3" + b"\x00" * 40, id="a beginning only"),
        pytest.param(PLAYLIST, id="a playlist"),
        pytest.param(FILE_LIST, id="a list of files"),
        pytest.param(picture_only(), id="a film without a sound"),
        pytest.param(sound("webm", seconds=0), id="no sound at all"),
    ],
)
def test_what_holds_no_sound_is_refused_by_its_name(data: bytes) -> None:
    with pytest.raises(Unsuitable) as refused:
        as_voice(recorded(data, name="film.webm"))
    assert (refused.value.code, refused.value.data) == ("wrong_type", {"file": "film.webm"})


@pytest.mark.parametrize(("container", "codec"), [("webm", "libopus"), ("wav", "pcm_s16le")])
def test_it_may_take_twenty_minutes_and_not_more(container: str, codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert voice.LONGEST == 20 * 60
    monkeypatch.setattr(voice, "LONGEST", 2)
    assert as_voice(recorded(sound(container, codec, 1.9))).duration == 2
    with pytest.raises(Unsuitable) as refused:
        as_voice(recorded(sound(container, codec, 2.5)))
    assert refused.value.code == "voice_too_long"


def test_a_recording_that_breaks_off_keeps_what_there_is() -> None:
    whole = sound("webm", "libopus", 4)
    made = as_voice(recorded(whole[: len(whole) * 3 // 4]))
    assert 2 <= (made.duration or 0) <= 4
