"""The bot's own HTTP server: Telegram's calls, probes and metrics, and nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from aiohttp import web

from bot.config import ConfigurationError
from bot.services.door import Door
from bot.services.readiness import Readiness
from bot.services.webhook import BODY_LIMIT, Webhook

logger = logging.getLogger(__name__)

# Longer than a proxy in front keeps a connection, so that it never writes into one that is just being closed.
KEEP_ALIVE = 75.0
# Whoever is refused may still be sending: for so long it is thrown away unread, so that they get to see the refusal.
LINGER = 2.0
# By then everything in hand has come to its end; what remains is the writing of answers.
CLOSE_WITHIN = 1.0

Metrics = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Server:
    """Listens while `listening` lasts. `port` is the real one from then on, where 0 asked for any that is free."""

    host: str
    port: int
    readiness: Readiness
    webhook: Webhook | None = None
    webhook_path: str = "/"
    metrics: Metrics | None = None
    door: Door = field(default_factory=Door)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Opened before anything else starts and closed after all else has ended: probes are answered throughout."""
        runner = web.AppRunner(
            self._app(),
            access_log=None,
            keepalive_timeout=KEEP_ALIVE,
            lingering_time=LINGER,
            auto_decompress=False,
            shutdown_timeout=CLOSE_WITHIN,
        )
        await runner.setup()
        assert runner.server is not None
        listener = await self._listen(runner.server)
        try:
            yield
        finally:
            listener.close()
            self.door.close()
            await runner.cleanup()

    async def _listen(self, server: web.Server) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        try:
            listener = await loop.create_server(partial(self.door.let_in, server), self.host, self.port)
        except OSError as error:
            place = f"{self.host}:{self.port}"
            raise ConfigurationError(
                f"BOT_HOST or BOT_PORT is wrong: {place} cannot be used ({error.strerror})"
            ) from None
        self.port = listener.sockets[0].getsockname()[1]
        logger.info("listening on %s:%s", self.host, self.port)
        return listener

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_LIMIT, middlewares=[self.door.middleware()])
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        if self.metrics is not None:
            app.router.add_get("/metrics", self.metrics)
        if self.webhook is not None:
            app.router.add_post(self.webhook_path, self.webhook.serve, expect_handler=self.webhook.expect)
        return app

    async def _healthz(self, request: web.Request) -> web.Response:
        return _said({"status": "ok"}, 200)

    async def _readyz(self, request: web.Request) -> web.Response:
        missing = self.readiness.missing()
        return _said({"status": "not ready", "missing": missing}, 503) if missing else _said({"status": "ok"}, 200)


def path_of(url: str) -> str:
    """Where on this server Telegram's calls arrive."""
    return urlsplit(url).path or "/"


def _said(answer: dict[str, object], status: int) -> web.Response:
    """Probes come seldom: their connections need not be kept."""
    response = web.json_response(answer, status=status)
    response.force_close()
    return response
