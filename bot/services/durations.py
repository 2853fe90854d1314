"""How long something takes, in words."""

from datetime import datetime

from bot.services.words import Words

MINUTE, HOUR = 60, 3600


def waiting_words(since: str, words: Words, now: datetime) -> str:
    """How long somebody waits: at a glance, in one unit."""
    minutes = int((now - datetime.fromisoformat(since)).total_seconds()) // MINUTE
    if minutes < 1:
        return words("duration-moments")
    if minutes < 60:
        return words("duration-minutes", count=minutes)
    if minutes < 48 * 60:
        return words("duration-hours", count=minutes // 60)
    return words("duration-days", count=minutes // (24 * 60))


def measured_words(seconds: float, words: Words) -> str:
    """A measured time, in the two units that matter; the smaller one is rounded."""
    if round(seconds) < MINUTE:
        return words("duration-seconds", count=round(seconds))
    minutes = round(seconds / MINUTE)
    if minutes < 60:
        return words("duration-minutes", count=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return _joined(words("duration-hours", count=hours), words("duration-minutes", count=minutes), minutes)
    days, hours = divmod(round(seconds / HOUR), 24)
    return _joined(words("duration-days", count=days), words("duration-hours", count=hours), hours)


def _joined(larger: str, smaller: str, count: int) -> str:
    return f"{larger} {smaller}" if count else larger
