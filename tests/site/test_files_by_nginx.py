"""Files that nginx sends: our answer allows it and names where the file lies. Who may have it is asked as before."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from apps.ticket.models import Attachment
from tests.api.desk import Desk, build_desk
from tests.site.office import seat
from tests.site.talk import Talk
from tests.site.test_files import address

PREFIX = "/_media/"
WHERE = "X-Accel-Redirect"


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    settings.MEDIA_ACCEL = PREFIX
    return build_desk()


@pytest.fixture
def file(office: Desk) -> Attachment:
    return Talk(desk=office).send_file("photo", b"bytes", file_name='hisob "1" ʻoʻ.jpg', mime_type="image/jpeg")


def test_the_answer_names_the_file_and_holds_nothing_of_it(office: Desk, file: Attachment) -> None:
    answer = seat(office.dilnoza).get(address(file))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers[WHERE] == PREFIX + str(file.file.name)
    assert Path(django_settings.MEDIA_ROOT, answer.headers[WHERE].removeprefix(PREFIX)).read_bytes() == b"bytes"


def test_all_else_is_said_as_django_says_it(office: Desk, file: Attachment, settings: Settings) -> None:
    client = seat(office.dilnoza)
    by_nginx = client.get(address(file)).headers
    settings.MEDIA_ACCEL = ""
    by_django = client.get(address(file)).headers
    differs = {WHERE, "Content-Length", "X-Request-Id"}
    said, usual = ({k: v for k, v in each.items() if k not in differs} for each in (by_nginx, by_django))
    assert said == usual


def test_who_may_not_read_is_told_nothing_of_where_it_lies(office: Desk, file: Attachment) -> None:
    stranger, other = Client().get(address(file)), seat(office.kamola).get(address(file))
    assert (stranger.status_code, other.status_code) == (302, 404)
    assert WHERE not in stranger.headers
    assert WHERE not in other.headers


def test_a_file_that_is_gone_is_not_there(office: Desk, file: Attachment) -> None:
    file.file.storage.delete(str(file.file.name))
    assert seat(office.dilnoza).get(address(file)).status_code == 404


@pytest.mark.parametrize("name", ["a b?c#d%2e.jpg", "ʻoʻ/щ.jpg", "x\r\nX-Evil: 1", "..%2f..%2fsecret"])
def test_no_name_means_another_place(name: str, office: Desk, file: Attachment) -> None:
    """Names are ours to choose. Should one ever hold a sign of nginx, it is written as no sign."""
    place = Path(django_settings.MEDIA_ROOT, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"bytes")
    Attachment.objects.filter(pk=file.pk).update(file=name)
    answer = seat(office.dilnoza).get(address(file))
    where = answer.headers[WHERE]
    assert where.isascii()
    assert not set(where) & set("?# \r\n")
    assert unquote(where) == PREFIX + name
    assert "X-Evil" not in answer.headers


def test_nginx_answers_for_parts_and_for_heads(office: Desk, file: Attachment) -> None:
    client = seat(office.dilnoza)
    part = client.get(address(file), headers={"range": "bytes=900-"})
    assert (part.status_code, part.headers[WHERE]) == (200, PREFIX + str(file.file.name))
    head = client.head(address(file))
    assert (head.status_code, head.headers[WHERE]) == (200, PREFIX + str(file.file.name))
