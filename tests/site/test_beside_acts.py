"""The acts from the panel beside a conversation: each is a guarded POST, done or refused in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.admin.actors import Door, operator
from apps.ticket.models import Event, Ticket
from apps.ticket.services import blocking
from tests.api.desk import Desk, build_desk, close, fingerprint, take
from tests.site.office import seat, ticket_address

JSON = {"accept": "application/json"}


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


def address_of(office: Desk, act: str) -> str:
    return reverse("admin:ticket_ticket_act", args=[office.ticket.pk, act])


def do(client: Client, office: Desk, act: str, **form: Any) -> Any:
    """Do it as the page's program does; return what it is answered."""
    return client.post(address_of(office, act), form, headers=JSON)


def now(office: Desk) -> Ticket:
    return Ticket.objects.with_people().get(pk=office.ticket.pk)


def block(office: Desk, reason: str = "Spam") -> None:
    blocking.block_asker(actor=operator(office.dilnoza, Door.SITE), ticket_id=office.ticket.pk, reason=reason)


def nothing(office: Desk) -> None:
    """It stands as it is."""


# Each act with what it finds, what its form holds, and how the ticket stands afterwards.
ACTS: list[tuple[str, Callable[[Desk], None], Callable[[Desk], dict[str, Any]], Callable[[Ticket], object], object]] = [
    ("take", nothing, lambda office: {}, lambda ticket: ticket.admin_id is not None, True),
    ("release", take, lambda office: {}, lambda ticket: ticket.status, "new"),
    (
        "transfer",
        nothing,
        lambda office: {"admin": office.rustam.pk},
        lambda ticket: ticket.admin and ticket.admin.first_name,
        "Rustam",
    ),
    ("close", take, lambda office: {}, lambda ticket: ticket.status, "closed"),
    ("reopen", close, lambda office: {}, lambda ticket: ticket.status, "new"),
    ("priority", nothing, lambda office: {"value": "urgent"}, lambda ticket: ticket.priority, 4),
    ("tags", nothing, lambda office: {"tags": "VIP, qaytarish"}, lambda ticket: ticket.tag_names, ["VIP", "qaytarish"]),
    ("block", nothing, lambda office: {"reason": "Spam"}, lambda ticket: ticket.user.blocked_reason, "Spam"),
    ("unblock", block, lambda office: {}, lambda ticket: ticket.user.is_blocked, False),
]
EACH = [pytest.param(*act, id=act[0]) for act in ACTS]
PREPARED = [pytest.param(act, prepare, form, id=act) for act, prepare, form, _, _ in ACTS]


@pytest.mark.parametrize(("act", "prepare", "form", "state", "due"), EACH)
def test_an_act_is_done_and_answered_with_the_panel_as_it_stands_then(
    office: Desk,
    dilnoza: Client,
    act: str,
    prepare: Callable[[Desk], None],
    form: Callable[[Desk], dict[str, Any]],
    state: Callable[[Ticket], object],
    due: object,
) -> None:
    prepare(office)

    answer = do(dilnoza, office, act, **form(office))

    said = answer.json()
    assert (answer.status_code, said["ok"], bool(said["said"])) == (200, True, True)
    assert "data-panel" in said["beside"]
    assert state(now(office)) == due
    last = Event.objects.filter(ticket=office.ticket).latest("pk")
    assert (last.door, last.admin) == ("site", office.dilnoza)


@pytest.mark.parametrize(("act", "prepare", "form"), PREPARED)
def test_an_act_works_as_a_plain_form_too(
    office: Desk,
    dilnoza: Client,
    act: str,
    prepare: Callable[[Desk], None],
    form: Callable[[Desk], dict[str, Any]],
) -> None:
    prepare(office)
    before = fingerprint()

    answer = dilnoza.post(address_of(office, act), form(office), follow=True)

    assert answer.redirect_chain == [(ticket_address(office), 302)]
    assert len(list(answer.context["messages"])) == 1
    assert fingerprint() != before


@pytest.mark.parametrize(("act", "prepare", "form"), PREPARED)
def test_nothing_happens_by_a_link_a_forged_form_or_a_stranger(
    office: Desk, act: str, prepare: Callable[[Desk], None], form: Callable[[Desk], dict[str, Any]]
) -> None:
    prepare(office)
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(office.dilnoza)
    kamola, rustam = seat(office.kamola), seat(office.rustam)
    address, before = address_of(office, act), fingerprint()

    assert rustam.get(address, form(office), headers=JSON).status_code == 405
    assert guarded.post(address, form(office), headers=JSON).status_code == 403
    assert kamola.post(address, form(office), headers=JSON).status_code == 404
    assert kamola.post(address, form(office)).status_code == 404
    assert Client().post(address, form(office)).status_code in {302, 401}
    assert fingerprint() == before


# ---------------------------------------------------------------- refused in words


@pytest.mark.parametrize(
    ("act", "form", "prepare", "code", "words"),
    [
        ("release", {}, nothing, "transition_not_allowed", "moved on"),
        ("reopen", {}, nothing, "ticket_not_closed", "open already"),
        ("transfer", {}, nothing, "invalid", "Choose a category or an admin."),
        ("transfer", {"category": "x"}, nothing, "invalid", "Choose a category or an admin."),
        ("transfer", {"category": "9" * 30}, nothing, "invalid", "Choose a category or an admin."),
        ("transfer", {"category": "1", "admin": "1"}, nothing, "invalid", "Choose a category or an admin."),
        ("transfer", {"category": "999999"}, nothing, "not_found", "not there any more"),
        ("take", {}, close, "ticket_closed", "closed"),
        ("transfer", {"category": "1"}, close, "ticket_closed", "closed"),
        ("priority", {}, nothing, "invalid", "four priorities"),
        ("priority", {"value": "4"}, nothing, "invalid", "four priorities"),
        ("tags", {"tags": "a\u202eb"}, nothing, "invalid", "Ten tags at most"),
        ("tags", {"tags": ",".join(map(str, range(11)))}, nothing, "invalid", "Ten tags at most"),
        ("block", {"reason": "  "}, nothing, "invalid", "Say why"),
        ("block", {"reason": "x" * 501}, nothing, "invalid", "Say why"),
        ("reopen", {}, block, "person_blocked", "unblock them first"),
    ],
)
def test_what_is_not_possible_is_refused_in_words_and_changes_nothing(
    office: Desk,
    dilnoza: Client,
    act: str,
    form: dict[str, str],
    prepare: Callable[[Desk], None],
    code: str,
    words: str,
) -> None:
    prepare(office)
    before = fingerprint()

    answer = do(dilnoza, office, act, **form)

    assert answer.status_code in {400, 403, 404, 409}
    assert (answer.json()["code"], words in answer.json()["detail"]) == (code, True)
    assert fingerprint() == before


def test_who_was_quicker_is_named(office: Desk) -> None:
    take(office)

    answer = do(seat(office.rustam), office, "take")

    assert (answer.status_code, answer.json()["code"]) == (409, "already_taken")
    assert "Dilnoza" in answer.json()["detail"]


def test_a_refused_plain_form_says_so_on_the_page(office: Desk, dilnoza: Client) -> None:
    answer = dilnoza.post(address_of(office, "block"), {"reason": ""}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Say why, in 500 letters at most."]


@pytest.mark.parametrize(("language", "words"), [("uz", "Sababini yozing"), ("ru", "Укажите причину")])
def test_a_refusal_speaks_the_operators_language(office: Desk, language: str, words: str) -> None:
    answer = do(seat(office.dilnoza, language), office, "block", reason="")

    assert words in answer.json()["detail"]


def test_an_act_that_nobody_knows_is_not_there(office: Desk, dilnoza: Client) -> None:
    assert do(dilnoza, office, "answer").status_code == 404


def test_whoever_moves_a_ticket_out_of_sight_is_led_to_the_list(office: Desk, dilnoza: Client) -> None:
    queue = reverse("admin:ticket_ticket_changelist")
    before = now(office).category_id

    answer = do(dilnoza, office, "transfer", category=office.delivery.pk)

    assert (answer.json()["next"], "beside" in answer.json()) == (queue, False)
    Ticket.objects.filter(pk=office.ticket.pk).update(category=before)
    plain = dilnoza.post(address_of(office, "transfer"), {"category": office.delivery.pk})
    assert plain.headers["location"] == queue
