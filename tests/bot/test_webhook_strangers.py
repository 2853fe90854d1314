"""Calls that Telegram does not make: without the secret, too large, too slow, too many, or no updates."""

import asyncio
import gzip
import json
import resource

import pytest

from bot.logs import hush_broken_requests
from bot.services.waiting import SAY_AGAIN_AFTER
from bot.services.webhook import BODY_LIMIT, Strangers
from tests.bot.desk import AZIZA
from tests.bot.webhook_desk import SECRET, WebhookDesk, update, webhook_desk

SHOWN = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}"
UNREAD = "Content-Length: 104857600"
IDLE = 1000
NO_UPDATES = [
    b"",
    b"hidden words",
    b"\xff\xfe",
    b"null",
    b'"hidden words"',
    b"[]",
    b'[{"update_id": 1, "words": "hidden words"}]',
    b"{}",
    b'{"text": "hidden words"}',
    b'{"update_id": "1", "text": "hidden words"}',
    b'{"update_id": 1.5}',
    b'{"update_id": true}',
    b'{"update_id": null}',
    b'{"update_id": 1, "text": "hidden words"',
    b"[" * 100_000,
    gzip.compress(b'{"update_id": 1}'),
]
NOT_SERVED = [
    ("GET", "/telegram"),
    ("POST", "/"),
    ("GET", "/"),
    ("POST", "/telegram/"),
    ("POST", "/healthz"),
    ("GET", "/metrics"),
    ("GET", "/../etc/passwd"),
    ("OPTIONS", "/telegram"),
]


def status_of(answer: str) -> str:
    return answer.partition("\r\n")[0]


async def test_without_the_secret_nobody_is_let_in() -> None:
    async with webhook_desk() as hooked:
        for secret in (None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "секрет"):
            assert await hooked.call(update(1), secret=secret) == 401, secret
        assert hooked.desk.backend.inbox == {}


async def test_without_the_secret_not_a_byte_of_the_body_is_waited_for() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        await line.says(UNREAD)
        assert status_of(await line.hears()) == "HTTP/1.1 401 Unauthorized"


async def test_without_the_secret_nobody_is_asked_to_send_a_body() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        await line.says(UNREAD, "Expect: 100-continue")
        assert status_of(await line.hears()) == "HTTP/1.1 401 Unauthorized"


async def test_with_the_secret_a_body_is_asked_for() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        body = json.dumps(update(1))
        await line.says(SHOWN, f"Content-Length: {len(body)}", "Expect: 100-continue", "Connection: close")
        assert await line.reader.readline() == b"HTTP/1.1 100 Continue\r\n"
        line.writer.write(body.encode())
        assert "HTTP/1.1 200 OK" in await line.hears()
        assert hooked.desk.backend.texts(AZIZA) == ["Salom"]


async def test_a_body_of_a_hundred_megabytes_is_refused_unread() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        await line.says(SHOWN, UNREAD)
        assert status_of(await line.hears()) == "HTTP/1.1 413 Request Entity Too Large"


async def test_a_body_that_hides_its_length_is_read_up_to_the_limit() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        await line.says(SHOWN, "Transfer-Encoding: chunked")
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        for _ in range(BODY_LIMIT // 65536 + 1):
            line.writer.write(chunk)
        assert status_of(await line.hears()) == "HTTP/1.1 413 Request Entity Too Large"


async def test_a_body_that_comes_too_slowly_is_given_up() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        hooked.webhook.body_within = 0.1
        await line.says(SHOWN, "Content-Length: 100")
        line.writer.write(b"{")
        assert status_of(await line.hears()) == "HTTP/1.1 408 Request Timeout"


async def test_what_is_no_update_is_refused_and_not_repeated_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked:
        for body in NO_UPDATES:
            assert await hooked.call(body) == 400, body
            assert caplog.messages[-1] == f"a webhook call of {len(body)} bytes is no update"
        assert "hidden" not in caplog.text
        assert hooked.desk.backend.inbox == {}


async def test_a_compressed_body_is_not_unpacked() -> None:
    async with webhook_desk() as hooked:
        bomb = gzip.compress(b" " * 50_000_000)
        assert await hooked.call(bomb, **{"Content-Encoding": "gzip"}) == 400


async def test_nothing_else_is_served() -> None:
    async with webhook_desk() as hooked:
        for method, path in NOT_SERVED:
            assert await hooked.ask(path, method) == (404, ""), path


async def test_what_is_no_http_is_refused_and_ends() -> None:
    async with webhook_desk() as hooked, hooked.line() as line:
        line.writer.write(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
        assert status_of(await line.hears()) in {"HTTP/1.0 400 Bad Request", "HTTP/1.1 400 Bad Request"}
        assert await hooked.call(update(1)) == 200


async def test_broken_http_is_refused_and_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    hush_broken_requests()
    async with webhook_desk() as hooked, hooked.line() as line:
        caplog.clear()
        await line.says("neither a name nor a value")
        assert status_of(await line.hears()).endswith(" 400 Bad Request")
        assert caplog.messages == []


async def test_whoever_says_nothing_is_shown_out() -> None:
    async with webhook_desk() as hooked:
        hooked.server.door.speak_within = 0.05
        async with hooked.line() as silent, hooked.line() as halting:
            halting.writer.write(b"POST /telegram HTTP/1.1\r\nHost: b")
            assert await silent.hears() == await halting.hears() == ""


async def test_a_thousand_idle_connections_hold_up_nobody() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if soft < 4 * IDLE else soft, hard))
    async with webhook_desk() as hooked:
        idle = [await asyncio.open_connection("127.0.0.1", hooked.server.port) for _ in range(IDLE)]
        try:
            async with asyncio.timeout(5):
                assert await hooked.call(update(1)) == 200
                assert (await hooked.ask("/healthz"))[0] == 200
            assert len(hooked.server.door._silent) <= hooked.server.door.silent_at_once
            async with asyncio.timeout(5):
                assert await idle[0][0].read() == b"", "The oldest have been shown out."
        finally:
            for _, writer in idle:
                writer.close()


async def test_the_log_says_strangers_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    strangers = Strangers()
    for _ in range(100):
        strangers.note()
    strangers.said_at -= SAY_AGAIN_AFTER + 1
    strangers.note()
    assert caplog.messages == [f"webhook calls without the right WEBHOOK_SECRET: {count} refused" for count in (1, 100)]


async def test_it_is_ready_once_telegram_and_the_backend_have_answered() -> None:
    async with webhook_desk() as hooked:
        assert await _ready(hooked) == (503, ["telegram", "backend"])
        hooked.readiness.telegram = True
        assert await _ready(hooked) == (503, ["backend"])
        hooked.readiness.backend = True
        assert await _ready(hooked) == (200, [])
        hooked.desk.stop.set()
        assert await _ready(hooked) == (503, ["stopping"])
        assert (await hooked.ask("/healthz"))[0] == 200


async def _ready(hooked: WebhookDesk) -> tuple[int, list[str]]:
    status, body = await hooked.ask("/readyz")
    return status, json.loads(body).get("missing", [])
