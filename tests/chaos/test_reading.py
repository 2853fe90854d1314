"""What the ledger compares is read as it is: whose a message is, who held the ticket then, what a chat shows."""

from typing import Any, cast

import aiohttp
import pytest

from apps.ticket.models import Message
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note
from apps.ticket.services.lifecycle import take_ticket, transfer_ticket
from chaos.books import Books, Kept, Said, key_of
from chaos.ledger import audit
from chaos.reading import read_books
from tests.chaos.questions import rows
from tests.courier import deliver
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, STAFF, Desk
from tests.system.telegram import Telegram

pytestmark = pytest.mark.django_db


@pytest.fixture
def telegram() -> Telegram:
    """Chats in which nothing stands yet; nobody is asked over the network."""
    return Telegram(cast(aiohttp.ClientSession, None), "")


def written(message: Message) -> Said:
    assert message.chat_id is not None
    assert message.message_id is not None
    key = str(key_of({"text": message.text}))
    return Said(message.chat_id, message.message_id, key, message.text, is_staff=message.admin_id is not None)


def read(telegram: Telegram, *messages: Message) -> Books:
    staff = [persona.telegram_id for persona in STAFF]
    return read_books(rows, telegram, [written(message) for message in messages], staff, {})


def row_of(books: Books, message: Message) -> Kept:
    return next(row for row in books.kept if row.id == message.pk)


def test_a_message_is_owed_to_whoever_held_the_ticket_when_it_came(desk: Desk, telegram: Telegram) -> None:
    first = AZIZA.writes("«1001.1» Where is it?", category=desk.payments)
    before = AZIZA.writes("«1001.2» Hello?")
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    taken = AZIZA.writes("«1001.3» Thank you")
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, category_id=desk.delivery.pk)
    moved = AZIZA.writes("«1001.4» And now?")
    take_ticket(actor=NODIRA.in_telegram, ticket_id=AZIZA.ticket.pk)
    after = AZIZA.writes("«1001.5» And you?")

    books = read(telegram, first, before, taken, moved, after)

    holders = [row_of(books, message).holder for message in (first, before, taken, moved, after)]
    assert holders == [None, None, DILNOZA.telegram_id, None, NODIRA.telegram_id]


def test_answers_and_notes_are_told_apart(desk: Desk, telegram: Telegram) -> None:
    question = AZIZA.writes("«1001.1» Where is it?", category=desk.payments)
    deliver()
    answer = DILNOZA.writes("«2001.1» On its way", reply_to=DILNOZA.place_of(question))
    note = add_note(actor=JASUR.in_telegram, ticket_id=AZIZA.ticket.pk, content=Content(kind="text", text="Be kind"))

    books = read(telegram, question, answer)

    kept = row_of(books, answer)
    assert (kept.person, kept.ticket, kept.is_note) == (AZIZA.telegram_id, AZIZA.ticket.pk, False)
    assert kept.event > 0
    assert note.pk not in {row.id for row in books.kept}, "What was not written in Telegram is not in these books."


def test_words_without_a_ticket_are_owed_to_nobody(desk: Desk, telegram: Telegram) -> None:
    waiting = AZIZA.writes("«1001.1» Where is it?")

    row = row_of(read(telegram, waiting), waiting)

    assert (row.ticket, row.person, row.holder) == (None, None, None)


def test_the_whole_way_is_whole_only_when_the_chats_show_it(desk: Desk, telegram: Telegram) -> None:
    question = AZIZA.writes("«1001.1» Where is it?", category=desk.payments)
    deliver()
    assert any("did not reach any of the staff" in problem for problem in audit(read(telegram, question)).problems)

    for delivery, chat, message_id in rows("SELECT delivery_id, chat_id, message_id FROM delivery_sentmessage"):
        shown: dict[str, Any] = {
            "message_id": message_id,
            "from": {"is_bot": True},
            "text": f"{delivery} {question.text}",
        }
        telegram.chats[chat].keep(shown)

    assert audit(read(telegram, question)).problems == []


@pytest.mark.parametrize(
    ("message", "key"),
    [
        ({"text": "#1 Aziza\n«1001.7» Hello"}, "1001.7"),
        ({"photo": [{"file_unique_id": "small"}, {"file_unique_id": "large"}], "caption": "«1001.8» Look"}, "large"),
        ({"document": {"file_unique_id": "paper"}}, "paper"),
        ({"text": "The ticket is closed."}, None),
    ],
)
def test_a_file_is_known_by_itself_and_a_text_by_its_mark(message: dict[str, Any], key: str | None) -> None:
    assert key_of(message) == key
