"""`python -m bench.endurance`: whether the backend's and the bot's memory grows with the messages that they carry."""

import argparse
import asyncio
import os
import platform
import sys
import time
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from bench.load import Desk
from bench.memory import Sample, growth, sample
from bench.server import a_server
from bench.visitors import FIRST_VISITOR, Mail, open_counters, reading
from tests.system.harness import NO_LIMITS, a_desk
from tests.system.harness import Desk as Processes

LOOK_EVERY = 0.25


def main() -> int:
    options = read_options()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    say(f"{machine}: {options.messages:,} messages")
    with a_server() as server, a_desk(server=server, variables=NO_LIMITS) as processes:
        measured = Measured(processes, options.messages // options.samples)
        asyncio.run(carry(processes, measured, options))
    return 0 if show(measured, options.warm_up * options.messages, options.at_most) else 1


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.endurance", description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000, help="how many are carried (%(default)s)")
    parser.add_argument("--at-once", type=int, default=40, help="people who write at the same time (%(default)s)")
    parser.add_argument(
        "--visit",
        type=int,
        default=25,
        help="messages until a ticket is closed and another comes (%(default)s)",
    )
    parser.add_argument("--samples", type=int, default=100, help="how often the memory is looked at (%(default)s)")
    parser.add_argument("--warm-up", type=float, default=0.2, help="share that the line leaves out (%(default)s)")
    parser.add_argument(
        "--at-most", type=float, default=2.0, help="megabytes for 10,000 messages; more is a failure (%(default)s)"
    )
    return parser.parse_args()


@dataclass
class Measured:
    """The samples of each process, one after every so many messages."""

    processes: Processes
    every: int
    samples: dict[str, list[Sample]] = field(default_factory=lambda: {"backend": [], "bot": []})
    began: float = field(default_factory=time.monotonic)

    def look(self, messages: int) -> None:
        leaders = {"backend": self.processes.backend.pid, "bot": self.processes.bot.pid}
        for name, leader in leaders.items():
            self.samples[name].append(sample(leader, messages))
        held = "  ".join(f"{name} {samples[-1].own:6.1f} MB" for name, samples in self.samples.items())
        say(f"{messages:>8,} messages after {time.monotonic() - self.began:6.0f} s: {held}")

    async def watch(self, mail: Mail) -> None:
        due = 0
        while True:
            if mail.arrived >= due:
                self.look(mail.arrived)
                due += self.every
            await asyncio.sleep(LOOK_EVERY)


async def carry(processes: Processes, measured: Measured, options: argparse.Namespace) -> None:
    """A closed loop: the next message is written when the last has arrived."""
    connector = aiohttp.TCPConnector(limit=200)
    async with aiohttp.ClientSession(connector=connector, read_bufsize=2**24) as session:
        desk = Desk(session, processes.people_url, processes.api_url, processes.api_token)
        async with reading(session, processes.people_url) as mail:
            visitors = count(FIRST_VISITOR)
            counters = await open_counters(desk, mail, options.at_once, options.visit)
            watching = asyncio.create_task(measured.watch(mail))
            async with asyncio.TaskGroup() as group:
                for counter in counters:
                    group.create_task(counter.serves(visitors, options.messages))
            watching.cancel()
            measured.look(mail.arrived)


def show(measured: Measured, warm: float, at_most: float) -> bool:
    """Print the table; whether the memory stayed flat."""
    flat = True
    say(f"\n  {'':<10}{'first':>10}{'warm':>10}{'last':>10}{'highest':>10}{'RSS':>10}{'for 10,000 messages':>22}")
    for name, samples in measured.samples.items():
        counted = [one for one in samples if one.messages >= warm]
        slope = growth(counted)
        moments = (samples[0].own, counted[0].own, samples[-1].own, max(one.own for one in samples), samples[-1].rss)
        say(f"  {name:<10}{''.join(f'{moment:>7.1f} MB' for moment in moments)}{slope:>+19.2f} MB")
        flat = flat and slope <= at_most
    rate = samples[-1].messages / (time.monotonic() - measured.began)
    say(f"\n  Memory that lies in no file; the line is fitted after {warm:,.0f} messages; {rate:.0f} messages/s")
    say("  flat" if flat else f"  NOT flat: more than {at_most} MB for 10,000 messages")
    return flat


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
