"""Saved replies: what an admin is offered at a ticket, how it reads for its person, and how it is sent."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.ticket.models import Attachment, Message, SavedReply, SavedReplyFile
from apps.ticket.services import lifecycle, saved_replies
from apps.ticket.services.conversation import open_ticket
from apps.ticket.services.saved_replies.rendering import VARIABLES, unknown_pieces
from apps.user.models import TelegramUser
from core.errors import Conflict, Invalid, NotFound, Refusal
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, NODIRA, RUSTAM, Desk

pytestmark = pytest.mark.django_db


def reply(title: str = "Salom", **fields: Any) -> SavedReply:
    return SavedReply.objects.create(**{"title": title, "text_uz": "Assalomu alaykum", **fields})


def attach(saved: SavedReply, name: str = "narxlar.pdf", kind: str = "document") -> SavedReplyFile:
    stored = default_storage.save("saved_replies/one", ContentFile(b"bytes"))
    return SavedReplyFile.objects.create(
        reply=saved, kind=kind, file=stored, file_name=name, mime_type="application/pdf", size=5
    )


def asked(desk: Desk) -> int:
    AZIZA.writes("Salom", category=desk.payments)
    return AZIZA.ticket.pk


def words(saved: SavedReply, language: str = "uz") -> str:
    return saved_replies.render(saved, AZIZA.ticket, DILNOZA.admin, language)


def offered(ticket_id: int, persona: Any = DILNOZA) -> list[str]:
    return [each.title for each in saved_replies.usable_for(persona.in_telegram, ticket_id)]


# ------------------------------------------------------------------ which are offered


def test_an_admin_is_offered_those_for_all_and_those_of_the_tickets_category_in_their_order(desk: Desk) -> None:
    ticket_id = asked(desk)
    reply("second", order=2, category=desk.payments)
    reply("first", order=1)
    reply("switched off", is_active=False)
    reply("of delivery", category=desk.delivery)

    assert offered(ticket_id) == ["first", "second"]
    assert offered(ticket_id, RUSTAM) == ["first", "second"]


@pytest.mark.parametrize("persona", [NODIRA, AZIZA, BORIS])
def test_whoever_does_not_work_on_the_ticket_is_offered_nothing(desk: Desk, persona: Any) -> None:
    ticket_id = asked(desk)
    reply()

    with pytest.raises(NotFound):
        offered(ticket_id, persona)


# ------------------------------------------------------------------ how they read


def test_every_variable_is_filled_in(desk: Desk) -> None:
    asked(desk)
    TelegramUser.objects.filter(pk=AZIZA.user.pk).update(last_name="Karimova", username="aziza_k")
    saved = reply(text_uz="; ".join(f"{name}={{{name}}}" for name in VARIABLES))

    assert words(saved) == (
        f"first_name=Aziza; last_name=Karimova; full_name=Aziza Karimova; username=@aziza_k; "
        f"number={AZIZA.ticket.number}; category=Toʻlovlar; admin=Dilnoza; date={timezone.localdate():%d.%m.%Y}"
    )


def test_what_a_person_is_called_is_never_read_as_a_variable(desk: Desk) -> None:
    asked(desk)
    TelegramUser.objects.filter(pk=AZIZA.user.pk).update(first_name="{admin}}} <b>{{number}")

    assert words(reply(text_uz="Salom, {first_name}!")) == "Salom, {admin}}} <b>{{number}!"


def test_two_braces_stand_for_one(desk: Desk) -> None:
    asked(desk)

    assert words(reply(text_uz="{{first_name}} = {first_name}, {{{number}}}")) == (
        f"{{first_name}} = Aziza, {{{AZIZA.ticket.number}}}"
    )


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Salom, {name}!", ["{name}"]),
        ("{first_name} {First_Name} {}", ["{First_Name}", "{}"]),
        ("{first_name.__class__} {number:>9}", ["{first_name.__class__}", "{number:>9}"]),
        ("bir { ikki", ["{"]),
        ("bir } ikki }", ["}"]),
        ("{{name}} {first_name}", []),
    ],
)
def test_what_cannot_be_filled_in_is_named(text: str, unknown: list[str]) -> None:
    assert unknown_pieces(text) == unknown


@pytest.mark.parametrize(
    ("texts", "language", "read"),
    [
        ({"text_uz": "uz", "text_ru": "ru", "text_en": "en"}, "ru", "ru"),
        ({"text_uz": "uz", "text_en": "en"}, "ru", "uz"),
        ({"text_uz": "", "text_en": "en"}, "uz", "en"),
        ({"text_uz": ""}, "uz", ""),
    ],
)
def test_a_language_without_words_reads_another(desk: Desk, texts: dict[str, str], language: str, read: str) -> None:
    asked(desk)

    assert words(reply(**texts), language) == read


def test_the_preview_is_in_the_language_of_the_one_who_asked(desk: Desk) -> None:
    BORIS.writes("Здравствуйте", category=desk.payments)
    saved = reply(text_uz="Salom, {first_name}", text_ru="Здравствуйте, {first_name}: {category}")

    shown = saved_replies.one_rendered(DILNOZA.in_telegram, BORIS.ticket.pk, saved.pk)

    assert shown.text == "Здравствуйте, Boris: Платежи"


# ------------------------------------------------------------------ sending


def test_a_reply_is_sent_as_an_answer_that_takes_the_ticket(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved = reply(text_uz="  Salom, {first_name}! ")

    (message,) = saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)

    assert message.text == "Salom, Aziza!"
    assert AZIZA.ticket.admin == DILNOZA.admin
    assert AZIZA.outbox("content")[-1].data["contents"][0]["text"] == "Salom, Aziza!"


def test_several_files_are_one_album_with_the_words_under_its_first(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved = reply()
    names = [attach(saved, "a.pdf").file.name, attach(saved, "b.pdf").file.name]

    sent = saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)

    assert [message.text for message in sent] == ["Assalomu alaykum", ""]
    assert len({message.media_group_id for message in sent}) == 1 != len(sent[0].media_group_id)
    stored = Attachment.objects.filter(message__in=sent).order_by("id")
    assert [(each.file.name, each.file_name, each.state) for each in stored] == [
        (names[0], "a.pdf", "stored"),
        (names[1], "b.pdf", "stored"),
    ]
    assert [content["media"]["file_name"] for content in AZIZA.outbox("content")[-1].data["contents"]] == [
        "a.pdf",
        "b.pdf",
    ]


def test_one_file_is_no_album_and_a_reply_may_be_files_only(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved = reply(text_uz="")
    attach(saved)

    (message,) = saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)

    assert (message.kind, message.text, message.media_group_id) == ("document", "", "")


def test_a_reply_that_says_nothing_to_this_person_is_refused(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved = reply(text_uz=" {last_name} ")

    with pytest.raises(Invalid):
        saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)

    assert AZIZA.ticket.admin is None


def test_a_ticket_that_another_holds_is_taken_over_only_when_that_is_said(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved = reply()
    attach(saved, "a.pdf")
    attach(saved, "b.pdf")
    lifecycle.take_ticket(actor=JASUR.in_telegram, ticket_id=ticket_id)

    with pytest.raises(Conflict) as refused:
        saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)
    assert (refused.value.code, refused.value.data) == ("held_by_other", {"admin": "Jasur"})

    saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk, takeover=True)
    assert AZIZA.ticket.admin == DILNOZA.admin


@pytest.mark.parametrize("fields", [{"is_active": False}, {"category": "delivery"}])
def test_a_reply_that_does_not_fit_the_ticket_is_not_sent(desk: Desk, fields: dict[str, Any]) -> None:
    ticket_id = asked(desk)
    saved = reply(**{**fields, **({"category": desk.delivery} if "category" in fields else {})})

    with pytest.raises(NotFound):
        saved_replies.send_saved_reply(actor=RUSTAM.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)

    assert not Message.objects.filter(admin__isnull=False).exists()


def test_nobody_answers_their_own_ticket_with_a_saved_reply(desk: Desk) -> None:
    open_ticket(actor=DILNOZA.in_telegram, user_id=DILNOZA.user.pk, category_id=desk.payments.pk, text="Savolim bor")
    saved = reply()

    with pytest.raises(Refusal) as refused:
        saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=DILNOZA.ticket.pk, reply_id=saved.pk)

    assert refused.value.code == "cannot_answer_self"


def test_the_bytes_stay_when_the_reply_goes(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved = reply()
    attach(saved)
    (message,) = saved_replies.send_saved_reply(actor=DILNOZA.in_telegram, ticket_id=ticket_id, reply_id=saved.pk)

    saved.delete()

    deliver()
    with message.attachment.file.open("rb") as stream:
        assert stream.read() == b"bytes"


def test_the_composer_gets_the_files_of_a_reply_that_fits(desk: Desk) -> None:
    ticket_id = asked(desk)
    saved, other = reply(), reply(category=desk.delivery)
    file = attach(saved, kind="photo")

    (content,) = saved_replies.contents_of(actor=DILNOZA.at_the_site, ticket_id=ticket_id, reply_id=saved.pk)

    assert (content.kind, content.text, content.stored_as) == ("photo", "", file.file.name)
    with pytest.raises(NotFound):
        saved_replies.contents_of(actor=DILNOZA.at_the_site, ticket_id=ticket_id, reply_id=other.pk)
