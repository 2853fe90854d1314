"""Paths that nothing serves, and methods that nothing takes, are refused in the API's one shape."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
SERVICE = {"Authorization": f"Token {settings.API_TOKEN}"}


@pytest.mark.parametrize("path", ["/api/", "/api/ticket/tickets/abc/", "/api/nothing/"])
def test_a_path_that_nothing_serves_is_refused_with_a_code(path: str) -> None:
    answer = Client().post(path, headers=SERVICE)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_options_are_refused_like_any_method_that_a_path_does_not_take() -> None:
    answer = Client().options("/api/ticket/attachments/1/content/", headers=SERVICE)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
