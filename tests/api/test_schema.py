"""The schema and its page: complete, without a warning, and served by us alone."""

import re
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from core.schema import described

pytestmark = pytest.mark.django_db


def test_the_schema_is_made_without_a_warning() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_a_single_thing_is_not_described_as_a_list() -> None:
    paths = Client().get("/api/schema/?format=json").json()["paths"]
    reports = ("/api/report/activity/", "/api/report/summary/", "/api/report/health/")
    for path in ("/api/admin/actor/", "/api/ticket/focus/", *reports):
        shape = paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert "$ref" in shape, path


def test_every_operation_documents_that_a_token_is_needed() -> None:
    paths = Client().get("/api/schema/?format=json").json()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert "401" in operation["responses"], f"{method} {path}"
            assert operation["security"] == [{"token": []}], f"{method} {path}"


def test_it_is_made_once_for_each_form_whoever_asks() -> None:
    """It takes longer than twenty messages, and whoever asks needs no token."""
    described.cache_clear()
    with patch("core.schema.SchemaGenerator", side_effect=SchemaGenerator) as made:
        answers = [
            Client(headers={"accept-language": language}).get(f"/api/schema/?format={form}")
            for form in ("json", "yaml")
            for language in ("uz", "ru", "en", "uz")
        ]
    assert made.call_count == 2
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({answer.content for answer in answers}) == 2
    assert {answer.headers["Content-Type"].partition(";")[0] for answer in answers} == {
        "application/vnd.oai.openapi",
        "application/vnd.oai.openapi+json",
    }


def test_the_docs_page_asks_nobody_outside() -> None:
    page = Client().get("/api/docs/").content.decode()
    addresses = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page) + re.findall(r"""url: ["']([^"']+)["']""", page)
    assert addresses
    assert [address for address in addresses if re.match(r"(?:[a-z]+:)?//", address)] == []
    for address in addresses:
        assert Client().get(address).status_code == 200, address
