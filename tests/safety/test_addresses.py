"""Whose address it is: behind our proxies the client's own, and never what a client says of itself."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from core import environment
from core.addresses import ClientAddress
from tests.personas import Desk

PROXY, CLIENT, STRANGER = "10.0.0.5", "203.0.113.9", "198.51.100.66"


@pytest.fixture(autouse=True)
def proxies(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXIES", "10.0.0.0/8,fd00::/8")
    settings.TRUSTED_PROXIES = environment.networks("PROXIES")


def seen(peer: str, **headers: str) -> HttpRequest:
    """Return the request as everything behind the middleware sees it."""
    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers={k.replace("_", "-"): v for k, v in headers.items()})
    ClientAddress(lambda _: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (PROXY, CLIENT, CLIENT),
        (PROXY, f"{CLIENT}, 10.1.1.1", CLIENT),
        ("fd00::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:10.0.0.5", CLIENT, CLIENT),
        # What stands left of the first stranger was written by that stranger.
        (PROXY, f"1.2.3.4, {CLIENT}", CLIENT),
        (PROXY, f"127.0.0.1, {CLIENT}, 10.1.1.1", CLIENT),
        (PROXY, f"nonsense, {CLIENT}", CLIENT),
        # Nothing to believe: then it is the proxy.
        (PROXY, "", PROXY),
        (PROXY, "nonsense", PROXY),
        (PROXY, f"{CLIENT}, nonsense", PROXY),
        (PROXY, f"{CLIENT}:4711", PROXY),
        (PROXY, "10.1.1.1, 10.2.2.2", "10.1.1.1"),
        (PROXY, "," * 5000, PROXY),
        # A stranger is who they are, whatever they say.
        (STRANGER, CLIENT, STRANGER),
        (STRANGER, f"{CLIENT}, {PROXY}", STRANGER),
        ("", CLIENT, ""),
    ],
)
def test_the_right_most_stranger_is_the_client(peer: str, forwarded: str, address: str) -> None:
    assert seen(peer, x_forwarded_for=forwarded).META["REMOTE_ADDR"] == address


def test_nobody_but_a_proxy_says_that_it_came_by_tls(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert seen(PROXY, x_forwarded_for=CLIENT, x_forwarded_proto="https").is_secure()
    assert not seen(STRANGER, x_forwarded_proto="https").is_secure()


def test_without_proxies_nothing_is_believed(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()
    assert seen(PROXY, x_forwarded_for=CLIENT).META["REMOTE_ADDR"] == PROXY


def guess(peer: str, forwarded: str) -> Any:
    wrong = {"username": "dilnoza", "password": "a-wrong-guess"}
    return Client().post("/admin/login/", wrong, REMOTE_ADDR=peer, headers={"x-forwarded-for": forwarded})


def test_behind_the_proxy_attempts_are_counted_by_client(desk: Desk, settings: Settings) -> None:
    answers = [guess(PROXY, CLIENT).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers[-1] == 429
    # Somebody else behind the same proxy has all of their tries.
    assert guess(PROXY, STRANGER).status_code == 200
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {CLIENT, STRANGER}


def test_inventing_addresses_gives_no_further_guesses(desk: Desk, settings: Settings) -> None:
    answers = [guess(STRANGER, f"192.0.2.{n}").status_code for n in range(settings.AXES_FAILURE_LIMIT)]
    answers += [guess(PROXY, f"192.0.2.{n}, {CLIENT}").status_code for n in range(settings.AXES_FAILURE_LIMIT)]
    assert (answers[4], answers[9]) == (429, 429)
    assert answers.count(429) == 2
