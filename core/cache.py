"""Django's cache in Redis, for which a Redis that is away is an empty one.

Nothing lies here that the desk may not lose: sessions stay in the database, since a Redis that comes back with old data
must not bring back who signed out.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import Any, TypeVar

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

# What a request waits for Redis at most, in seconds; on one network it answers within a thousandth of one.
PATIENCE = 0.25
# After a failure nobody asks again for so long: a Redis that hangs costs one request in so many seconds its patience.
PAUSE = 5.0


class Plain:
    """Values as JSON: whoever can write into Redis makes no objects in our processes, as they would with pickle."""

    def dumps(self, value: Any) -> str:
        return json.dumps(value)

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


class Breaker:
    """Remembers for all threads of a process that Redis is away, and says it once."""

    def __init__(self) -> None:
        """Begin with a Redis that nobody has missed yet."""
        self._lock = threading.Lock()
        self._is_away = False
        self._next_try = 0.0

    @property
    def is_away(self) -> bool:
        return self._is_away

    def may_ask(self) -> bool:
        """Tell whether to ask Redis; while it is away one caller may, each few seconds."""
        if not self._is_away:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._next_try:
                return False
            self._next_try = now + PAUSE
            return True

    def failed(self, error: Exception) -> None:
        """Note that Redis did not answer."""
        with self._lock:
            self._next_try = time.monotonic() + PAUSE
            is_news, self._is_away = not self._is_away, True
        if is_news:
            log.warning("Redis is away (%s): nothing is cached until it is back", type(error).__name__)

    def answered(self) -> None:
        """Note that Redis answered."""
        if not self._is_away:
            return
        with self._lock:
            is_news, self._is_away = self._is_away, False
        if is_news:
            log.warning("Redis is back: it is used again")


@cache
def breaker_of(server: str) -> Breaker:
    """Return the one of this process: each thread has a cache of its own, and all miss the same Redis."""
    return Breaker()


class OneClient(RedisCacheClient):
    """Django's, which makes its client once and not for each call."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._only

    @cached_property
    def _only(self) -> Any:
        return super().get_client(write=True)


class ForgivingRedis(RedisCache):
    """Django's, where a Redis that refuses, hangs or holds nonsense is a miss."""

    def __init__(self, server: str, params: Mapping[str, Any]) -> None:
        """Ask with short time limits, and try nothing twice."""
        options = {
            "socket_timeout": PATIENCE,
            "socket_connect_timeout": PATIENCE,
            "serializer": Plain(),
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = OneClient
        self._breaker = breaker_of(server)

    def ask(self, question: Callable[[Any], Answer], missed: Answer) -> Answer:
        """Return what the question asks of the Redis client, or `missed` where Redis does not answer."""
        return self._or(missed, lambda: question(self._cache.get_client(None, write=True)))

    def add(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._or(True, super().add, key, value, timeout, version)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, key: Any, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._or(None, super().set, key, value, timeout, version)

    def touch(self, key: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._or(False, super().touch, key, timeout, version)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._or(False, super().delete, key, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        return self._or({}, super().get_many, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._or(False, super().has_key, key, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return self._or(delta, super().incr, key, delta, version)

    def set_many(
        self, data: Mapping[Any, Any], timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        return self._or([], super().set_many, data, timeout, version)

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._or(None, super().delete_many, keys, version)

    def clear(self) -> None:
        self._or(None, super().clear)

    def _or(self, missed: Answer, act: Callable[..., Answer], *arguments: Any) -> Answer:
        if not self._breaker.may_ask():
            return missed
        try:
            answer = act(*arguments)
        except (redis.RedisError, OSError) as error:
            self._breaker.failed(error)
            return missed
        except (json.JSONDecodeError, UnicodeDecodeError):
            # Somebody else wrote there; it is not ours to read.
            return missed
        self._breaker.answered()
        return answer
