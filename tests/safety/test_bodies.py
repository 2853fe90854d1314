"""How large a request may be, as every view is guarded; tests/system/test_strangers.py shows it by the real server."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from core.bodies import LARGEST_UPLOAD, BodyLimit
from tests.api.desk import Desk, build_desk

LARGEST = 2 * 1024 * 1024
UPLOAD = "/admin/ticket/ticket/1/answer/"
BYTES = "/api/ticket/attachments/17/content/"


def answer_to(path: str, **said: Any) -> tuple[HttpResponse, HttpRequest]:
    """Return what a request is answered that says this of its body, and the request: nothing may have been read."""
    request = RequestFactory().post(path, b"", content_type="application/json", **said)
    response = BodyLimit(lambda _: HttpResponse("seen"))(request)
    assert isinstance(response, HttpResponse)
    return response, request


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/api/ticket/inbox/", LARGEST, 200),
        ("/api/ticket/inbox/", LARGEST + 1, 413),
        ("/api/ticket/inbox/", 10**30, 413),
        ("/admin/login/", LARGEST + 1, 413),
        (UPLOAD, LARGEST_UPLOAD, 200),
        (UPLOAD, LARGEST_UPLOAD + 1, 413),
        (BYTES, LARGEST_UPLOAD, 200),
        (BYTES, 100 * 1024 * 1024, 413),
        ("/api/ticket/attachments/lease/", LARGEST + 1, 413),
        ("/api/elsewhere/admin/ticket/", LARGEST + 1, 413),
    ],
)
def test_what_says_that_it_is_too_large_is_refused_unread(path: str, length: int, status: int) -> None:
    response, request = answer_to(path, CONTENT_LENGTH=str(length))
    assert response.status_code == status
    assert not request._read_started  # type: ignore[attr-defined]  # Django keeps no public word of it.


def test_a_body_of_unknown_length_is_refused() -> None:
    response, _ = answer_to("/api/ticket/inbox/", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")
    assert response.status_code == 411
    assert b"length_required" in response.content


@pytest.mark.parametrize("length", ["", "0", "-1", "many"])
def test_a_length_that_says_nothing_is_the_servers_business(length: str) -> None:
    assert answer_to("/api/ticket/inbox/", CONTENT_LENGTH=length)[0].status_code == 200


@pytest.fixture
def office(db: None, settings: Settings) -> Desk:
    return build_desk()


def test_the_api_refuses_by_a_code(office: Desk) -> None:
    client = Client(headers={"authorization": f"Token {django_settings.API_TOKEN}"})
    answer = client.post("/api/ticket/inbox/", b" " * (LARGEST + 1), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_site_says_what_helps(office: Desk) -> None:
    answer = Client(headers={"accept-language": "ru"}).post(UPLOAD, CONTENT_LENGTH=str(LARGEST_UPLOAD + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "50 МБ" in answer.json()["detail"]
