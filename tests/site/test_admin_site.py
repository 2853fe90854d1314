"""The admin site: everything to read behind the one gate, and an answer form that calls the bot's services."""

from pathlib import Path

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from apps.admin.actors import Door, operator
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Attachment, Event, Message, Ticket
from apps.ticket.services import edits, file_types, upload_files, uploads
from apps.ticket.services.history import show_ticket
from apps.ticket.services.outcomes import SentFile, report_outcomes
from tests.api.desk import AZIZA, BOT, DILNOZA, Desk, build_desk, close, fingerprint
from tests.site.office import answer_address, outside_addresses, pages_of, seat, ticket_address
from tests.site.pages import png


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


# ---------------------------------------------------------------- who sees what


def test_every_page_opens_for_a_super_admin_and_asks_nobody_outside(office: Desk) -> None:
    client = seat(office.rustam)
    for address in pages_of(office):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert outside_addresses(answer.content.decode()) == [], address


def test_nothing_can_be_added_changed_or_deleted_on_any_page(office: Desk) -> None:
    client, before = seat(office.rustam), fingerprint()
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.order_by("pk").first()
        change = reverse(f"{name}_change", args=[row.pk if row else 1])
        delete = reverse(f"{name}_delete", args=[row.pk if row else 1])
        assert client.post(reverse(f"{name}_add"), {"slug": "x"}).status_code == 403, model
        assert client.post(delete, {"post": "yes"}).status_code in {403, 404}, model
        if model is not Ticket:
            assert client.post(change, {"slug": "x"}).status_code in {302, 403}, model
        assert not page.get_actions(client.get(reverse("admin:index")).wsgi_request), model
    assert fingerprint() == before


def test_nobody_but_the_staff_gets_in(office: Desk) -> None:
    for client in (Client(), seat(office.sardor)):
        answer = client.get(ticket_address(office))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("admin:login"))


def test_an_operator_finds_only_their_categories(office: Desk) -> None:
    mine, other = seat(office.dilnoza), seat(office.kamola)
    for page in ("ticket_message", "delivery_delivery"):
        address = reverse(f"admin:{page}_changelist")
        assert mine.get(address).context["cl"].result_count > 0, page
        assert other.get(address).context["cl"].result_count == 0, page
    assert other.get(reverse("admin:user_telegramuser_changelist")).context["cl"].result_count == 0


def test_another_categorys_ticket_does_not_exist(office: Desk) -> None:
    client, before = seat(office.kamola), fingerprint()
    download = reverse("admin:ticket_attachment_download", args=[office.attachment.pk])
    assert client.get(ticket_address(office)).status_code == 404
    assert client.post(answer_address(office), {"text": "Salom", "takeover": "on"}).status_code == 404
    assert client.get(download).status_code == 404
    assert fingerprint() == before


@pytest.mark.parametrize("wild", ["0", "abc", "9" * 30, "٣"])
def test_a_wild_address_is_a_page_that_does_not_exist(wild: str, dilnoza: Client, office: Desk) -> None:
    assert dilnoza.get(f"/admin/ticket/ticket/{wild}/change/").status_code == 404


def test_unread_updates_are_for_super_admins(office: Desk) -> None:
    address = reverse("admin:ticket_rawupdate_changelist")
    assert seat(office.dilnoza).get(address).status_code == 403
    assert seat(office.rustam).get(address).status_code == 200


# ---------------------------------------------------------------- the conversation


def test_a_conversation_is_shown_in_order_with_its_notes_edits_and_states(dilnoza: Client, office: Desk) -> None:
    edits.edit_answer(
        actor=operator(office.dilnoza, Door.SITE), message_id=office.answer.pk, text="Hozir tekshiraman", entities=[]
    )
    Chat.objects.filter(chat_id=AZIZA).update(blocked_at="2026-11-22T10:00Z")
    page = dilnoza.get(ticket_address(office)).content.decode()
    words = ["Toʻlov oʻtmadi", "Hozir tekshiraman", "Edited: earlier words", "Hozir koʻraman", "VIP", "chek.jpg"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert page.count("Internal note") >= 2
    assert "Not delivered" in page
    assert "released" in page


def test_markup_in_names_and_texts_is_shown_as_text(dilnoza: Client, office: Desk) -> None:
    wild = "<script>alert(1)</script><b>"
    type(office.aziza).objects.filter(pk=office.aziza.pk).update(first_name=wild, username=wild[:20])
    Message.objects.filter(pk=office.question.pk).update(text=wild)
    Ticket.objects.filter(pk=office.ticket.pk).update(last_text=wild)
    Attachment.objects.update(file_name=f"{wild}.jpg")
    for address in (ticket_address(office), *pages_of(office)):
        page = dilnoza.get(address).content.decode()
        assert "<script>alert(1)" not in page, address


def test_a_long_conversation_comes_in_pages(dilnoza: Client, office: Desk) -> None:
    for number in range(120):
        uploads.write_at_site(
            actor=operator(office.dilnoza, Door.SITE), ticket_id=office.ticket.pk, text=f"Xat {number:03}"
        )
    latest = dilnoza.get(ticket_address(office))
    page = latest.content.decode()
    assert "Xat 119" in page
    assert "Toʻlov oʻtmadi" not in page
    earlier = dilnoza.get(f"{ticket_address(office)}?before={latest.context['transcript'].earlier}").content.decode()
    assert "Toʻlov oʻtmadi" in earlier
    shown = [f"Xat {number:03}" in page or f"Xat {number:03}" in earlier for number in range(120)]
    assert all(shown)


def test_a_download_is_saved_and_never_run(dilnoza: Client, office: Desk) -> None:
    Attachment.objects.update(kind="document", mime_type="text/html", file_name="page.html")
    answer = dilnoza.get(reverse("admin:ticket_attachment_download", args=[office.attachment.pk]))
    assert b"".join(answer.streaming_content) == b"bytes"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


# ---------------------------------------------------------------- the answer form


def test_an_answer_takes_the_ticket_and_goes_to_the_user(dilnoza: Client, office: Desk) -> None:
    answer = dilnoza.post(answer_address(office), {"text": " Tayyor! "}, follow=True)
    assert "The answer is on its way." in answer.content.decode()
    message = Message.objects.latest("pk")
    assert (message.text, message.admin, message.kind) == ("Tayyor!", office.dilnoza, "text")
    ticket = Ticket.objects.get(pk=office.ticket.pk)
    assert (ticket.status, ticket.admin, ticket.waiting_since) == ("taken", office.dilnoza, None)
    assert Delivery.objects.filter(chat_id=AZIZA, message_ref=message.pk, kind="content").count() == 1
    assert Event.objects.filter(act="answered", door="site").count() == 1


def test_a_note_reaches_nobody_outside_the_staff(dilnoza: Client, office: Desk) -> None:
    dilnoza.post(answer_address(office), {"text": "Ichki gap", "is_note": "on"})
    message = Message.objects.latest("pk")
    assert (message.kind, message.text) == ("note", "Ichki gap")
    assert not Delivery.objects.filter(chat_id=AZIZA, message_ref=message.pk).exists()


def test_a_ticket_of_a_colleague_is_answered_only_after_a_confirmation(dilnoza: Client, office: Desk) -> None:
    seat(office.rustam).post(answer_address(office), {"text": "Men olaman"})
    before = fingerprint()
    refused = dilnoza.post(answer_address(office), {"text": "Yoʻq, <men>"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Rustam holds this ticket. Confirm below" in page
    assert "Yoʻq, &lt;men&gt;</textarea>" in page
    assert fingerprint() == before
    dilnoza.post(answer_address(office), {"text": "Yoʻq, men", "takeover": "on"})
    assert Ticket.objects.get(pk=office.ticket.pk).admin == office.dilnoza


def test_a_closed_ticket_takes_a_note_and_no_answer(dilnoza: Client, office: Desk) -> None:
    close(office)
    refused = dilnoza.post(answer_address(office), {"text": "Kech"})
    assert refused.status_code == 409
    assert "This ticket is closed" in refused.content.decode()
    dilnoza.post(answer_address(office), {"text": "Eslatma", "is_note": "on"})
    assert Message.objects.latest("pk").kind == "note"


def test_an_empty_or_overlong_answer_is_refused_in_words(dilnoza: Client, office: Desk) -> None:
    before = fingerprint()
    empty = dilnoza.post(answer_address(office), {"text": "  "})
    assert "Write something or choose a file" in empty.content.decode()
    overlong = dilnoza.post(answer_address(office), {"text": "x" * 4097})
    assert (empty.status_code, overlong.status_code) == (400, 400)
    assert "x" * 4097 in overlong.content.decode()
    assert fingerprint() == before


def test_the_answer_form_wants_a_post_and_a_token_against_forgery(office: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.dilnoza)
    before = fingerprint()
    assert client.get(answer_address(office)).status_code == 405
    assert client.post(answer_address(office), {"text": "Salom"}).status_code == 403
    assert fingerprint() == before


def test_one_who_asked_does_not_answer_themselves(office: Desk) -> None:
    office.dilnoza.telegram_id = AZIZA
    office.dilnoza.save(update_fields=["telegram_id"])
    client = seat(office.dilnoza)
    page = client.get(ticket_address(office)).content.decode()
    assert "VIP" not in page
    refused = client.post(answer_address(office), {"text": "Oʻzimga"})
    assert refused.status_code == 409
    assert Message.objects.count() == 4


# ---------------------------------------------------------------- files


def test_several_files_go_as_one_album_with_the_text_under_the_first(dilnoza: Client, office: Desk) -> None:
    files = [
        SimpleUploadedFile("a.jpg", b"first", "image/jpeg"),
        SimpleUploadedFile("b.png", b"second", "image/png"),
    ]
    dilnoza.post(answer_address(office), {"text": "Mana", "attachments": files})
    first, second = Message.objects.order_by("-pk")[:2][::-1]
    assert (first.text, second.text) == ("Mana", "")
    assert first.media_group_id == second.media_group_id != ""
    row = Delivery.objects.filter(chat_id=AZIZA, kind="content").latest("pk")
    contents = row.data["contents"]
    assert [content["attachment"] for content in contents] == [first.attachment.pk, second.attachment.pk]
    assert {content["media"]["file_id"] for content in contents} == {""}
    assert [content["too_large"] for content in contents] == [False, False]
    assert first.attachment.file.read() == b"first"
    page = dilnoza.get(ticket_address(office)).content.decode()
    assert "a.jpg" in page
    assert page.count("On its way") == 2


def test_an_upload_goes_by_its_file_id_the_second_time(dilnoza: Client, office: Desk) -> None:
    dilnoza.post(answer_address(office), {"attachments": SimpleUploadedFile("a.txt", b"1")})
    attachment = Message.objects.latest("pk").attachment
    sent = SentFile(attachment_id=attachment.pk, file_id="telegram-1", file_unique_id="u-1")
    report_outcomes(bot_id=BOT, outcomes=[], files=[sent])
    show_ticket(actor=operator(office.dilnoza, Door.SITE), ticket_id=office.ticket.pk)
    shown = Delivery.objects.filter(chat_id=DILNOZA, message_ref=attachment.message_id).latest("pk")
    assert shown.data["contents"][0]["media"]["file_id"] == "telegram-1"


def test_a_photo_over_10_mb_goes_as_a_document(dilnoza: Client, office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = SimpleUploadedFile("a.png", png(30, 30), "image/png")
    dilnoza.post(answer_address(office), {"attachments": heavy})
    assert Message.objects.latest("pk").kind == "photo"
    monkeypatch.setattr(file_types, "PHOTO_LIMIT", 40)
    heavy.seek(0)
    dilnoza.post(answer_address(office), {"attachments": heavy})
    assert Message.objects.latest("pk").kind == "document"


def test_a_file_over_50_mb_is_refused_by_name_and_nothing_stays(
    dilnoza: Client, office: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(upload_files, "UPLOAD_LIMIT", 4)
    before, kept = fingerprint(), sorted(tmp_path.rglob("*"))
    files = [SimpleUploadedFile("a.txt", b"1"), SimpleUploadedFile("film.mp4", b"12345", "video/mp4")]
    refused = dilnoza.post(answer_address(office), {"text": "Mana film", "attachments": files})
    assert refused.status_code == 413
    assert "film.mp4 is over 50 MB" in refused.content.decode()
    assert "Mana film</textarea>" in refused.content.decode()
    assert (fingerprint(), sorted(tmp_path.rglob("*"))) == (before, kept)


def test_a_refused_upload_leaves_no_bytes_behind(dilnoza: Client, office: Desk, tmp_path: Path) -> None:
    close(office)
    kept = {path for path in tmp_path.rglob("*") if path.is_file()}
    dilnoza.post(answer_address(office), {"attachments": SimpleUploadedFile("a.txt", b"1")})
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == kept
