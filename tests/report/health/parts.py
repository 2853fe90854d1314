"""Parts of a desk that fare well or badly."""

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.admin.actors import SYSTEM
from apps.delivery.models import BotProcess
from apps.delivery.services.bots import report_process
from apps.report.services.health import Check, State, read_health

BOT = 4242


def look(name: str) -> Check:
    """Return what a look at that part finds."""
    [found] = [check for check in read_health(actor=SYSTEM).checks if check.name == name]
    return found


def found(name: str) -> tuple[State, str]:
    """Return how bad it is, and the problem."""
    check = look(name)
    return check.state, check.problem


def a_bot(*, silent: float = 0.0, mode: str = "polling", bot_id: int = BOT, **facts: Any) -> uuid.UUID:
    """Let a bot have reported, `silent` seconds ago."""
    instance = uuid.uuid4()
    known = {"webhook": None, "redis": "unused", "version": "1"} | facts
    report_process(instance=instance, bot_id=bot_id, mode=mode, started_at=timezone.now(), facts=known)
    BotProcess.objects.filter(instance=instance).update(seen_at=F("seen_at") - timedelta(seconds=silent))
    return instance


def a_webhook(*, failed_before: float | None = None, **changed: Any) -> dict[str, Any]:
    """Return what Telegram tells of a webhook; its last error was `failed_before` seconds ago."""
    at = None if failed_before is None else (timezone.now() - timedelta(seconds=failed_before)).isoformat()
    words = "" if at is None else "Connection refused"
    return {"is_ours": True, "pending": 0, "last_error": words, "last_error_at": at} | changed
