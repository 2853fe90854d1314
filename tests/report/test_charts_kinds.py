"""What each kind of chart shows of a report: bars as high as their counts, weeks, gaps, tips, ratings."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from apps.report.charts import KINDS, draw
from apps.report.charts.canvas import ORANGE, TEAL
from apps.report.charts.samples import sample_report
from apps.report.services.figures import NO_TIMES
from apps.report.services.summary import Report
from tests.report.charts import (
    SVG,
    bars_of,
    empty_report,
    marks_of,
    report_of,
    report_of_one_admin,
    tips_of,
    tree_of,
    words_of,
)

LANGUAGES = ("uz", "ru", "en")


def test_tickets_that_only_wait_are_drawn() -> None:
    report = empty_report()
    waiting = replace(report, by_day=[replace(day, backlog=3) for day in report.by_day])

    assert "No tickets in these days." not in words_of(draw("volume", waiting, "en"))


@pytest.mark.parametrize(
    ("days", "columns", "step"), [(1, 1, "by day"), (62, 62, "by day"), (63, 9, "by week"), (400, 58, "by week"),
                                  (401, 14, "by month"), (3 * 366, 37, "by month")],
)  # fmt: skip
def test_a_long_period_is_drawn_by_week_or_month(days: int, columns: int, step: str) -> None:
    for kind in ("volume", "response"):
        svg = draw(kind, report_of(days), "en")
        assert len(tips_of(svg)) == columns
        assert words_of(svg)[1].endswith(step)


def test_a_week_has_the_sum_of_its_days_and_the_backlog_of_its_last_one() -> None:
    report = report_of(63)

    tip = tips_of(draw("volume", report, "en"))[-1]

    week = report.by_day[-7:]
    opened, closed = sum(day.opened or 0 for day in week), sum(day.closed for day in week)
    expected = f"16.11.2026 – 22.11.2026 · Opened: {opened} · Closed: {closed} · Open at the end: {week[-1].backlog}"
    assert tip == expected


def test_bars_are_as_high_as_what_they_count() -> None:
    report = report_of(7)

    svg = draw("volume", report, "en")

    for fill, counts in (
        (TEAL, [day.opened or 0 for day in report.by_day]),
        (ORANGE, [day.closed for day in report.by_day]),
    ):
        heights = [float(bar.get("height", "0")) for bar in bars_of(svg, fill)]
        per_ticket = heights[0] / counts[0]
        assert heights == pytest.approx([count * per_ticket for count in counts], abs=0.02)


def test_an_admins_own_volume_is_closings_and_answers() -> None:
    words = words_of(draw("volume", report_of_one_admin(), "en"))

    assert words[0] == "Opened and closed tickets · Dilnoza"
    assert {"Closed: 666", "Answers: 1,895"} <= set(words)
    assert not [word for word in words if word.startswith(("Opened:", "Open at"))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_can_be_drawn_of_one_admin(kind: str, language: str) -> None:
    ET.fromstring(draw(kind, report_of_one_admin(), language))


def test_a_day_without_an_answer_interrupts_the_line() -> None:
    report = report_of(7)
    silent = [replace(step, first_response=NO_TIMES) if n == 3 else step for n, step in enumerate(report.by_step)]

    def lines(report: Report) -> list[int]:
        found = tree_of(draw("response", report, "en")).iter(f"{SVG}polyline")
        return [len(line.get("points", "").split()) for line in found if line.get("stroke") == TEAL]

    assert lines(report) == [7, 7]
    assert lines(replace(report, by_step=silent)) == [3, 3, 3, 3]


def test_a_tip_tells_median_p90_and_the_number_of_answers() -> None:
    report = report_of(1)

    (tip,) = tips_of(draw("response", report, "en"))

    assert tip.startswith("22.11.2026 · First response: ")
    assert f"n = {report.by_step[0].first_response.n})" in tip
    assert "9 of 10 within" in tip


def test_ratings_show_every_value_its_share_the_mean_and_the_period_before() -> None:
    report = report_of(30)

    words = words_of(draw("ratings", report, "ru"))

    assert f"{report.totals.ratings.mean:.2f} ★".replace(".", ",") in words
    assert "413 оценок" in words
    assert "оценено закрытий: 62%" in words
    assert f"в прошлом периоде {report.previous.ratings.mean:.2f}".replace(".", ",") in words
    for value, count in report.totals.ratings.values.items():
        assert f"{value} ★" in words
        assert f"{count} ({int(count / 413 * 100 + 0.5)}%)" in words


@pytest.mark.parametrize("kind", ["volume", "response"])
def test_axes_begin_at_zero_and_count_whole(kind: str) -> None:
    marks = marks_of(draw(kind, sample_report(days=1, busy=3), "en"))

    assert marks.count("0") == 2
    if kind == "volume":
        assert all(mark.isdecimal() for mark in marks)
