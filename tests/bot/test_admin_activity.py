"""My activity: what an admin did, how quickly, and how people found it."""

from datetime import UTC

from bot.services.activity import activity_screen
from bot.services.outgoing.styled import TEXT_LIMIT, utf16_length
from bot.services.words import Words
from tests.bot.faces import ZONE, Faces
from tests.bot.facts import DILNOZA, WICKED
from tests.bot.report_facts import activity, recent, stars, times

ACTIVITY = "GET /report/activity/"
CARD = "POST /ticket/tickets/24/card/"


async def opens(faces: Faces, answer: object) -> str:
    faces.answer(ACTIVITY, answer)
    await faces.says(DILNOZA, "/admin")
    await faces.presses(DILNOZA, "My activity")
    return faces.heard(DILNOZA)[-1]


async def test_it_counts_today_and_the_week(faces: Faces) -> None:
    text = await opens(faces, activity(today={"answered": 1}, week={"answered": 12, "closed": 1}))

    assert "Today: 1 answer, 0 tickets closed" in text
    assert "In 7 days: 12 answers, 1 ticket closed" in text


async def test_it_says_how_quickly_and_how_well(faces: Faces) -> None:
    today = {"answered": 3, "first_response": times(95.0, 2), "ratings": stars(4.5, 2)}
    text = await opens(faces, activity(today=today, week=today))

    assert text.count("⏱ First answer: 2 min (median of 2)") == 2
    assert text.count("⭐ Rating: 4.5 (mean of 2)") == 2


async def test_a_day_without_ratings_does_not_speak_of_them(faces: Faces) -> None:
    text = await opens(faces, activity())

    assert "⭐" not in text
    assert "⏱" not in text
    assert faces.buttons(DILNOZA) == ["🏠 Menu"]


async def test_the_latest_ratings_come_with_their_comments_and_lead_to_their_tickets(faces: Faces) -> None:
    text = await opens(faces, activity(recent(1024, 5, f"Thank you {WICKED}"), recent(1025, 2)))
    faces.answer(CARD, {})

    assert text.splitlines()[-2:] == [f"⭐⭐⭐⭐⭐ #1024 · 23.11: Thank you {WICKED}", "⭐⭐ #1025 · 23.11"]
    await faces.presses(DILNOZA, "Open #1024")
    assert len(faces.api.made(CARD)) == 1


async def test_a_ticket_that_was_rated_twice_has_one_button(faces: Faces) -> None:
    await opens(faces, activity(recent(1024, 5), recent(1024, 2)))

    assert faces.buttons(DILNOZA) == ["📂 Open #1024", "🏠 Menu"]


def test_days_are_those_of_the_desk() -> None:
    report = activity(recent(1024, 5))

    assert "· 22.11" in activity_screen(report, Words("en"), UTC).text.text  # type: ignore[arg-type]  # Any zone will do.
    assert "· 23.11" in activity_screen(report, Words("en"), ZONE).text.text


def test_five_long_comments_fit_into_a_message() -> None:
    screen = activity_screen(activity(*[recent(1024, 5, "🙂" * 4096)] * 5), Words("ru"), ZONE)

    assert utf16_length(screen.text.text) <= TEXT_LIMIT
