"""What the bot makes of the backend's answers, and of those that never come."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.services.api import Api, BackendAway, BackendFailed, Refused
from bot.services.backend import member, read_answer
from tests.bot.fake_backend import TOKEN, FakeBackend, content, running_backend

BODY: Any = {"bot_id": 1, "chat_id": 1, "message_id": 1, "content": content("text", "Salom")}


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_proxy_without_a_backend_is_a_backend_away(status: int) -> None:
    with pytest.raises(BackendAway):
        read_answer(status, b"<html>")


def test_a_backend_that_gave_up_on_a_question_is_there() -> None:
    """Asked again and again, it would be held up for as long again."""
    with pytest.raises(Refused) as refused:
        read_answer(503, b'{"code": "took_too_long"}')
    assert refused.value.code == "took_too_long"
    with pytest.raises(BackendAway):
        read_answer(503, b'{"code": "unavailable"}')


@pytest.mark.parametrize(("status", "body"), [(500, b"{}"), (302, b""), (200, b"<html>"), (200, b"")])
def test_what_the_api_never_says_is_a_fault(status: int, body: bytes) -> None:
    with pytest.raises(BackendFailed):
        read_answer(status, body)


def test_a_refusal_keeps_its_code_its_facts_and_its_fields() -> None:
    body = b'{"code": "already_taken", "detail": "x", "data": {"admin": "Dilnoza"}, "fields": {"a": ["b"]}}'
    with pytest.raises(Refused) as refused:
        read_answer(409, body)
    assert (refused.value.status, refused.value.code) == (409, "already_taken")
    assert refused.value.data == {"admin": "Dilnoza"}
    assert refused.value.fields == {"a": ["b"]}


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}"])
def test_a_refusal_without_a_code_is_known_by_its_status(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_answer(413, body)
    assert refused.value.code == "http_413"


def test_an_answer_without_a_body_is_none_where_the_status_says_so() -> None:
    assert read_answer(204, b"") is None


def test_an_answer_that_lacks_what_the_api_promises_is_a_fault() -> None:
    assert member({"deliveries": []}, "deliveries") == []
    answers: list[Any] = [{}, [], None]
    for answer in answers:
        with pytest.raises(BackendFailed):
            member(answer, "deliveries")


async def test_it_shows_its_token_and_the_acting_person() -> None:
    async with running_backend() as backend, Api(backend.url, TOKEN) as api:
        assert (await api.actor(as_=1001))["role"] == "user"
        assert backend.calls[0].person == "1001"


@asynccontextmanager
async def serving(response: Callable[[], web.StreamResponse]) -> AsyncIterator[tuple[Api, list[web.Request]]]:
    """A backend that answers everything with this, and what it was asked."""
    asked: list[web.Request] = []

    async def serve(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        return response()

    backend = FakeBackend()
    backend.serve = serve  # type: ignore[method-assign]  # Only the outermost edge is another.
    async with running_backend(backend=backend), Api(backend.url, TOKEN) as api:
        yield api, asked


WEEK = {"first": "2026-11-16", "last": "2026-11-22", "language": "en"}


async def test_a_file_is_asked_for_as_the_person_and_comes_whole() -> None:
    picture = b"\x89PNG" + bytes(200_000)
    async with serving(lambda: web.Response(body=picture, content_type="image/png")) as (api, asked):
        assert await api.chart("volume", as_=3001, **WEEK) == picture
    assert asked[0].headers["X-Telegram-Id"] == "3001"
    assert dict(asked[0].query) == {"kind": "volume", "from": "2026-11-16", "to": "2026-11-22", "language": "en"}


async def test_a_table_is_known_by_its_type_whatever_its_letters() -> None:
    table = "number\r\n".encode("utf-8-sig")
    async with serving(lambda: web.Response(body=table, content_type="text/csv", charset="utf-8")) as (api, _):
        assert await api.export("csv", as_=3001, **WEEK) == table


@pytest.mark.parametrize("content_type", ["text/html", "application/json"])
async def test_what_is_no_picture_is_never_sent_as_one(content_type: str) -> None:
    async with serving(lambda: web.Response(body=b"{}", content_type=content_type)) as (api, _):
        with pytest.raises(BackendFailed):
            await api.chart("volume", as_=3001, **WEEK)


async def test_a_file_over_the_limit_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.api_reports.CHART_LIMIT", 1000)
    async with serving(lambda: web.Response(body=bytes(1001), content_type="image/png")) as (api, _):
        with pytest.raises(Refused) as refused:
            await api.chart("volume", as_=3001, **WEEK)
    assert refused.value.code == "too_large"


async def test_a_file_that_is_refused_says_why() -> None:
    refusal = {"code": "forbidden", "detail": "x"}
    async with serving(lambda: web.json_response(refusal, status=403)) as (api, _):
        with pytest.raises(Refused) as refused:
            await api.export("xlsx", as_=2001, **WEEK)
    assert refused.value.code == "forbidden"


async def test_a_persons_limit_is_a_refusal_and_a_proxys_is_a_reason_to_wait() -> None:
    refusal = {"code": "rate_limited", "detail": "x", "data": {"retry_after": 7}}
    async with serving(lambda: web.json_response(refusal, status=429)) as (api, _):
        with pytest.raises(Refused) as refused:
            await api.take(1, as_=2001)
    assert (refused.value.code, refused.value.data) == ("rate_limited", {"retry_after": 7})
    async with serving(lambda: web.Response(text="<html>429 Too Many Requests</html>", status=429)) as (api, _):
        with pytest.raises(BackendAway):
            await api.announce_overdue()


async def test_a_wrong_token_is_refused() -> None:
    async with running_backend() as backend, Api(backend.url, "another") as api:
        with pytest.raises(Refused) as refused:
            await api.announce_overdue()
        assert refused.value.status == 401


async def test_it_learns_of_actors_from_every_answer() -> None:
    learnt: list[int] = []
    async with running_backend() as backend, Api(backend.url, TOKEN) as api:
        api.on_actor = lambda actor: learnt.append(actor["telegram_id"])
        await api.receive_message(BODY)
    assert learnt == [1001]


async def test_nobody_there_is_a_backend_away() -> None:
    async with Api("http://127.0.0.1:9/api", TOKEN) as api:
        with pytest.raises(BackendAway):
            await api.announce_overdue()


async def test_a_dropped_call_is_repeated_only_where_that_is_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    backend, dropped = FakeBackend(), list[str]()
    serve = backend.serve

    async def drop_once(request: web.Request) -> web.StreamResponse:
        if request.path in dropped:
            return await serve(request)
        dropped.append(request.path)
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    monkeypatch.setattr(backend, "serve", drop_once)
    async with running_backend(backend=backend), Api(backend.url, TOKEN) as api:
        assert (await api.receive_message(BODY))["outcome"] == "stored"
        with pytest.raises(BackendAway):
            await api.take(1, as_=2001)
    assert dropped == ["/api/ticket/inbox/", "/api/ticket/tickets/1/take/"]
