"""A report's pictures and tables: sent beside everything else, with a caption, or refused in words."""

from datetime import date, datetime

import pytest

from bot.services.api_errors import BackendAway, Refused
from bot.services.spans import days_of, span_words
from tests.bot.faces import ZONE, Faces, refused
from tests.bot.facts import RUSTAM
from tests.bot.report_facts import report
from tests.system.pictures import PNG

CHART = "GET /report/chart/"
EXPORT = "GET /report/export/"


async def open_reports(faces: Faces) -> None:
    faces.answer("GET /report/summary/", report())
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Reports")


def today() -> date:
    return datetime.now(ZONE).date()


@pytest.mark.parametrize(
    ("label", "kind"), [("📈 Tickets", "volume"), ("⏱ Times", "response"), ("⭐ Ratings", "ratings")]
)
async def test_a_chart_comes_as_a_picture_with_a_caption(faces: Faces, label: str, kind: str) -> None:
    await open_reports(faces)
    faces.answer(CHART, PNG)

    assert await faces.presses(RUSTAM, label) == "⏳ It is being prepared and comes in a moment."

    first, last = days_of("week", today())
    asked = faces.api.made(CHART)[0]
    days = {"from": first.isoformat(), "to": last.isoformat()}
    assert (asked.person, asked.query) == (RUSTAM, {"kind": kind, "language": "en", **days})
    shown = faces.last(RUSTAM)
    assert shown["photo"]
    assert shown["caption"].endswith(span_words(first.isoformat(), last.isoformat()))


@pytest.mark.parametrize("file", ["csv", "xlsx"])
async def test_an_export_comes_as_a_document_with_a_caption(faces: Faces, file: str) -> None:
    await open_reports(faces)
    await faces.presses(RUSTAM, "Last month")
    faces.answer(EXPORT, b"number\r\n1024\r\n")

    await faces.presses(RUSTAM, file.upper())

    first, last = days_of("last_month", today())
    asked = faces.api.made(EXPORT)[0].query
    assert (asked["file"], asked["from"], asked["to"]) == (file, first.isoformat(), last.isoformat())
    shown = faces.last(RUSTAM)
    assert shown["document"]["file_name"] == f"tickets-{first}-{last}.{file}"
    assert "one in each row" in shown["caption"]


async def test_the_report_stays_below_when_a_file_was_asked_for(faces: Faces) -> None:
    await open_reports(faces)
    faces.answer(EXPORT, b"number\r\n")

    await faces.presses(RUSTAM, "CSV")
    await faces.presses(RUSTAM, "XLSX")

    assert [asked.query["file"] for asked in faces.api.made(EXPORT)] == ["csv", "xlsx"]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (Refused(503, "took_too_long", {}, {}), "took too long"),
        (BackendAway("nobody"), "cannot be reached"),
        (Refused(413, "too_large", {}, {}), "a shorter time"),
        (refused("forbidden", 403), "may not do that"),
    ],
)
async def test_a_file_that_cannot_come_is_told_in_words(faces: Faces, failure: Exception, words: str) -> None:
    await open_reports(faces)
    faces.answer(EXPORT, failure)

    await faces.presses(RUSTAM, "CSV")

    assert words in faces.heard(RUSTAM)[-1]


async def test_a_file_that_telegram_refuses_stops_nobody(faces: Faces) -> None:
    await open_reports(faces)
    faces.answer(EXPORT, b"number\r\n")
    fault = [{"method": "sendDocument", "kind": "400", "times": 1}]
    async with faces.people.post(f"{faces.playground.page_url}/api/faults", json=fault) as response:
        assert response.status == 201

    await faces.presses(RUSTAM, "CSV")
    await faces.presses(RUSTAM, "CSV")

    assert faces.last(RUSTAM)["document"]
