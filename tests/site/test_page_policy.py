"""What a browser may do with our answers, as their headers say it."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from core.page_policy import POLICY, PagePolicy
from tests.api.desk import build_desk
from tests.site.office import pages_of, seat

pytestmark = pytest.mark.django_db


def rules(policy: str) -> dict[str, str]:
    """Return each rule of a policy by its name."""
    return {rule.split()[0]: rule.partition(" ")[2] for rule in policy.split("; ")}


def test_every_page_of_the_site_runs_only_our_own_files() -> None:
    desk = build_desk()
    client = seat(desk.rustam)
    for address in [*pages_of(desk), reverse("admin:login"), "/admin/nothing/", "/api/docs/"]:
        said = rules(client.get(address, follow=True).headers[POLICY])
        assert said["default-src"] == "'self'", address
        assert "unsafe-inline" not in said["script-src"], address
        assert (said["object-src"], said["base-uri"], said["frame-ancestors"]) == ("'none'",) * 3, address
        assert said["form-action"] == "'self'", address


def test_no_page_holds_a_script_that_the_policy_would_stop() -> None:
    desk = build_desk()
    client = seat(desk.rustam)
    for address in [*pages_of(desk), "/api/docs/"]:
        page = client.get(address).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", page) == [], address
        assert re.findall(r"<[^>]*\son[a-z]+=", page) == [], address
        assert "javascript:" not in page, address


def test_only_the_microphone_may_be_asked_for() -> None:
    permissions = Client().get(reverse("admin:login")).headers["Permissions-Policy"]
    assert "microphone=(self)" in permissions
    assert "camera=()" in permissions
    assert "geolocation=()" in permissions


def test_addresses_of_tickets_are_told_to_nobody_else() -> None:
    assert Client().get(reverse("admin:login")).headers["Referrer-Policy"] == "same-origin"


def test_data_opened_as_a_page_runs_nothing() -> None:
    answer = Client().get("/healthz")
    assert rules(answer.headers[POLICY])["default-src"] == "'none'"
    assert "Permissions-Policy" not in answer.headers


def test_a_stricter_policy_of_a_view_stays() -> None:
    strict = "default-src 'none'"
    answer = PagePolicy(lambda request: HttpResponse("", headers={POLICY: strict}))(HttpRequest())
    assert answer.headers[POLICY] == strict
