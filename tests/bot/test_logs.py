"""Logs are one line each, without secrets and without what people write."""

import asyncio
import gc
import logging
import sys
import warnings

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.logs import OneLine, hush_unknown_updates


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


async def test_a_task_that_nobody_waited_for_is_told_without_its_errors_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> None:
        raise ValueError("what Aziza wrote")

    failing = asyncio.create_task(fail())
    await asyncio.wait([failing])
    del failing
    gc.collect()
    [record] = [record for record in caplog.records if record.name == "asyncio"]
    assert "Aziza" in record.getMessage()
    told = OneLine("42:secret").format(record)
    assert "Aziza" not in told
    assert "Task exception was never retrieved [ValueError at " in told


async def test_an_update_of_an_unknown_kind_is_not_printed() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        hush_unknown_updates()
        update = Update.model_validate({"update_id": 1, "telepathy": {"text": "what Aziza thought"}})
        await Dispatcher().feed_update(Bot("42:secret"), update)
    assert [str(warning.message) for warning in shown] == []
