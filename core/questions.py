"""What stands in the address of a page at the site: read, or refused in the reader's words (ValueError)."""

from datetime import date

from django.utils.translation import gettext as _

from core.periods import LONGEST, Period, WrongPeriod, is_in_calendar

GREATEST_ID = 10**18
SHOWN = 40


def read_words(words: str) -> str:
    """Return the words without blanks around them and without NUL, which no database takes."""
    return words.replace("\x00", "").strip()


def read_day(words: str) -> date | None:
    """Return a day that is written as 2026-11-22; None for no words."""
    if not words:
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise ValueError(_("“%(words)s” is no day of the calendar.") % {"words": words[:SHOWN]}) from None
    if not is_in_calendar(day):
        raise ValueError(_("The desk keeps no calendar for the year %(year)s.") % {"year": day.year})
    return day


def read_period(first_words: str, last_words: str) -> Period:
    """Return the period from one day to another; without them, the thirty days that end today."""
    first, last = read_day(first_words), read_day(last_words)
    require_order(first, last)
    try:
        return Period.between(first, last)
    except WrongPeriod:
        # The years are known by now, and the order as well.
        raise ValueError(_("A period has %(days)s days at most.") % {"days": LONGEST}) from None


def require_order(first: date | None, last: date | None) -> None:
    """Refuse days of which the second comes first."""
    if first and last and first > last:
        raise ValueError(_("The period ends before it begins."))


def read_id(words: str) -> int | None:
    """Return a row's id; None for no words."""
    if not words:
        return None
    if not words.isascii() or not words.isdecimal() or len(words) > 19 or int(words) > GREATEST_ID:
        raise ValueError(_("“%(words)s” is not on the list.") % {"words": words[:SHOWN]})
    return int(words)


def read_choice(words: str, known: list[str]) -> str:
    """Return one of the known values; nothing for no words."""
    if words and words not in known:
        raise ValueError(_("“%(words)s” is not on the list.") % {"words": words[:SHOWN]})
    return words
