"""The numbers that Prometheus is told: those of the health view, of waiting tickets, and of nothing that is unknown."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from apps.report.services.health.gauges import Gauges
from apps.report.services.health.reading import ASKING
from apps.report.services.health.thresholds import LIMIT_MS, REDIS_WITHIN
from core.metrics import MEANINGS
from tests.personas import AZIZA, BORIS, Desk
from tests.report.health.parts import a_bot, a_webhook

pytestmark = pytest.mark.django_db
TOKEN = "only-prometheus-knows-this"
# For so many seconds Prometheus waits where nobody tells it otherwise.
SCRAPE_WITHIN = 10.0


@pytest.fixture
def prometheus(settings: Settings) -> Client:
    """The scraper, of a backend that was given its token."""
    settings.METRICS_TOKEN = TOKEN
    return Client(headers={"Authorization": f"Bearer {TOKEN}"})


def numbers() -> dict[str, float]:
    """Return each number by its name and labels."""
    return {"/".join((gauge.name, *(value for _, value in gauge.labels))): gauge.value for gauge in Gauges().read()}


def test_it_tells_of_bots_webhook_and_redis(desk: Desk) -> None:
    a_bot(mode="webhook", webhook=a_webhook(pending=7, is_ours=False), redis="away")
    a_bot(mode="webhook", webhook=a_webhook(pending=7))
    a_bot(mode="webhook", silent=60)

    told = numbers()
    assert (told["yordam_bots_alive/webhook"], told["yordam_bots_alive/polling"], told["yordam_bots_silent"]) == (
        2,
        0,
        1,
    )
    assert (told["yordam_webhook_pending_updates"], told["yordam_webhook_ours"]) == (7, 0)
    assert (told["yordam_redis_away_for_bots"], told["yordam_check/redis"], told["yordam_check/bots"]) == (1, 1, 1)


def test_it_tells_of_open_and_waiting_tickets(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    BORIS.writes("Привет", category=desk.payments)
    assert numbers()["yordam_tickets_open/new"] == 2
    assert numbers()["yordam_tickets_waiting"] == 2
    assert numbers()["yordam_tickets_longest_wait_seconds"] > 0


def test_a_desk_without_redis_or_webhook_tells_nothing_of_them() -> None:
    assert not any(name.startswith(("yordam_webhook", "yordam_redis_up")) for name in numbers())


def test_without_a_database_it_says_that_and_no_old_numbers() -> None:
    away = patch("apps.report.services.health.reading.check_database", side_effect=OperationalError)
    tickets = patch("apps.report.services.health.gauges._read_tickets", side_effect=AssertionError)
    with away, tickets:
        told = numbers()
    assert told["yordam_database_up"] == 0
    assert told["yordam_check/database"] == 2
    assert not any(name.startswith(("yordam_outbox", "yordam_bots", "yordam_tickets")) for name in told)
    assert told["yordam_disk_total_bytes"] > 0


def test_asked_twice_it_looks_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    gauges = Gauges()
    first = gauges.read()
    with django_assert_num_queries(0):
        assert gauges.read() is first


def test_it_ends_before_prometheus_gives_up_even_where_every_look_is_cut_off() -> None:
    """Looks at the bots and at the tickets stand beside those of the list."""
    looks = len(ASKING) + 2
    assert looks * LIMIT_MS / 1000 + 2 * REDIS_WITHIN < SCRAPE_WITHIN


def test_every_number_says_what_it_means() -> None:
    a_bot(mode="webhook", webhook=a_webhook())
    assert {name.partition("/")[0] for name in numbers()} <= MEANINGS.keys()


def test_it_is_told_by_whatever_name_prometheus_knows_the_process(prometheus: Client) -> None:
    answer = prometheus.get("/metrics", headers={"Host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert "yordam_database_up 1.0" in answer.content.decode()


def test_requests_are_counted_by_names_of_views_and_never_by_addresses(prometheus: Client, desk: Desk) -> None:
    for address in ("/healthz", "/api/ticket/tickets/987654/", "/nobody/was/here/987654", "/admin/"):
        prometheus.get(address)
    prometheus.generic("BREW", "/healthz")

    families = text_string_to_metric_families(prometheus.get("/metrics").content.decode())
    told = {
        (sample.labels["view"], sample.labels["method"], sample.labels["status"])
        for family in families
        for sample in family.samples
        if sample.name == "yordam_requests_total"
    }
    assert ("core.views.healthz", "GET", "200") in told
    assert ("ticket-detail", "GET", "401") in told
    assert ("none", "GET", "404") in told
    assert ("admin:index", "GET", "302") in told
    assert ("core.views.healthz", "other", "200") in told
    assert not any("987654" in view for view, _, _ in told)


@pytest.mark.parametrize("shown", ["", "Bearer wrong", TOKEN, f"Token {TOKEN}", "Bearer ключ"])
def test_whoever_shows_another_token_is_told_nothing(prometheus: Client, shown: str) -> None:
    answer = Client(headers={"Authorization": shown}).get("/metrics")
    assert (answer.status_code, answer.content) == (401, b"")


def test_without_a_token_of_ours_there_is_no_such_page(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    assert Client(headers={"Authorization": "Bearer "}).get("/metrics").status_code == 404
