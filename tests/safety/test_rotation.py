"""A token and a key are replaced while everybody works, by the steps of docs/operations.md: no call fails."""

import secrets
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.api.desk import Desk, build_desk
from tests.safety.serving import Backend, backends
from tests.site.office import seat

ACTOR = "/api/delivery/deliveries/lease/"
OLD, NEW = "the-token-that-was-valid-before", "the-token-that-is-valid-now"


def status_of(backend: Backend, token: str) -> int:
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{backend.url}{ACTOR}", b'{"bot_id": 4242, "limit": 1}', headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


class Caller(threading.Thread):
    """A bot that asks again and again, and goes to the next backend where one is not there: as through nginx."""

    def __init__(self, all_of_them: list[Backend], token: str) -> None:
        super().__init__(daemon=True)
        self.backends, self.token = all_of_them, token
        self.statuses: Counter[int] = Counter()
        self.is_over = threading.Event()

    def run(self) -> None:
        while not self.is_over.is_set():
            self.statuses[self._ask()] += 1

    def _ask(self) -> int:
        for backend in self.backends * 3:
            try:
                return status_of(backend, self.token)
            except (OSError, HTTPException):
                continue
        return 0

    def calls_more(self) -> None:
        """Wait until it has been answered some more times."""
        wanted = self.statuses.total() + 20
        while self.statuses.total() < wanted:
            assert self.is_alive()
            self.is_over.wait(0.02)


@pytest.fixture
def calling(tmp_path: Path) -> Iterator[tuple[list[Backend], list[Caller]]]:
    with backends(tmp_path, count=2, API_TOKEN=OLD) as both:
        callers = [Caller(both, OLD), Caller(both[::-1], OLD)]
        for caller in callers:
            caller.start()
        yield both, callers
        for caller in callers:
            caller.is_over.set()
            caller.join()


@pytest.mark.system
def test_the_token_is_replaced_under_load_without_a_failed_call(calling: tuple[list[Backend], list[Caller]]) -> None:
    both, callers = calling

    def step(act: Callable[[], None]) -> None:
        act()
        for caller in callers:
            caller.calls_more()

    for backend in both:
        step(partial(backend.restart, API_TOKEN=NEW, API_TOKEN_PREVIOUS=OLD))
    for caller in callers:
        step(partial(setattr, caller, "token", NEW))
    for backend in both:
        step(partial(backend.restart, API_TOKEN_PREVIOUS=""))

    assert [set(caller.statuses) for caller in callers] == [{200}, {200}]
    assert [status_of(backend, token) for backend in both for token in (OLD, NEW)] == [401, 200, 401, 200]


# ---------------------------------------------------------------- both tokens, in one process


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.mark.parametrize(("token", "status"), [(NEW, 200), (OLD, 200), ("", 401), ("another", 401), (OLD[:-1], 401)])
def test_while_a_token_is_replaced_both_are_valid(token: str, status: int, office: Desk, settings: Settings) -> None:
    settings.API_TOKEN, settings.API_TOKEN_PREVIOUS = NEW, OLD
    answer = Client(headers={"authorization": f"Token {token}"}).get("/api/user/users/")
    assert answer.status_code == status


@pytest.mark.parametrize("token", ["", " ", OLD])
def test_without_a_previous_token_there_is_none(token: str, office: Desk, settings: Settings) -> None:
    settings.API_TOKEN, settings.API_TOKEN_PREVIOUS = NEW, ""
    answer = Client(headers={"authorization": f"Token {token}"}).get("/api/user/users/")
    assert answer.status_code == 401


def test_whoever_is_signed_in_stays_so_while_the_key_is_replaced(office: Desk, settings: Settings) -> None:
    client, former = seat(office.dilnoza), django_settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secrets.token_urlsafe(48), [former]
    assert client.get(reverse("admin:index")).status_code == 200
    # The session has been written anew by the new key: the former may go.
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(reverse("admin:index")).status_code == 200


def test_without_the_former_key_everybody_signs_in_anew(office: Desk, settings: Settings) -> None:
    client = seat(office.dilnoza)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secrets.token_urlsafe(48), []
    assert client.get(reverse("admin:index")).status_code == 302
