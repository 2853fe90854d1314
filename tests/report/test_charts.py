"""Charts of sample reports: readable in every language, at every size, for a day and for three years."""

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from apps.admin.models import Admin, Category
from apps.report.charts import CHAT, KINDS, NARROW, WIDE, Size, draw
from apps.report.charts.canvas import ORANGE, TEAL
from apps.report.charts.samples import sample_report
from apps.report.services.figures import NO_RATINGS, NO_TIMES
from apps.report.services.summary import AdminRow, CategoryRow, Report
from tests.report.charts import SVG, bars_of, labels_of, marks_of, tips_of, tree_of, words_of

LANGUAGES = ("uz", "ru", "en")
SIZES = (WIDE, NARROW, CHAT)
NASTY = "</text><script>alert(\"1\")</script> & 'Toʻlov' \x0b\u202e💳"
TITLES = {
    ("volume", "uz"): "Ochilgan va yopilgan murojaatlar",
    ("volume", "ru"): "Открыто и закрыто обращений",
    ("volume", "en"): "Opened and closed tickets",
    ("response", "uz"): "Odamlarga qanchalik tez javob berilgan",
    ("response", "ru"): "Как быстро отвечают людям",
    ("response", "en"): "How soon people are answered",
    ("ratings", "uz"): "Odamlar yordamni qanday baholagan",
    ("ratings", "ru"): "Как люди оценивают помощь",
    ("ratings", "en"): "How people rate the help",
    ("categories", "uz"): "Boʻlimlar boʻyicha murojaatlar",
    ("categories", "ru"): "Обращения по категориям",
    ("categories", "en"): "Tickets by category",
    ("admins", "uz"): "Adminlar ishi",
    ("admins", "ru"): "Работа администраторов",
    ("admins", "en"): "Work by admin",
}


@cache
def report_of(days: int) -> Report:
    """Return a sample of so many days, made once."""
    return sample_report(days=days)


def empty_report(days: int = 30) -> Report:
    """Return a report of days in which nothing happened."""
    report = report_of(days)
    nothing: dict[str, Any] = {
        "opened": 0, "closed": 0, "backlog": 0, "messages_out": 0, "first_response": NO_TIMES, "response": NO_TIMES,
    }  # fmt: skip
    totals = replace(report.totals, **nothing, ratings=NO_RATINGS)
    return replace(
        report,
        totals=totals,
        previous=totals,
        by_day=[replace(day, **nothing) for day in report.by_day],
        by_step=[replace(step, first_response=NO_TIMES, response=NO_TIMES) for step in report.by_step],
        by_category=[],
        by_admin=[],
    )


def report_of_one_admin() -> Report:
    """Return a report in which nobody's acts are missing, as an admin's are."""
    report = report_of(30)
    own = replace(report.totals, opened=None, backlog=None, messages_in=None, rating_response=None)
    days = [replace(day, opened=None, backlog=None, messages_in=None) for day in report.by_day]
    rows = [CategoryRow(category=row.category, totals=own, previous=own) for row in report.by_category]
    return replace(report, totals=own, by_day=days, by_category=rows, admin=Admin(first_name="Dilnoza"))


def busy(report: Report) -> Report:
    """Return the report of a desk with a hundred thousand tickets a day, whose numbers are wide."""
    many = 123_456
    totals = replace(report.totals, opened=12_345_678, closed=12_345_678, backlog=many, messages_out=12_345_678)
    rows = [replace(row, totals=totals) for row in report.by_category]
    days = [replace(day, opened=many + n, closed=many - n, backlog=many) for n, day in enumerate(report.by_day)]
    return replace(report, totals=totals, by_day=days, by_category=rows)


def named(report: Report, name: str, count: int = 1) -> Report:
    """Return the report with so many categories and admins of that name, each busier than the next."""
    figures = [replace(report.totals, opened=count - n, closed=count - n, messages_out=count - n) for n in range(count)]
    return replace(
        report,
        by_category=[CategoryRow(category=Category(name_uz=name), totals=each, previous=each) for each in figures],
        by_admin=[AdminRow(admin=Admin(first_name=name), totals=each, previous=each) for each in figures],
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_says_in_the_readers_language_what_it_shows_and_of_which_days(kind: str, language: str) -> None:
    words = words_of(draw(kind, report_of(30), language))

    assert words[0] == TITLES[kind, language]
    assert words[1].startswith("24.10.2026 – 22.11.2026")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 2, 7, 30, 62, 63, 365, 400, 401, 3 * 366])
def test_no_words_touch_others_or_leave_the_picture(kind: str, days: int) -> None:
    for size, language in product(SIZES, LANGUAGES):
        labels = labels_of(draw(kind, busy(report_of(days)), language, size=size))
        for number, label in enumerate(labels):
            assert 0 <= label.left < label.right <= size.width, label
            assert 0 <= label.top < label.bottom <= size.height, label
            assert [other for other in labels[number + 1 :] if label.touches(other)] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("days", [1, 62, 3 * 366])
def test_everything_stays_within_the_picture(kind: str, days: int) -> None:
    for size in SIZES:
        for element in tree_of(draw(kind, report_of(days), "uz", size=size)).iter():
            numbers = {name: float(element.get(name, "0")) for name in ("x", "y", "width", "height", "cx", "cy")}
            assert min(numbers.values()) >= 0
            assert numbers["x"] + numbers["width"] <= size.width
            assert max(numbers["y"] + numbers["height"], numbers["cy"]) <= size.height
            for x, y in (point.split(",") for point in element.get("points", "").split()):
                assert 0 <= float(x) <= size.width
                assert 0 <= float(y) <= size.height


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_is_drawn_the_same(kind: str) -> None:
    assert draw(kind, sample_report(), "ru") == draw(kind, sample_report(), "ru")


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_asks_for_nothing_from_outside_and_styles_nothing_around_it(kind: str) -> None:
    svg = draw(kind, named(report_of(30), NASTY), "uz")

    assert svg.count("http") == 1, "the name of SVG itself"
    names = {element.tag.removeprefix(SVG) for element in tree_of(svg).iter()}
    assert names <= {"svg", "title", "desc", "text", "rect", "line", "polyline", "polygon", "circle"}
    attributes = {name for element in tree_of(svg).iter() for name in element.attrib}
    assert not attributes & {"style", "class", "id", "href"}
    assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_cannot_see_it_is_told_title_and_figures(kind: str, language: str) -> None:
    root = tree_of(draw(kind, report_of(30), language))

    assert (root.get("role"), root.get("lang")) == ("img", language)
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    assert (root[0].text or "").startswith(TITLES[kind, language])
    assert "701" in (root[1].text or "")


@pytest.mark.parametrize("kind", ["categories", "admins"])
def test_a_name_is_words_whatever_stands_in_it(kind: str) -> None:
    svg = draw(kind, named(report_of(30), NASTY), "uz", size=Size(2000, 400))

    (name,) = [words for words in words_of(svg) if "script" in words]
    assert name == "</text><script>alert(\"1\")</script> & 'Toʻlov' 💳"
    assert tips_of(svg)[0].startswith(name)


def test_a_name_of_a_filter_stands_in_the_title_and_is_words_too() -> None:
    report = replace(report_of(30), category=Category(name_ru=NASTY), admin=Admin(first_name="Dilnoza"))

    title = words_of(draw("volume", report, "ru", size=Size(2000, 400)))[0]

    assert title == "Открыто и закрыто обращений · </text><script>alert(\"1\")</script> & 'Toʻlov' 💳 · Dilnoza"


@pytest.mark.parametrize("kind", ["categories", "admins"])
@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_is_cut_and_whole_in_its_tip(kind: str, size: Size) -> None:
    name = "Qaytarish, almashtirish va boshqa juda uzun nomli masalalar"

    svg = draw(kind, named(report_of(30), name), "uz", size=size)

    (cut,) = [words for words in words_of(svg) if words.startswith("Qaytarish")]
    assert cut.endswith("…")
    assert tips_of(svg)[0].startswith(name)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["categories", "admins"])
def test_of_fifty_rows_the_busiest_are_drawn_and_the_rest_together(kind: str, size: Size) -> None:
    svg = draw(kind, named(report_of(30), "Boʻlim", 50), "uz", size=size)

    names = [words for words in words_of(svg) if words.startswith(("Boʻlim", "yana")) and words[-1] not in "ri"]
    shown = len(names) - 1
    assert shown >= 7
    assert names[-1] == f"yana {50 - shown} ta"
    rest = sum(range(1, 50 - shown + 1))
    assert tips_of(svg)[-1].endswith(f": {rest:,}".replace(",", "\xa0"))
    assert len(set(tips_of(svg))) == shown + 1


def test_admins_are_ranked_by_what_they_did() -> None:
    report = report_of(30)

    words = words_of(draw("admins", replace(report, by_admin=report.by_admin[::-1]), "en"))

    assert [word for word in words if word in {"Dilnoza", "Jasur", "Rustam", "Madina"}] == [
        "Dilnoza", "Jasur", "Rustam", "Madina",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [
        ("volume", "uz", "Bu kunlarda murojaat boʻlmagan."),
        ("response", "ru", "В эти дни ответов не было."),
        ("ratings", "en", "No ratings in these days."),
        ("categories", "ru", "В эти дни обращений не было."),
        ("admins", "uz", "Bu kunlarda javob ham, yopish ham boʻlmagan."),
    ],
)
def test_where_nothing_happened_the_picture_says_so(kind: str, language: str, words: str) -> None:
    for size, days in product(SIZES, (1, 30, 365, 3 * 366)):
        svg = draw(kind, empty_report(days), language, size=size)
        assert words_of(svg)[2:] == [words]
        assert list(tree_of(svg).iter(f"{SVG}rect")) == []


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
