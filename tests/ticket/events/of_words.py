"""The acts of the conversation: answers and notes, edits, and what is decided about waiting words."""

import uuid

from apps.ticket.models import Focus
from apps.ticket.services import conversation, edits, pending, uploads
from apps.ticket.services.focus import focus_on
from tests.personas import AZIZA, DILNOZA, EMMA, JASUR, NODIRA, RUSTAM, known
from tests.ticket.events.of_tickets import close, release
from tests.ticket.events.rows import TEXT, Row, Scene

HERE = "apps.ticket.services"


def hold_words(scene: Scene) -> None:
    """Let Dilnoza have typed two messages that belong nowhere yet."""
    DILNOZA.writes("Yana")
    DILNOZA.writes("Va yana")


def close_and_hold_words(scene: Scene) -> None:
    close(scene)
    hold_words(scene)


def words_wait(scene: Scene) -> None:
    EMMA.writes("Hello")
    EMMA.writes("Anybody?")


ROWS = [
    Row(
        service=f"{HERE}.conversation.answer_ticket",
        by=DILNOZA,
        act=lambda scene, actor: conversation.answer_ticket(actor=actor, ticket_id=scene.pk, content=TEXT),
        writes="answered",
        refused=lambda scene: conversation.answer_ticket(actor=JASUR.in_telegram, ticket_id=scene.pk, content=TEXT),
    ),
    Row(
        service=f"{HERE}.conversation.answer_ticket",
        case="that nobody holds",
        by=JASUR,
        prepare=release,
        act=lambda scene, actor: conversation.answer_ticket(actor=actor, ticket_id=scene.pk, content=TEXT),
        writes="taken answered",
    ),
    Row(
        service=f"{HERE}.conversation.answer_ticket",
        case="of another",
        by=JASUR,
        act=lambda scene, actor: conversation.answer_ticket(
            actor=actor, ticket_id=scene.pk, content=TEXT, takeover=True
        ),
        writes="taken_over answered",
    ),
    Row(
        service=f"{HERE}.conversation.add_note",
        by=JASUR,
        act=lambda scene, actor: conversation.add_note(actor=actor, ticket_id=scene.pk, content=TEXT),
        writes="noted",
        refused=lambda scene: conversation.add_note(actor=NODIRA.in_telegram, ticket_id=scene.pk, content=TEXT),
    ),
    Row(
        service=f"{HERE}.conversation.open_ticket",
        by=EMMA,
        service_may=True,
        prepare=lambda scene: known(EMMA),
        act=lambda scene, actor: conversation.open_ticket(
            actor=actor, user_id=EMMA.user.pk, category_id=scene.desk.payments.pk, text="Hello"
        ),
        writes="opened",
        refused=lambda scene: conversation.open_ticket(
            actor=AZIZA.in_telegram, user_id=AZIZA.user.pk, category_id=scene.desk.payments.pk, text="Yana"
        ),
    ),
    Row(
        service=f"{HERE}.conversation.add_message",
        case="of the asker",
        by=AZIZA,
        act=lambda scene, actor: conversation.add_message(
            actor=actor, ticket_id=scene.pk, content=TEXT, is_note=False, reply_to_id=None, takeover=False
        ),
        writes="received",
        refused=lambda scene: conversation.add_message(
            actor=AZIZA.in_telegram, ticket_id=scene.pk, content=TEXT, is_note=True, reply_to_id=None, takeover=False
        ),
    ),
    Row(
        service=f"{HERE}.conversation.add_message",
        case="of the holder",
        by=DILNOZA,
        act=lambda scene, actor: conversation.add_message(
            actor=actor, ticket_id=scene.pk, content=TEXT, is_note=False, reply_to_id=scene.answer.pk, takeover=False
        ),
        writes="answered",
        refused=lambda scene: conversation.add_message(
            actor=DILNOZA.in_telegram, ticket_id=scene.pk, content=TEXT, is_note=False, reply_to_id=1, takeover=False
        ),
    ),
    Row(
        service=f"{HERE}.edits.edit_answer",
        by=DILNOZA,
        act=lambda scene, actor: edits.edit_answer(actor=actor, message_id=scene.answer.pk, text="Kuting", entities=[]),
        writes="edited",
        refused=lambda scene: edits.edit_answer(
            actor=JASUR.in_telegram, message_id=scene.answer.pk, text="x", entities=[]
        ),
    ),
    Row(
        service=f"{HERE}.edits.edit_answer",
        case="with the same words",
        by=DILNOZA,
        act=lambda scene, actor: edits.edit_answer(
            actor=actor, message_id=scene.answer.pk, text=scene.answer.text, entities=[]
        ),
    ),
    Row(
        service=f"{HERE}.edits.delete_answer",
        by=DILNOZA,
        act=lambda scene, actor: edits.delete_answer(actor=actor, message_id=scene.answer.pk),
        writes="deleted",
        refused=lambda scene: edits.delete_answer(actor=JASUR.in_telegram, message_id=scene.answer.pk),
    ),
    Row(
        service=f"{HERE}.focus.focus_on",
        case="of another's ticket",
        by=JASUR,
        act=lambda scene, actor: focus_on(actor=actor, ticket_id=scene.pk, mode=Focus.Mode.ANSWER, takeover=True),
        writes="taken_over",
        refused=lambda scene: focus_on(actor=JASUR.in_telegram, ticket_id=scene.pk, mode=Focus.Mode.ANSWER),
    ),
    Row(
        service=f"{HERE}.pending.choose_category",
        by=EMMA,
        prepare=words_wait,
        act=lambda scene, actor: pending.choose_category(actor=actor, category_id=scene.desk.payments.pk),
        writes="opened",
        refused=lambda scene: pending.choose_category(actor=EMMA.in_telegram, category_id=10**6),
    ),
    Row(
        service=f"{HERE}.pending.choose_category",
        case="with nothing typed yet",
        by=EMMA,
        prepare=lambda scene: known(EMMA),
        act=lambda scene, actor: pending.choose_category(actor=actor, category_id=scene.desk.payments.pk),
    ),
    Row(
        service=f"{HERE}.pending.ask_as_user",
        by=DILNOZA,
        prepare=lambda scene: (
            DILNOZA.writes("Salom", category=scene.desk.payments),
            DILNOZA.writes("Kim bor?"),
        ),
        act=lambda scene, actor: pending.ask_as_user(actor=actor),
        writes="received",
        only_in_telegram=True,
        refused=lambda scene: pending.ask_as_user(actor=JASUR.in_telegram),
    ),
    Row(
        service=f"{HERE}.pending.answer_with_pending",
        by=DILNOZA,
        prepare=hold_words,
        act=lambda scene, actor: pending.answer_with_pending(actor=actor, ticket_id=scene.pk),
        writes="answered answered",
        refused=lambda scene: pending.answer_with_pending(actor=JASUR.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.pending.answer_with_pending",
        case="to a closed ticket",
        by=DILNOZA,
        prepare=close_and_hold_words,
        act=lambda scene, actor: pending.answer_with_pending(actor=actor, ticket_id=scene.pk, reopen=True),
        writes="reopened answered answered",
        refused=lambda scene: pending.answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.pending.discard_pending",
        by=DILNOZA,
        prepare=hold_words,
        act=lambda scene, actor: pending.discard_pending(actor=actor),
        writes="discarded",
    ),
    Row(
        service=f"{HERE}.uploads.write_at_site",
        by=DILNOZA,
        act=lambda scene, actor: uploads.write_at_site(actor=actor, ticket_id=scene.pk, text="Hozir"),
        writes="answered",
        refused=lambda scene: uploads.write_at_site(actor=RUSTAM.at_the_site, ticket_id=scene.pk, text="Hozir"),
    ),
    Row(
        service=f"{HERE}.uploads.write_at_site",
        case="a note",
        by=RUSTAM,
        act=lambda scene, actor: uploads.write_at_site(actor=actor, ticket_id=scene.pk, text="Hozir", is_note=True),
        writes="noted",
        refused=lambda scene: uploads.write_at_site(actor=DILNOZA.at_the_site, ticket_id=scene.pk, text=" "),
    ),
    Row(
        service=f"{HERE}.uploads.write_at_site",
        case="under a key, and close",
        by=DILNOZA,
        act=lambda scene, actor: uploads.write_at_site(
            actor=actor, ticket_id=scene.pk, text="Xayr", close=True, key=uuid.uuid4()
        ),
        writes="answered closed",
        refused=lambda scene: uploads.write_at_site(
            actor=RUSTAM.at_the_site, ticket_id=scene.pk, text="Xayr", close=True, key=uuid.uuid4()
        ),
    ),
    Row(
        service=f"{HERE}.uploads.write_at_site",
        case="to a colleague's ticket",
        by=RUSTAM,
        act=lambda scene, actor: uploads.write_at_site(actor=actor, ticket_id=scene.pk, text="Men", takeover=True),
        writes="taken_over answered",
    ),
]
