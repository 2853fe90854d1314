"""The panel beside a conversation: it shows what is known of the person and the ticket, and offers what is allowed."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.admin.actors import Door, operator, person
from apps.admin.models import Admin
from apps.delivery.services.enqueue import set_reachability
from apps.ticket.models import Event, Message, Tag, Ticket
from apps.ticket.services import blocking, closing, conversation, labels
from apps.ticket.services.beside import read_beside
from apps.ticket.services.contents import Content
from apps.user.models import TelegramUser
from tests.api.desk import AZIZA, Desk, build_desk, close, take
from tests.site.office import rate, seat, ticket_address


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


def address_of(office: Desk, act: str) -> str:
    return reverse("admin:ticket_ticket_act", args=[office.ticket.pk, act])


def panel(office: Desk, by: Admin | None = None, language: str = "en") -> str:
    page = seat(by or office.dilnoza, language).get(ticket_address(office)).content.decode()
    return page[page.index('id="beside"') : page.index("</aside>")]


def block(office: Desk, reason: str = "Spam") -> None:
    blocking.block_asker(actor=operator(office.dilnoza, Door.SITE), ticket_id=office.ticket.pk, reason=reason)


# ---------------------------------------------------------------- what is offered


def offered(page: str) -> set[str]:
    """Return the acts whose forms are on the page."""
    return set(re.findall(r"/acts/(\w+)/", page))


def test_only_what_is_allowed_is_offered(office: Desk) -> None:
    always = {"priority", "tags"}
    assert offered(panel(office)) == always | {"take", "transfer", "close", "block"}
    take(office)
    assert offered(panel(office)) == always | {"release", "transfer", "close", "block"}
    assert offered(panel(office, office.rustam)) == always | {"transfer", "close", "block"}
    close(office)
    assert offered(panel(office)) == always | {"reopen", "block"}
    block(office)
    assert offered(panel(office)) == always | {"unblock"}


def test_whoever_asked_sees_no_notes_and_no_labels(office: Desk) -> None:
    labels.set_tags(actor=operator(office.dilnoza, Door.SITE), ticket_id=office.ticket.pk, names=["Janjalkash"])
    office.rustam.telegram_id = AZIZA
    office.rustam.save(update_fields=["telegram_id"])

    shown = panel(office, office.rustam)

    assert offered(shown) == {"close"}
    assert "Janjalkash" not in shown
    assert "VIP" not in shown


def test_colleagues_are_offered_as_targets_and_the_holder_is_not(office: Desk) -> None:
    take(office)

    shown = panel(office)

    assert f'name="admin" value="{office.rustam.pk}"' in shown
    assert f'name="admin" value="{office.dilnoza.pk}"' not in shown
    assert f'name="category" value="{office.delivery.pk}"' in shown
    assert f'name="category" value="{office.archive.pk}"' not in shown


# ---------------------------------------------------------------- what is known


def test_the_person_their_blocking_and_their_silence_are_shown(office: Desk, dilnoza: Client) -> None:
    TelegramUser.objects.filter(pk=office.aziza.pk).update(last_name="Karimova", username="aziza_k")
    set_reachability(chat_id=AZIZA, reachable=False)
    block(office, "Haqorat qildi")
    kept = Content(kind="text", text="Nega?")
    for _ in range(2):
        Message.objects.create(
            user=office.aziza,
            kind=kept.kind,
            text=kept.text,
            outcome="blocked",
            created_at=Event.objects.latest("pk").created_at,
        )

    shown = panel(office)

    for words in ("Aziza Karimova", "@aziza_k", "Oʻzbekcha", "Has blocked the bot since", "Haqorat qildi", "Dilnoza"):
        assert words in shown
    assert "2 messages kept since" in shown
    said = dilnoza.post(address_of(office, "unblock"), follow=True)
    assert "2 messages of theirs were kept" in str(next(iter(said.context["messages"])))


def test_notes_ratings_and_other_tickets_are_at_hand(office: Desk) -> None:
    rate(office, 4)
    conversation.open_ticket(
        actor=person(AZIZA), user_id=office.aziza.pk, category_id=office.payments.pk, text="Yana savol"
    )

    shown = panel(office)

    assert f'href="#message-{office.note.pk}"' in shown
    for words in ('aria-label="4 of 5"', "Yana savol", "VIP"):
        assert words in shown


def test_another_categorys_ticket_of_the_same_person_is_not_told(office: Desk) -> None:
    close(office)
    conversation.open_ticket(
        actor=person(AZIZA), user_id=office.aziza.pk, category_id=office.delivery.pk, text="Yetkazish qani"
    )

    assert "Yetkazish qani" not in panel(office)
    assert "Yetkazish qani" in panel(office, office.rustam)


@pytest.mark.parametrize("wild", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202egnp.exe"])
def test_wild_names_reasons_and_tags_are_text(office: Desk, dilnoza: Client, wild: str) -> None:
    TelegramUser.objects.filter(pk=office.aziza.pk).update(first_name=wild, last_name=wild)
    dilnoza.post(address_of(office, "tags"), {"tags": "<b>qalin</b>"})
    dilnoza.post(address_of(office, "block"), {"reason": wild})

    shown = panel(office)

    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "<b>qalin" not in shown
    assert shown.count("<bdi>") == shown.count("</bdi>") > 3
    if "\u202e" in wild:
        assert all(part.startswith(wild) for part in shown.split("<bdi>")[1:] if "\u202e" in part.split("</bdi>")[0])


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_the_panel_speaks_the_operators_language(office: Desk, language: str) -> None:
    take(office)
    english, other = panel(office), panel(office, language=language)

    for words in ("Transfer", "Release", "Close", "Add a tag", "Block", "Latest notes", "Their other tickets"):
        assert words in english
        assert f">{words}<" not in other


def test_the_panel_costs_the_same_whatever_there_is(office: Desk) -> None:
    actor = operator(office.dilnoza, Door.SITE)
    labels.set_tags(actor=actor, ticket_id=office.ticket.pk, names=["bir"])
    few = _cost(office)
    labels.set_tags(actor=actor, ticket_id=office.ticket.pk, names=[f"teg {number}" for number in range(10)])
    Tag.objects.bulk_create([Tag(name=f"yana {number}") for number in range(30)])
    for number in range(30):
        conversation.add_note(actor=actor, ticket_id=office.ticket.pk, content=Content(kind="text", text=f"{number}"))
    for _ in range(30):
        close(office)
        closing.reopen_ticket(actor=actor, ticket_id=office.ticket.pk)
    made = [
        Ticket(
            user=office.aziza,
            category=office.payments,
            status="closed",
            closed_at=office.ticket.created_at,
            last_message_at=office.ticket.created_at,
            created_at=office.ticket.created_at,
        )
        for _ in range(120)
    ]
    Ticket.objects.bulk_create(made)

    assert _cost(office) <= few
    assert "99+" in panel(office)


def _cost(office: Desk) -> int:
    actor = operator(Admin.objects.get(pk=office.dilnoza.pk), Door.SITE)
    with CaptureQueriesContext(connection) as captured:
        read_beside(actor=actor, ticket_id=office.ticket.pk)
    return len(captured.captured_queries)
