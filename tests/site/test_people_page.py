"""People at the site: found by any spelling of their names, read on one page, blocked and heard again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.admin.actors import person
from apps.delivery.models import Chat
from apps.ticket.models import Ticket
from apps.ticket.services.closing import close_ticket
from apps.ticket.services.conversation import open_ticket
from apps.user.models import TelegramUser
from tests.api.desk import AZIZA, BORIS, DILNOZA, Desk, build_desk, fingerprint, take
from tests.personas import Persona
from tests.site.office import latest, rate, seat, text_of

LIST = reverse("admin:user_telegramuser_changelist")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


def address(user: TelegramUser, name: str = "change") -> str:
    return reverse(f"admin:user_telegramuser_{name}", args=[user.pk])


def found(client: Client, **query: str) -> list[str]:
    return [str(row) for row in client.get(LIST, query).context["cl"].result_list]


# ---------------------------------------------------------------- the list


def test_people_are_found_by_any_spelling_by_username_and_by_id(office: Desk) -> None:
    TelegramUser.objects.filter(telegram_id=AZIZA).update(last_name="Gʻulomova", username="aziza_g")
    boss = seat(office.rustam)
    for words in ("aziza", "Азиза", "gulom", "Gʻulomova aziza", "@AZIZA", str(AZIZA)):
        assert found(boss, q=words) == ["Aziza Gʻulomova"], words
    assert found(boss, q="nobody") == []


@pytest.mark.parametrize("words", ["x", "%%%", "a" * 201])
def test_what_cannot_be_looked_for_is_said(words: str, office: Desk) -> None:
    page = seat(office.rustam).get(LIST, {"q": words})
    assert page.status_code == 200
    assert "Look for two letters or digits at least" in text_of(page)
    assert seat(office.rustam).get(LIST, {"q": "\x00ab"}).status_code == 200


def test_the_list_is_narrowed_by_language_and_by_who_blocked_whom(office: Desk) -> None:
    TelegramUser.objects.filter(telegram_id=AZIZA).update(blocked_at="2026-11-22T10:00Z", blocked_reason="Spam")
    TelegramUser.objects.filter(telegram_id=BORIS).update(language="ru")
    Chat.objects.update_or_create(chat_id=BORIS, defaults={"blocked_at": "2026-11-22T10:00Z"})
    boss = seat(office.rustam)
    assert found(boss, blocked="desk") == ["Aziza"]
    assert found(boss, blocked="bot") == ["Boris"]
    assert found(boss, language__exact="ru") == ["Boris"]
    assert len(found(boss, blocked="nothing")) == TelegramUser.objects.count()


def test_an_operator_finds_the_people_of_their_tickets_and_themselves(office: Desk, dilnoza: Client) -> None:
    assert set(found(dilnoza)) == {"Aziza", "Dilnoza"}
    assert found(dilnoza, q="boris") == []
    assert dilnoza.get(address(office.boris)).status_code == 404
    assert seat(office.kamola).get(address(office.aziza)).status_code == 404


# ---------------------------------------------------------------- the page


def test_a_person_is_told_with_their_tickets_and_ratings(office: Desk, dilnoza: Client) -> None:
    rate(office, 4)
    page = text_of(dilnoza.get(address(office.aziza)))
    for words in (str(office.ticket), "Toʻlovlar", "★★★★☆", str(AZIZA), "Oʻzbekcha"):
        assert words in page, words


def test_names_and_reasons_are_shown_as_text(office: Desk) -> None:
    TelegramUser.objects.filter(telegram_id=AZIZA).update(
        first_name="<script>alert(1)</script>\u202e", blocked_at="2026-11-22T10:00Z", blocked_reason="<img src=x>"
    )
    page = text_of(seat(office.rustam).get(address(office.aziza)))
    assert "<script>alert" not in page
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;\u202e</bdi>" in page
    assert "<bdi>&lt;img src=x&gt;</bdi>" in page
    assert "<script>alert" not in text_of(seat(office.rustam).get(LIST))


def test_the_number_of_questions_does_not_grow_with_what_a_person_asked(office: Desk, dilnoza: Client) -> None:
    take(office)
    rate(office)
    few = _cost(dilnoza, office)
    for _ in range(24):
        ticket = open_ticket(
            actor=person(AZIZA), user_id=office.aziza.pk, category_id=office.payments.pk, text="Yana savol"
        )
        close_ticket(actor=person(AZIZA), ticket_id=ticket.pk)
    page = dilnoza.get(address(office.aziza))
    assert (len(page.context["view"].tickets), page.context["view"].has_more) == (20, True)
    assert f"?tab=all&amp;person={office.aziza.pk}" in page.content.decode()
    assert _cost(dilnoza, office) == few


def _cost(client: Client, office: Desk) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(office.aziza)).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_many(office: Desk) -> None:
    boss = seat(office.rustam)
    boss.get(LIST)
    with CaptureQueriesContext(connection) as few:
        boss.get(LIST)
    for number in range(30):
        TelegramUser.objects.create(telegram_id=50_000 + number, first_name="Yangi")
    with CaptureQueriesContext(connection) as many:
        boss.get(LIST)
    assert len(many) <= len(few)


# ---------------------------------------------------------------- blocking


def test_a_person_is_blocked_with_a_reason_and_heard_again(office: Desk, dilnoza: Client) -> None:
    assert dilnoza.post(address(office.aziza, "block"), {"reason": "Haqorat"}).status_code == 302
    office.aziza.refresh_from_db()
    assert (office.aziza.is_blocked, office.aziza.blocked_reason) == (True, "Haqorat")
    assert Ticket.objects.get().status == "closed"
    Persona(AZIZA, "Aziza", "uz").writes("Eshitmayapsizmi?")
    page = text_of(dilnoza.get(address(office.aziza)))
    assert all(words in page for words in ("Haqorat", "Dilnoza", "Eshitmayapsizmi?"))

    dilnoza.post(address(office.aziza, "unblock"))
    office.aziza.refresh_from_db()
    assert not office.aziza.is_blocked
    assert latest("person_unblocked").admin == office.dilnoza
    assert "Eshitmayapsizmi?" in text_of(dilnoza.get(address(office.aziza)))


def test_blocking_needs_a_reason_and_a_post(office: Desk, dilnoza: Client) -> None:
    before = fingerprint()
    empty = dilnoza.post(address(office.aziza, "block"), {"reason": "  "})
    assert (empty.status_code, "This field is required" in text_of(empty)) == (400, True)
    assert dilnoza.post(address(office.aziza, "block"), {"reason": "a" * 501}).status_code == 400
    for name in ("block", "unblock"):
        assert dilnoza.get(address(office.aziza, name)).status_code == 405
        assert seat(office.kamola).post(address(office.aziza, name), {"reason": "x"}).status_code == 404
    after = fingerprint()
    assert {table for table in after if after[table] != before[table]} <= {"staff_admin", "ticket_event"}


def test_an_admin_of_the_desk_is_offered_no_block_and_refused_one(office: Desk) -> None:
    boss, theirs = seat(office.rustam), TelegramUser.objects.get(telegram_id=DILNOZA)
    assert address(theirs, "block") not in text_of(boss.get(address(theirs)))
    refused = boss.post(address(theirs, "block"), {"reason": "x"})
    assert (refused.status_code, "admins cannot be blocked" in text_of(refused)) == (400, True)
    theirs.refresh_from_db()
    assert not theirs.is_blocked


def test_a_forged_block_is_refused(office: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.dilnoza)
    assert client.post(address(office.aziza, "block"), {"reason": "x"}).status_code == 403
    office.aziza.refresh_from_db()
    assert not office.aziza.is_blocked
