"""The questions to the database: a desk that lived well breaks none, and each breach is named by the one it is for."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from apps.delivery.models import Chat, Delivery, SentMessage
from apps.ticket.models import Attachment, Event, Message, MessageVersion, RawUpdate, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note
from apps.ticket.services.lifecycle import take_ticket
from chaos.invariants import INVARIANTS, broken
from tests.chaos.questions import rows
from tests.courier import deliver
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, Desk, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(desk: Desk) -> Message:
    """A story with a bit of everything, all of it delivered. Aziza's last message."""
    AZIZA.writes("Where is it?", category=desk.payments)
    ticket = AZIZA.ticket
    AZIZA.writes("A photo", kind="photo", media=photo())
    deliver()
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    question = AZIZA.writes("Hello?")
    deliver()
    DILNOZA.writes("On its way", reply_to=DILNOZA.place_of(question))
    AZIZA.edits(question, "Hello there?")
    add_note(actor=JASUR.in_telegram, ticket_id=ticket.pk, content=Content(kind="text", text="Be kind"))
    close_ticket(actor=DILNOZA.in_telegram, ticket_id=ticket.pk)
    AZIZA.writes("One more thing")
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=ticket.pk)
    BORIS.writes("Mine too", category=desk.delivery)
    last = AZIZA.writes("Thank you")
    deliver()
    return last


def only_breach() -> str:
    found = list(broken(rows))
    assert len(found) == 1, found
    return found[0]


def test_a_desk_that_lived_well_breaks_nothing(lived: Message) -> None:
    assert list(broken(rows)) == []


def a_delivery_left() -> None:
    row = Delivery.objects.filter(kind="content").latest("id")
    Delivery.objects.filter(pk=row.pk).update(state="pending", finished_at=None)
    Chat.objects.filter(pk=row.chat_id).update(due_at=timezone.now())


def a_delivery_forgotten() -> None:
    a_delivery_left()
    Chat.objects.update(due_at=None)


def a_second_opening() -> None:
    ticket = AZIZA.ticket
    Event.objects.create(act="opened", door="telegram", ticket=ticket, category=ticket.category)


def an_answer_without_words() -> None:
    Event.objects.create(act="answered", door="telegram", ticket=AZIZA.ticket, data={"message": 10**9})


def an_answer_told_twice() -> None:
    message = Message.objects.get(text="On its way")
    Event.objects.create(act="answered", door="telegram", ticket=AZIZA.ticket, data={"message": message.pk})


def a_taking_out_of_nowhere() -> None:
    changes = {"status": ["closed", "taken"]}
    Event.objects.create(act="taken", door="telegram", ticket=AZIZA.ticket, changes=changes)


def a_change_of_holder_out_of_nowhere() -> None:
    changes = {"admin": [JASUR.admin.pk, DILNOZA.admin.pk]}
    Event.objects.create(act="taken", door="telegram", ticket=AZIZA.ticket, changes=changes)


def a_raw_update() -> None:
    RawUpdate.objects.create(bot_id=1, update_id=1, payload="{}", error="it was not understood")


BREACHES: list[tuple[str, Callable[[], object]]] = [
    ("no delivery waits any more", a_delivery_left),
    ("no delivery failed", lambda: Delivery.objects.filter(kind="mark").update(state="failed")),
    ("no lease is left", lambda: Chat.objects.filter(pk=AZIZA.telegram_id).update(lease="0" * 32)),
    ("no chat is due", lambda: Chat.objects.filter(pk=AZIZA.telegram_id).update(due_at=timezone.now())),
    ("nobody's chat is blocked", lambda: Chat.objects.filter(pk=BORIS.telegram_id).update(blocked_at=timezone.now())),
    ("what was sent says", lambda: SentMessage.objects.filter(chat_id=BORIS.telegram_id).delete()),
    ("every message has its act", lambda: Message.objects.filter(text="Mine too").update(ticket=None)),
    ("every ticket was opened once", a_second_opening),
    ("no answer or note without its message", an_answer_without_words),
    ("no message told of twice", an_answer_told_twice),
    ("every change of a status", a_taking_out_of_nowhere),
    ("every change of a holder", a_change_of_holder_out_of_nowhere),
    (
        "a ticket's status is",
        lambda: Ticket.objects.filter(pk=BORIS.ticket.pk).update(status="taken", admin=JASUR.admin),
    ),
    ("a ticket's holder is", lambda: Ticket.objects.filter(pk=AZIZA.ticket.pk).update(admin=JASUR.admin)),
    (
        "every version",
        lambda: MessageVersion.objects.create(message=Message.objects.latest("id"), replaced_at=timezone.now()),
    ),
    ("no update was put aside", a_raw_update),
    ("no file was given up", lambda: Attachment.objects.update(state="failed")),
]


@pytest.mark.parametrize(("name", "breach"), BREACHES, ids=[name for name, _ in BREACHES])
def test_a_breach_is_named(lived: Message, name: str, breach: Callable[[], object]) -> None:
    breach()

    found = [line for line in broken(rows) if line.startswith(f"broken: {name}")]

    assert len(found) == 1, list(broken(rows))


def test_a_delivery_that_nobody_will_look_for_is_named(lived: Message) -> None:
    a_delivery_forgotten()

    assert any("none forgotten with one" in line for line in broken(rows))


def test_a_breach_shows_the_rows_that_break_it(lived: Message) -> None:
    a_raw_update()

    assert only_breach() == "broken: no update was put aside unread (1): 1, it was not understood"


def test_every_question_has_a_name_of_its_own() -> None:
    assert len({invariant.name for invariant in INVARIANTS}) == len(INVARIANTS)
