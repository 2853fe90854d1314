"""What Prometheus is told by a running desk: all that alerts and the dashboard ask for, and nothing of people."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.monitoring.files import asked_for, labels_asked_for
from tests.system.company import open_company
from tests.system.harness import NO_LIMITS, Desk, a_desk, wait_for_http
from tests.system.processes import free_port
from tests.system.telegram import following

TOKEN = "only-prometheus-knows-this"
# What needs a webhook or a Redis, which this desk has not; their names stand in the code that tells them.
ELSEWHERE = {"yordam_webhook_pending_updates", "yordam_webhook_ours", "yordam_redis_up", "yordam_bot_redis_up"}
# What Prometheus itself says of where a number came from.
OF_PROMETHEUS = {"job", "instance"}


@pytest.fixture(scope="module")
def watched_desk() -> Iterator[Desk]:
    """A desk whose two processes tell Prometheus of themselves."""
    with a_desk(variables={**NO_LIMITS, "METRICS_TOKEN": TOKEN, "BOT_PORT": str(free_port())}) as desk:
        yield desk


def pages(desk: Desk) -> dict[str, str]:
    return {"backend": f"{desk.site}/metrics", "bot": f"http://127.0.0.1:{desk.environment['BOT_PORT']}/metrics"}


def scrape(url: str, authorization: str = f"Bearer {TOKEN}") -> str:
    request = urllib.request.Request(url, headers={"Authorization": authorization})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return bytes(answer.read()).decode()


def samples(text: str) -> dict[str, float]:
    """Return each sample of a scrape by its name, labels left out: those of one name together."""
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name] = found.get(sample.name, 0.0) + sample.value
    return found


def labels(text: str) -> dict[str, set[str]]:
    """Return every label with its values."""
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            for name, value in sample.labels.items():
                found.setdefault(name, set()).add(value)
    return found


async def test_everything_that_is_asked_for_is_told_and_nothing_of_people(watched_desk: Desk) -> None:
    async with following(watched_desk.people_url) as telegram:
        company = await open_company(watched_desk, telegram)
        dilnoza, aziza = await company.appoints(), await company.welcomes()
        ticket = await company.asks(aziza, "Where is my parcel with the secret shoes?")
        card = await dilnoza.card_of(ticket)
        await dilnoza.writes("On its way.", reply_to=card["message_id"])
        await aziza.reads("On its way.")
        await company.closes()
    told = {name: scrape(url) for name, url in pages(watched_desk).items()}
    known = samples(told["backend"]) | samples(told["bot"])
    assert asked_for() - ELSEWHERE - known.keys() == set()
    assert known["yordam_bot_commit_seconds_count"] >= 2
    assert known["yordam_bot_deliveries_total"] >= 2
    assert known["yordam_requests_total"] >= 4
    assert known["yordam_bots_alive"] == 1
    assert labels_asked_for() - OF_PROMETHEUS <= labels(told["backend"]).keys() | labels(told["bot"]).keys()
    for page in told.values():
        assert "parcel" not in page
        values = [value for values in labels(page).values() for value in values]
        assert [value for value in values if re.search(r"\d{4}|Aziza|Dilnoza", value)] == []


async def test_the_workers_counts_are_one_sum(watched_desk: Desk) -> None:
    """Whichever worker answers, it tells of all: a second scrape never tells less than the first."""
    before = samples(scrape(pages(watched_desk)["backend"]))["yordam_requests_total"]
    for _ in range(20):
        wait_for_http(f"{watched_desk.site}/healthz", watched_desk.backend)
    for _ in range(6):
        now = samples(scrape(pages(watched_desk)["backend"]))["yordam_requests_total"]
        assert now >= before + 20


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Bearer \xff", f"Token {TOKEN}", TOKEN])
@pytest.mark.parametrize("process", ["backend", "bot"])
async def test_nobody_else_is_told_anything(watched_desk: Desk, process: str, authorization: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        scrape(pages(watched_desk)[process], authorization)
    assert refused.value.code == 401
    assert "yordam" not in refused.value.read().decode()
