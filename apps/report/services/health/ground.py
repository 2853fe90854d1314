"""What the desk stands on: the database, its migrations, Redis, the disk, the files that were to be fetched."""

import os
import shutil
import time
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, DurationField, F, Max, Q
from django.db.models.functions import Now

from apps.report.services.health.bots import Bots
from apps.report.services.health.check import Check, State
from apps.report.services.health.thresholds import (
    DISK_FULL,
    DISK_LOW,
    FILES_LATE,
    REDIS_WITHIN,
    SLOW_DATABASE_MS,
    STRUGGLING_AFTER,
)
from apps.ticket.models import Attachment


def check_database() -> Check:
    """Does it answer, and quickly?"""
    with connection.cursor() as cursor:
        # The first question may find out that a kept connection is lost, or make a new one: the second tells the pace.
        cursor.execute("SELECT 1")
        began = time.monotonic()
        cursor.execute("SELECT 1")
    # Nothing takes no time at all, whatever is left of it by rounding.
    took = max(0.1, round((time.monotonic() - began) * 1000, 1))
    is_slow = took > SLOW_DATABASE_MS
    state, problem = (State.WARN, "database_slow") if is_slow else (State.OK, "")
    return Check(name="database", state=state, problem=problem, facts={"ms": took})


def check_migrations() -> Check:
    """Is the database as this code wants it? The code before a migration works on beside it, never the other way."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    state, problem = (State.FAIL, "migrations_missing") if missing else (State.OK, "")
    return Check(name="migrations", state=state, problem=problem, facts={"missing": missing})


def check_redis(bots: Bots | None) -> Check:
    """Is it there, for us and for the bots? The desk works without: it is never worse than a warning."""
    away_for = sum(process.facts.get("redis") == "away" for process in bots.alive) if bots else 0
    answers = redis_answers() if settings.REDIS_URL else None
    state, problem = (State.WARN, "redis_away") if away_for or answers is False else (State.OK, "")
    facts = {"used": bool(settings.REDIS_URL), "answers": answers, "away_for_bots": away_for}
    return Check(name="redis", state=state, problem=problem, facts=facts)


def redis_answers() -> bool:
    """Ask Redis for a sign of life."""
    limits = {"socket_timeout": REDIS_WITHIN, "socket_connect_timeout": REDIS_WITHIN}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **limits) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def check_disk() -> Check:
    """Is there room, and may we write?"""
    try:
        folder = media_folder()
        usage = shutil.disk_usage(folder)
    except OSError:
        return Check(name="disk", state=State.FAIL, problem="disk_unreadable")
    percent = round(100 * usage.free / usage.total, 1) if usage.total else 0.0
    facts = {"free": usage.free, "total": usage.total, "percent": percent}
    if not os.access(folder, os.W_OK):
        return Check(name="disk", state=State.FAIL, problem="disk_unreadable", facts=facts)
    if percent >= DISK_LOW:
        return Check(name="disk", facts=facts)
    state, problem = (State.FAIL, "disk_full") if percent < DISK_FULL else (State.WARN, "disk_low")
    return Check(name="disk", state=state, problem=problem, facts=facts)


def media_folder() -> Path:
    """Return where files are kept; before the first of them, the folder in which it will be made."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def check_files() -> Check:
    """Do the bytes of what people sent arrive here?"""
    rows = Attachment.objects.filter(state=Attachment.State.WAITING)
    struggling = Count("pk", filter=Q(attempts__gte=STRUGGLING_AFTER))
    overdue = Max(Now() - F("due_at"), output_field=DurationField())
    found = rows.aggregate(waiting=Count("pk"), struggling=struggling, overdue=overdue)
    late = max(0, int(found["overdue"].total_seconds())) if found["overdue"] else 0
    facts = {"waiting": found["waiting"], "struggling": found["struggling"], "late": late}
    if late > FILES_LATE.total_seconds():
        return Check(name="files", state=State.WARN, problem="files_late", facts=facts)
    if found["struggling"]:
        return Check(name="files", state=State.WARN, problem="files_struggling", facts=facts)
    return Check(name="files", facts=facts)
