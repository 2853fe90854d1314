"""`python -m bench`: start a desk of its own, load it, and print what it took."""

import argparse
import asyncio
import os
import platform
import statistics
import sys

import aiohttp

from bench.load import ADMINS, PEOPLE, Desk, Flow, closed_loop, flow, prepare
from bench.server import a_server
from bench.usage import Usage, usage_of
from bench.watch import watching
from tests.system.harness import NO_LIMITS, a_desk
from tests.system.harness import Desk as Processes

Row = tuple[str, str]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the whole desk.")
    parser.add_argument("--rate", type=float, default=30.0, help="messages a second (%(default)s)")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long they come (%(default)s)")
    parser.add_argument("--without-limits-only", action="store_true", help="leave out the slow run with limits")
    options = parser.parse_args()
    with a_server() as server:
        os.environ["DATABASE_URL"] = server
        show(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}", [])
        asyncio.run(without_limits(options.rate, options.seconds))
        if not options.without_limits_only:
            asyncio.run(with_limits(options.rate, options.seconds))
    return 0


async def without_limits(rate: float, seconds: float) -> None:
    with a_desk(variables=NO_LIMITS) as processes:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200), read_bufsize=2**24) as session:
            desk = Desk(session, processes.people_url, processes.api_url, processes.api_token)
            async with watching(session, processes.people_url, await prepare(desk)) as watch:
                await flow(desk, watch, rate=rate, seconds=3, first=0, patience=60)
                before = usages(processes)
                steady = await flow(desk, watch, rate=rate, seconds=seconds, first=100_000, patience=120)
                after = usages(processes)
                per_second = await closed_loop(desk, watch, seconds=20, first=1_000_000)
                peaks = usages(processes)
    load = f"{rate:.0f} messages a second for {seconds:.0f} s, {PEOPLE} people, {PEOPLE} tickets, {ADMINS} admins"
    rows = delays(steady)
    for name in before:
        cpu = (after[name].cpu - before[name].cpu) / len(steady.delays) * 1000
        rows.append((f"{name}: CPU for 1,000 messages", f"{cpu:.1f} s"))
        rows.append((f"{name}: peak memory", f"{peaks[name].peak:.0f} MB"))
    rows.append(("closed loop", f"{per_second:.0f} messages/s"))
    rows.append(("repeated", str(watch.repeats)))
    show(f"Limits off: {load}", rows)


async def with_limits(rate: float, seconds: float) -> None:
    with a_desk(variables={"SEND_PER_SECOND": ""}, playground=("--memory", "--limits")) as processes:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200), read_bufsize=2**24) as session:
            desk = Desk(session, processes.people_url, processes.api_url, processes.api_token)
            async with watching(session, processes.people_url, await prepare(desk)) as watch:
                steady = await flow(desk, watch, rate=rate, seconds=seconds, first=0, patience=1200)
                async with session.get(f"{processes.people_url}/calls") as answer:
                    calls = (await answer.json())["calls"]
    refused = sum(call["error_code"] == 429 for call in calls)
    rows = [
        ("delivered", f"{len(steady.delays)} of {int(rate * seconds)}"),
        ("repeated", str(watch.repeats)),
        ("answers 429", str(refused)),
        ("until all had arrived", f"{steady.all_within:.0f} s"),
    ]
    show("Limits on, here and at Telegram: the same load", rows)


def usages(processes: Processes) -> dict[str, Usage]:
    return {process.name: usage_of(process.pid) for process in (processes.backend, processes.bot)}


def delays(steady: Flow) -> list[Row]:
    cuts = statistics.quantiles(steady.delays, n=100)
    found = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "slowest": max(steady.delays)}
    return [(f"sent to arrived, {name}", f"{value * 1000:.0f} ms") for name, value in found.items()]


def show(title: str, rows: list[Row]) -> None:
    sys.stdout.write(f"\n{title}\n")
    for name, value in rows:
        sys.stdout.write(f"  {name:<36}{value:>18}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
