"""One HTTP request to the backend, and what its answer means. The acts themselves stand in `api_*.py`."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any, BinaryIO, Self

import aiohttp

from bot.services.api_errors import BackendAway, BackendFailed, Refused
from bot.services.api_types import Actor
from bot.services.progress import answering_begins
from bot.services.request_id import request_headers

ANSWER_WITHIN = aiohttp.ClientTimeout(total=15, connect=10)
# A file may take long, but it must keep moving.
FILE_MOVES_WITHIN = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)
NOBODY_ANSWERED = (502, 503, 504)
# The backend is there and has given up on this one question: asking again and again would only hold it up.
GIVEN_UP = "took_too_long"
# The backend's own limit, for what one person presses.
RATE_LIMITED = "rate_limited"
# As many calls at once as keep the few threads of a backend busy: more would only queue there, before what is urgent.
CONNECTIONS = 8
# Shorter than the backend's own, so that we seldom write into a connection that it is about to close.
KEEP_ALIVE = 15


class Backend:
    """The connection to the REST API. Use it as an async context manager, or call `disconnect`."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Token {token}"}
        self._kept: aiohttp.ClientSession | None = None
        self._fresh: aiohttp.ClientSession | None = None
        # Hears of every actor that an answer carries: what the bot knows of people is learnt, not asked for.
        self.on_actor: Callable[[Actor], None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.disconnect()

    async def disconnect(self) -> None:
        for session in (self._kept, self._fresh):
            if session is not None:
                await session.close()
        self._kept = self._fresh = None

    def _session(self, *, idempotent: bool) -> aiohttp.ClientSession:
        """Acts that must not be repeated get a connection of their own: a kept one may just have been closed."""
        if idempotent:
            if self._kept is None:
                connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE)
                self._kept = aiohttp.ClientSession(connector=connector, headers=self._headers)
            return self._kept
        if self._fresh is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, force_close=True)
            self._fresh = aiohttp.ClientSession(connector=connector, headers=self._headers)
        return self._fresh

    async def _get(self, path: str, *, as_: int | None = None, params: dict[str, Any] | None = None) -> Any:
        given = {name: str(value) for name, value in (params or {}).items() if value is not None}
        return await self._request("GET", path, as_=as_, params=given, idempotent=True)

    async def _post(
        self, path: str, body: Any = None, *, as_: int | None = None, idempotent: bool = False, method: str = "POST"
    ) -> Any:
        answer = await self._request(method, path, as_=as_, body={} if body is None else body, idempotent=idempotent)
        if isinstance(answer, dict) and self.on_actor and isinstance(answer.get("actor"), dict):
            self.on_actor(answer["actor"])
        answering_begins()
        return answer

    async def _request(self, method: str, path: str, *, idempotent: bool, as_: int | None = None, **how: Any) -> Any:
        """Make one call. Only what is declared idempotent is tried again, once, after a dropped connection."""
        if "body" in how:
            how["json"] = how.pop("body")
        how["headers"] = _headers(as_)
        session = self._session(idempotent=idempotent)
        tries = 2 if idempotent else 1
        while True:
            tries -= 1
            try:
                async with session.request(
                    method, self._url + path, timeout=ANSWER_WITHIN, allow_redirects=False, **how
                ) as response:
                    return read_answer(response.status, await response.read())
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
                if not tries or isinstance(error, aiohttp.ClientConnectorError):
                    raise BackendAway(type(error).__name__) from error
            except (aiohttp.ClientError, TimeoutError) as error:
                raise BackendAway(type(error).__name__) from error

    async def _download(self, path: str) -> AsyncIterator[bytes]:
        """Yield the bytes that the backend keeps, as they come."""
        session = self._session(idempotent=False)
        try:
            async with session.get(
                self._url + path, headers=_headers(), timeout=FILE_MOVES_WITHIN, allow_redirects=False
            ) as response:
                if response.status != 200:
                    read_answer(response.status, await response.read())
                    raise BackendFailed(response.status, "no bytes")
                async for chunk in response.content.iter_chunked(64 * 1024):
                    yield chunk
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BackendAway(type(error).__name__) from error

    async def _fetch(
        self, path: str, content_type: str, limit: int, *, as_: int | None = None, params: dict[str, Any] | None = None
    ) -> bytes:
        """A whole file. One that is over the limit is refused, and what is of another type is a fault."""
        session = self._session(idempotent=False)
        try:
            async with session.get(
                self._url + path,
                params=params,
                headers=_headers(as_),
                timeout=FILE_MOVES_WITHIN,
                allow_redirects=False,
            ) as response:
                if response.status != 200:
                    read_answer(response.status, await response.read())
                if response.status != 200 or response.content_type != content_type:
                    raise BackendFailed(response.status, f"no {content_type}")
                return await _read_within(response, limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BackendAway(type(error).__name__) from error

    async def _upload(self, path: str, content: BinaryIO, params: dict[str, str]) -> Any:
        session = self._session(idempotent=False)
        try:
            async with session.put(
                self._url + path,
                data=content,
                params=params,
                headers=_headers(),
                timeout=FILE_MOVES_WITHIN,
                allow_redirects=False,
            ) as response:
                return read_answer(response.status, await response.read())
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BackendAway(type(error).__name__) from error


def _headers(as_: int | None = None) -> dict[str, str]:
    """For whom the call is made, and under which id."""
    return request_headers() | ({} if as_ is None else {"X-Telegram-Id": str(as_)})


async def _read_within(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """The bytes of an answer that says nothing of its length before it ends."""
    read = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        read += chunk
        if len(read) > limit:
            raise Refused(413, "too_large", {}, {})
    return bytes(read)


def member(answer: Any, name: str) -> Any:
    """A part of an answer that the API promises; without it the answer is a fault of the backend's."""
    if not isinstance(answer, dict) or name not in answer:
        raise BackendFailed(200, f"the answer lacks {name}")
    return answer[name]


def read_answer(status: int, body: bytes) -> Any:
    """Turn an answer into its JSON, or raise what it means. Broken JSON is a fault, never an empty answer."""
    if status in NOBODY_ANSWERED:
        refusal = _refusal(status, body)
        raise refusal if refusal.code == GIVEN_UP else BackendAway(str(status))
    if 400 <= status < 500:
        refusal = _refusal(status, body)
        # A proxy's limit is for programs gone wild: what we bring is held and brought again, never given up.
        raise BackendAway(str(status)) if status == 429 and refusal.code != RATE_LIMITED else refusal
    if not 200 <= status < 300:
        raise BackendFailed(status, "unexpected status")
    if status == 204:
        return None
    try:
        return json.loads(body)
    except ValueError as error:
        raise BackendFailed(status, "the answer is no JSON") from error


def _refusal(status: int, body: bytes) -> Refused:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        # A proxy in between may refuse in HTML; the status is then all that there is to know.
        said = {}
    data, fields = said.get("data"), said.get("fields")
    return Refused(
        status,
        str(said.get("code") or f"http_{status}"),
        data if isinstance(data, dict) else {},
        fields if isinstance(fields, dict) else {},
    )
