"""An admin's own work as a message: what they did, how quickly, and how people found it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.keyboards.layout import in_rows, keyboard, shorten
from bot.keyboards.menu import menu_row, open_button
from bot.services.api_report_types import Activity, ActivityReport, RecentRating
from bot.services.durations import measured_words
from bot.services.figures import number_words
from bot.services.outgoing.styled import Styled
from bot.services.screens import Screen
from bot.services.words import Words

COMMENT_LIMIT = 300


def activity_screen(report: ActivityReport, words: Words, zone: ZoneInfo) -> Screen:
    today, week, recent = report["today"], report["week"], report["recent_ratings"]
    lines = [
        words("activity-today", answered=today["answered"], closed=today["closed"]),
        *_quality(today, words),
        words("activity-week", answered=week["answered"], closed=week["closed"]),
        *_quality(week, words),
    ]
    if recent:
        lines += ["", words("activity-recent"), *(_rating(each, zone) for each in recent)]
    text = Styled.bold(words("activity-title")) + Styled.of("\n" + "\n".join(lines))
    tickets = {each["ticket"]: open_button(each["ticket"], each["number"], words) for each in recent}
    return Screen(text, keyboard(*in_rows(tickets.values(), 2), menu_row(words)))


def _quality(done: Activity, words: Words) -> list[str]:
    """What there is nothing of is not mentioned: a day without a rating is no bad day."""
    lines, median, mean = [], done["first_response"]["median"], done["ratings"]["mean"]
    if median is not None:
        count = done["first_response"]["n"]
        lines.append(words("activity-first-response", median=measured_words(median, words), count=count))
    if mean is not None:
        count = done["ratings"]["n"]
        lines.append(words("activity-ratings", mean=number_words(mean, words, places=2), count=count))
    return lines


def _rating(rating: RecentRating, zone: ZoneInfo) -> str:
    day = f"{datetime.fromisoformat(rating['created_at']).astimezone(zone):%d.%m}"
    line = f"{'⭐' * rating['value']} #{rating['number']} · {day}"
    return f"{line}: {shorten(rating['comment'], COMMENT_LIMIT)}" if rating["comment"] else line
