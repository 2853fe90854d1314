"""What Prometheus is told: how many requests of which kind, how long they took, and how the desk stands.

Gunicorn's workers write their counts into files that they share (PROMETHEUS_MULTIPROC_DIR, made by deploy/gunicorn.py),
and whichever worker is asked adds them up. Where that variable is missing, one process serves and tells of itself.
"""

import os
import time
from collections.abc import Callable, Iterator
from hmac import compare_digest

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from apps.report.services.health.gauges import Gauges

PATH = "/metrics"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# A message into a ticket takes about 10 ms, a report at its limit 10 s.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REQUESTS = Counter("yordam_requests", "Requests that were answered.", ["view", "method", "status"])
SECONDS = Histogram("yordam_request_seconds", "How long an answer took.", ["view", "method"], buckets=BUCKETS)


class Measure:
    """Counts each request, and answers Prometheus itself.

    Prometheus knows a process by the address that DNS gave it, which is no name in ALLOWED_HOSTS: so it is answered
    out here, before anybody looks at names. Without METRICS_TOKEN there is no such page and nothing is counted.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around everything that is to be measured."""
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self._answer = answer
        self._desk = Desk()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Measure the answer."""
        if request.path == PATH:
            return self._tell(request)
        began = time.perf_counter()
        response = self._answer(request)
        view, method = view_of(request), request.method if request.method in METHODS else "other"
        SECONDS.labels(view, method).observe(time.perf_counter() - began)
        REQUESTS.labels(view, method, response.status_code).inc()
        return response

    def _tell(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("Authorization", "")
        if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
            return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
        told = generate_latest(_counted()) + generate_latest(_registry(self._desk))
        return HttpResponse(told, content_type=CONTENT_TYPE_LATEST)


def view_of(request: HttpRequest) -> str:
    """Return the name of what answered, or its pattern: an address itself may hold ids and words."""
    match = request.resolver_match
    if match is None:
        return "none"
    return match.view_name or match.route or "none"


class Desk(Collector):
    """How the desk stands, looked up when it is asked for."""

    def __init__(self) -> None:
        """Remember what was looked up last."""
        self._gauges = Gauges()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield each gauge with all of its values."""
        families: dict[str, GaugeMetricFamily] = {}
        for gauge in self._gauges.read():
            labels = dict(gauge.labels)
            family = families.get(gauge.name)
            if family is None:
                family = families[gauge.name] = GaugeMetricFamily(gauge.name, MEANINGS[gauge.name], labels=list(labels))
            family.add_metric(list(labels.values()), gauge.value)
        yield from families.values()


MEANINGS = {
    "yordam_check": "A part of the desk's health: 0 well, 1 wants attention, 2 wrong.",
    "yordam_database_up": "Whether the database answers.",
    "yordam_migrations_missing": "Migrations of this code that the database lacks.",
    "yordam_bots_alive": "Bots that reported within 45 seconds.",
    "yordam_bots_silent": "Bots that fell silent within ten minutes without taking their leave.",
    "yordam_webhook_pending_updates": "Updates that wait at Telegram.",
    "yordam_webhook_ours": "Whether Telegram brings updates to us.",
    "yordam_outbox_pending": "Deliveries that wait, in chats that can be reached; counted to 10,000.",
    "yordam_outbox_held_chats": "Chats that wait for a limit.",
    "yordam_outbox_leased_chats": "Chats that a bot has in hand.",
    "yordam_outbox_oldest_seconds": "Age of the oldest delivery that nothing holds back.",
    "yordam_outbox_failed": "Deliveries that were given up within a day.",
    "yordam_files_waiting": "Files that are to be fetched.",
    "yordam_files_late_seconds": "How long the first of them should have been fetched already.",
    "yordam_redis_up": "Whether Redis answers the backend.",
    "yordam_redis_away_for_bots": "Bots that do not reach Redis.",
    "yordam_disk_free_bytes": "What is free where files are kept.",
    "yordam_disk_total_bytes": "How large the disk is where files are kept.",
    "yordam_backup_age_seconds": "Age of the newest whole backup.",
    "yordam_tickets_open": "Open tickets.",
    "yordam_tickets_waiting": "Open tickets in which somebody waits for an answer.",
    "yordam_tickets_longest_wait_seconds": "How long the first of them has been waiting.",
}


def _counted() -> CollectorRegistry:
    """Return what all workers counted."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _registry(desk: Desk) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(desk)
    return registry
