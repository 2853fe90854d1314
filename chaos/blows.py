"""Carries out a plan on a running deployment, and remembers what was really done and for how long."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from chaos.plan import Blow, Kind
from chaos.presence import Presence
from chaos.wire import Wire
from tests.cluster.cluster import Cluster
from tests.cluster.members import Member
from tests.services.postgres import Postgres
from tests.system.processes import Process
from tests.system.telegram import Telegram

TELEGRAM_FAULTS: dict[Kind, str] = {
    "telegram 429": "429",
    "telegram 500": "500",
    "telegram 502": "502",
    "telegram drops before": "drop_before",
    "telegram drops after": "drop_after",
}
Act = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Done:
    """A blow that was carried out, and how long it was until all was whole again."""

    blow: Blow
    on: str
    lasted: float

    def __str__(self) -> str:
        return f"{self.blow.at:7.1f} s  {self.blow.kind:<22} {self.on}, whole again after {self.lasted:.1f} s"


@dataclass
class Hammer:
    """Strikes one after the other as the plan says; several may be down at once, but none is struck while it rises."""

    cluster: Cluster
    telegram: Telegram
    wires: Sequence[Wire]
    chats: Sequence[int]
    backend: Presence
    done: list[Done] = field(default_factory=list)
    # How many answers of Telegram were lost, by chat.
    lost_answers: Counter[int] = field(default_factory=Counter)
    _busy: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def carry_out(self, plan: Sequence[Blow]) -> None:
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for blow in plan:
                await asyncio.sleep(max(0.0, began + blow.at - time.monotonic()))
                group.create_task(self.strike(blow))

    async def strike(self, blow: Blow) -> None:
        on, act = self._act(blow)
        async with self._busy[on]:
            began = time.monotonic()
            await act()
            self.done.append(Done(blow, on, time.monotonic() - began))

    def losses(self) -> dict[int, int]:
        """How many repeats each chat is forgiven: one for each loss that may have come between an act and its note."""
        deaths = sum(done.blow.kind == "kill bot" for done in self.done)
        return {chat: deaths + self.backend.outages + self.lost_answers[chat] for chat in self.chats}

    async def mend(self) -> None:
        """Nothing fails any more; what was asked for and did not happen is no loss."""
        for wire in self.wires:
            wire.disarm()
        for fault in await self.telegram.request("GET", "faults"):
            if fault["kind"] == "drop_after":
                self.lost_answers[fault["chat_id"]] -= fault["times"]
        await self.telegram.request("DELETE", "faults")

    # ------------------------------------------------------------------ what each kind is

    def _act(self, blow: Blow) -> tuple[str, Act]:
        """What is struck, and how."""
        if blow.kind in TELEGRAM_FAULTS:
            chat = self.chats[blow.target % len(self.chats)]
            return f"chat {chat}", partial(self._fails, TELEGRAM_FAULTS[blow.kind], chat, blow)
        if blow.kind in {"cut before", "cut after"}:
            wire = self.wires[blow.target % len(self.wires)]
            return wire.name, partial(self._cuts, wire, blow)
        return self._on_processes(blow)

    def _on_processes(self, blow: Blow) -> tuple[str, Act]:
        cluster = self.cluster
        bot = cluster.bots[blow.target % len(cluster.bots)]
        backend = cluster.backends[blow.target % len(cluster.backends)]
        acts: dict[Kind, tuple[str, Act]] = {
            "kill bot": (bot.name, partial(self._ends, bot, bot.kill, blow)),
            "stop bot": (bot.name, partial(self._ends, bot, bot.stop, blow)),
            "kill backend": (backend.name, partial(self._ends, backend, backend.kill, blow)),
            "stop backend": (backend.name, partial(self._ends, backend, backend.stop, blow)),
            "kill pgbouncer": ("pgbouncer", partial(self._ends, cluster.pgbouncer, cluster.pgbouncer.kill, blow)),
            "kill postgres": ("postgres", partial(self._ends, cluster.postgres, cluster.postgres.kill, blow)),
            "restart postgres": ("postgres", partial(self._ends, cluster.postgres, cluster.postgres.stop, blow)),
            "kill redis": ("redis", partial(self._ends, cluster.redis, cluster.redis.kill, blow)),
            "restart redis": ("redis", partial(self._ends, cluster.redis, cluster.redis.stop, blow)),
            "hang redis": ("redis", partial(self._hangs, blow)),
            "flush redis": ("redis", partial(asyncio.to_thread, cluster.redis.flush)),
            "kill nginx worker": ("nginx", partial(asyncio.to_thread, cluster.nginx.kill_a_worker)),
            "reload nginx": ("nginx", partial(asyncio.to_thread, cluster.nginx.reload)),
        }
        return acts[blow.kind]

    async def _ends(self, process: Process | Postgres, end: Callable[[], None], blow: Blow) -> None:
        await asyncio.to_thread(end)
        await asyncio.sleep(blow.away)
        await asyncio.to_thread(process.start)
        if isinstance(process, Member):
            await asyncio.to_thread(process.wait_until_ready)

    async def _hangs(self, blow: Blow) -> None:
        self.cluster.redis.hang()
        await asyncio.sleep(blow.away)
        self.cluster.redis.wake()

    async def _cuts(self, wire: Wire, blow: Blow) -> None:
        wire.arm("before" if blow.kind == "cut before" else "after", blow.times)

    async def _fails(self, kind: str, chat: int, blow: Blow) -> None:
        fault = {"method": "*", "kind": kind, "chat_id": chat, "times": blow.times, "retry_after": 1}
        await self.telegram.request("POST", "faults", [fault], status=201)
        if kind == "drop_after":
            self.lost_answers[chat] += blow.times
