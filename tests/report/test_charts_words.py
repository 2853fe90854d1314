"""Numbers in charts and on the reports page: rounded as the report rounds, grouped and pointed as the language does."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from apps.report.charts.words import days, number, percent, short_day
from apps.report.services.figures import Ratings
from apps.report.site.figures import say
from tests.report.charts import report_of


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("uz", ["1\xa0234\xa0567", "4,33", "0,5", "62%", "3"]),
        ("ru", ["1\xa0234\xa0567", "4,33", "0,5", "62%", "3"]),
        ("en", ["1,234,567", "4.33", "0.5", "62%", "3"]),
    ],
)
def test_numbers_are_rounded_half_up_and_written_as_the_language_does(language: str, written: list[str]) -> None:
    with translation.override(language):
        assert [number(1_234_567), number(4.325, 2), number(0.45, 1), percent(0.615), number(2.5)] == written


def test_the_reports_page_rounds_as_the_charts_do() -> None:
    totals = replace(report_of(7).totals, ratings=Ratings(n=3, mean=4.667, values={"4": 1, "5": 2}), reopen_rate=0.6667)

    with translation.override("en"):
        assert say("ratings", totals).words == "4.67"
        assert say("reopen_rate", totals).words == "66.7 %"


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_days_are_written_as_everywhere_at_the_desk(language: str) -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)

    with translation.override(language):
        assert days(first, last) == "01.11.2026 – 30.11.2026"
        assert days(first, first) == "01.11.2026"
        assert [short_day(first, step) for step in ("day", "week", "month")] == ["01.11", "01.11", "11.2026"]
