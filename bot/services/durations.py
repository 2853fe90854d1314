"""How long somebody waits, in words."""

from datetime import datetime

from bot.services.words import Words


def waiting_words(since: str, words: Words, now: datetime) -> str:
    minutes = int((now - datetime.fromisoformat(since)).total_seconds()) // 60
    if minutes < 1:
        return words("duration-moments")
    if minutes < 60:
        return words("duration-minutes", count=minutes)
    if minutes < 48 * 60:
        return words("duration-hours", count=minutes // 60)
    return words("duration-days", count=minutes // (24 * 60))
