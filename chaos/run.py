"""One run: a deployment with wires that can be cut, a crowd that uses it, blows that fall, and the books at the end."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from chaos.blows import Hammer
from chaos.crowd import Colleague, Customer, Journal, Someone
from chaos.invariants import broken
from chaos.ledger import Ledger, audit
from chaos.plan import Blow, make_plan
from chaos.presence import Presence
from chaos.reading import read_books
from chaos.settle import OnItsWay, settle, start_what_lies
from chaos.wire import Wire
from tests.cluster import a_cluster
from tests.cluster.cluster import Cluster
from tests.system.company import Company, open_company
from tests.system.processes import free_port
from tests.system.telegram import following

LANGUAGES = ("en", "uz", "ru")
# Telegram lets one message a second into a chat: a crowd that writes more would only measure that.
CUSTOMERS_PAUSE, COLLEAGUES_PAUSE = (2.0, 7.0), (1.5, 5.0)
WEBHOOK_PATH = "/telegram/webhook"


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run is made of; the same options make the same plan."""

    seconds: float = 60.0
    seed: int = 7
    every: float = 4.0
    customers: int = 10
    settle_within: float = 240.0
    logs: Path | None = None

    @property
    def plan(self) -> list[Blow]:
        return make_plan(seed=self.seed, seconds=self.seconds, every=self.every)


@dataclass
class Outcome:
    """What came of it. `problems` is empty where every promise was kept."""

    ledger: Ledger
    hammer: Hammer
    left: OnItsWay
    journal: Journal
    problems: list[str] = field(default_factory=list)


async def run(options: Options, say: Callable[[str], None]) -> Outcome:
    """Start everything, let it be struck as planned, wait until it is quiet, and compare the books."""
    async with _wired_cluster() as (cluster, wires), following(cluster.people_url) as telegram:
        try:
            company, journal = await open_company(cluster, telegram), Journal()
            crowd = await _crowd(company, journal, options)
            backend = Presence([f"http://127.0.0.1:{member.port}/readyz" for member in cluster.backends])
            hammer = Hammer(cluster, telegram, wires, [someone.person.id for someone in crowd], backend)
            say(f"{len(crowd)} people and admins are there. For {options.seconds:.0f} s from now on blows fall")
            await _lives(options, crowd, hammer)
            say("Over. Now everything comes to its end")
            await hammer.mend()
            await start_what_lies(cluster)
            left = await settle(cluster, telegram, crowd, journal, within=options.settle_within)
            return _compared(hammer, crowd, journal, left)
        finally:
            _keep_logs(cluster, options.logs)


def _compared(hammer: Hammer, crowd: Sequence[Someone], journal: Journal, left: OnItsWay) -> Outcome:
    staff = [someone.person.id for someone in crowd if someone.is_staff]
    rows = hammer.cluster.rows
    ledger = audit(read_books(rows, hammer.telegram, journal.said.values(), staff, hammer.losses()))
    return Outcome(ledger, hammer, left, journal, [*ledger.problems, *broken(rows)])


@asynccontextmanager
async def _wired_cluster() -> AsyncIterator[tuple[Cluster, list[Wire]]]:
    """A deployment in which every way between two parts is a wire of ours, with the real limits on sending."""
    in_, api = free_port(), free_port()
    variables = {
        "WEBHOOK_URL": f"https://localhost:{in_}{WEBHOOK_PATH}",
        "DJANGO_API_URL": f"http://127.0.0.1:{api}/api",
    }
    with a_cluster(variables=variables, playground=("--memory", "--limits"), is_started=False) as cluster:
        nginx = cluster.nginx
        wires = [
            Wire("telegram to nginx", in_, lambda: nginx.tls_port, handshakes=2),
            Wire("bots to nginx", api, lambda: nginx.inner_port),
        ]
        web = [Wire(f"nginx to {one.name}", free_port(), partial(int, one.port)) for one in cluster.backends]
        bots = [Wire(f"nginx to {one.name}", free_port(), partial(int, one.port)) for one in cluster.bots]
        nginx.leads_to(web=[wire.port for wire in web], bots=[wire.port for wire in bots])
        wires += [*web, *bots]
        for wire in wires:
            await wire.start()
        try:
            await asyncio.to_thread(cluster.start)
            yield cluster, wires
        finally:
            for wire in wires:
                await wire.stop()


async def _crowd(company: Company, journal: Journal, options: Options) -> list[Someone]:
    """Three admins of two categories, of whom one has both, a super admin for the category that has nobody, and the
    people, half of whom begin by /start."""
    await company.opens_category()
    first, second = (category["id"] for category in company.categories)
    bound = {"Dilnoza": [first], "Karim": [first, second], "Malika": [second], "Rustam": []}
    crowd: list[Someone] = []
    for number, (name, categories) in enumerate(bound.items()):
        language = LANGUAGES[number % len(LANGUAGES)]
        person = await company.appoints(name, language=language, categories=categories, is_super_admin=not categories)
        crowd.append(Colleague(person, journal, _chance(options.seed, name), is_staff=True))
    for number in range(options.customers):
        customer = await company.welcomes(f"Guest {number}", language=LANGUAGES[number % len(LANGUAGES)])
        if number % 2:
            await customer.starts()
        crowd.append(Customer(customer, journal, _chance(options.seed, customer.name)))
    return crowd


def _chance(seed: int, name: str) -> random.Random:
    """Everybody's own, so that nobody's choices depend on who came first."""
    return random.Random(f"{seed} {name}")  # noqa: S311 - It has to be the same again.


async def _lives(options: Options, crowd: Sequence[Someone], hammer: Hammer) -> None:
    stop = asyncio.Event()
    watching = asyncio.create_task(hammer.backend.watch(hammer.telegram.session))
    async with asyncio.TaskGroup() as group:
        for someone in crowd:
            pause = COLLEAGUES_PAUSE if someone.is_staff else CUSTOMERS_PAUSE
            group.create_task(someone.lives(stop, pause))
        striking = group.create_task(hammer.carry_out(options.plan))
        await asyncio.sleep(options.seconds)
        await striking
        stop.set()
    watching.cancel()


def _keep_logs(cluster: Cluster, place: Path | None) -> None:
    """Everything that the processes said, for whoever has to find out why."""
    if place is None:
        return
    place.mkdir(parents=True, exist_ok=True)
    logs = {process.name: process.log for process in cluster.processes} | {"postgres": cluster.postgres.log}
    for name, log in logs.items():
        if log.exists():
            shutil.copy(log, place / f"{name}.log")
