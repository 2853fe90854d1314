"""The files behind the site's one door: shown only where nothing can run, in parts where a player asks for them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pytest
from django.core.files.base import ContentFile
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from apps.admin.models import Category
from apps.ticket.models import Attachment, SavedReply, SavedReplyFile
from tests.api.desk import Desk, build_desk
from tests.site.office import seat
from tests.site.talk import Talk

BODY = bytes(range(200))


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


def file_in(office: Desk, kind: str = "document", **media: Any) -> Attachment:
    return Talk(desk=office).send_file(kind, BODY, **{"file_name": "a.bin", **media})


def address(file: Attachment) -> str:
    return reverse("admin:ticket_attachment_download", args=[file.pk])


def body(answer: object) -> bytes:
    return b"".join(cast("Iterable[bytes]", cast(StreamingHttpResponse, answer).streaming_content))


@pytest.mark.parametrize(
    ("kind", "mime_type", "given"),
    [
        ("photo", "image/jpeg", "image/jpeg"),
        ("photo", "", "image/jpeg"),
        ("sticker", "", "image/webp"),
        ("voice", "", "audio/ogg"),
        ("audio", "Audio/MPEG; charset=x", "audio/mpeg"),
        ("video_note", "", "video/mp4"),
        ("document", "image/png", "image/png"),
    ],
)
def test_what_cannot_run_is_shown(kind: str, mime_type: str, given: str, dilnoza: Client, office: Desk) -> None:
    answer = dilnoza.get(address(file_in(office, kind, mime_type=mime_type)))
    assert answer.headers["Content-Type"] == given
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("kind", "mime_type"),
    [
        ("document", "text/html"),
        ("document", "image/svg+xml"),
        ("photo", "image/svg+xml"),
        ("video", "application/xhtml+xml"),
        ("document", "application/pdf"),
        ("document", "text/javascript"),
        ("document", "image/png\r\nX-Evil: 1"),
        ("document", ""),
        ("other", "text/xml"),
    ],
)
def test_anything_else_is_only_saved(kind: str, mime_type: str, dilnoza: Client, office: Desk) -> None:
    answer = dilnoza.get(address(file_in(office, kind, mime_type=mime_type)))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize("mime_type", ["image/png", "text/html"])
def test_no_file_may_load_or_run_or_be_guessed_to_be_another(mime_type: str, dilnoza: Client, office: Desk) -> None:
    headers = dilnoza.get(address(file_in(office, mime_type=mime_type))).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, max-age=3600"


def test_a_name_in_any_letters_stays_a_name(dilnoza: Client, office: Desk) -> None:
    wild = 'hisob "2026"\r\nX-Evil: 1 ʻoʻ\u202e.pdf'
    headers = dilnoza.get(address(file_in(office, file_name=wild))).headers
    assert "X-Evil" not in headers
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''hisob%20%222026%22%0D%0A")


# ---------------------------------------------------------------- parts


def test_the_whole_file_says_that_parts_can_be_had(dilnoza: Client, office: Desk) -> None:
    answer = dilnoza.get(address(file_in(office)))
    assert (answer.status_code, body(answer)) == (200, BODY)
    assert (answer.headers["Accept-Ranges"], answer.headers["Content-Length"]) == ("bytes", "200")


def test_a_part_is_given_as_a_part(dilnoza: Client, office: Desk) -> None:
    answer = dilnoza.get(address(file_in(office, "voice")), headers={"range": "bytes=50-99"})
    assert (answer.status_code, body(answer)) == (206, BODY[50:100])
    assert answer.headers["Content-Range"] == "bytes 50-99/200"
    assert answer.headers["Content-Length"] == "50"
    assert answer.headers["Content-Type"] == "audio/ogg"


def test_a_part_behind_the_end_is_refused(dilnoza: Client, office: Desk) -> None:
    answer = dilnoza.get(address(file_in(office)), headers={"range": "bytes=200-"})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */200"


# ---------------------------------------------------------------- who gets it


def test_only_those_who_may_read_the_message_get_its_file(office: Desk) -> None:
    file = file_in(office)
    answers = [seat(admin).get(address(file)).status_code for admin in (office.dilnoza, office.rustam, office.kamola)]
    assert answers == [200, 200, 404]
    assert Client().get(address(file)).status_code == 302


def test_a_file_that_is_not_here_is_a_page_that_does_not_exist(dilnoza: Client, office: Desk) -> None:
    waiting, lost = file_in(office), file_in(office)
    Attachment.objects.filter(pk=waiting.pk).update(state="waiting")
    lost.file.storage.delete(str(lost.file.name))
    assert [dilnoza.get(address(file)).status_code for file in (waiting, lost)] == [404, 404]
    assert dilnoza.get(reverse("admin:ticket_attachment_download", args=[10**6])).status_code == 404


def saved_file(category: Category | None, mime_type: str = "image/png") -> str:
    """Return the address of a saved reply's file."""
    reply = SavedReply.objects.create(title="Narxlar", text_uz="Mana", category=category)
    file = SavedReplyFile(reply=reply, kind="photo", file_name="narx.png", mime_type=mime_type, size=len(BODY))
    file.file.save("x", ContentFile(BODY))
    return reverse("admin:ticket_saved_reply_file", args=[file.pk])


def test_the_file_of_a_saved_reply_is_for_those_who_may_use_it(office: Desk) -> None:
    for category, statuses in ((None, [200, 200]), (office.payments, [200, 404])):
        place = saved_file(category)
        assert [seat(admin).get(place).status_code for admin in (office.dilnoza, office.kamola)] == statuses


def test_the_file_of_a_saved_reply_is_given_like_any_other(dilnoza: Client, office: Desk) -> None:
    shown, saved = dilnoza.get(saved_file(None)), dilnoza.get(saved_file(None, "image/svg+xml"))
    assert [answer.headers["Content-Type"] for answer in (shown, saved)] == ["image/png", "application/octet-stream"]
    assert body(dilnoza.get(saved_file(None), headers={"range": "bytes=-3"})) == BODY[-3:]
