"""The clock that the backend does not have: every half minute it is asked to announce what has waited too long."""

import asyncio

from bot.services.api import Api
from bot.services.api_errors import ApiError
from bot.services.courier import Courier
from bot.services.waiting import Backoff, wait_for_any

EVERY = 30.0


async def keep_reminding(api: Api, courier: Courier, stop: asyncio.Event) -> None:
    backoff = Backoff("reminding")
    while not stop.is_set():
        await wait_for_any(stop, timeout=EVERY)
        try:
            if not stop.is_set() and await api.announce_overdue():
                courier.wake()
        except ApiError as error:
            backoff.failed(error)
        else:
            backoff.succeeded()
