"""Somebody floods the bot: none of their words is lost, and nobody else waits for them."""

import asyncio
import time

from tests.system.company import Company

FLOOD = 150
# Where there were no lanes, somebody else's question would wait for the flood before it.
PART_OF_IT = 1 / 3


async def test_a_flood_is_stored_whole_and_in_order_while_others_are_served(company: Company) -> None:
    boris, aziza = await company.welcomes("Boris"), await company.welcomes()
    await company.asks(boris, "First of all.")
    await company.asks(aziza, "May I ask something?")

    async def floods() -> None:
        await asyncio.gather(*(boris.writes(f"Flood {number}") for number in range(FLOOD)))

    flood, began_all = asyncio.create_task(floods()), time.monotonic()
    waits = []
    for number in range(5):
        began = time.monotonic()
        await aziza.sees_reaction(await aziza.writes(f"Question {number}"), "👀")
        waits.append(time.monotonic() - began)
    await flood
    said = [each for each in boris.chat.messages if str(each.get("text", "")).startswith("Flood ")]
    await boris.sees_reaction(said[-1], "👀")

    lasted = time.monotonic() - began_all
    assert sorted(waits)[len(waits) // 2] < lasted * PART_OF_IT, (waits, lasted)
    sent = [each["text"] for each in said]
    stored = [each["text"] for each in await company.messages_of(boris) if each["text"].startswith("Flood ")]
    assert len(stored) == FLOOD
    assert stored == sent
