"""Looks at everything, one after the other. What cannot be looked at is said and keeps nobody from the rest."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import Error

from apps.admin.actors import Actor
from apps.report.services.health.backups import check_backup
from apps.report.services.health.bots import Bots, check_bots, check_webhook, read_bots
from apps.report.services.health.check import Check, Health, State
from apps.report.services.health.ground import (
    check_database,
    check_disk,
    check_files,
    check_migrations,
    check_redis,
)
from apps.report.services.health.outbox import check_failures, check_outbox
from apps.report.services.health.thresholds import LIMIT_MS
from core.errors import Forbidden, Refusal
from core.statements import statement_limit

Found = TypeVar("Found")


def read_health(*, actor: Actor) -> Health:
    """Look at every part of the desk, for a super admin or the service. A database that is away is a finding."""
    if not actor.is_super:
        raise Forbidden
    try:
        database = check_database()
    except Error:
        away = Check(name="database", state=State.FAIL, problem="database_away")
        return Health(checks=[away, *_without_database()])
    return Health(checks=[database, *_with_database()])


def _without_database() -> list[Check]:
    found = {name: _unknown(name) for name in (*ASKING, *OF_BOTS)}
    return _in_order(found | _beside_the_database(None))


def _with_database() -> list[Check]:
    bots = _within_limit(read_bots)
    found = {name: _within_limit(check) or _unknown(name) for name, check in ASKING.items()}
    found |= {name: check(bots) if bots else _unknown(name) for name, check in OF_BOTS.items()}
    return _in_order(found | _beside_the_database(bots))


def _beside_the_database(bots: Bots | None) -> dict[str, Check]:
    """Backups are looked at where somebody has said where they lie."""
    backup = {"backup": check_backup()} if settings.BACKUP_FOLDER else {}
    return {"redis": check_redis(bots), "disk": check_disk()} | backup


def _in_order(found: dict[str, Check]) -> list[Check]:
    return [found[name] for name in ORDER if name in found]


# As they are shown: what everything else stands on first.
ORDER = ("migrations", "bots", "webhook", "outbox", "failures", "files", "redis", "disk", "backup")
ASKING: dict[str, Callable[[], Check]] = {
    "migrations": check_migrations,
    "outbox": check_outbox,
    "failures": check_failures,
    "files": check_files,
}
OF_BOTS: dict[str, Callable[[Bots], Check]] = {"bots": check_bots, "webhook": check_webhook}


def _within_limit(look: Callable[[], Found]) -> Found | None:
    """Return what a look finds; None where the database did not tell in time, or went away meanwhile."""
    try:
        with statement_limit(LIMIT_MS):
            return look()
    except (Error, Refusal):
        return None


def _unknown(name: str) -> Check:
    return Check(name=name, state=State.WARN, problem="not_known")
