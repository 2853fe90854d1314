"""Files and recordings out of the composer: sent as what they are, or refused by name with nothing left behind."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from apps.delivery.models import Delivery
from apps.ticket.services import upload_files
from tests.api.desk import AZIZA, Desk, build_desk, fingerprint
from tests.site.sending import Send, files_in, last, sender
from tests.sounds import sound

# The beginnings of files; what follows tells nothing.
BEGINNINGS = {
    "jpeg": b"\xff\xd8\xff\xe0",
    "webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00",
    "m4a": b"\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "mp3": b"ID3\x04\x00\x00\x00\x00",
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
}


@pytest.fixture
def office(db: None, stored_files: Path) -> Desk:
    return build_desk()


@pytest.fixture
def send(office: Desk) -> Send:
    """Send as Dilnoza's page does."""
    return sender(office)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("name", "declared", "head", "kind", "mime_type"),
    [
        ("a.jpg", "image/jpeg", "jpeg", "photo", "image/jpeg"),
        ("a.png", "text/html", "jpeg", "photo", "image/jpeg"),
        ("a.webp", "image/webp", "webp", "photo", "image/webp"),
        ("a.mp4", "video/mp4", "mp4", "video", "video/mp4"),
        ("a.mp4", "audio/mp4", "mp4", "audio", "audio/mp4"),
        ("a.m4a", "audio/x-m4a", "m4a", "audio", "audio/mp4"),
        ("a.mp3", "audio/mpeg", "mp3", "audio", "audio/mpeg"),
        ("a.heic", "image/heic", "heic", "document", "image/heic"),
        ("a.png", "image/png", "html", "document", "application/octet-stream"),
        ("a.mp4", "video/mp4", "html", "document", "application/octet-stream"),
        ("a.svg", "image/svg+xml", "svg", "document", "image/svg+xml"),
        ("a.html", "text/html", "html", "document", "text/html"),
    ],
)
def test_a_file_goes_as_what_its_bytes_are(
    name: str, declared: str, head: str, kind: str, mime_type: str, send: Send
) -> None:
    send(attachments=SimpleUploadedFile(name, BEGINNINGS[head] + b"\x00" * 40, declared))
    assert (last().kind, last().attachment.kind) == (kind, kind)
    assert (last().attachment.mime_type, last().attachment.file_name) == (mime_type, name)
    assert last().attachment.file.read().startswith(BEGINNINGS[head])


def test_names_that_play_tricks_stay_names(send: Send, stored_files: Path) -> None:
    kept = files_in(stored_files)
    # What cannot be seen, such as a turn of the writing's direction, is left out.
    send(attachments=SimpleUploadedFile("exe\u202e<img src=x>.txt", b"1", "text/plain"))
    assert last().attachment.file_name == "exe<img src=x>.txt"
    (path,) = files_in(stored_files) - kept
    assert path.name.startswith("upload-")


@pytest.mark.parametrize("field", ["attachments", "voice"])
def test_a_file_that_is_too_large_or_empty_is_named_and_nothing_is_sent(
    field: str, send: Send, stored_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upload_files.UPLOAD_LIMIT == 50 * 1024 * 1024
    monkeypatch.setattr(upload_files, "UPLOAD_LIMIT", 4)
    before, kept = fingerprint(), files_in(stored_files)
    large = send(text="Mana", **{field: SimpleUploadedFile("film.mp4", b"12345", "video/mp4")})
    empty = send(text="Mana", **{field: SimpleUploadedFile("film.mp4", b"", "video/mp4")})
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    assert (empty.status_code, empty.json()["code"]) == (415, "empty_file")
    assert all("film.mp4" in answer.json()["detail"] for answer in (large, empty))
    assert (fingerprint(), files_in(stored_files)) == (before, kept)


def test_a_file_of_51_mb_is_refused_and_leaves_nothing_on_the_disk(
    send: Send, stored_files: Path, settings: Settings
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(stored_files)
    kept = files_in(stored_files)
    huge = io.BytesIO(bytes(51 * 1024 * 1024))
    huge.name = "film.mp4"
    refused = send(text="Mana", attachments=huge)
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    assert files_in(stored_files) == kept


def test_a_text_is_counted_as_telegram_counts(send: Send) -> None:
    before = fingerprint()
    refused = send(text="🙂" * 2049)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert refused.json()["detail"] == "The text is 2 characters too long: Telegram takes 4096."
    assert fingerprint() == before
    assert send(text="🙂" * 2048).status_code == 200
    # A browser sends two letters for the end of a line, and one arrives.
    assert send(text="x" * 4094 + "\r\n" + "y").status_code == 200


# ---------------------------------------------------------------- voice


def test_a_recording_goes_out_as_a_voice_message(send: Send) -> None:
    recording = SimpleUploadedFile("voice.webm", sound("webm", seconds=2), "audio/webm;codecs=opus")
    assert send(voice=recording).status_code == 200
    assert (last().kind, last().attachment.kind) == ("voice", "voice")
    content = Delivery.objects.get(chat_id=AZIZA, message_ref=last().pk).data["contents"][0]
    assert (content["kind"], content["media"]["duration"], content["media"]["mime_type"]) == ("voice", 2, "audio/ogg")
    assert last().attachment.file.read(4) == b"OggS"


def test_a_recorded_note_stays_with_the_staff(send: Send) -> None:
    send(voice=SimpleUploadedFile("voice.webm", sound(), "audio/webm"), is_note="on")
    assert (last().kind, last().data["kind"]) == ("note", "voice")
    assert not Delivery.objects.filter(chat_id=AZIZA, message_ref=last().pk).exists()


def test_what_is_no_sound_is_refused(send: Send, stored_files: Path) -> None:
    before, kept = fingerprint(), files_in(stored_files)
    refused = send(voice=SimpleUploadedFile("voice.webm", BEGINNINGS["html"], "audio/webm"))
    assert (refused.status_code, refused.json()["code"]) == (415, "wrong_type")
    assert "voice.webm holds no sound" in refused.json()["detail"]
    assert (fingerprint(), files_in(stored_files)) == (before, kept)
