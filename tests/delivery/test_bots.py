"""A bot says that it lives, and hears how many of its kind there are."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from apps.delivery.models import BotProcess
from apps.delivery.services.bots import ALIVE_WITHIN, FORGOTTEN_AFTER, alive_processes
from tests.doors import Api

pytestmark = pytest.mark.django_db
BOT, OTHER_BOT = 4242, 4343
REPORTS = "delivery/bots/"


@pytest.fixture
def service(api: Any) -> Api:
    """The bots' own door."""
    return api(None)  # type: ignore[no-any-return]


def a_report(instance: uuid.UUID | None = None, **changed: Any) -> dict[str, Any]:
    facts = {"webhook": None, "redis": "unused", "version": "1.0"}
    report = {
        "instance": str(instance or uuid.uuid4()),
        "bot_id": BOT,
        "mode": "polling",
        "started_at": "2026-11-23T04:45:00Z",
        "facts": facts,
    }
    return report | changed


def webhook(**changed: Any) -> dict[str, Any]:
    found = {"is_ours": True, "pending": 3, "last_error": "", "last_error_at": None} | changed
    return {"webhook": found, "redis": "ok", "version": "1.0"}


def age(instance: uuid.UUID, by: timedelta) -> None:
    """Let a bot have been silent for so long."""
    BotProcess.objects.filter(instance=instance).update(seen_at=F("seen_at") - by)


def test_it_counts_the_living_of_its_kind_with_itself(service: Api) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()

    assert service.post(REPORTS, **a_report(first)).json() == {"alive": 1}
    assert service.post(REPORTS, **a_report(second)).json() == {"alive": 2}
    assert service.post(REPORTS, **a_report(first)).json() == {"alive": 2}
    assert service.post(REPORTS, **a_report(bot_id=OTHER_BOT)).json() == {"alive": 1}


def test_a_silent_one_is_no_longer_counted_until_it_speaks_again(service: Api) -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    service.post(REPORTS, **a_report(first))
    age(first, ALIVE_WITHIN + timedelta(seconds=1))

    assert service.post(REPORTS, **a_report(second)).json() == {"alive": 1}
    assert service.post(REPORTS, **a_report(first)).json() == {"alive": 2}


def test_two_lost_reports_do_not_count_a_bot_out(service: Api) -> None:
    instance = uuid.uuid4()
    service.post(REPORTS, **a_report(instance))
    age(instance, timedelta(seconds=44))

    assert alive_processes().count() == 1


def test_a_report_replaces_what_was_said_before(service: Api) -> None:
    instance = uuid.uuid4()
    service.post(REPORTS, **a_report(instance))
    service.post(REPORTS, **a_report(instance, mode="webhook", facts=webhook(pending=7)))

    process = BotProcess.objects.get()
    assert (process.mode, process.facts["webhook"]["pending"], process.facts["redis"]) == ("webhook", 7, "ok")


def test_a_clean_stop_is_not_missed(service: Api) -> None:
    instance = uuid.uuid4()
    service.post(REPORTS, **a_report(instance))

    assert service.post(f"{REPORTS}leave/", instance=str(instance)).status_code == 200
    assert service.post(f"{REPORTS}leave/", instance=str(instance)).status_code == 200
    assert not BotProcess.objects.exists()


def test_the_dead_are_seen_for_a_day(service: Api) -> None:
    lately, long_ago = uuid.uuid4(), uuid.uuid4()
    for instance in (lately, long_ago):
        service.post(REPORTS, **a_report(instance))
    age(lately, FORGOTTEN_AFTER - timedelta(minutes=1))
    age(long_ago, FORGOTTEN_AFTER + timedelta(minutes=1))

    service.post(REPORTS, **a_report())

    assert BotProcess.objects.filter(instance=lately).exists()
    assert not BotProcess.objects.filter(instance=long_ago).exists()


def test_long_words_of_telegram_are_cut_and_no_reason_to_refuse(service: Api) -> None:
    report = a_report(facts=webhook(last_error="x" * 9000, last_error_at="2026-11-23T04:45:00Z"), mode="webhook")

    assert service.post(REPORTS, **report).status_code == 200
    found = BotProcess.objects.get().facts["webhook"]
    assert (len(found["last_error"]), found["last_error_at"]) == (500, "2026-11-23T09:45:00+05:00")


def test_what_a_newer_bot_says_more_is_left_out(service: Api) -> None:
    facts = webhook() | {"weather": "fine"}

    assert service.post(REPORTS, **a_report(facts=facts)).status_code == 200
    assert "weather" not in BotProcess.objects.get().facts


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"instance": "mine"}, "instance"),
        ({"bot_id": 0}, "bot_id"),
        ({"mode": "pigeons"}, "mode"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"facts": None}, "facts"),
        ({"facts": {"redis": "maybe"}}, "facts.redis"),
        ({"facts": webhook(pending=-1)}, "facts.webhook.pending"),
    ],
)
def test_a_wrong_report_names_its_field(service: Api, changed: dict[str, Any], field: str) -> None:
    answer = service.post(REPORTS, **a_report(**changed))

    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert not BotProcess.objects.exists()
