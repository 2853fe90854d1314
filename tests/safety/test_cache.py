"""Redis as the backend's cache: refusing, hung, emptied or full of nonsense it is an empty one, and nobody waits."""

import logging
import os
import signal
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from core import cache as module
from core.cache import PATIENCE, ForgivingRedis, breaker_of
from tests.api.desk import Desk, build_desk
from tests.services.redis import Redis, a_redis
from tests.site.office import seat
from tests.system.processes import free_port

QUICK_PAUSE = 0.3


@pytest.fixture
def server(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
    """A Redis that is the cache of this test; one that is away is tried again soon."""
    monkeypatch.setattr(module, "PAUSE", QUICK_PAUSE)
    with a_redis(tmp_path) as server:
        use(settings, server.url)
        yield server


def use(settings: Settings, url: str) -> None:
    settings.CACHES = {"default": {"BACKEND": "core.cache.ForgivingRedis", "LOCATION": url, "KEY_PREFIX": "yordam"}}


def is_kept() -> bool:
    cache.set("word", {"is": ["kept", 1]}, 60)
    return bool(cache.get("word") == {"is": ["kept", 1]})


def wait_until_kept() -> None:
    deadline = time.monotonic() + 10
    while not is_kept():
        assert time.monotonic() < deadline, "Redis is back, and nobody noticed"
        time.sleep(0.02)


def said(log: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in log.records if record.name == "core.cache"]


def test_what_is_set_is_got(server: Redis) -> None:
    assert is_kept()
    assert (cache.get("nothing", "default"), cache.add("word", 1), cache.add("new", 1)) == ("default", False, True)
    assert (cache.incr("new"), cache.has_key("new"), cache.touch("new", 5), cache.delete("new")) == (
        2,
        True,
        True,
        True,
    )
    cache.set_many({"a": 1, "b": None}, 60)
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": None}
    cache.delete_many(["a", "b"])
    cache.clear()
    assert cache.get("word") is None


def test_nothing_in_redis_can_make_an_object_of_ours(server: Redis) -> None:
    cache.set("word", {"a": "b"}, 60)
    assert redis.Redis.from_url(server.url).get("yordam:1:word") == b'{"a": "b"}'
    with pytest.raises(TypeError):
        cache.set("object", object(), 60)


@pytest.mark.parametrize("nonsense", [b"\x80\x04K\x01.", b"{", b"\xff"])
def test_what_somebody_else_wrote_is_a_miss(nonsense: bytes, server: Redis) -> None:
    redis.Redis.from_url(server.url).set("yordam:1:word", nonsense)
    assert cache.get("word", "nothing") == "nothing"
    assert is_kept(), "It is no reason to ask no more."


def test_every_question_to_a_redis_that_refuses_is_answered(settings: Settings) -> None:
    use(settings, f"redis://127.0.0.1:{free_port()}/0")
    assert not is_kept()
    assert (cache.add("a", 1), cache.get("a", 7), cache.touch("a"), cache.delete("a")) == (True, 7, False, False)
    assert (cache.get_many(["a"]), cache.has_key("a"), cache.incr("a"), cache.set_many({"a": 1})) == ({}, False, 1, [])
    cache.delete_many(["a"])
    cache.clear()


def test_a_redis_that_dies_is_missed_once_and_used_again(server: Redis, caplog: pytest.LogCaptureFixture) -> None:
    assert is_kept()
    with caplog.at_level(logging.WARNING):
        server.kill()
        for _ in range(50):
            assert not is_kept()
        server.start()
        wait_until_kept()
    assert [line.partition(" (")[0].partition(":")[0] for line in said(caplog)] == ["Redis is away", "Redis is back"]


def _wait_for_a_word() -> float:
    began = time.monotonic()
    cache.get("word")
    return time.monotonic() - began


def test_a_redis_that_hangs_costs_its_patience_once_and_then_nothing(server: Redis) -> None:
    assert is_kept()
    os.kill(server.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        assert cache.get("word") is None
        first = time.monotonic() - began
        waits = [_wait_for_a_word() for _ in range(100)]
    finally:
        os.kill(server.pid, signal.SIGCONT)
    assert first < 6 * PATIENCE
    assert statistics.median(waits) < PATIENCE / 10, "Within a pause nobody waits, and after it one does."
    wait_until_kept()


def test_a_redis_that_was_emptied_is_a_miss(server: Redis) -> None:
    assert is_kept()
    redis.Redis.from_url(server.url).flushall()
    assert cache.get("word") is None
    assert is_kept()


def test_a_redis_that_takes_nothing_more_is_a_miss(server: Redis) -> None:
    redis.Redis.from_url(server.url).config_set("maxmemory", "1")
    assert not is_kept()


def test_the_threads_of_a_process_miss_it_together(settings: Settings) -> None:
    url = f"redis://127.0.0.1:{free_port()}/0"
    use(settings, url)
    assert cache.get("word") is None
    other = ForgivingRedis(url, {})
    assert other is not caches["default"]
    assert breaker_of(url).is_away
    assert other.ask(lambda client: pytest.fail("asked although it is away"), "missed") == "missed"


# ---------------------------------------------------------------- what the desk does meanwhile


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def test_whoever_is_signed_in_stays_so_without_redis(server: Redis, office: Desk) -> None:
    client = seat(office.dilnoza)
    assert client.get(reverse("admin:index")).status_code == 200
    server.kill()
    assert client.get(reverse("admin:index")).status_code == 200


def test_whoever_signed_out_stays_so_whatever_redis_remembers(server: Redis, office: Desk) -> None:
    client = seat(office.dilnoza)
    session = client.cookies["sessionid"].value
    assert client.get(reverse("admin:index")).status_code == 200
    server.kill()
    client.post(reverse("admin:logout"))
    server.start()
    again = Client()
    again.cookies["sessionid"] = session
    assert again.get(reverse("admin:index")).status_code == 302
