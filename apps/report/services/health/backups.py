"""How old the newest backup is: nobody misses one before it is needed."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from apps.report.services.health.check import Check, State, graded
from apps.report.services.health.thresholds import BACKUP_MISSED, BACKUPS_MISSED
from core.backup import shelf


def check_backup() -> Check:
    """Is there a whole one of the last night?"""
    try:
        newest = shelf.newest(Path(settings.BACKUP_FOLDER))
    except OSError:
        newest = None
    if newest is None:
        return Check(name="backup", state=State.WARN, problem="backup_missing", facts={"age": None})
    age = int((datetime.now(UTC) - newest).total_seconds())
    state = graded(age, warn=BACKUP_MISSED.total_seconds(), fail=BACKUPS_MISSED.total_seconds())
    return Check(name="backup", state=state, problem="" if state is State.OK else "backup_old", facts={"age": age})
