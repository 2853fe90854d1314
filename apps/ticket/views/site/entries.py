"""A conversation as HTML: rows of the page's list, each with a mark by which a browser sees that it changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from apps.ticket.services.transcript import Album, Bubble, Entry, Line, Transcript

# What one person writes within this time stands together, under one name.
TOGETHER = timedelta(minutes=5)
TEMPLATES: dict[type, str] = {Bubble: "site/bubble.html", Album: "site/album.html", Line: "site/line.html"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the list."""

    id: str
    hash: str
    html: SafeString


def rows_of(transcript: Transcript) -> list[Row]:
    """Return the rows of a page, with a row for each day."""
    return list(_arranged(transcript))


def _arranged(transcript: Transcript) -> Iterator[Row]:
    shown = {message for entry in transcript.entries for message in _messages(entry)}
    before, day = transcript.preceding, None
    for entry in transcript.entries:
        today = timezone.localtime(entry.at).date()
        if today != day:
            yield _day(today)
        follows = _follows(entry, before)
        yield _row(entry.key, TEMPLATES[type(entry)], {"entry": entry, "follows": follows, "shown": shown})
        before, day = entry, today


def _day(day: date) -> Row:
    today = timezone.localdate()
    facts = {"day": day, "is_today": day == today, "is_yesterday": day == today - timedelta(days=1)}
    return _row(f"day-{day.isoformat()}", "site/day.html", {**facts, "is_this_year": day.year == today.year})


def _row(key: str, template: str, facts: dict[str, Any]) -> Row:
    html = get_template(template).render({"key": key, **facts}).strip()
    mark = sha256(html.encode()).hexdigest()[:16]
    # Each of the templates begins with its row.
    marked = html.replace("<li ", f'<li data-hash="{mark}" ', 1)
    return Row(id=key, hash=mark, html=mark_safe(marked))  # noqa: S308 - the template has escaped what it holds


def _follows(entry: Entry, before: Entry | None) -> bool:
    """Tell whether an entry goes on with what its writer said just before."""
    if before is None or isinstance(entry, Line) or isinstance(before, Line):
        return False
    is_near = entry.at - before.at <= TOGETHER
    is_same_day = timezone.localtime(entry.at).date() == timezone.localtime(before.at).date()
    return is_near and is_same_day and _voice(entry) == _voice(before)


def _voice(entry: Bubble | Album) -> tuple[int | None, bool]:
    message = (entry.first if isinstance(entry, Album) else entry).message
    return message.admin_id, message.is_note


def _messages(entry: Entry) -> list[int]:
    if isinstance(entry, Line):
        return []
    bubbles = entry.bubbles if isinstance(entry, Album) else [entry]
    return [bubble.message.pk for bubble in bubbles]
