"""Who carries the messages, and what Telegram says of the webhook."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Now
from django.utils.dateparse import parse_datetime

from apps.delivery.models import BotProcess
from apps.delivery.services.bots import ALIVE_WITHIN
from apps.report.services.health.check import Check, State
from apps.report.services.health.thresholds import ERROR_WITHIN, PENDING_UPDATES, SILENT_WITHIN
from core import clock


@dataclass(frozen=True, kw_only=True)
class Bots:
    """Those who reported lately, and those who should have."""

    alive: list[BotProcess]
    silent: list[BotProcess]

    def in_mode(self, mode: str) -> int:
        return sum(process.mode == mode for process in self.alive)


def read_bots() -> Bots:
    """Ask for the bots of the last minutes; the database's clock says which of them are alive."""
    rows = BotProcess.objects.filter(seen_at__gt=Now() - SILENT_WITHIN).annotate(now=Now())
    alive: list[BotProcess] = []
    silent: list[BotProcess] = []
    for row in rows.order_by("started_at"):
        (alive if row.now - row.seen_at < ALIVE_WITHIN else silent).append(row)
    return Bots(alive=alive, silent=silent)


def check_bots(bots: Bots) -> Check:
    """Does anybody carry the messages, and nobody twice?"""
    facts = {
        "alive": len(bots.alive),
        "silent": len(bots.silent),
        "polling": bots.in_mode(BotProcess.Mode.POLLING),
        "webhook": bots.in_mode(BotProcess.Mode.WEBHOOK),
    }
    if not bots.alive:
        return Check(name="bots", state=State.FAIL, problem="no_bot", facts=facts)
    if _disturb_each_other(bots.alive):
        return Check(name="bots", state=State.WARN, problem="bots_disturb", facts=facts)
    if bots.silent:
        return Check(name="bots", state=State.WARN, problem="bot_silent", facts=facts)
    return Check(name="bots", facts=facts)


def _disturb_each_other(alive: Iterable[BotProcess]) -> bool:
    """Telegram gives updates to one poller of a bot only, and to none while there is a webhook."""
    modes: dict[int, Counter[str]] = {}
    for process in alive:
        modes.setdefault(process.bot_id, Counter())[process.mode] += 1
    return any(of_bot[BotProcess.Mode.POLLING] and of_bot.total() > 1 for of_bot in modes.values())


def check_webhook(bots: Bots) -> Check:
    """Does Telegram find us? The worst that any of the bots was told counts."""
    if bots.alive and not bots.in_mode(BotProcess.Mode.WEBHOOK):
        return Check(name="webhook", facts={"used": False})
    found = webhooks(bots)
    if not found:
        # No bot is there to ask Telegram, or Telegram has answered none yet: nobody can say that none is used.
        return Check(name="webhook", state=State.WARN, problem="webhook_not_known")
    latest = max(found, key=lambda webhook: webhook["last_error_at"] or "")
    facts = {
        "used": True,
        "is_ours": all(webhook["is_ours"] for webhook in found),
        "pending": pending_updates(bots),
        "last_error": latest["last_error"],
        "last_error_at": latest["last_error_at"],
    }
    state, problem = _graded_webhook(facts)
    return Check(name="webhook", state=state, problem=problem, facts=facts)


def webhooks(bots: Bots) -> list[dict[str, Any]]:
    """Return what the living bots were told by Telegram of their webhooks."""
    return [process.facts["webhook"] for process in bots.alive if process.facts.get("webhook")]


def pending_updates(bots: Bots) -> int:
    """Return how many updates wait at Telegram: all processes of a bot are told of the same ones."""
    return max((webhook["pending"] for webhook in webhooks(bots)), default=0)


def _graded_webhook(facts: dict[str, Any]) -> tuple[State, str]:
    if not facts["is_ours"]:
        # Nothing that people write comes in.
        return State.FAIL, "webhook_not_ours"
    if _is_fresh(facts["last_error_at"]):
        return State.WARN, "webhook_error"
    return (State.WARN, "webhook_pending") if facts["pending"] > PENDING_UPDATES else (State.OK, "")


def _is_fresh(moment: str | None) -> bool:
    at: datetime | None = parse_datetime(moment) if moment else None
    return at is not None and clock.now() - at < ERROR_WITHIN
