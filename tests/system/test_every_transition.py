"""Every act on a ticket, in every status, through every door: what the table allows, and nothing else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import pytest
import pytest_asyncio

from apps.ticket.models import Ticket
from apps.ticket.transitions import TRANSITIONS, Act
from bot.keyboards.admin import ACT_BUTTONS
from tests.system.backend import Answer, Json
from tests.system.company import Colleague, Company, open_company
from tests.system.harness import Desk
from tests.system.people import Person
from tests.system.telegram import Telegram, buttons_of

Door = Literal["person", "operator", "service"]
DOORS: tuple[Door, ...] = ("person", "operator", "service")
STATUSES = tuple(Ticket.Status)
# What leads somewhere; saved replies and blocking have stories of their own.
ACTS = tuple(dict.fromkeys(act for act, _status in TRANSITIONS))
# Somebody has to be the one who does these; the service is nobody. It gives tickets to admins by `assign-admin`.
NEEDS_A_PERSON = {Act.ANSWER, Act.NOTE, Act.RELEASE, Act.SHOW}
# Closing what is closed, or taking what one holds, changes nothing and is no mistake.
HARMLESS = {(Act.CLOSE, Ticket.Status.CLOSED), (Act.TAKE, Ticket.Status.TAKEN)}


@dataclass
class Office:
    company: Company
    admin: Colleague
    token: str
    other: Json

    async def a_ticket(self, status: Ticket.Status) -> tuple[Person, Json]:
        """Somebody's ticket in that status; the admin held it, or holds it, unless it is new."""
        user = await self.company.welcomes()
        await user.starts()
        await user.hears("start-greeting", name=user.name)
        known = await self.company.backend.post("user/users/", {"telegram_id": user.id, "first_name": user.name})
        wanted = {"user": known["id"], "category": self.company.category["id"], "text": "Where is it?"}
        ticket: Json = await self.company.backend.post("ticket/tickets/", wanted)
        for act in {"new": (), "taken": ("take",), "closed": ("take", "close")}[status]:
            await self.company.backend.post(f"ticket/tickets/{ticket['id']}/{act}/", as_=self.admin.id)
        return user, ticket

    async def does(self, act: Act, ticket: Json, door: Door) -> Answer:
        path, body = self._request(act, ticket, door)
        as_ = self.admin.id if door == "person" else None
        return await self.company.backend.ask(
            "POST", path, body, as_=as_, token=self.token if door == "operator" else None
        )

    def _request(self, act: Act, ticket: Json, door: Door) -> tuple[str, Json]:
        if act in {Act.ANSWER, Act.NOTE}:
            kind = "note" if act is Act.NOTE else "text"
            return "ticket/messages/", {"ticket": ticket["id"], "kind": kind, "text": "Here it is."}
        if act is Act.TAKE and door == "service":
            return f"ticket/tickets/{ticket['id']}/assign-admin/", {"admin": self.admin.admin}
        body = {Act.TRANSFER: {"category": self.other["id"]}, Act.SHOW: {"before": None}}.get(act, {})
        return f"ticket/tickets/{ticket['id']}/{act}/", dict(body)

    async def status_of(self, ticket: Json) -> str:
        return str((await self.company.backend.get(f"ticket/tickets/{ticket['id']}/"))["status"])


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(shared_desk: Desk, telegram: Telegram) -> AsyncIterator[Office]:
    company = await open_company(shared_desk, telegram)
    other = await company.opens_category()
    admin = await company.appoints(categories=[category["id"] for category in company.categories])
    yield Office(company, admin, shared_desk.manage("create_api_token", f"tg{admin.id}"), other)
    await company.closes()


@pytest.mark.parametrize(("act", "status", "door"), list(product(ACTS, STATUSES, DOORS)))
async def test_a_door_lets_through_what_the_table_allows(
    office: Office, act: Act, status: Ticket.Status, door: Door
) -> None:
    _, ticket = await office.a_ticket(status)

    answer = await office.does(act, ticket, door)

    after = await office.status_of(ticket)
    if door == "service" and act in NEEDS_A_PERSON:
        assert (answer.status, after) == (403, status)
    elif (act, status) in TRANSITIONS:
        assert answer.status in {200, 201}, answer
        assert after in TRANSITIONS[act, status]
    elif (act, status) in HARMLESS:
        assert (answer.status, after) == (200, status)
    else:
        assert answer.status == 409, answer
        assert answer.body["code"]
        assert after == status


@pytest.mark.parametrize("status", STATUSES)
async def test_a_card_offers_just_what_the_table_allows(office: Office, status: Ticket.Status) -> None:
    _, ticket = await office.a_ticket(status)
    card = await office.admin.card_of(ticket)
    acts = {act for act, of in TRANSITIONS if of is status} | {Act.BLOCK}
    if Act.ANSWER in acts:
        acts.add(Act.SAVED_REPLIES)
    wanted = {office.admin.words(ACT_BUTTONS[act]) for act in acts if act in ACT_BUTTONS}

    def labels() -> set[str]:
        return {button["text"] for button in buttons_of(office.admin.chat.get(card["message_id"]))}

    await office.admin.sees(lambda: labels() == wanted, f"the buttons {wanted}")


@pytest.mark.parametrize(("act", "status"), list(TRANSITIONS))
async def test_the_bots_button_does_what_it_says(office: Office, act: Act, status: Ticket.Status) -> None:
    user, ticket = await office.a_ticket(status)
    admin, number = office.admin, ticket["number"]
    await admin.presses(ACT_BUTTONS[act], await admin.card_of(ticket))

    if act in {Act.ANSWER, Act.NOTE}:
        written = await admin.writes(f"Written into #{number}")
        await admin.sees_reaction(written, "👌" if act is Act.ANSWER else "✍")
        await admin.presses_keyboard(admin.words("button-done", number=number))
        await admin.hears("focus-finished", number=number)
    elif act is Act.TRANSFER:
        await admin.presses(f"🏷 {office.company.label(admin, office.other)}")
    elif act is Act.CLOSE:
        await admin.presses("button-close-confirm", number=number)
    elif act is Act.SHOW:
        await admin.reads("Where is it?", times=2)

    assert await office.status_of(ticket) in TRANSITIONS[act, status]
    if act is Act.ANSWER:
        await user.reads(f"Written into #{number}")
    if act is Act.NOTE:
        assert not user.chat.holding("Written into"), "A note is nothing to the user."
