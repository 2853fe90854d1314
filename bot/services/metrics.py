"""What Prometheus is told of the bot: what comes in, what goes out, and what it waits for.

Labels are words of ours and of Telegram's methods; never a chat, a name or anything that somebody wrote.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

from bot.services.door import is_secret
from bot.services.updates import ALLOWED_UPDATES

# An update of a kind that was not asked for, and what becomes of one that nobody can read.
OTHER_KIND, KEPT_RAW = "other", "kept_raw"
# From an update's arrival to the backend's commit: two calls of about 10 ms, or as long as the backend is away.
COMMIT_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 25.0, 60.0)
CALL_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# A limit makes a chat wait for a second, a flood for as long as Telegram says.
WAIT_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The counts of one bot process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        # Memory, processor time and open files, as the system tells them.
        ProcessCollector(registry=self.registry)
        self.updates = self._counter("updates", "Updates that were done with.", ["kind", "outcome"])
        self.commit_seconds = self._histogram("commit_seconds", "From an update to its commit.", COMMIT_BUCKETS)
        self.deliveries = self._counter("deliveries", "Attempts to deliver, as they were reported.", ["kind", "result"])
        self.telegram_calls = self._counter("telegram_calls", "Calls of Telegram's methods.", ["method", "result"])
        self.telegram_seconds = self._histogram(
            "telegram_seconds", "How long Telegram took, without getUpdates.", CALL_BUCKETS, ["method"]
        )
        self.limiter_wait_seconds = self._histogram("limiter_wait_seconds", "Waits for a limit.", WAIT_BUCKETS)
        self.backend_calls = self._counter("backend_calls", "Calls of the backend's API.", ["result"])
        self.backend_seconds = self._histogram("backend_seconds", "How long the backend took.", CALL_BUCKETS)
        self.backend_away = Gauge(
            "yordam_bot_backend_away", "Whether the last call did not reach the backend.", registry=self.registry
        )
        # What has never happened is told too: a count that begins with its first one has not grown for Prometheus.
        for result in ("ok", "flood"):
            self.telegram_calls.labels("sendMessage", result)
        for kind in (*ALLOWED_UPDATES, OTHER_KIND):
            self.updates.labels(kind, KEPT_RAW)

    def watch(self, name: str, meaning: str, look: Callable[[], float]) -> None:
        """Tell of something that is looked up when it is asked for."""
        Gauge(f"yordam_bot_{name}", meaning, registry=self.registry).set_function(look)

    def page(self, token: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The handler of `/metrics`: for whoever shows the token, and not there at all where none is set."""

        async def tell(request: web.Request) -> web.StreamResponse:
            if not token:
                raise web.HTTPNotFound
            if not is_secret(request.headers.get("Authorization", ""), f"Bearer {token}"):
                raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Bearer"})
            # aiohttp wants the character set apart, and Prometheus the whole as it is.
            return web.Response(body=generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

        return tell

    def _counter(self, name: str, meaning: str, labels: list[str]) -> Counter:
        return Counter(f"yordam_bot_{name}", meaning, labels, registry=self.registry)

    def _histogram(
        self, name: str, meaning: str, buckets: tuple[float, ...], labels: list[str] | None = None
    ) -> Histogram:
        return Histogram(f"yordam_bot_{name}", meaning, labels or [], buckets=buckets, registry=self.registry)
