"""What Telegram and the network may do to anything that is sent: each fault with a text, an album and a notice.

Everything goes to one person, the admin's answers and the desk's notices alike, so that their order shows.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from tests.system.backend import Json
from tests.system.company import Colleague, Company
from tests.system.patience import until
from tests.system.people import Person
from tests.system.pictures import PNG

AFTER = "And this comes after it."


@dataclass
class Scene:
    """An admin who writes into the ticket of a person."""

    company: Company
    admin: Colleague
    person: Person
    ticket: Json

    @property
    def albums(self) -> list[Json]:
        return [message for message in self.person.chat.received if message.get("media_group_id")]

    def arrived(self, shape: str) -> int:
        """How many times the first thing has come to the person."""
        if shape == "album":
            return len({message["media_group_id"] for message in self.albums})
        return len(self.person.chat.holding(self.words_of(shape)))

    def words_of(self, shape: str) -> str:
        if shape == "notice":
            return self.person.words("notice-ticket-taken", number=self.ticket["number"], admin=self.admin.name)
        return "Here you are."

    async def sends(self, shape: str) -> None:
        """Let the first thing be on its way."""
        card = await self.admin.card_of(self.ticket)
        if shape == "notice":
            await self.admin.presses("button-take", card)
        elif shape == "text":
            await self.admin.writes("Here you are.", reply_to=card["message_id"])
        else:
            reply = str(card["message_id"])
            await self.admin.sends_files("photo", PNG, PNG, caption="Here you are.", reply_to=reply)

    async def goes_on(self) -> None:
        card = await self.admin.card_of(self.ticket)
        await self.admin.writes(AFTER, reply_to=card["message_id"])


METHODS = {"text": "sendMessage", "album": "sendMediaGroup", "notice": "sendMessage"}
SHAPES = list(METHODS)


@pytest.fixture
async def prepare(company: Company) -> Callable[[str], Awaitable[Scene]]:
    async def prepared(shape: str) -> Scene:
        admin = await company.appoints()
        person = await company.welcomes()
        ticket = await company.asks(person, "Where is it?")
        await person.hears(
            "notice-ticket-opened", number=ticket["number"], category=company.label(person, company.category)
        )
        if shape != "notice":
            await admin.takes(ticket)
            await person.hears("notice-ticket-taken", number=ticket["number"], admin=admin.name)
        return Scene(company, admin, person, ticket)

    return prepared


Prepare = Callable[[str], Awaitable[Scene]]


@pytest.mark.parametrize("kind", ["429", "500", "502", "drop_before", "drop_after", "delay"])
async def test_what_passes_costs_nothing_but_time(prepare: Prepare, kind: str) -> None:
    await asyncio.gather(*(_passes(prepare, kind, shape) for shape in SHAPES))


async def _passes(prepare: Prepare, kind: str, shape: str) -> None:
    scene = await prepare(shape)
    await scene.company.breaks(METHODS[shape], kind, scene.person, times=2 if kind != "drop_after" else 1)

    await scene.sends(shape)
    await scene.goes_on()

    await scene.person.reads(AFTER)
    times = scene.arrived(shape)
    assert times == 1 or (times == 2 and kind == "drop_after"), f"{shape}: only a lost answer repeats, and once."
    texts = scene.person.chat.words
    assert texts.index(AFTER) > texts.index(scene.words_of(shape)), "What was said first comes first."


async def test_the_bot_waits_as_long_as_it_is_told_to(prepare: Prepare) -> None:
    await asyncio.gather(*(_waits(prepare, shape) for shape in SHAPES))


async def _waits(prepare: Prepare, shape: str) -> None:
    scene = await prepare(shape)
    cursor = await scene.company.calls_cursor()
    await scene.company.breaks(METHODS[shape], "429", scene.person, retry_after=3)

    await scene.sends(shape)
    await scene.goes_on()

    await scene.person.reads(AFTER)
    sent = [call for call in await scene.company.calls(scene.person.id, cursor) if call["method"] == METHODS[shape]]
    assert sent[0]["error_code"] == 429
    assert sent[1]["at"] - sent[0]["at"] >= 3
    assert scene.arrived(shape) == 1


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_chat_that_is_slow_delays_nobody_else(prepare: Prepare, company: Company, shape: str) -> None:
    slow = await prepare(shape)
    boris = await company.welcomes("Boris")
    other = await company.asks(boris, "And mine?")
    await company.breaks(METHODS[shape], "delay", slow.person, seconds=5)

    await slow.sends(shape)
    await slow.admin.writes("Yours is here.", reply_to=(await slow.admin.card_of(other))["message_id"])

    await boris.reads("Yours is here.")
    assert slow.arrived(shape) == 0, "The slow one is still on its way."
    await slow.person.sees(lambda: slow.arrived(shape), "the slow one too")


@pytest.mark.parametrize("shape", ["text", "album"])
async def test_a_refusal_for_good_is_told_to_the_sender_who_may_try_again(prepare: Prepare, shape: str) -> None:
    scene = await prepare(shape)
    await scene.company.breaks(METHODS[shape], "400", scene.person, description="Bad Request: PEER_ID_INVALID")

    await scene.sends(shape)
    await scene.goes_on()

    await scene.person.reads(AFTER)
    assert scene.arrived(shape) == 0
    said = scene.admin.words(
        "notice-delivery-failed", number=scene.ticket["number"], error="Bad Request: PEER_ID_INVALID"
    )
    notice = await scene.admin.reads(said)
    assert notice["reply_to_message"]["from"]["id"] == scene.admin.id, "On the message that did not arrive."
    await scene.admin.presses("button-retry", notice)
    await scene.person.sees(lambda: scene.arrived(shape), "it after all")


async def test_a_notice_refused_for_good_holds_nothing_up(prepare: Prepare) -> None:
    scene = await prepare("notice")
    await scene.company.breaks("sendMessage", "400", scene.person)

    await scene.sends("notice")
    await scene.goes_on()

    await scene.person.reads(AFTER)
    assert scene.arrived("notice") == 0


@pytest.mark.parametrize("shape", SHAPES)
async def test_whoever_blocked_the_bot_gets_everything_in_order_on_coming_back(prepare: Prepare, shape: str) -> None:
    scene = await prepare(shape)
    await scene.person.blocks_the_bot()

    await scene.sends(shape)
    await scene.goes_on()

    blocked = scene.admin.words("notice-delivery-blocked", number=scene.ticket["number"], name=scene.person.name)
    await scene.admin.reads(blocked, times=1 if shape == "notice" else 2)
    assert scene.arrived(shape) == 0
    await scene.person.unblocks_the_bot()
    await scene.person.reads(AFTER)
    texts = scene.person.chat.words
    assert scene.arrived(shape) == 1
    assert texts.index(AFTER) > texts.index(scene.words_of(shape))


@pytest.mark.parametrize("shape", ["text", "album"])
async def test_a_block_that_only_the_refusal_tells_of_is_told_to_the_sender(prepare: Prepare, shape: str) -> None:
    scene = await prepare(shape)
    await scene.company.breaks(METHODS[shape], "403", scene.person)

    await scene.sends(shape)

    await scene.admin.hears("notice-delivery-blocked", number=scene.ticket["number"], name=scene.person.name)
    assert scene.arrived(shape) == 0
    await scene.person.writes("I am here again.")
    await scene.person.sees(lambda: scene.arrived(shape), "it after all")


async def test_a_notice_to_whoever_blocked_the_bot_waits_for_their_return(prepare: Prepare) -> None:
    scene = await prepare("notice")
    await scene.company.breaks("sendMessage", "403", scene.person)
    blocked = "SELECT 1 FROM delivery_chat WHERE chat_id = %s AND blocked_at IS NOT NULL"

    await scene.sends("notice")
    # No path of the API tells of a block, and nobody is told of a notice's.
    await until(lambda: scene.company.desk.rows(blocked, scene.person.id), "the block")
    assert scene.arrived("notice") == 0

    await scene.person.writes("I am here again.")
    await scene.person.sees(lambda: scene.arrived("notice"), "it after all")
