"""Logs are one line each, without secrets and without what people write."""

import logging
import sys

from bot.logs import OneLine


def line(message: str, *, exception: BaseException | None = None) -> str:
    info = (type(exception), exception, exception.__traceback__) if exception else None
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, message, None, info)
    return OneLine("42:secret").format(record)


def test_a_secret_is_taken_out() -> None:
    assert "42:secret" not in line("GET https://api.telegram.org/bot42:secret/getMe")


def test_an_error_is_told_by_kind_and_place_and_not_by_its_words() -> None:
    try:
        raise ValueError("what Aziza wrote")
    except ValueError:
        told = line("update 5 stumbled", exception=sys.exc_info()[1])
    assert "Aziza" not in told
    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "\n" not in told
