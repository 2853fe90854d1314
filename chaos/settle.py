"""Lets a run come to its end: everything whole, everybody's words with a ticket, and nothing on its way any more."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from chaos.crowd import Customer, Journal, Someone
from tests.cluster.cluster import Cluster
from tests.cluster.members import Member
from tests.system.harness import BOT_TOKEN
from tests.system.telegram import Telegram

LOOK_EVERY = 0.5
# So many looks in a row have to find nothing on its way.
LOOKS = 4
ASK_EVERY = 5.0

ON_ITS_WAY = """
    SELECT (SELECT count(*) FROM delivery_delivery WHERE state = 'pending'),
           (SELECT count(*) FROM delivery_chat WHERE lease IS NOT NULL),
           (SELECT count(*) FROM ticket_message WHERE chat_id IS NOT NULL)
"""
WITHOUT_TICKET = """
    SELECT DISTINCT chat_id FROM ticket_message
    WHERE ticket_id IS NULL AND discarded_at IS NULL AND chat_id = ANY(%s)
"""


@dataclass(frozen=True)
class OnItsWay:
    """What has not arrived: updates that Telegram still holds, deliveries, leases, and words not stored."""

    updates: int
    deliveries: int
    leases: int
    unstored: int

    @property
    def is_nothing(self) -> bool:
        return not (self.updates or self.deliveries or self.leases or self.unstored > 0)


async def start_what_lies(cluster: Cluster) -> None:
    """Everything runs and is ready again."""
    if not cluster.postgres.is_running:
        await asyncio.to_thread(cluster.postgres.start)
    for process in cluster.processes:
        if not process.is_running:
            await asyncio.to_thread(process.start)
    for process in cluster.processes:
        if isinstance(process, Member):
            await asyncio.to_thread(process.wait_until_ready)


async def settle(
    cluster: Cluster, telegram: Telegram, crowd: Sequence[Someone], journal: Journal, *, within: float
) -> OnItsWay:
    """Wait until nothing moves; what still does when the time is over is for the ledger to name."""
    customers = [someone for someone in crowd if isinstance(someone, Customer)]
    deadline, quiet, asked, waiting = time.monotonic() + within, 0, 0.0, 0
    while True:
        if time.monotonic() - asked > ASK_EVERY:
            asked = time.monotonic()
            waiting = await _say_where(cluster, customers)
        found = await _on_its_way(cluster, telegram, journal)
        quiet = quiet + 1 if found.is_nothing and not waiting else 0
        if quiet >= LOOKS or time.monotonic() > deadline:
            return found
        await asyncio.sleep(LOOK_EVERY)


async def _say_where(cluster: Cluster, customers: Sequence[Customer]) -> int:
    """Those whose words have no ticket are asked by a button, and press it; how many there are."""
    by_chat = {customer.person.id: customer for customer in customers}
    waiting = [chat for (chat,) in await asyncio.to_thread(cluster.rows, WITHOUT_TICKET, list(by_chat))]
    for chat in waiting:
        customer = by_chat[int(str(chat))]
        if not customer.buttons("category:", "own:reopen:"):
            await customer.person.starts()
        await customer.tries(customer.says_where)
    return len(waiting)


async def _on_its_way(cluster: Cluster, telegram: Telegram, journal: Journal) -> OnItsWay:
    async with telegram.session.get(f"{cluster.telegram_url}/bot{BOT_TOKEN}/getWebhookInfo") as answer:
        updates = (await answer.json())["result"]["pending_update_count"]
    rows = await asyncio.to_thread(cluster.rows, ON_ITS_WAY)
    deliveries, leases, stored = (int(str(number)) for number in rows[0])
    return OnItsWay(updates, deliveries, leases, len(journal.said) - stored)
