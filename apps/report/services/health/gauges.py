"""The desk as numbers, read when somebody asks for them and remembered for some seconds."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import Error
from django.db.models import Count, DurationField, F, Max
from django.db.models.functions import Now

from apps.admin.actors import SYSTEM
from apps.report.services.health.check import SEVERITY, Health
from apps.report.services.health.reading import read_health
from apps.report.services.health.thresholds import LIMIT_MS
from apps.ticket.models import Ticket
from core.errors import Refusal
from core.statements import statement_limit

# Two scrapers, or one that is impatient, cost no more than one.
REMEMBERED = 5.0


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """One number; the labels are words of ours, never of people's, and few."""

    name: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


LONGEST = Max(Now() - F("waiting_since"), output_field=DurationField())


class Gauges:
    """Reads at most every few seconds, one reader at a time."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._known: list[Gauge] = []

    def read(self) -> list[Gauge]:
        """Return the numbers as they are, or were a moment ago."""
        with self._lock:
            if time.monotonic() - self._read_at > REMEMBERED:
                self._known = list(_of_desk(read_health(actor=SYSTEM)))
                self._read_at = time.monotonic()
            return self._known


# What is told of a part, by the name of the fact. What is not known is left out: an old number would be a lie.
OF_PARTS = {
    "bots": {"silent": "yordam_bots_silent"},
    "webhook": {"pending": "yordam_webhook_pending_updates", "is_ours": "yordam_webhook_ours"},
    "outbox": {
        "pending": "yordam_outbox_pending",
        "held": "yordam_outbox_held_chats",
        "leased": "yordam_outbox_leased_chats",
        "oldest": "yordam_outbox_oldest_seconds",
    },
    "failures": {"failed": "yordam_outbox_failed"},
    "files": {"waiting": "yordam_files_waiting", "late": "yordam_files_late_seconds"},
    "redis": {"answers": "yordam_redis_up", "away_for_bots": "yordam_redis_away_for_bots"},
    "disk": {"free": "yordam_disk_free_bytes", "total": "yordam_disk_total_bytes"},
    "backup": {"age": "yordam_backup_age_seconds"},
    "migrations": {"missing": "yordam_migrations_missing"},
}
# Nothing that waits is as good as nothing that waits long.
NOUGHT_FOR_NONE = frozenset({"yordam_outbox_oldest_seconds"})


def _of_desk(health: Health) -> Iterator[Gauge]:
    is_there = all(check.problem != "database_away" for check in health.checks)
    yield Gauge(name="yordam_database_up", value=float(is_there))
    yield from _of_health(health)
    if is_there:
        # Nobody waits a second time for a database that is away: Prometheus would give up and know nothing at all.
        yield from _of_tickets()


def _of_health(health: Health) -> Iterator[Gauge]:
    for check in health.checks:
        yield Gauge(name="yordam_check", value=SEVERITY.index(check.state), labels=(("check", check.name),))
        for fact, name in OF_PARTS.get(check.name, {}).items():
            value = check.facts.get(fact)
            if value is None and fact in check.facts and name in NOUGHT_FOR_NONE:
                value = 0
            if value is not None:
                yield Gauge(name=name, value=float(value))
    parts = {check.name: check for check in health.checks}
    for mode in ("polling", "webhook"):
        if mode in parts["bots"].facts:
            labels = (("mode", mode),)
            yield Gauge(name="yordam_bots_alive", value=float(parts["bots"].facts[mode]), labels=labels)


def _of_tickets() -> list[Gauge]:
    try:
        with statement_limit(LIMIT_MS):
            return list(_read_tickets())
    except (Error, Refusal):
        return []


def _read_tickets() -> Iterator[Gauge]:
    by_status = dict(Ticket.objects.open().order_by().values_list("status").annotate(number=Count("pk")))
    for status in (Ticket.Status.NEW, Ticket.Status.TAKEN):
        labels = (("status", str(status)),)
        yield Gauge(name="yordam_tickets_open", value=float(by_status.get(status, 0)), labels=labels)
    waiting = Ticket.objects.open().filter(waiting_since__isnull=False)
    found = waiting.aggregate(number=Count("pk"), longest=LONGEST)
    longest = found["longest"]
    yield Gauge(name="yordam_tickets_waiting", value=float(found["number"]))
    yield Gauge(name="yordam_tickets_longest_wait_seconds", value=longest.total_seconds() if longest else 0.0)
