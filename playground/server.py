"""The two servers of one playground: the Bot API for the bot, the page for people."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from playground import bot_api
from playground.people_api.app import build_app
from playground.world import World

HOST = "127.0.0.1"
TOKEN = "4242:playground"  # noqa: S105
DATA = Path(".data/playground")


@dataclass(frozen=True)
class Playground:
    """A running playground, as tests use it."""

    world: World
    api_url: str
    page_url: str
    token: str

    def method(self, name: str) -> str:
        return f"{self.api_url}/bot{self.token}/{name}"


class PortTakenError(Exception):
    """Somebody else listens on the port."""


@asynccontextmanager
async def running_playground(
    *,
    data: Path | None = None,
    memory: bool = False,
    port: int = 0,
    api_port: int = 0,
    token: str = TOKEN,
    limits: bool = False,
    names: dict[int, str] | None = None,
    links: list[dict[str, str]] | None = None,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[Playground]:
    """Serve until the block ends. Port 0 takes any that is free; `memory` keeps nothing on the disk."""
    world = World(token=token, data=None if memory else data or DATA, clock=clock)
    world.flood.on = limits
    if not len(world.people):
        world.people.seed(names)
        world.store.flush()
    runners: list[web.AppRunner] = []
    try:
        api_url = await _serve(bot_api.build_app(world), api_port, runners)
        page_url = await _serve(build_app(world, links or []), port, runners)
        await world.webhook.start()
        yield Playground(world, api_url, page_url, token)
    finally:
        await world.webhook.stop()
        for runner in runners:
            await runner.cleanup()
        world.close()


async def _serve(app: web.Application, port: int, runners: list[web.AppRunner]) -> str:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    runners.append(runner)
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError as error:
        raise PortTakenError(f"Port {port} on {HOST} is taken") from error
    return f"http://{HOST}:{runner.addresses[0][1]}"
