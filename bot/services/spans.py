"""The times that a report can be asked for, as days of the desk."""

from datetime import date, timedelta

from bot.keyboards.callbacks import SpanName

BACK: dict[SpanName, int] = {"today": 0, "week": 6, "days30": 29}


def days_of(span: SpanName, today: date) -> tuple[date, date]:
    """The first and the last day. What includes today ends with it."""
    first_of_month = today.replace(day=1)
    match span:
        case "month":
            return first_of_month, today
        case "last_month":
            last = first_of_month - timedelta(days=1)
            return last.replace(day=1), last
        case _:
            return today - timedelta(days=BACK[span]), today


def span_words(first: str, last: str) -> str:
    """Two days of the API's, as people write them; a single day stands alone."""
    days = [f"{date.fromisoformat(day):%d.%m.%Y}" for day in (first, last)]
    return days[0] if first == last else " – ".join(days)
