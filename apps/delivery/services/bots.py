"""Which bots live: each of them says so every few seconds, and how it fares.

All times are the database's, so that backends whose clocks differ agree on who is alive.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now

from apps.delivery.models import BotProcess

# Bots report every 15 seconds: two reports may be lost on their way before a bot counts as gone.
ALIVE_WITHIN = timedelta(seconds=45)
# What died without a word stays for a day, so that one can see that it was there.
FORGOTTEN_AFTER = timedelta(days=1)


def report_process(*, instance: uuid.UUID, bot_id: int, mode: str, started_at: datetime, facts: dict[str, Any]) -> int:
    """Note that a bot lives and how it fares; return how many processes of that bot are alive, itself included."""
    process = BotProcess(instance=instance, bot_id=bot_id, mode=mode, started_at=started_at, seen_at=Now(), facts=facts)
    # One statement: two reports of one bot that meet, such as one and its repetition, wait for each other.
    BotProcess.objects.bulk_create(
        [process],
        update_conflicts=True,
        unique_fields=["instance"],
        update_fields=["bot_id", "mode", "started_at", "seen_at", "facts"],
    )
    BotProcess.objects.filter(seen_at__lt=Now() - FORGOTTEN_AFTER).delete()
    return alive_processes().filter(bot_id=bot_id).count()


def leave(*, instance: uuid.UUID) -> None:
    """Forget a bot that stops in order; one that is not known has left already."""
    BotProcess.objects.filter(instance=instance).delete()


def alive_processes() -> QuerySet[BotProcess]:
    """Return the bots that reported lately."""
    return BotProcess.objects.filter(seen_at__gt=Now() - ALIVE_WITHIN)
