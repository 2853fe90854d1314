"""Single figures in words: numbers, shares and times, and how much they differ from those of the time before."""

from collections.abc import Callable

from bot.services.api_report_types import Durations, Ratings
from bot.services.durations import measured_words
from bot.services.words import Words

MORE, LESS, SAME = "▲", "▼", "="
# Of languages that write 4,5 where English writes 4.5.
WITH_COMMA = {"uz", "ru"}
Shown = Callable[[float], str]


def count_words(value: int | None, before: int | None, words: Words) -> str:
    return _compared(value, before, str, words)


def share_words(value: float | None, before: float | None, words: Words) -> str:
    """A share as percent; it differs by so many points of percent."""
    return _compared(value, before, lambda share: f"{number_words(share * 100, words, places=1)} %", words)


def duration_figure(times: Durations, before: Durations, words: Words) -> str:
    """The median, which a few forgotten tickets do not bend."""
    return _compared(times["median"], before["median"], lambda seconds: measured_words(seconds, words), words)


def rating_figure(ratings: Ratings, before: Ratings, words: Words) -> str:
    shown = _compared(ratings["mean"], before["mean"], lambda mean: number_words(mean, words, places=2), words)
    return f"{shown} · n {ratings['n']}" if ratings["n"] else shown


def number_words(value: float, words: Words, *, places: int) -> str:
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if words.language in WITH_COMMA else text


def _compared(value: float | None, before: float | None, show: Shown, words: Words) -> str:
    """The figure, and behind it by how much it differs. What shows alike is called the same."""
    if value is None:
        return words("report-none")
    shown = show(value)
    if before is None:
        return shown
    if shown == show(before):
        return f"{shown} ({SAME})"
    return f"{shown} ({MORE if value > before else LESS} {show(abs(value - before))})"
