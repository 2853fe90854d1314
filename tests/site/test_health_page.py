"""The health page: every part in words that say what to do, in three languages, for super admins."""

from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from apps.report.services.health import Check, Health, State
from apps.report.services.health.reading import ORDER
from apps.report.site import health as words
from tests.api.desk import Desk, build_desk
from tests.report.health.parts import a_bot, a_webhook
from tests.site.office import seat, text_of

PAGE = reverse("health")
FACTS = {
    "ms": 700.0,
    "missing": 2,
    "alive": 1,
    "silent": 1,
    "pending": 120,
    "last_error": "<b>Connection refused</b>",
    "oldest": 700,
    "failed": 3,
    "late": 900,
    "age": 100_000,
    "struggling": 4,
    "waiting": 5,
    "percent": 1.5,
    "free": 3 * 1024**3,
}


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def shown(client: Client, *checks: Check) -> str:
    with patch("apps.report.site.health.read_health", return_value=Health(checks=list(checks))):
        return text_of(client.get(PAGE))


def test_it_shows_every_part_and_the_worst_of_them(office: Desk, settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_FOLDER = str(tmp_path)
    page = text_of(seat(office.rustam).get(PAGE))
    assert "Something is wrong: act now" in page
    assert "None has reported for 45 seconds: nobody gets messages. Start the bot and read its log." in page
    assert "Not delivered in 24 hours: 1. The list of deliveries shows Telegram’s reasons; answers can be" in page
    assert "There is none yet. See the log of what makes backups, and BACKUP_FOLDER." in page
    assert page.count("desk-health-part") == len(ORDER) + 1


def test_a_desk_that_fares_well_says_so(office: Desk) -> None:
    office.failed.delete()
    a_bot(mode="webhook", webhook=a_webhook(pending=4), redis="ok")
    page = text_of(seat(office.rustam).get(PAGE))
    assert "All is well" in page
    assert "Telegram finds us. Updates that wait there: 4." in page
    assert "Not used: one bot and one backend do without." in page


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("problem", sorted(words.PROBLEMS))
def test_each_problem_is_said_in_each_language(office: Desk, language: str, problem: str) -> None:
    page = shown(seat(office.rustam, language), Check(name="disk", state=State.WARN, problem=problem, facts=FACTS))
    assert "%(" not in page
    assert "<b>Connection" not in page
    with translation.override("en"):
        english = str(words.PROBLEMS[problem]).partition("%")[0][:20]
    assert (english in page) == (language == "en")


def test_every_problem_of_the_service_has_words() -> None:
    assert set(ORDER) | {"database"} == set(words.PARTS) == set(words.WELL)


def test_numbers_have_units(office: Desk) -> None:
    client = seat(office.rustam)
    late = Check(name="outbox", state=State.FAIL, problem="deliveries_late", facts=FACTS)
    full = Check(name="disk", state=State.FAIL, problem="disk_full", facts=FACTS)
    page = shown(client, late, full)
    assert "The oldest has been waiting for 11 min 40 s; in all: 120." in page
    assert "Free: 1.5 %, 3.0\xa0GB. Make room now" in page
    assert "Свободно: 1,5 %, 3,0\xa0ГБ." in shown(seat(office.rustam, "ru"), full)


def test_a_database_that_does_not_tell_in_time_is_said(office: Desk) -> None:
    with patch("apps.report.services.health.reading.check_database", side_effect=OperationalError):
        page = text_of(seat(office.rustam).get(PAGE))
    assert "It does not answer. Start PostgreSQL" in page
    assert page.count("Not known: the database did not answer in time.") == 6


def test_only_super_admins_find_it(office: Desk) -> None:
    index = reverse("admin:index")
    assert PAGE in text_of(seat(office.rustam).get(index))
    assert PAGE not in text_of(seat(office.dilnoza).get(index))
    assert seat(office.dilnoza).get(PAGE).status_code == 403


def test_it_is_only_looked_at(office: Desk) -> None:
    assert seat(office.rustam).post(PAGE).status_code == 405
