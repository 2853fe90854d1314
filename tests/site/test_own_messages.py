"""One's own messages at the site: edited and taken back, also where they have arrived already."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.admin.actors import Door, operator
from apps.ticket.models import Event, Message
from apps.ticket.services import edits
from apps.ticket.services.entities import kept_entities
from tests.api.desk import Desk, build_desk, fingerprint
from tests.site.office import seat
from tests.site.sending import JSON, Send, last, sender


@pytest.fixture
def office(db: None, stored_files: Path) -> Desk:
    return build_desk()


@pytest.fixture
def send(office: Desk) -> Send:
    """Send as Dilnoza's page does."""
    return sender(office)


def change(client: Client, message: Message, **fields: str) -> Any:
    return client.post(reverse("admin:ticket_answer_edit", args=[message.pk]), fields, headers=JSON)


def test_ones_own_answer_and_note_are_edited(office: Desk) -> None:
    client = seat(office.dilnoza)
    for message in (office.answer, office.note):
        assert change(client, message, text=" Boshqacha\r\n").json() == {"ok": True}
        message.refresh_from_db()
        assert message.text == "Boshqacha"
    assert Event.objects.filter(act="edited", door="site").count() == 2


@pytest.mark.parametrize(("text", "status"), [("  ", 400), ("x" * 4097, 400)])
def test_an_edit_to_nothing_or_too_much_changes_nothing(text: str, status: int, office: Desk) -> None:
    client = seat(office.dilnoza)
    before = fingerprint()
    assert change(client, office.answer, text=text).status_code == status
    assert fingerprint() == before


def test_a_caption_may_be_emptied(send: Send, office: Desk) -> None:
    send(text="Mana", attachments=SimpleUploadedFile("a.txt", b"1"))
    assert change(seat(office.dilnoza), last(), text="").status_code == 200
    assert last().text == ""


def test_only_ones_own_words_are_changed(office: Desk) -> None:
    dilnoza, rustam, kamola = seat(office.dilnoza), seat(office.rustam), seat(office.kamola)
    before = fingerprint()
    assert change(rustam, office.answer, text="x").json()["code"] == "not_editable"
    assert change(dilnoza, office.question, text="x").json()["code"] == "not_editable"
    assert change(kamola, office.answer, text="x").status_code == 404
    delete = reverse("admin:ticket_answer_delete", args=[office.answer.pk])
    assert rustam.post(delete, headers=JSON).json()["code"] == "not_deletable"
    assert kamola.post(delete, headers=JSON).status_code == 404
    assert fingerprint() == before


def test_ones_own_answer_is_taken_back_and_not_edited_afterwards(office: Desk) -> None:
    client = seat(office.dilnoza)
    address = reverse("admin:ticket_answer_delete", args=[office.answer.pk])
    assert client.post(address, headers=JSON).json() == {"ok": True}
    office.answer.refresh_from_db()
    assert office.answer.deleted_at is not None
    assert change(client, office.answer, text="Yana").json()["code"] == "not_editable"


def test_after_48_hours_it_says_why_not(office: Desk) -> None:
    Message.objects.filter(pk=office.answer.pk).update(created_at="2026-01-01T00:00Z")
    answer = seat(office.dilnoza).post(reverse("admin:ticket_answer_delete", args=[office.answer.pk]), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "delete_window_over")
    assert "48 hours" in answer.json()["detail"]


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_changes_want_a_post_and_a_token_against_forgery(act: str, office: Desk) -> None:
    address = reverse(f"admin:ticket_answer_{act}", args=[office.answer.pk])
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.dilnoza)
    before = fingerprint()
    assert client.get(address).status_code == 405
    assert client.post(address, {"text": "x"}).status_code == 403
    assert fingerprint() == before


def test_without_a_program_an_edit_leads_back_to_the_conversation(office: Desk) -> None:
    address = reverse("admin:ticket_answer_edit", args=[office.answer.pk])
    answer = seat(office.dilnoza).post(address, {"text": "Boshqacha"})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("admin:ticket_ticket_change", args=[office.ticket.pk]),
    )


def test_the_formatting_of_words_that_stay_is_kept(office: Desk) -> None:
    bold = [{"type": "bold", "offset": 6, "length": 5}]
    Message.objects.filter(pk=office.answer.pk).update(text="🙂 Ha, hozir", entities=bold)
    edits.edit_answer(
        actor=operator(office.dilnoza, Door.SITE), message_id=office.answer.pk, text="🙂🙂 Ha, hozir", entities=None
    )
    office.answer.refresh_from_db()
    assert office.answer.entities == [{"type": "bold", "offset": 8, "length": 5}]


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("salom dunyo", "salom dunyo!", [(0, 5), (6, 5)]),
        ("salom dunyo", "Salom dunyo", [(6, 5)]),
        ("salom dunyo", "salom, dunyo", [(0, 5), (7, 5)]),
        ("salom dunyo", "xayr", []),
        ("salom dunyo", "", []),
        ("salom dunyo", "salom", [(0, 5)]),
    ],
)
def test_what_covers_a_change_loses_its_formatting(before: str, after: str, kept: list[tuple[int, int]]) -> None:
    entities = [{"type": "bold", "offset": 0, "length": 5}, {"type": "italic", "offset": 6, "length": 5}]
    found = kept_entities(before, entities, after)
    assert [(entity["offset"], entity["length"]) for entity in found] == kept
