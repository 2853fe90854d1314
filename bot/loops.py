"""The bot's loops: run side by side until a signal or the first that breaks, and ended together."""

import asyncio
import signal
from collections.abc import Coroutine

FINISH_WITHIN = 10.0


async def run_until_stopped(loops: list[Coroutine[None, None, None]], stop: asyncio.Event) -> None:
    """Run all loops; where one breaks, the others stop too, and whoever started the bot starts it anew."""
    tasks = [asyncio.create_task(loop) for loop in loops]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    _, late = await asyncio.wait(tasks, timeout=FINISH_WITHIN + 2)
    for task in late:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


def stop_on_signals(stop: asyncio.Event) -> None:
    """SIGTERM and Ctrl-C ask for an end; where a loop takes no signal handlers (Windows), Python's own must do."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
