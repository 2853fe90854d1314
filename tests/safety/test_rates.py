"""How often one actor may ask. The bot's own calls, by which people's words come and go, are never refused."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from core import rates
from core.rates import wait_before
from tests.api.desk import AZIZA, BORIS, BOT, DILNOZA, Desk, build_desk
from tests.doors import Api
from tests.safety.test_cache import use
from tests.services.redis import a_redis
from tests.site.office import seat

MINUTE = 60.0
NOON = 1_000_000 * MINUTE


def at(seconds: float, *, who: str = "aziza", limit: int = 10) -> int:
    return wait_before(who, limit, lambda: NOON + seconds)


def test_within_the_limit_nobody_waits() -> None:
    assert [at(second) for second in range(10)] == [0] * 10


def test_over_it_one_waits_until_there_is_room() -> None:
    for _ in range(10):
        at(30)
    wait = at(30)
    assert wait > 0
    assert at(30 + wait - 2) > 0
    assert at(30 + wait) == 0


@pytest.mark.parametrize("began", [0, 1, 30, 59])
@pytest.mark.parametrize("limit", [1, 2, 10, 600])
def test_whoever_waits_as_told_is_served(began: int, limit: int) -> None:
    for _ in range(limit):
        at(began, limit=limit)
    wait = at(began, limit=limit)
    assert 0 < wait <= 2 * MINUTE
    assert at(began + wait, limit=limit) == 0


def test_the_end_of_a_minute_gives_no_second_share() -> None:
    served = [at(59.9) for _ in range(10)] + [at(60.1) for _ in range(10)]
    assert served.count(0) == 10


def test_in_any_minute_that_slides_about_the_limit_is_served() -> None:
    moments = [moment / 10 for moment in range(6000) if at(moment / 10, limit=100) == 0]
    for start in range(0, 540, 7):
        assert sum(start <= moment < start + MINUTE for moment in moments) <= 110
    assert len(moments) > 900, "Ten minutes give ten times the limit."


def test_what_was_refused_is_not_counted() -> None:
    for _ in range(10):
        at(0)
    for _ in range(1000):
        at(30)
    assert at(66) == 0


def test_one_actors_flood_is_not_anothers() -> None:
    for _ in range(50):
        at(0, who="boris")
    assert at(0) == 0


def test_zero_is_no_limit() -> None:
    assert [at(0, limit=0) for _ in range(100)] == [0] * 100


def test_the_memory_of_it_is_two_minutes_long() -> None:
    for minute in range(10):
        for number in range(100):
            at(minute * MINUTE, who=f"person {number}")
    assert len(rates.local._counts) <= 200


def test_two_backends_count_together_in_redis(settings: Settings, tmp_path: Path) -> None:
    with a_redis(tmp_path) as server:
        use(settings, server.url)
        assert [at(0) for _ in range(6)] == [0] * 6
        # What this process counts for itself is not what counts.
        rates.local.forget()
        assert [at(0) > 0 for _ in range(6)] == [False] * 4 + [True] * 2
        server.kill()
        assert at(0) == 0, "Without Redis this process counts alone."
        for _ in range(10):
            at(0)
        assert at(0) > 0


# ---------------------------------------------------------------- the API


@pytest.fixture
def office(db: None, settings: Settings) -> Desk:
    settings.REQUESTS_PER_TOKEN = settings.REQUESTS_PER_PERSON = settings.REQUESTS_PER_OPERATOR = 3
    return build_desk()


def service(person: int | None = None) -> Client:
    token = {"authorization": f"Token {django_settings.API_TOKEN}"}
    return Client(headers={**token, **({"x-telegram-id": str(person)} if person else {})})


def test_a_person_is_told_when_to_come_again(office: Desk) -> None:
    answers = [service(AZIZA).get("/api/ticket/tickets/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refusal = answers[-1].json()
    assert refusal["code"] == "rate_limited"
    assert answers[-1].headers["Retry-After"] == str(refusal["data"]["retry_after"])
    assert 0 < refusal["data"]["retry_after"] <= 120
    assert service(BORIS).get("/api/ticket/tickets/").status_code == 200


def test_a_token_is_limited_by_itself(office: Desk) -> None:
    client = Client(headers={"authorization": f"Token {office.dilnoza_token}"})
    assert [client.get("/api/ticket/tickets/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert service(DILNOZA).get("/api/ticket/tickets/").status_code == 200


def test_a_refused_act_has_done_nothing(office: Desk) -> None:
    api = Client(headers={"authorization": f"Token {office.dilnoza_token}"})
    for _ in range(3):
        api.get("/api/ticket/tickets/")
    assert api.post(f"/api/ticket/tickets/{office.ticket.pk}/take/").status_code == 429
    office.ticket.refresh_from_db()
    assert office.ticket.status == "new"


def test_the_bots_own_calls_are_never_refused(office: Desk) -> None:
    api = Api(token=django_settings.API_TOKEN)
    for number in range(20):
        body = {
            "bot_id": BOT,
            "chat_id": AZIZA,
            "message_id": 9000 + number,
            "sender": {"telegram_id": AZIZA, "first_name": "Aziza"},
            "content": {"kind": "text", "text": f"{number}"},
        }
        assert api.post("ticket/inbox/", **body).status_code == 201
        assert api.post("delivery/deliveries/lease/", bot_id=BOT, limit=1).status_code == 200
        assert api.post("ticket/outcomes/", bot_id=BOT, outcomes=[]).status_code == 200


def test_who_somebody_is_may_always_be_asked(office: Desk) -> None:
    """The bot asks it while a message is on its way in: a refusal there would be in the way of the words."""
    assert {service(AZIZA).get("/api/admin/actor/").status_code for _ in range(10)} == {200}


def test_a_wrong_token_is_no_actor(office: Desk) -> None:
    client = Client(headers={"authorization": "Token wrong"})
    assert {client.get("/api/ticket/tickets/").status_code for _ in range(10)} == {401}


# ---------------------------------------------------------------- the site


def test_a_reader_is_shown_a_page_and_a_script_a_code(office: Desk) -> None:
    client = seat(office.dilnoza)
    address = reverse("admin:ticket_ticket_changelist")
    assert [client.get(address).status_code for _ in range(3)] == [200] * 3
    page = client.get(address, headers={"accept": "text/html"})
    assert page.status_code == 429
    assert "Too much at once" in page.content.decode()
    assert page.headers["Retry-After"] in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    script = client.get(address, headers={"accept": "application/json"})
    assert (script.status_code, script.json()["code"]) == (429, "rate_limited")
    assert script.json()["detail"].startswith("Too much at once.")


def test_the_way_in_is_open_to_those_who_are_not_in(office: Desk) -> None:
    assert {Client().get("/admin/login/").status_code for _ in range(10)} == {200}


def test_one_operators_flood_is_not_anothers(office: Desk) -> None:
    flooding, working = seat(office.dilnoza), seat(office.rustam)
    for _ in range(10):
        flooding.get(reverse("admin:index"))
    assert working.get(reverse("admin:index")).status_code == 200
