"""An edited message is edited at the other end, and the old words are kept."""

import pytest

from apps.delivery.models import Delivery
from apps.ticket.models import Attachment, Focus, Message
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.edits import edit_answer
from apps.ticket.services.focus import focus_on
from tests.courier import deliver
from tests.personas import AZIZA, DILNOZA, JASUR, Desk, photo


def test_the_earlier_words_of_every_version_are_kept(desk: Desk) -> None:
    message = AZIZA.writes("Salom", category=desk.payments)

    assert [AZIZA.edits(message, "Salom!"), AZIZA.edits(message, "Salom!!")] == ["edited", "edited"]

    message.refresh_from_db()
    assert (message.text, [version.text for version in message.versions.all()]) == ("Salom!!", ["Salom", "Salom!"])
    assert message.edited_at is not None


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Desk) -> None:
    message = AZIZA.writes("Salom", category=desk.payments)
    deliver()

    assert AZIZA.edits(message, "Salom") == "unchanged"

    message.refresh_from_db()
    assert (message.edited_at, message.versions.count()) == (None, 0)
    assert DILNOZA.outbox(Delivery.Kind.EDIT, Delivery.Kind.MARK) == []


def test_new_formatting_alone_is_an_edit(desk: Desk) -> None:
    message = AZIZA.writes("Salom", category=desk.payments)
    entities = [{"type": "bold", "offset": 0, "length": 5}]

    assert AZIZA.edits(message, "Salom", entities=entities) == "edited"
    message.refresh_from_db()
    assert message.entities == entities


def test_an_edit_of_what_still_waits_changes_it_in_place(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    message = AZIZA.writes("Toʻlov")

    AZIZA.edits(message, "Toʻlov oʻtmadi")

    assert DILNOZA.reads() == ["Salom", "Toʻlov oʻtmadi"]
    assert DILNOZA.outbox(Delivery.Kind.EDIT) == []


def test_an_edit_of_what_arrived_follows_it_in_every_chat(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    message = AZIZA.writes("Toʻlov")
    deliver()

    AZIZA.edits(message, "Toʻlov oʻtmadi")

    for admin in (DILNOZA, JASUR):
        [edit] = admin.outbox(Delivery.Kind.EDIT)
        assert edit.target is not None
        assert edit.target.sent == [{"message_id": admin.place_of(message), "ref": message.pk}]
        assert edit.data["content"]["text"] == "Toʻlov oʻtmadi"


def test_an_edit_of_words_inside_a_card_brings_the_card_up_to_date(desk: Desk) -> None:
    message = AZIZA.writes("Salom", category=desk.payments)
    deliver()

    AZIZA.edits(message, "Salom, yordam kerak")

    [mark] = DILNOZA.outbox(Delivery.Kind.MARK)
    assert mark.target is not None
    assert mark.target.data["content"]["text"] == "Salom, yordam kerak"


def test_words_that_belong_nowhere_yet_can_be_edited(desk: Desk) -> None:
    message = AZIZA.writes("Salom")

    assert AZIZA.edits(message, "Salom!") == "edited"
    AZIZA.writes("Toʻlovlar", category=desk.payments)
    assert DILNOZA.reads() == ["Salom!", "Toʻlovlar"]


def test_an_edit_of_a_message_never_seen_is_stored_as_a_message(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    unseen = AZIZA.message("Yoʻqolgan soʻz")
    message = Message(message_id=unseen.source.message_id, kind="text")

    assert AZIZA.edits(message, "Yoʻqolgan soʻz") == "stored"
    assert DILNOZA.reads() == ["Salom", "Yoʻqolgan soʻz"]


def test_a_live_location_moves_without_leaving_versions(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    here, there = {"latitude": 41.3, "longitude": 69.2, "live_period": 900}, {"latitude": 41.4, "longitude": 69.3}
    message = AZIZA.writes("", kind="location", data=here)
    deliver()

    assert AZIZA.edits(message, "", data=there) == "edited"

    message.refresh_from_db()
    assert (message.data, message.versions.count()) == (there, 0)
    assert DILNOZA.outbox(Delivery.Kind.EDIT)[0].data["content"]["data"] == there


def test_a_replaced_picture_is_kept_with_its_old_version_and_fetched_anew(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    message = AZIZA.writes("Mana", kind="photo", media=photo("old"))
    deliver()
    Attachment.objects.update(state=Attachment.State.STORED, file="attachments/1", attempts=3)

    assert AZIZA.edits(message, "Mana", media=photo("new")) == "edited"

    attachment = Attachment.objects.get(message=message)
    assert (attachment.file_id, attachment.state, attachment.file.name) == ("id-new", "waiting", "")
    kept = message.versions.get().media
    assert kept is not None
    assert kept["file_id"] == "id-old"
    [edit] = DILNOZA.outbox(Delivery.Kind.EDIT)
    assert (edit.data["media_changed"], edit.data["content"]["media"]["file_id"]) == (True, "id-new")


def test_a_text_that_gets_a_picture_and_then_a_film_is_that_at_the_other_end(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    message = AZIZA.writes("Mana")
    deliver()

    for kind in ("photo", "video"):
        assert AZIZA.edits(message, "Mana bu", kind=kind, media=photo(kind)) == "edited"
        message.refresh_from_db()
        assert (message.kind, message.attachment.kind, message.attachment.state) == (kind, kind, "waiting")
        content = DILNOZA.outbox("edit")[-1].data["content"]
        assert (content["kind"], content["media"]["file_id"]) == (kind, f"id-{kind}")


@pytest.mark.parametrize("arrived", [False, True])
def test_a_picture_that_comes_to_the_words_in_a_card_follows_below_it(desk: Desk, arrived: bool) -> None:
    message = AZIZA.writes("Mana", category=desk.payments)
    if arrived:
        deliver()

    AZIZA.edits(message, "Mana bu", kind="photo", media=photo())

    row = DILNOZA.outbox("content")[-1]
    assert row.data["header"]["edited"]
    assert [(content["kind"], content["text"]) for content in row.data["contents"]] == [("photo", "Mana bu")]
    deliver()
    assert message.pk in [part["ref"] for part in DILNOZA.outbox("content")[-1].sent]

    AZIZA.edits(message, "Mana bu", kind="video", media=photo("film"))
    assert len(DILNOZA.outbox("content")) == 1
    assert DILNOZA.outbox("edit")[-1].data["content"]["kind"] == "video"


def test_a_note_that_gets_a_picture_stays_a_note(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    deliver()
    focus_on(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, mode=Focus.Mode.NOTE)
    note = DILNOZA.writes("Chek")

    DILNOZA.edits(note, "Chek", kind="photo", media=photo())

    note.refresh_from_db()
    assert (note.kind, note.data["kind"], note.attachment.kind) == ("note", "photo", "photo")
    assert AZIZA.reads() == []


def test_the_same_picture_with_a_new_caption_keeps_its_bytes(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    message = AZIZA.writes("Mana", kind="photo", media=photo())
    Attachment.objects.update(state=Attachment.State.STORED, file="attachments/1")

    AZIZA.edits(message, "Mana bu", media=photo() | {"file_id": "another-id-of-the-same-file"})

    assert Attachment.objects.get().state == Attachment.State.STORED
    assert message.versions.get().media is None


def test_one_picture_of_an_album_is_edited_alone(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    album = [AZIZA.writes(text, kind="photo", media=photo(text or "b"), album="77") for text in ("Ikkita rasm", "")]
    deliver()

    AZIZA.edits(album[0], "Uchta rasm", media=photo("Ikkita rasm"))

    [edit] = DILNOZA.outbox(Delivery.Kind.EDIT)
    assert (edit.message_ref, edit.data["content"]["text"]) == (album[0].pk, "Uchta rasm")
    assert edit.target is not None
    assert [part["ref"] for part in edit.target.sent] == [message.pk for message in album]


def test_a_sent_answer_is_edited_through_any_door(desk: Desk) -> None:
    question = AZIZA.writes("Salom", category=desk.payments)
    deliver()
    answer = DILNOZA.writes("Kutng", reply_to=DILNOZA.place_of(question))
    deliver()

    assert DILNOZA.edits(answer, "Kuting") == "edited"
    edit_answer(actor=DILNOZA.at_the_site, message_id=answer.pk, text="Biroz kuting", entities=[])

    assert [row.data["content"]["text"] for row in AZIZA.outbox(Delivery.Kind.EDIT)] == ["Kuting", "Biroz kuting"]
    assert [version.text for version in answer.versions.all()] == ["Kutng", "Kuting"]


def test_an_answer_from_the_site_that_was_never_sent_changes_in_place(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    content = Content(kind="text", text="Kutng")
    answer = answer_ticket(actor=DILNOZA.at_the_site, ticket_id=AZIZA.ticket.pk, content=content)

    edit_answer(actor=DILNOZA.at_the_site, message_id=answer.pk, text="Kuting", entities=[])

    assert (AZIZA.reads(), AZIZA.outbox(Delivery.Kind.EDIT)) == (["Kuting"], [])
