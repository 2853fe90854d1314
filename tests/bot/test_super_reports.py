"""Reports for a super admin: figures as text, pictures and tables."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.keyboards.report import SPANS, VIEWS, report_keyboard
from bot.services import reports
from bot.services.api_errors import BackendAway, Refused
from bot.services.outgoing.styled import TEXT_LIMIT, utf16_length
from bot.services.reports import PAGE, report_screen
from bot.services.spans import days_of, span_words
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import ZONE, Faces, refused
from tests.bot.facts import DILNOZA, RUSTAM, WICKED, actor, category
from tests.bot.report_facts import by_admin, figures, in_category, of_admin, report, stars, times

SUMMARY = "GET /report/summary/"
NOW = figures(
    opened=24,
    closed=20,
    reopened=2,
    reopen_rate=0.1,
    backlog=7,
    messages_in=120,
    messages_out=98,
    first_response=times(720.0, 22),
    response=times(45.0, 90),
    resolution=times(12_000.0, 20),
    full_resolution=times(190_000.0, 19),
    ratings=stars(4.583, 12),
    rating_response={"closed": 20, "rated": 12, "rate": 0.6},
)
BEFORE = figures(
    opened=19,
    closed=22,
    reopened=2,
    reopen_rate=0.0909,
    backlog=3,
    messages_in=110,
    messages_out=101,
    first_response=times(900.0, 18),
    response=times(45.2, 70),
    resolution=times(11_000.0, 22),
    full_resolution=times(190_000.0, 22),
    ratings=stars(4.8, 9),
    rating_response={"closed": 22, "rated": 9, "rate": 0.4091},
)


async def open_reports(faces: Faces, answer: object = None) -> None:
    faces.answer(SUMMARY, answer or report(NOW, BEFORE))
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Reports")


def today() -> date:
    return datetime.now(ZONE).date()


async def test_the_menu_leads_to_the_last_seven_days(faces: Faces) -> None:
    await open_reports(faces)

    first, last = days_of("week", today())
    asked = faces.api.made(SUMMARY)[0]
    assert (asked.person, asked.query) == (RUSTAM, {"from": first.isoformat(), "to": last.isoformat()})
    assert faces.heard(RUSTAM)[-1].startswith("📊 Report · 16.11.2026 – 22.11.2026\nCompared with 09.11.2026 – 15.11")


async def test_each_figure_is_compared_with_the_time_before(faces: Faces) -> None:
    await open_reports(faces)

    lines = faces.heard(RUSTAM)[-1].splitlines()
    assert "📥 Opened: 24 (▲ 5)" in lines
    assert "🔒 Closed: 20 (▼ 2)" in lines
    assert "🔓 Reopened: 2 (=)" in lines
    assert "🔁 Reopened per closing: 10 % (▲ 0.9 %)" in lines
    assert "📚 Still open at the end: 7 (▲ 4)" in lines
    assert "⏱ First answer, median: 12 min (▼ 3 min)" in lines
    assert "     mean 24 min · 9 of 10 within 48 min · n 22" in lines
    assert "⏱ Every answer, median: 45 s (=)" in lines
    assert "🏁 Until closed, median: 3 h 20 min (▲ 17 min)" in lines
    assert "🏁 From first opening to last closing, median: 2 days 5 h (=)" in lines
    assert "⭐ Rating: 4.58 (▼ 0.22) · n 12" in lines
    assert "⭐ Closings that were rated: 60 % (▲ 19.1 %)" in lines


async def test_a_time_in_which_nothing_happened_has_no_figures(faces: Faces) -> None:
    await open_reports(faces, report())

    lines = faces.heard(RUSTAM)[-1].splitlines()
    assert {"📥 Opened: 0 (=)", "⏱ First answer, median: none", "⭐ Rating: none"} <= set(lines)


async def test_what_was_not_there_before_is_compared_with_nothing(faces: Faces) -> None:
    await open_reports(faces, report(NOW, figures()))

    lines = faces.heard(RUSTAM)[-1].splitlines()
    assert {"⏱ First answer, median: 12 min", "⭐ Rating: 4.58 · n 12"} <= set(lines)


@pytest.mark.parametrize(("language", "shown"), [("uz", "10,5 %"), ("ru", "10,5 %"), ("en", "10.5 %")])
def test_a_comma_stands_where_the_language_wants_one(language: str, shown: str) -> None:
    screen = report_screen(report(figures(reopen_rate=0.105)), "totals", "week", Words(language))

    assert shown in screen.text.text


# ------------------------------------------------------------------ the time


async def test_the_offered_times_are_asked_for_by_their_days(faces: Faces) -> None:
    await open_reports(faces)
    assert faces.buttons(RUSTAM)[:5] == ["Today", "✅ 7 days", "30 days", "This month", "Last month"]

    for label in ("Today", "30 days", "This month", "Last month"):
        await faces.presses(RUSTAM, label)

    spans = [days_of(span, today()) for span in ("week", "today", "days30", "month", "last_month")]
    asked = [(each.query["from"], each.query["to"]) for each in faces.api.made(SUMMARY)]
    assert asked == [(first.isoformat(), last.isoformat()) for first, last in spans]
    assert "✅ Last month" in faces.buttons(RUSTAM)


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        ("today", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("week", "2026-11-22", "2026-11-16", "2026-11-22"),
        ("days30", "2026-11-22", "2026-10-24", "2026-11-22"),
        ("month", "2026-11-01", "2026-11-01", "2026-11-01"),
        ("last_month", "2026-11-22", "2026-10-01", "2026-10-31"),
        ("last_month", "2028-03-31", "2028-02-01", "2028-02-29"),
        ("last_month", "2027-01-01", "2026-12-01", "2026-12-31"),
    ],
)
def test_days_of(span: Any, day: str, first: str, last: str) -> None:
    found = days_of(span, date.fromisoformat(day))

    assert [each.isoformat() for each in found] == [first, last]


def test_a_single_day_is_written_once() -> None:
    assert span_words("2026-11-22", "2026-11-22") == "22.11.2026"
    assert span_words("2026-11-01", "2026-11-30") == "01.11.2026 – 30.11.2026"


# ------------------------------------------------------------------ by category, by admin


async def test_by_category_shows_what_happened_in_each(faces: Faces) -> None:
    await open_reports(faces, report(by_category=[in_category(1, NOW, BEFORE), in_category(2)]))

    await faces.presses(RUSTAM, "By category")

    text = faces.heard(RUSTAM)[-1]
    assert "🏷 Payments 1\n📥 opened 24 (▲ 5) · 🔒 closed 20 (▼ 2) · 📚 still open 7 (▲ 4)" in text
    assert "🏷 Payments 2\n📥 opened 0 (=)" in text
    assert not any("By category" in label for label in faces.buttons(RUSTAM))


async def test_by_admin_shows_who_did_what_and_who_has_left(faces: Faces) -> None:
    now, before = of_admin(messages_out=9, closed=4, ratings=stars(5.0, 2)), of_admin(messages_out=4, closed=4)
    gone = by_admin(6, first_name="Jasur", is_active=False)
    await open_reports(faces, report(by_admin=[by_admin(5, now, before, first_name=WICKED), gone]))

    await faces.presses(RUSTAM, "By admin")

    text = faces.heard(RUSTAM)[-1]
    assert f"👤 {WICKED}\n💬 answers 9 (▲ 5) · 🔒 closed 4 (=)" in text
    assert "⭐ Rating: 5 · n 2" in text
    assert "🚪 Jasur" in text


async def test_a_view_stays_when_the_time_changes(faces: Faces) -> None:
    await open_reports(faces, report(by_category=[in_category(1)]))
    await faces.presses(RUSTAM, "By category")

    await faces.presses(RUSTAM, "30 days")

    assert faces.heard(RUSTAM)[-1].startswith("📊 By category")
    assert "✅ 30 days" in faces.buttons(RUSTAM)


async def test_nothing_at_all_is_said(faces: Faces) -> None:
    await open_reports(faces, report())

    await faces.presses(RUSTAM, "By admin")

    assert "Nothing happened in this time." in faces.heard(RUSTAM)[-1]


async def test_many_categories_come_in_pages(faces: Faces) -> None:
    await open_reports(faces, report(by_category=[in_category(number) for number in range(1, PAGE + 3)]))
    await faces.presses(RUSTAM, "By category")
    assert "Payments 9" not in faces.heard(RUSTAM)[-1]

    await faces.presses(RUSTAM, "Next")
    assert "Payments 9" in faces.heard(RUSTAM)[-1]
    assert "Payments 10" in faces.heard(RUSTAM)[-1]
    assert "Next ➡️" not in faces.buttons(RUSTAM)
    await faces.presses(RUSTAM, "Previous")
    assert "Payments 1\n" in faces.heard(RUSTAM)[-1]


async def test_a_page_that_is_gone_shows_the_last_there_is(faces: Faces) -> None:
    many, few = [in_category(number) for number in range(1, PAGE + 2)], [in_category(1)]
    await open_reports(faces, [report(), report(by_category=many), report(by_category=few)])
    await faces.presses(RUSTAM, "By category")

    await faces.presses(RUSTAM, "Next")

    assert "Payments 1\n" in faces.heard(RUSTAM)[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_the_largest_report_fits_into_a_message(view: Any, language: str) -> None:
    long = {f"name_{each}": "🙂" * 120 for each in LANGUAGES}
    huge: Any = dict.fromkeys(("opened", "closed", "reopened", "backlog", "messages_in", "messages_out"), 10**9)
    now = figures(**huge, **dict.fromkeys(("first_response", "response", "resolution"), times(9e8, 10**9)))
    categories = [{**in_category(number, now), "category": category(number, **long)} for number in range(20)]
    admins = [by_admin(number, now, first_name="🙂" * 150) for number in range(20)]

    screen = report_screen(report(now, by_category=categories, by_admin=admins), view, "week", Words(language))

    assert utf16_length(screen.text.text) <= TEXT_LIMIT


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_says_something_else_in_each_language(view: Any) -> None:
    told = report(NOW, BEFORE, by_category=[in_category(1, NOW)], by_admin=[by_admin(1)])
    texts = {report_screen(told, view, "week", Words(language)).text.text for language in LANGUAGES}

    assert len(texts) == len(LANGUAGES)
    assert set(reports.TITLES) == set(VIEWS)


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("failure", "words"),
    [(Refused(503, "took_too_long", {}, {}), "took too long"), (BackendAway("nobody"), "cannot be reached")],
)
async def test_a_report_that_cannot_be_had_leaves_the_last_one(faces: Faces, failure: Exception, words: str) -> None:
    await open_reports(faces, [report(NOW, BEFORE), failure])
    before = faces.last(RUSTAM)

    assert words in await faces.presses(RUSTAM, "30 days")
    assert faces.last(RUSTAM) == before


async def test_who_is_no_super_admin_any_more_loses_the_report(faces: Faces) -> None:
    await open_reports(faces, [report(NOW, BEFORE), refused("forbidden", 403)])

    assert await faces.presses(RUSTAM, "Today") == "You may not do that."
    assert faces.buttons(RUSTAM) == []


async def test_an_admin_has_no_button_for_reports(faces: Faces) -> None:
    await faces.says(DILNOZA, "/admin")

    assert actor(DILNOZA)["role"] == "admin"
    assert not any("Reports" in label for label in faces.buttons(DILNOZA))


def test_every_time_has_its_button() -> None:
    for span in SPANS:
        labels = [each.text for row in report_keyboard("totals", span, Words("en")).inline_keyboard for each in row]
        assert sum(label.startswith("✅") for label in labels) == 1
