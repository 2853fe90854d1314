"""What the composer sends: taken once, whole or not at all, and refused in words that say what to do."""

import io
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.admin.actors import Door, operator
from apps.delivery.models import Delivery
from apps.ticket.models import Event, Message, SavedReply, Submission, Ticket
from apps.ticket.services import upload_files, uploads
from core.errors import Conflict
from tests.api.desk import AZIZA, Desk, build_desk, close, fingerprint
from tests.races import at_once
from tests.site.office import answer_address, seat
from tests.site.pages import png
from tests.site.sending import JSON, Send, files_in, last, sender


@pytest.fixture
def office(db: None, stored_files: Path) -> Desk:
    return build_desk()


@pytest.fixture
def send(office: Desk) -> Send:
    """Send as Dilnoza's page does."""
    return sender(office)


@pytest.fixture
def raced_office(transactional_db: None, stored_files: Path) -> Desk:
    return build_desk()


# ---------------------------------------------------------------- what is sent


def test_an_answer_says_which_messages_it_became(send: Send, office: Desk) -> None:
    answer = send(text="Tayyor\r\nMana", reply_to_id=office.question.pk)
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "messages": [last().pk]})
    assert (last().text, last().reply_to, last().admin) == ("Tayyor\nMana", office.question, office.dilnoza)


def test_a_quote_goes_along_to_telegram(send: Send, office: Desk) -> None:
    Message.objects.filter(pk=office.question.pk).update(bot_id=1, chat_id=AZIZA, message_id=555)
    send(text="Ha", reply_to_id=office.question.pk)
    assert Delivery.objects.get(message_ref=last().pk, chat_id=AZIZA).reply_to_message_id == 555


@pytest.mark.parametrize("wild", [10**9, 0, -1])
def test_what_another_ticket_says_cannot_be_quoted(wild: int, send: Send) -> None:
    before = fingerprint()
    assert send(text="Ha", reply_to_id=wild).status_code in {400, 404}
    assert fingerprint() == before


def test_send_and_close_is_one_act(send: Send, office: Desk) -> None:
    assert send(text="Xayr", close="on").status_code == 200
    ticket = Ticket.objects.get(pk=office.ticket.pk)
    assert (ticket.status, last().text) == ("closed", "Xayr")
    assert list(Event.objects.filter(ticket=ticket).values_list("act", flat=True))[-2:] == ["answered", "closed"]
    kinds = Delivery.objects.filter(chat_id=AZIZA, state="pending").order_by("pk").values_list("kind", "data__code")
    assert list(kinds)[-2:] == [("content", None), ("notice", "ticket_closed")]


def test_a_refused_send_and_close_closes_nothing(send: Send, office: Desk) -> None:
    uploads.write_at_site(actor=operator(office.rustam, Door.SITE), ticket_id=office.ticket.pk, text="Men olaman")
    before = fingerprint()
    refused = send(text="Xayr", close="on")
    assert (refused.status_code, refused.json()["code"]) == (409, "held_by_other")
    assert refused.json()["data"] == {"admin": "Rustam"}
    assert fingerprint() == before
    assert send(text="Xayr", close="on", takeover="on").status_code == 200
    assert Ticket.objects.get(pk=office.ticket.pk).admin == office.dilnoza


def test_a_saved_replys_files_go_along_under_the_edited_words(send: Send, stored_files: Path) -> None:
    reply = SavedReply.objects.create(title="Hisob", text_uz="Hisob")
    for name in ("a.pdf", "b.pdf"):
        reply.files.create(kind="document", file=ContentFile(b"1", name), file_name=name, mime_type="", size=1)
    kept = files_in(stored_files)
    picture = SimpleUploadedFile("c.png", png(9, 9), "image/png")
    assert send(text="Marhamat", saved_replies=[reply.pk], attachments=[picture]).status_code == 200
    first, *others = Message.objects.order_by("-pk")[:3][::-1]
    names = [message.attachment.file_name for message in (first, *others)]
    assert (first.text, names) == ("Marhamat", ["c.png", "a.pdf", "b.pdf"])
    assert {message.media_group_id for message in (first, *others)} == {first.media_group_id} != {""}
    assert len(files_in(stored_files)) == len(kept) + 1
    assert send(text="x", saved_replies=[10**9]).status_code == 404
    assert send(text="x", saved_replies=["abc"]).status_code == 400


def test_eleven_files_are_refused_whichever_way_they_came(send: Send, stored_files: Path) -> None:
    reply = SavedReply.objects.create(title="Hisob", text_uz="Hisob")
    reply.files.create(kind="document", file=ContentFile(b"1", "a.pdf"), file_name="a.pdf", mime_type="", size=1)
    kept, before = files_in(stored_files), fingerprint()
    ten = [SimpleUploadedFile(f"{place}.txt", b"1") for place in range(10)]
    refused = send(text="Mana", saved_replies=[reply.pk], attachments=ten)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid")
    assert (fingerprint(), files_in(stored_files)) == (before, kept)


# ---------------------------------------------------------------- once


def test_the_same_key_stores_once_and_answers_the_same(send: Send, stored_files: Path) -> None:
    key = str(uuid.uuid4())
    fields = {"text": "Bir marta", "key": key}
    first = send(**fields, attachments=SimpleUploadedFile("a.txt", b"1"))
    before, kept = fingerprint(), files_in(stored_files)
    second = send(**fields, attachments=SimpleUploadedFile("a.txt", b"1"))
    assert first.json() == second.json()
    assert (fingerprint(), files_in(stored_files)) == (before, kept)
    assert Submission.objects.get(pk=key).messages == first.json()["messages"]


def test_a_refused_key_may_be_used_again(send: Send, office: Desk) -> None:
    uploads.write_at_site(actor=operator(office.rustam, Door.SITE), ticket_id=office.ticket.pk, text="Men olaman")
    key = str(uuid.uuid4())
    assert send(text="Yoʻq, men", key=key).status_code == 409
    assert not Submission.objects.filter(pk=key).exists()
    assert send(text="Yoʻq, men", key=key, takeover="on").status_code == 200
    assert last().text == "Yoʻq, men"


def test_somebody_elses_key_is_refused(send: Send, office: Desk) -> None:
    key = str(uuid.uuid4())
    send(text="Meniki", key=key)
    rustam = seat(office.rustam)
    before = fingerprint()
    refused = rustam.post(answer_address(office), {"text": "Meniki", "key": key}, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert fingerprint() == before


def test_a_key_that_is_none_is_refused(send: Send) -> None:
    assert send(text="Salom", key="not-a-key").status_code == 400


def test_the_same_key_at_the_same_instant_stores_once(raced_office: Desk, stored_files: Path) -> None:
    key, dilnoza = uuid.uuid4(), operator(raced_office.dilnoza, Door.SITE)
    kept = files_in(stored_files)

    def send() -> list[int]:
        file = upload_files.Upload(name="a.txt", mime_type="text/plain", size=1, stream=io.BytesIO(b"1"))
        written = uploads.write_at_site(
            actor=dilnoza, ticket_id=raced_office.ticket.pk, text="Bir marta", uploads=[file], close=True, key=key
        )
        return [message.pk for message in written]

    results = at_once([send] * 6)
    assert len({tuple(result) for result in results if isinstance(result, list)}) == 1, results
    assert not [result for result in results if isinstance(result, Exception)]
    assert Message.objects.filter(text="Bir marta").count() == 1
    assert Event.objects.filter(ticket=raced_office.ticket, act="closed").count() == 1
    assert len(files_in(stored_files)) == len(kept) + 1


def test_two_operators_with_one_key_at_the_same_instant_are_told_apart(raced_office: Desk) -> None:
    key = uuid.uuid4()
    actors = [operator(admin, Door.SITE) for admin in (raced_office.dilnoza, raced_office.rustam)]

    def send(place: int) -> list[Message]:
        return uploads.write_at_site(
            actor=actors[place], ticket_id=raced_office.ticket.pk, text="Salom", takeover=True, key=key
        )

    results = at_once([lambda: send(0), lambda: send(1)])
    refused = [result for result in results if isinstance(result, Conflict)]
    assert [refusal.code for refusal in refused] == ["conflict"]
    assert Message.objects.filter(text="Salom").count() == 1


# ---------------------------------------------------------------- refusals as JSON


def test_every_refusal_has_words_in_the_operators_language(office: Desk) -> None:
    close(office)
    said = {}
    for language in ("uz", "ru", "en"):
        answer = seat(office.dilnoza, language).post(answer_address(office), {"text": "Kech"}, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (409, "ticket_closed")
        said[language] = answer.json()["detail"]
    assert said["en"] == "This ticket is closed: only an internal note can be added."
    assert len(set(said.values())) == 3


def test_another_categorys_ticket_is_not_found(office: Desk) -> None:
    answer = seat(office.kamola).post(answer_address(office), {"text": "Salom", "key": str(uuid.uuid4())}, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_lost_session_is_said_and_not_redirected(office: Desk) -> None:
    answer = Client().post(answer_address(office), {"text": "Salom"}, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (401, "session_lost")
