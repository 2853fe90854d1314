"""Saved replies at the site: the list, the form that explains itself, who may what, and what the composer reads."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from apps.ticket.models import Event, SavedReply
from apps.ticket.reply_form import VARIABLE_WORDS
from apps.ticket.services import upload_files
from apps.ticket.services.saved_replies.rendering import VARIABLES
from tests.api.desk import Desk, build_desk, fingerprint
from tests.site.office import downloaded, seat
from tests.site.pages import png

LIST = reverse("admin:ticket_savedreply_changelist")
NEW = "admin:ticket_savedreply_new"
WORDS = {"title": "Narxlar", "text_uz": "Salom, {first_name}!", "text_ru": "", "text_en": "", "is_active": "on"}


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@pytest.fixture
def rustam(office: Desk) -> Client:
    return seat(office.rustam)


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


def pdf(name: str = "narxlar.pdf", content: bytes = b"%PDF-1.7") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def page_of(reply: SavedReply, act: str = "change") -> str:
    return reverse(f"admin:ticket_savedreply_{act}", args=[reply.pk])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def add(client: Client, **changes: Any) -> Any:
    return client.post(reverse(NEW), {**WORDS, **changes})


def keep(client: Client, reply: SavedReply, **changes: Any) -> Any:
    known = {"title": reply.title, "category": reply.category_id or "", "text_uz": reply.text_uz, "is_active": "on"}
    return client.post(page_of(reply, "keep"), {**known, **changes})


def for_all(**fields: Any) -> SavedReply:
    return SavedReply.objects.create(**{"title": "Hammaga", "text_uz": "Rahmat!", **fields})


# ------------------------------------------------------------------ adding and changing


def test_a_reply_is_added_with_its_words_and_files_and_noted(office: Desk, rustam: Client) -> None:
    answer = add(rustam, category=office.payments.pk, text_en="Hello", attachments=[pdf(), pdf("b.pdf")])

    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    reply = SavedReply.objects.latest("pk")
    assert (reply.title, reply.text_uz, reply.text_en, reply.category) == (
        "Narxlar",
        "Salom, {first_name}!",
        "Hello",
        office.payments,
    )
    assert [file.file_name for file in reply.files.all()] == ["narxlar.pdf", "b.pdf"]
    event = Event.objects.latest("pk")
    assert (event.act, event.admin, event.data) == ("reply_added", office.rustam, {"reply": reply.pk})
    assert event.changes["files"] == [None, ["narxlar.pdf", "b.pdf"]]
    assert "Narxlar" in read(rustam, LIST)


def test_a_new_reply_stands_at_the_end_and_a_number_moves_it(rustam: Client, office: Desk) -> None:
    for_all(order=7)
    add(rustam)
    reply = SavedReply.objects.latest("pk")
    assert reply.order == 8

    keep(rustam, reply, order=0)

    assert SavedReply.objects.exclude(pk=office.reply.pk).first() == reply


def test_only_what_differs_is_written_and_noted(rustam: Client, office: Desk) -> None:
    reply, before = for_all(), Event.objects.latest("pk").pk

    assert keep(rustam, reply).status_code == 302
    assert not Event.objects.filter(pk__gt=before).exists()
    keep(rustam, reply, text_ru="Спасибо!")

    assert Event.objects.latest("pk").changes == {"text_ru": ["", "Спасибо!"]}


def test_files_are_added_and_taken_away_and_their_bytes_stay(office: Desk, rustam: Client) -> None:
    file = office.reply.files.get()
    stored = file.file

    keep(rustam, office.reply, attachments=[pdf("yangi.pdf")], removed_files=[file.pk])

    assert [each.file_name for each in office.reply.files.all()] == ["yangi.pdf"]
    assert stored.storage.exists(str(stored.name))
    assert Event.objects.latest("pk").changes == {"files": [["narxlar.pdf"], ["yangi.pdf"]]}


def test_a_picture_goes_as_a_photo_and_what_only_pretends_as_a_document(rustam: Client, office: Desk) -> None:
    fake = SimpleUploadedFile("rasm.png", b"<svg onload=alert(1)>", "image/png")
    add(rustam, attachments=[SimpleUploadedFile("chek.png", png(20, 20), "image/png"), fake])

    assert [file.kind for file in SavedReply.objects.latest("pk").files.all()] == ["photo", "document"]


# ------------------------------------------------------------------ what is refused keeps the words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"text_uz": "Salom, {name} va {"}, "This is no variable: {name} {"),
        ({"text_uz": "  "}, "A reply needs words in one language at least, or a file."),
        ({"text_uz": "a" * 4097}, "1 character"),
        ({"order": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"category": "999999"}, "Select a valid choice."),
        ({"attachments": [pdf(f"{number}.pdf") for number in range(11)]}, "Ten files at most go along with a reply."),
        ({"attachments": [pdf("bosh.pdf", b"")]}, "bosh.pdf"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_keeps_the_words_and_nothing_is_stored(
    rustam: Client, office: Desk, wrong: dict[str, Any], said: str
) -> None:
    before = fingerprint()

    answer = add(rustam, **{"text_ru": "Здравствуйте" if "text_uz" not in wrong else "", **wrong})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert escape(said) in page
    assert escape(wrong.get("text_uz", "Salom, {first_name}!")).strip() in page
    assert fingerprint() == before


def test_a_file_over_the_limit_is_named(rustam: Client, office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_files, "UPLOAD_LIMIT", 4)

    answer = add(rustam, attachments=[pdf("katta.pdf")])

    assert answer.status_code == 400
    assert "katta.pdf is over 50 MB" in answer.content.decode()


def test_the_last_words_cannot_be_taken_away_without_a_file(rustam: Client, office: Desk) -> None:
    file = office.reply.files.get()

    assert keep(rustam, office.reply, text_uz="").status_code == 302
    assert keep(rustam, office.reply, text_uz="", removed_files=[file.pk]).status_code == 400


def test_titles_words_and_file_names_are_shown_as_text(rustam: Client, office: Desk) -> None:
    wicked = "<script>alert(1)</script>\u202e"
    reply = for_all(title=wicked, text_uz=wicked)
    reply.files.create(kind="document", file="saved_replies/x", file_name=wicked, size=1)

    for page in (read(rustam, LIST), read(rustam, page_of(reply)), read(rustam, page_of(reply, "remove"))):
        assert "<script>alert(1)" not in page


# ------------------------------------------------------------------ who may what


def test_an_admin_manages_those_of_their_categories_and_only_reads_those_for_all(office: Desk, dilnoza: Client) -> None:
    everybody = for_all()

    assert add(dilnoza, category=office.payments.pk).status_code == 302
    assert add(dilnoza, category="").status_code == 400
    assert add(dilnoza, category=office.delivery.pk).status_code == 400
    assert "Rahmat!" in read(dilnoza, page_of(everybody))
    assert '<form class="desk-reply-form"' not in read(dilnoza, page_of(everybody))
    assert keep(dilnoza, everybody, category=office.payments.pk).status_code == 403
    assert dilnoza.post(page_of(everybody, "remove")).status_code == 403


def test_another_categorys_replies_do_not_exist(office: Desk) -> None:
    kamola, before = seat(office.kamola), fingerprint()

    assert "Salom" not in read(kamola, LIST)
    assert kamola.get(page_of(office.reply)).status_code == 404
    assert keep(kamola, office.reply).status_code == 404
    assert kamola.post(page_of(office.reply, "remove")).status_code == 404
    assert fingerprint() == before


def test_a_reply_cannot_be_moved_into_a_category_of_others(office: Desk, dilnoza: Client) -> None:
    assert keep(dilnoza, office.reply, category=office.delivery.pk).status_code == 400


def test_an_admin_without_categories_adds_nothing(office: Desk) -> None:
    office.kamola.categories.clear()

    assert seat(office.kamola).get(reverse(NEW)).status_code == 403


# ------------------------------------------------------------------ taking away


def test_removing_asks_first_and_only_a_post_removes(office: Desk, rustam: Client) -> None:
    assert "Remove “Salom”?" in read(rustam, page_of(office.reply, "remove"))
    assert SavedReply.objects.filter(pk=office.reply.pk).exists()

    assert rustam.post(page_of(office.reply, "remove")).headers["Location"] == LIST

    assert not SavedReply.objects.filter(pk=office.reply.pk).exists()
    event = Event.objects.latest("pk")
    assert (event.act, event.changes["title"]) == ("reply_removed", ["Salom", None])
    assert "Salom" in read(rustam, reverse("admin:ticket_event_change", args=[event.pk]))


# ------------------------------------------------------------------ the pages themselves


def test_every_variable_is_explained_with_a_sample(rustam: Client, office: Desk) -> None:
    page = read(rustam, reverse(NEW))

    assert VARIABLE_WORDS.keys() == VARIABLES.keys()
    for name in VARIABLES:
        assert f'data-variable="{name}"' in page


@pytest.mark.parametrize(("language", "words"), [("uz", "Tayyor javoblar"), ("ru", "Готовые ответы")])
def test_the_pages_speak_the_readers_language(office: Desk, language: str, words: str) -> None:
    client = seat(office.rustam, language)

    assert words in read(client, LIST)
    assert "Save" not in read(client, reverse(NEW)).split('class="desk-managing"')[1]


def test_the_list_asks_as_much_for_three_as_for_thirty(office: Desk, rustam: Client) -> None:
    for number in range(2):
        for_all(title=str(number), category=office.payments)
    few = questions(rustam)
    for number in range(27):
        for_all(title=str(number), category=office.delivery).files.create(kind="photo", file="x", size=1)

    assert questions(rustam) == few


def questions(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        read(client, LIST)
    return len(queries)


# ------------------------------------------------------------------ what the composer reads


def test_the_composer_gets_the_replies_that_fit_in_the_persons_words(office: Desk, dilnoza: Client) -> None:
    for_all(title="switched off", is_active=False)
    file = office.reply.files.get()

    answer = dilnoza.get(reverse("admin:ticket_ticket_saved_replies", args=[office.ticket.pk])).json()

    address = reverse("admin:ticket_saved_reply_file", args=[file.pk])
    (found,) = answer["results"]
    assert (found["id"], found["title"], found["category"], found["text"]) == (
        office.reply.pk,
        "Salom",
        "Toʻlovlar",
        "Salom, Aziza!",
    )
    assert [(each["name"], each["size"], each["url"]) for each in found["files"]] == [("narxlar.pdf", 5, address)]
    assert downloaded(dilnoza, address) == b"bytes"


def test_another_categorys_ticket_offers_nothing_and_its_files_do_not_exist(office: Desk) -> None:
    kamola = seat(office.kamola)
    refused = kamola.get(reverse("admin:ticket_ticket_saved_replies", args=[office.ticket.pk]))

    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    file = office.reply.files.get()
    assert kamola.get(reverse("admin:ticket_saved_reply_file", args=[file.pk])).status_code == 404
