"""Priority and tags: the staff's own words on a ticket, kept tidy, found again, and hidden from whoever asked."""

from collections.abc import Callable

import pytest

from apps.ticket.models import Event, Tag, Ticket
from apps.ticket.services import closing, labels, lifecycle
from apps.ticket.services.listing import list_tickets
from core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.courier import deliver
from tests.doors import Api
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, JASUR, NODIRA, RUSTAM, Desk, Persona


@pytest.fixture
def ticket(desk: Desk) -> Ticket:
    AZIZA.writes("Salom", category=desk.payments)
    deliver()
    return AZIZA.ticket


def tag(ticket: Ticket, *names: str, by: Persona = DILNOZA) -> list[str]:
    return labels.set_tags(actor=by.in_telegram, ticket_id=ticket.pk, names=names).tag_names


def prioritize(ticket: Ticket, priority: str, *, by: Persona = DILNOZA) -> None:
    labels.set_priority(actor=by.in_telegram, ticket_id=ticket.pk, priority=priority)


# ------------------------------------------------------------------ priority


@pytest.mark.parametrize("priority", ["low", "high", "urgent"])
def test_a_priority_is_kept_and_noted_from_what_to_what(ticket: Ticket, priority: str) -> None:
    prioritize(ticket, priority)

    event = Event.objects.get(act="prioritized")
    assert (event.changes, event.admin, event.ticket) == ({"priority": ["normal", priority]}, DILNOZA.admin, ticket)
    assert Ticket.objects.get(pk=ticket.pk).priority == Ticket.Priority[priority.upper()]


def test_a_priority_of_nobodys_is_refused(ticket: Ticket) -> None:
    for wild in ("", "5", "URGENT", "normal "):
        with pytest.raises(Invalid):
            prioritize(ticket, wild)


def test_a_priority_changes_no_order_of_the_queue(desk: Desk, ticket: Ticket) -> None:
    BORIS.writes("Привет", category=desk.payments)

    prioritize(BORIS.ticket, "urgent")

    rows = list_tickets(actor=DILNOZA.in_telegram, query={"box": "new"}).rows
    assert [row.pk for row in rows.order_by("waiting_since")] == [ticket.pk, BORIS.ticket.pk]


def test_a_closed_ticket_is_labelled_too(ticket: Ticket) -> None:
    closing.close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)

    prioritize(ticket, "high")

    assert tag(ticket, "Qaytarish") == ["Qaytarish"]


# ------------------------------------------------------------------ tags


def test_tags_are_trimmed_and_each_stands_once(ticket: Ticket) -> None:
    assert tag(ticket, "  Qaytarish ", "qaytarish", "", "VIP   mijoz", "\n") == ["Qaytarish", "VIP mijoz"]


def test_case_makes_no_other_tag(desk: Desk, ticket: Ticket) -> None:
    tag(ticket, "Qaytarish", "Ёлка")
    BORIS.writes("Привет", category=desk.payments)

    assert tag(BORIS.ticket, "QAYTARISH", "ёлка") == tag(ticket, "qaytarish", "ЁЛКА")
    assert Tag.objects.count() == 2


def test_one_letter_in_two_forms_is_one_tag(ticket: Ticket) -> None:
    assert tag(ticket, "caf\u00e9", "cafe\u0301") == ["caf\u00e9"]


@pytest.mark.parametrize(
    "wild", ["a,b", "x" * 41, "a\x00b", "a\u202eb", "a\u200bb", "a\u2066b", "\ud800", "\u00ad", "a\x1bb"]
)
def test_what_cannot_be_read_is_no_tag(ticket: Ticket, wild: str) -> None:
    with pytest.raises(Invalid) as refused:
        tag(ticket, "Qaytarish", wild)

    assert set(refused.value.fields or {}) == {"tags"}
    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["x" * 40, "👩\u200d💻", "toʻlov", "<b>qalin</b>", "50% chegirma"])
def test_whatever_can_be_read_is_one(ticket: Ticket, name: str) -> None:
    assert tag(ticket, name) == [name]


def test_ten_tags_are_enough(ticket: Ticket) -> None:
    names = [f"teg {number}" for number in range(11)]
    assert len(tag(ticket, *names[:10])) == 10

    with pytest.raises(Invalid):
        tag(ticket, *names)


def test_the_journal_names_the_tags_before_and_after(ticket: Ticket) -> None:
    tag(ticket, "VIP")
    tag(ticket, "VIP", "Qaytarish")
    tag(ticket)

    changes = [event.changes["tags"] for event in Event.objects.filter(act="tagged").order_by("pk")]
    assert changes == [[[], ["VIP"]], [["VIP"], ["Qaytarish", "VIP"]], [["Qaytarish", "VIP"], []]]


def test_known_tags_are_those_of_the_readers_own_tickets(desk: Desk, ticket: Ticket) -> None:
    tag(ticket, "Qaytarish", "VIP")
    BORIS.writes("Привет", category=desk.delivery)
    tag(BORIS.ticket, "Qadoq", by=NODIRA)
    tag(BORIS.ticket, "Qadoq", "Eski", by=NODIRA)
    tag(BORIS.ticket, "Qadoq", by=NODIRA)

    assert labels.known_tags(DILNOZA.in_telegram) == ["Qaytarish", "VIP"]
    assert labels.known_tags(RUSTAM.in_telegram, "qa") == ["Qadoq", "Qaytarish"]
    assert labels.known_tags(AZIZA.in_telegram) == labels.known_tags(DILNOZA.in_telegram, "%") == []


# ------------------------------------------------------------------ who may, and who sees it


def test_only_who_works_on_the_ticket_labels_it(ticket: Ticket) -> None:
    for persona, refusal in ((NODIRA, NotFound), (AZIZA, Forbidden), (BORIS, NotFound)):
        with pytest.raises(refusal):
            tag(ticket, "Qaytarish", by=persona)
        with pytest.raises(refusal):
            prioritize(ticket, "urgent", by=persona)


def test_nobody_labels_what_they_asked_themselves(desk: Desk) -> None:
    DILNOZA.writes("Salom", category=desk.payments)

    with pytest.raises(Conflict) as refused:
        tag(DILNOZA.ticket, "VIP")

    assert refused.value.code == "cannot_answer_self"


def test_whoever_asked_learns_of_no_label(ticket: Ticket, api: Callable[[Persona | None], Api]) -> None:
    tag(ticket, "Janjalkash")
    prioritize(ticket, "low")

    staff, asker = (api(who).get(f"ticket/tickets/{ticket.pk}/").json() for who in (DILNOZA, AZIZA))

    assert (staff["priority"], staff["tags"]) == ("low", ["Janjalkash"])
    assert (asker["priority"], asker["tags"]) == ("normal", [])
    for query in ({"tag": "Janjalkash"}, {"priority": "low"}):
        assert api(AZIZA).get("ticket/tickets/", **query).json()["results"] == []
    assert "Janjalkash" not in str([row.data for row in AZIZA.outbox()])


def test_the_cards_of_the_staff_learn_of_it(ticket: Ticket) -> None:
    tag(ticket, "VIP")
    prioritize(ticket, "urgent")

    facts = JASUR.outbox("mark")[-1].data["ticket"]
    assert (facts["priority"], facts["tags"]) == ("urgent", ["VIP"])


# ------------------------------------------------------------------ over HTTP


def test_the_api_sets_both_and_finds_by_both(desk: Desk, ticket: Ticket, api: Callable[[Persona | None], Api]) -> None:
    BORIS.writes("Привет", category=desk.payments)
    EMMA.writes("Hello", category=desk.delivery)
    dilnoza = api(DILNOZA)

    urgent = dilnoza.post(f"ticket/tickets/{ticket.pk}/set-priority/", priority="urgent").json()
    tagged = dilnoza.post(f"ticket/tickets/{ticket.pk}/set-tags/", tags=[" VIP ", "vip", ""]).json()

    assert (urgent["priority"], tagged["tags"]) == ("urgent", ["VIP"])
    for query, found in (
        ({"priority": "urgent"}, [ticket.pk]),
        ({"priority": "low"}, []),
        ({"tag": "vip"}, [ticket.pk]),
        ({"tag": "vi"}, []),
        ({"tag": "vip", "priority": "normal"}, []),
    ):
        rows = dilnoza.get("ticket/tickets/", **query).json()["results"]
        assert [row["id"] for row in rows] == found


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("set-priority", {"priority": "highest"}),
        ("set-priority", {}),
        ("set-tags", {"tags": "VIP"}),
        ("set-tags", {"tags": ["a,b"]}),
        ("set-tags", {"tags": ["x" * 41]}),
        ("set-tags", {"tags": [[]]}),
        ("set-tags", {}),
    ],
)
def test_the_api_refuses_what_is_no_label(
    ticket: Ticket, api: Callable[[Persona | None], Api], path: str, body: dict[str, object]
) -> None:
    answer = api(DILNOZA).post(f"ticket/tickets/{ticket.pk}/{path}/", **body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_labelled_ticket_moves_with_its_labels(desk: Desk, ticket: Ticket) -> None:
    tag(ticket, "VIP")

    lifecycle.transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, category_id=desk.delivery.pk)

    assert labels.known_tags(NODIRA.in_telegram) == ["VIP"]
    assert labels.known_tags(DILNOZA.in_telegram) == []
