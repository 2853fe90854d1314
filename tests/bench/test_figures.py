"""What measures reports and searches asks what readers ask, and counts what that costs."""

import time
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import connection

from bench.figures.questions import Refused, days, last_day, questions, readers
from bench.figures.stopwatch import cost_of, flood_of, plans
from bench.history.history import Scale

pytestmark = pytest.mark.django_db


def sleep_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.03)")
        cursor.execute("SELECT 1")


def test_it_tells_the_time_of_the_database_from_all_the_time(db: None) -> None:
    def ask() -> None:
        sleep_in_the_database()
        time.sleep(0.05)

    cost = cost_of(ask, 3)
    assert cost.statements == 2
    assert 30 <= cost.database <= cost.slowest
    assert cost.wall >= cost.database + 50


def test_it_asks_once_more_than_it_counts() -> None:
    asked: list[int] = []
    cost_of(lambda: asked.append(1), 4)
    assert len(asked) == 5


def test_a_stream_that_is_kept_in_memory_shows() -> None:
    def kept() -> Iterator[bytes]:
        yield from [bytes([number]) * 10_000_000 + b"\n" for number in b"abcdefghijkl"]

    def flowing() -> Iterator[bytes]:
        yield from (b"x" * 10_000_000 + b"\n" for _ in range(12))

    heap, flow = flood_of(kept), flood_of(flowing)
    assert (heap.lines, heap.size) == (flow.lines, flow.size) == (12, 120_000_012)
    # A process that has run other tests has memory to spare, which is not counted as added.
    assert heap.memory > flow.memory + 40


def test_the_last_day_is_the_history_s_own(past: Scale) -> None:
    assert last_day() == past.last
    assert days(7) == {"from": "2026-03-25", "to": "2026-03-31"}


def test_every_question_has_an_answer(past: Scale) -> None:
    names = [question.name for question in questions()]
    assert len(names) == len(set(names)) > 30
    for question in questions():
        question.ask()


def test_every_file_comes_as_a_stream(past: Scale) -> None:
    reader = readers()["super admin"]
    for path in ("report/export/", "ticket/events/export/"):
        found = flood_of(partial(reader.stream, path, file="csv", **days(30)))
        assert found.lines > 100
        assert flood_of(partial(reader.stream, path, file="xlsx", **days(30))).size > 1000


def test_a_refused_question_is_no_fast_answer(past: Scale) -> None:
    with pytest.raises(Refused, match="400"):
        readers()["super admin"].get("report/summary/", **{"from": "2026-03-31", "to": "2026-03-01"})


def test_it_shows_the_way_that_was_gone(past: Scale) -> None:
    question = next(question for question in questions() if question.name.startswith("report of a week"))
    shown = list(plans(question.ask))
    assert len(shown) > 4
    assert all("Execution Time" in plan for plan in shown)
