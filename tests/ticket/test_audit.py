"""The journal over the API: found by any of its columns, page by page, and never shown to whom it does not concern."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from apps.admin.services.accounts import renew_api_token
from apps.ticket.models import Event
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.lifecycle import take_ticket, transfer_ticket
from tests.doors import Api
from tests.personas import AZIZA, BORIS, DILNOZA, NODIRA, RUSTAM, Desk, Persona

EVENTS = "ticket/events/"
SECRET = "SIR-7731"

ApiOf = Callable[[Persona | None], Api]


@pytest.fixture
def story(desk: Desk) -> Desk:
    """Aziza asks in payments and is answered, noted upon and closed; Boris asks in delivery, past Dilnoza."""
    AZIZA.writes(f"Salom {SECRET}", category=desk.payments)
    words = Content(kind="text", text=SECRET)
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=words)
    add_note(actor=DILNOZA.at_the_site, ticket_id=AZIZA.ticket.pk, content=words)
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    BORIS.writes("Привет", category=desk.delivery)
    return desk


def acts(api: Api, **query: Any) -> list[str]:
    """Return the kinds of the listed events, in their order."""
    answer = api.get(EVENTS, limit=200, **query)
    assert answer.status_code == 200, answer.content
    return [event["act"] for event in answer.json()["results"]]


ALL = ["opened", "person_added", "closed", "noted", "answered", "taken", "opened", "person_added"]


def test_it_is_listed_with_the_newest_first(story: Desk, api: ApiOf) -> None:
    assert acts(api(None)) == acts(api(RUSTAM)) == ALL


def test_an_event_says_who_did_what_from_what_to_what(story: Desk, api: ApiOf) -> None:
    closed = api(None).get(EVENTS, act="closed").json()["results"][0]
    event = Event.objects.get(act="closed")
    ticket = event.ticket
    assert ticket is not None

    assert datetime.fromisoformat(closed.pop("created_at")) == event.created_at
    assert closed == {
        "id": event.pk,
        "act": "closed",
        "door": "telegram",
        "ticket": {"id": ticket.pk, "number": ticket.number},
        "category": story.payments.pk,
        "admin": {"id": DILNOZA.admin.pk, "first_name": "Dilnoza"},
        "user": None,
        "changes": {"status": ["taken", "closed"]},
        "data": {"by": "admin"},
    }


FILTERS: list[tuple[Callable[[Desk], dict[str, Any]], list[str]]] = [
    (lambda desk: {"act": "opened"}, ["opened", "opened"]),
    (lambda desk: {"door": "site"}, ["noted"]),
    (lambda desk: {"admin": DILNOZA.admin.pk}, ["closed", "noted", "answered", "taken"]),
    (lambda desk: {"user": BORIS.user.pk}, ["opened", "person_added"]),
    (lambda desk: {"ticket": BORIS.ticket.pk}, ["opened"]),
    (lambda desk: {"category": desk.payments.pk}, ["closed", "noted", "answered", "taken", "opened"]),
    (lambda desk: {"category": desk.payments.pk, "door": "telegram", "act": "taken"}, ["taken"]),
    (lambda desk: {"admin": 10**9}, []),
    (lambda desk: {"act": "discarded"}, []),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_it_is_found_by_any_column(
    story: Desk, api: ApiOf, query: Callable[[Desk], dict[str, Any]], found: list[str]
) -> None:
    assert acts(api(None), **query(story)) == found


def test_days_are_those_of_the_desk(desk: Desk, api: ApiOf, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tashkent"
    for moment in ("2026-03-04 18:59:59.999999", "2026-03-04 19:00", "2026-03-05 18:59:59.999999", "2026-03-05 19:00"):
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        Event.objects.create(act="noted", door="site", created_at=at, data={"message": at.microsecond + at.day})

    listed = api(None).get(EVENTS, **{"from": "2026-03-05", "to": "2026-03-05"}).json()["results"]

    assert [event["data"]["message"] for event in listed] == [999999 + 5, 4]


def test_a_page_goes_on_where_the_last_one_ended_also_within_a_moment(desk: Desk, api: ApiOf) -> None:
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    for number in range(7):
        # Three pairs and one in the same microsecond, not in the order of their ids.
        at = moment + timedelta(seconds=-(number // 2))
        Event.objects.create(act="noted", door="site", created_at=at)
    everything = list(Event.objects.order_by("-created_at", "-pk").values_list("pk", flat=True))
    client, seen, answer = api(None), [], api(None).get(EVENTS, limit=3).json()

    seen += [event["id"] for event in answer["results"]]
    while answer["next"]:
        answer = client.get(answer["next"].partition("/api/")[2]).json()
        seen += [event["id"] for event in answer["results"]]

    assert seen == everything
    back = client.get(answer["previous"].partition("/api/")[2]).json()["results"]
    assert [event["id"] for event in back] == everything[-4:-1]


def test_more_events_cost_no_more_queries(story: Desk, api: ApiOf) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            acts(api(None))
        return len(captured)

    few = cost()
    for number in range(5):
        Persona(7000 + number, f"Odam {number}", "uz").writes(category=story.payments)

    assert cost() == few


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"act": "danced"}, "act"),
        ({"door": "window"}, "door"),
        ({"admin": "Dilnoza"}, "admin"),
        ({"user": 2**63}, "user"),
        ({"ticket": 0}, "ticket"),
        ({"category": "payments"}, "category"),
        ({"from": "2026-02-30"}, "from"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "to"),
        ({"to": "0001-01-01"}, "to"),
        ({"after": "first"}, "after"),
        ({"file": "pdf"}, "file"),
        ({"file": "csv", "language": "de"}, "language"),
    ],
)
def test_a_wrong_filter_is_refused_by_its_name(desk: Desk, api: ApiOf, query: dict[str, Any], field: str) -> None:
    path = f"{EVENTS}export/" if "file" in query else EVENTS

    answer = api(None).get(path, **query)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == [field]


# ---------------------------------------------------------------- who may read what


@pytest.mark.parametrize("persona", [AZIZA, DILNOZA, NODIRA])
@pytest.mark.parametrize("path", [EVENTS, f"{EVENTS}export/?file=csv"])
def test_the_whole_journal_is_the_super_admins(story: Desk, api: ApiOf, persona: Persona, path: str) -> None:
    assert api(persona).get(path).json()["code"] == "forbidden"


def test_an_operators_own_token_opens_no_more(story: Desk) -> None:
    assert Api(token=renew_api_token(admin=DILNOZA.admin)).get(EVENTS).status_code == 403
    assert Api(token=renew_api_token(admin=RUSTAM.admin)).get(EVENTS).status_code == 200


def _of_ticket(api: Api, ticket_id: int) -> Any:
    return api.get(f"ticket/tickets/{ticket_id}/events/")


def test_a_tickets_acts_are_told_in_order_to_those_who_work_on_it(story: Desk, api: ApiOf) -> None:
    ticket = Event.objects.filter(act="closed").values_list("ticket", flat=True)[0]
    assert ticket is not None

    for persona in (DILNOZA, RUSTAM, None):
        listed = _of_ticket(api(persona), ticket).json()["results"]
        assert [event["act"] for event in listed] == ["opened", "taken", "answered", "noted", "closed"]
    assert _of_ticket(api(NODIRA), ticket).status_code == 404
    assert _of_ticket(api(AZIZA), ticket).status_code == 403


def test_a_ticket_that_goes_takes_its_acts_along(story: Desk, api: ApiOf) -> None:
    ticket = BORIS.ticket.pk
    assert _of_ticket(api(DILNOZA), ticket).status_code == 404
    transfer_ticket(actor=NODIRA.in_telegram, ticket_id=ticket, category_id=story.payments.pk)

    assert [event["act"] for event in _of_ticket(api(DILNOZA), ticket).json()["results"]] == ["opened", "transferred"]
    assert _of_ticket(api(NODIRA), ticket).status_code == 404


def test_nobody_reads_the_acts_of_a_ticket_that_they_opened_themselves(desk: Desk, api: ApiOf) -> None:
    DILNOZA.writes("Salom", category=desk.payments)
    take_ticket(actor=RUSTAM.in_telegram, ticket_id=DILNOZA.ticket.pk)
    add_note(actor=RUSTAM.in_telegram, ticket_id=DILNOZA.ticket.pk, content=Content(kind="text", text=SECRET))

    assert _of_ticket(api(DILNOZA), DILNOZA.ticket.pk).status_code == 404


def test_no_word_of_a_message_or_a_note_is_in_the_journal(story: Desk, api: ApiOf) -> None:
    journal = api(None).get(EVENTS, limit=200).content.decode()
    table = b"".join(api(None).get(f"{EVENTS}export/", file="csv").streaming_content).decode()

    assert SECRET not in journal
    assert SECRET not in table
    assert "Dilnoza" in journal
    assert "Dilnoza" in table
