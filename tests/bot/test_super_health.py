"""Health for a super admin: a line for each part, in the reader's language, and what to do."""

from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest

from bot.services.api_errors import BackendAway
from bot.services.health import health_words
from bot.services.words import LANGUAGES, Words
from tests.bot.faces import ACTOR, ZONE, Faces, refused
from tests.bot.facts import DILNOZA, RUSTAM

HEALTH = "GET /report/health/"
PARTS = ("database", "migrations", "bots", "webhook", "outbox", "failures", "files", "redis", "disk", "backup")
FACTS: dict[str, Any] = {
    "ms": 700.0,
    "missing": 2,
    "alive": 1,
    "silent": 1,
    "pending": 120,
    "last_error": "Connection refused",
    "oldest": 720,
    "failed": 3,
    "late": 900,
    "age": 100_000,
    "struggling": 4,
    "percent": 1.5,
    "free": 3 * 1024**3,
    "is_ours": None,
}
PROBLEMS = [
    "database_away",
    "database_slow",
    "migrations_missing",
    "no_bot",
    "bot_silent",
    "bots_disturb",
    "webhook_not_ours",
    "webhook_not_known",
    "webhook_error",
    "webhook_pending",
    "deliveries_late",
    "deliveries_failed",
    "files_late",
    "files_struggling",
    "redis_away",
    "disk_low",
    "disk_full",
    "disk_unreadable",
    "backup_missing",
    "backup_old",
    "not_known",
]


def check(name: str, state: str = "ok", problem: str = "") -> dict[str, Any]:
    return {"name": name, "state": state, "problem": problem, "facts": FACTS}


def health(*wrong: dict[str, Any], state: str = "ok") -> Any:
    names = {each["name"] for each in wrong}
    return {"state": state, "checks": [*(check(name) for name in PARTS if name not in names), *wrong]}


async def test_the_menu_leads_to_it_and_it_renews_itself_on_a_button(faces: Faces) -> None:
    faces.answer(HEALTH, health(check("outbox", "fail", "deliveries_late"), state="fail"))
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Health")
    lines = faces.heard(RUSTAM)[-1].splitlines()
    assert lines[0] == "🩺 Something is wrong: act now."
    assert "✅ Database" in lines
    late = lines.index("❌ Messages on their way")
    assert lines[late + 1] == "The oldest has been waiting for 12 min; in all: 120. See whether Telegram answers."
    assert lines[-3] == "If you do not run the server yourself, forward this message to whoever does."

    faces.answer(HEALTH, health())
    await faces.presses(RUSTAM, "Renew")
    assert faces.heard(RUSTAM)[-1].startswith("🩺 All is well.")
    assert "forward" not in faces.heard(RUSTAM)[-1]
    assert {call.person for call in faces.api.made(HEALTH)} == {RUSTAM}


async def test_renewing_is_seen_also_where_nothing_has_changed(faces: Faces) -> None:
    faces.answer(HEALTH, health())
    with patch("bot.routers.super_health.datetime") as clock:
        clock.now.return_value = datetime(2026, 11, 23, 13, 59, 58, tzinfo=ZONE)
        await faces.says(RUSTAM, "/health")
        assert faces.heard(RUSTAM)[-1].splitlines()[-1] == "Looked at 13:59:58."
        clock.now.return_value = datetime(2026, 11, 23, 13, 59, 59, tzinfo=ZONE)
        await faces.presses(RUSTAM, "Renew")
        assert faces.heard(RUSTAM)[-1].splitlines()[-1] == "Looked at 13:59:59."
    clock.now.assert_called_with(ZONE)


async def test_the_command_tells_it(faces: Faces) -> None:
    faces.answer(HEALTH, health())
    await faces.says(RUSTAM, "/health")
    assert faces.heard(RUSTAM)[-1].count("✅") == len(PARTS)


async def test_a_backend_that_is_away_is_the_answer(faces: Faces) -> None:
    await faces.says(RUSTAM, "/admin")
    faces.answer(ACTOR, BackendAway("503"))
    faces.answer(HEALTH, BackendAway("503"))
    faces.actors.doubt(RUSTAM)
    await faces.says(RUSTAM, "/health")
    said = faces.heard(RUSTAM)[-1]
    assert said.startswith("❌ The backend, or its database, does not answer.")
    assert "forward this message to whoever does" in said


async def test_others_are_refused(faces: Faces) -> None:
    faces.answer(HEALTH, refused("forbidden", 403))
    await faces.says(DILNOZA, "/health")
    assert "🩺" not in faces.heard(DILNOZA)[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_problem_is_said_in_every_language(language: str, problem: str) -> None:
    said = health_words(health(check("disk", "warn", problem), state="warn"), Words(language))
    assert "{" not in said
    assert "problem-" not in said
    assert "⚠️" in said
