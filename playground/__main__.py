"""`python -m playground`: start the local Telegram and say where it is."""

import argparse
import asyncio
import contextlib
import json
import os
import re
import signal
import sys
from pathlib import Path

from playground.server import DATA, TOKEN, PortTakenError, running_playground
from playground.store import StoreBusyError


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m playground", description="A local Telegram to try the bot on.")
    environ = os.environ
    parser.add_argument("--data", type=Path, default=DATA, help="folder in which everything is kept (%(default)s)")
    parser.add_argument("--memory", action="store_true", help="keep nothing on the disk")
    parser.add_argument(
        "--port",
        type=int,
        default=environ.get("PLAYGROUND_PORT") or "8080",
        help="port of the page, PLAYGROUND_PORT (%(default)s)",
    )
    parser.add_argument(
        "--api-port",
        type=int,
        default=environ.get("PLAYGROUND_API_PORT") or "8081",
        help="port of the Bot API, PLAYGROUND_API_PORT (%(default)s)",
    )
    parser.add_argument(
        "--token", default=environ.get("BOT_TOKEN") or TOKEN, help="the bot's token, BOT_TOKEN (%(default)s)"
    )
    parser.add_argument("--limits", action="store_true", help="keep Telegram's limits on sending")
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="ID=NAME",
        help="another first name for one of the first people; may be repeated",
    )
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", arguments.token):
        return _fail("BOT_TOKEN must look like 4242:letters")
    try:
        names = {int(key): name for key, _, name in (one.partition("=") for one in arguments.name)}
    except ValueError:
        return _fail("--name must look like 1001=Aziza")
    try:
        links = json.loads(os.environ.get("PLAYGROUND_LINKS") or "[]")
    except ValueError:
        return _fail("PLAYGROUND_LINKS is not JSON")
    try:
        asyncio.run(serve(arguments, names, links))
    except PortTakenError as error:
        return _fail(str(error))
    except StoreBusyError:
        return _fail(f"another playground works in {arguments.data}")
    return 0


def _fail(reason: str) -> int:
    sys.stderr.write(f"{reason}\n")
    return 1


async def serve(arguments: argparse.Namespace, names: dict[int, str], links: list[dict[str, str]]) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in the loop; there Ctrl-C ends asyncio.run by itself.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with running_playground(
        data=arguments.data,
        memory=arguments.memory,
        port=arguments.port,
        api_port=arguments.api_port,
        token=arguments.token,
        limits=arguments.limits,
        names=names,
        links=links,
    ) as playground:
        sys.stdout.write(f"Playground: page {playground.page_url}, Bot API {playground.api_url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
