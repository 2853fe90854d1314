"""Every kind of message, in both directions, in every form in which Telegram has it, through both processes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pytest
import pytest_asyncio

from apps.ticket.models import Message
from bot.services.outgoing.styled import utf16_length
from tests.system.company import Colleague, Company, open_company
from tests.system.harness import Desk
from tests.system.kinds import CAPTION, ENTITIES, FORMS, IMPOSSIBLE, KINDS, NEW_ENTITIES, NEW_WORDS, Kind
from tests.system.people import Person
from tests.system.telegram import Json, Telegram, words_of

Direction = Literal["to the staff", "to the user"]
DIRECTIONS: tuple[Direction, ...] = ("to the staff", "to the user")
CELLS = [
    (kind, direction, form)
    for kind, direction, form in product(KINDS, DIRECTIONS, FORMS)
    if form not in IMPOSSIBLE[kind]
]


@dataclass
class Line:
    """A conversation in which the admin has opened the ticket for writing, so that nothing need be a reply."""

    company: Company
    user: Person
    admin: Colleague
    number: int
    # A message that each can reply to, as it stands in both chats.
    asked: dict[int, Json]
    answered: dict[int, Json]

    def ends(self, direction: Direction) -> tuple[Person, Person]:
        return (self.user, self.admin) if direction == "to the staff" else (self.admin, self.user)

    def header(self, direction: Direction) -> str:
        """What stands above a user's message in the admin's chat; a user is shown none."""
        if direction == "to the user":
            return ""
        return self.admin.words("header-user", number=self.number, name=self.user.name)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def line(shared_desk: Desk, telegram: Telegram) -> AsyncIterator[Line]:
    company = await open_company(shared_desk, telegram)
    admin, user = await company.appoints(), await company.welcomes()
    ticket = await company.asks(user, "May I send you things?")
    await admin.presses("button-answer", await admin.card_of(ticket))
    await admin.hears("focus-answer", number=ticket["number"], name=user.name)
    answer = await admin.writes("Yes, please.")
    answered = {admin.id: answer, user.id: await user.reads("Yes, please.")}
    question = await user.writes("Here they come.")
    asked = {user.id: question, admin.id: await admin.reads("Here they come.")}
    yield Line(company, user, admin, ticket["number"], asked, answered)
    await company.closes()


async def test_the_table_has_a_cell_for_every_kind_and_form() -> None:
    assert set(KINDS) == set(Message.Kind.values) - {"note"}
    assert set(IMPOSSIBLE) == set(KINDS)
    assert all(form in FORMS and reason for kind in IMPOSSIBLE.values() for form, reason in kind.items())


@pytest.mark.parametrize(("name", "direction", "form"), CELLS)
async def test_it_arrives_as_it_was_sent(line: Line, name: str, direction: Direction, form: str) -> None:
    check = {"plain": _plain, "caption": _caption, "reply": _reply, "edit": _edit, "album": _album}[form]
    await check(line, KINDS[name], direction)


async def _plain(line: Line, kind: Kind, direction: Direction) -> None:
    sender, reader = line.ends(direction)
    before = len(reader.chat.arrived)
    [sent] = await kind.sends(sender)
    [copy] = await _arrivals(reader, kind, before)
    _assert_same(kind, sent, copy, line.header(direction))
    if line.header(direction) and not (kind.bears_caption or kind.name == "text"):
        above = reader.chat.arrived[reader.chat.arrived.index(copy) - 1]
        assert above["text"] == line.header(direction), "Who sent it stands above it."
    assert "reply_to_message" not in copy


async def _caption(line: Line, kind: Kind, direction: Direction) -> None:
    sender, reader = line.ends(direction)
    before = len(reader.chat.arrived)
    [sent] = await kind.sends(sender, caption=CAPTION, caption_entities=ENTITIES)
    [copy] = await _arrivals(reader, kind, before)
    _assert_same(kind, sent, copy, line.header(direction))


async def _reply(line: Line, kind: Kind, direction: Direction) -> None:
    sender, reader = line.ends(direction)
    replied = line.answered if direction == "to the staff" else line.asked
    before = len(reader.chat.arrived)
    reply_to = replied[sender.id]["message_id"]
    [sent] = await kind.sends(sender, reply_to=str(reply_to) if _is_file(kind) else reply_to)
    [copy] = await _arrivals(reader, kind, before)
    _assert_same(kind, sent, copy, line.header(direction))
    assert copy["reply_to_message"]["message_id"] == replied[reader.id]["message_id"]


async def _edit(line: Line, kind: Kind, direction: Direction) -> None:
    sender, reader = line.ends(direction)
    before = len(reader.chat.arrived)
    if kind.name == "location":
        [sent] = await kind.sends(sender, live=True)
        change: Json = {"location": {"latitude": 39.65, "longitude": 66.97, "live_period": 900}}
    elif kind.name == "text":
        [sent] = await kind.sends(sender, caption=CAPTION, caption_entities=ENTITIES)
        change = {"text": NEW_WORDS, "entities": NEW_ENTITIES}
    else:
        [sent] = await kind.sends(sender, caption=CAPTION, caption_entities=ENTITIES)
        change = {"caption": NEW_WORDS, "caption_entities": NEW_ENTITIES}
    [copy] = await _arrivals(reader, kind, before)

    edited = await sender.edits(sent, **change)

    await reader.sees(lambda: "edit_date" in reader.chat.get(copy["message_id"]), "the edit")
    _assert_same(kind, edited, reader.chat.get(copy["message_id"]), line.header(direction))
    assert len(await _arrivals(reader, kind, before)) == 1, "It is edited where it stands."


async def _album(line: Line, kind: Kind, direction: Direction) -> None:
    sender, reader = line.ends(direction)
    before = len(reader.chat.arrived)
    sent = await kind.sends(sender, members=3, caption=CAPTION, caption_entities=ENTITIES)
    copies = await _arrivals(reader, kind, before, members=3)
    assert [kind.mark(copy) for copy in copies] == [kind.mark(message) for message in sent], "In their order."
    assert len({copy.get("media_group_id") for copy in copies}) == 1, "As one album."
    assert copies[0].get("media_group_id")
    _assert_same(kind, sent[0], copies[0], line.header(direction))
    assert [words_of(copy) for copy in copies[1:]] == ["", ""]


def _is_file(kind: Kind) -> bool:
    return kind.name not in {"text", "location", "venue", "contact", "other"}


async def _arrivals(reader: Person, kind: Kind, before: int, *, members: int = 1) -> list[Json]:
    """The messages of that kind that have come since; the header of one that cannot bear it is a text beside it."""

    def come() -> list[Json]:
        return [message for message in reader.chat.arrived[before:] if kind.field in message]

    found: list[Json] = await reader.sees(lambda: come() if len(come()) >= members else [], f"a {kind.name}")
    return found


def _assert_same(kind: Kind, sent: Json, copy: Json, header: str) -> None:
    assert kind.mark(copy) == kind.mark(sent)
    words = words_of(sent)
    if not (kind.bears_caption or kind.name == "text"):
        return
    assert words_of(copy) == (f"{header}\n{words}" if header and words else header or words)
    by = utf16_length(header) + 1 if header else 0
    shown = copy.get("entities") or copy.get("caption_entities") or []
    for entity in sent.get("entities") or sent.get("caption_entities") or []:
        assert {**entity, "offset": entity["offset"] + by} in shown
