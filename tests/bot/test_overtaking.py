"""A reply never overtakes the report of what it replies to: it would go to another ticket, or to nobody."""

import asyncio
from typing import Any, cast

from bot.services.api import Api
from bot.services.api_types import Delivery
from bot.services.reporter import Reporter
from bot.services.sender import Sent
from tests.bot.desk import AZIZA, DILNOZA, Desk, standing_desk, until


class SlowApi:
    """Takes reports once the test lets it."""

    def __init__(self) -> None:
        self.asked, self.released = asyncio.Event(), asyncio.Event()

    async def report_outcomes(self, **about: Any) -> list[Delivery]:
        self.asked.set()
        await self.released.wait()
        return []


async def test_a_message_is_told_once_its_report_is_stored() -> None:
    api = SlowApi()
    reporter = Reporter(cast(Api, api), bot_id=42)
    delivery = cast(Delivery, {"id": 1, "chat_id": AZIZA, "lease": "lease"})
    reporting = asyncio.create_task(reporter.report(delivery, Sent("sent", [{"message_id": 7, "ref": None}])))
    await api.asked.wait()
    asking = asyncio.create_task(reporter.is_told(AZIZA, 7))

    assert await reporter.is_told(AZIZA, 8), "What nobody has sent holds nothing up."
    assert not asking.done()
    api.released.set()
    assert await asking
    await reporting
    assert await reporter.is_told(AZIZA, 7)


async def test_a_reply_waits_for_the_report_and_other_chats_do_not() -> None:
    told: list[tuple[int, int]] = []

    async def is_told(chat_id: int, message_id: int) -> bool:
        told.append((chat_id, message_id))
        return len(told) > 1

    async with standing_desk() as desk:
        desk.intake.is_told = is_told
        async with desk.running():
            desk.backend.text(DILNOZA, "A question", ref=1)
            [question] = await until_heard(desk, DILNOZA)
            await desk.write(DILNOZA, "An answer", reply_to=question["message_id"])
            await desk.write(AZIZA, "Something else")
            await until(lambda: len(desk.backend.made("/ticket/inbox/")) == 2)

    assert told == [(DILNOZA, question["message_id"])] * 2
    texts = [call.body["content"]["text"] for call in desk.backend.made("/ticket/inbox/")]
    assert sorted(texts) == ["An answer", "Something else"]


async def until_heard(desk: Desk, person: int) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []
    async with asyncio.timeout(30):
        while not heard:
            heard = await desk.heard(person)
            await asyncio.sleep(0.01)
    return heard
