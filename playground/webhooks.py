"""Handing updates to the bot's own server."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from playground.rules.uploads import Upload
from playground.store import Store
from playground.updates import Update, UpdateQueue

Reply = Callable[[dict[str, Any], dict[str, Upload]], Awaitable[None]]
TIMEOUT = aiohttp.ClientTimeout(total=60)
LONGEST_PAUSE = 60.0


class Webhook:
    """One lane for each chat: the next update leaves when the one before was answered with 2xx."""

    def __init__(self, store: Store, updates: UpdateQueue, *, pause: float = 1.0) -> None:
        self._store = store
        self._updates = updates
        self._settings: dict[str, Any] = store.read("setting", "webhook") or {}
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(self.max_connections)
        self.pause = pause
        self.on_reply: Reply | None = None
        self.last_error: tuple[int, str] | None = None
        updates.listeners.append(self.wake)

    @property
    def url(self) -> str:
        return str(self._settings.get("url", ""))

    @property
    def max_connections(self) -> int:
        return int(self._settings.get("max_connections", 40))

    def set(self, *, url: str, secret: str | None, max_connections: int) -> None:
        self._settings = {"url": url, "secret": secret, "max_connections": max_connections} if url else {}
        self._store.save("setting", "webhook", self._settings)
        self._places = asyncio.Semaphore(self.max_connections)
        self.last_error = None
        self._stop_lanes()
        self.wake()

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        self.wake()

    async def stop(self) -> None:
        lanes = list(self._lanes.values())
        self._stop_lanes()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._session:
            await self._session.close()

    def wake(self) -> None:
        """Begin a lane for every chat that has something waiting and none yet."""
        if not self.url or self._session is None:
            return
        for update in self._updates:
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.create_task(self._run_lane(update.lane))

    def as_json(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.last_error:
            info |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        if self._updates.allowed:
            info["allowed_updates"] = self._updates.allowed
        return info

    async def _run_lane(self, lane: int) -> None:
        pause = self.pause
        try:
            while update := next((one for one in self._updates if one.lane == lane), None):
                if await self._deliver(update):
                    self._updates.confirm(update.update_id)
                    self._store.flush()
                    pause = self.pause
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
        finally:
            if self._lanes.get(lane) is asyncio.current_task():
                del self._lanes[lane]

    async def _deliver(self, update: Update) -> bool:
        assert self._session is not None
        secret = self._settings.get("secret")
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with self._places, self._session.post(self.url, json=update.as_json(), headers=headers) as answer:
                if answer.status // 100 != 2:
                    self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
                parameters, uploads = await _read_reply(answer)
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(f"Connection failed: {error}" if str(error) else "Connection timed out")
            return False
        # A webhook may answer with one method call. Whether it succeeds, the bot never learns.
        if self.on_reply and "method" in parameters:
            await self.on_reply(parameters, uploads)
        return True

    def _note(self, message: str) -> None:
        self.last_error = (int(time.time()), message)

    def _stop_lanes(self) -> None:
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()


async def _read_reply(answer: aiohttp.ClientResponse) -> tuple[dict[str, Any], dict[str, Upload]]:
    """What the webhook said beside its 2xx. What cannot be read says nothing."""
    parameters: dict[str, Any] = {}
    uploads: dict[str, Upload] = {}
    if answer.content_type == "application/json":
        with contextlib.suppress(ValueError):
            found = json.loads(await answer.read())
            parameters = found if isinstance(found, dict) else {}
    elif answer.content_type == "multipart/form-data":
        with contextlib.suppress(ValueError):
            await _read_parts(aiohttp.MultipartReader.from_response(answer), parameters, uploads)
    return parameters, uploads


async def _read_parts(reader: Any, parameters: dict[str, Any], uploads: dict[str, Upload]) -> None:
    async for part in reader:
        data = bytes(await part.read())
        if part.filename is None:
            parameters[part.name] = data.decode()
        else:
            uploads[part.name] = Upload(data, part.filename, part.headers.get("Content-Type"))
