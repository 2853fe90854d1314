"""States of forms: in Redis, where all bots find them, and in memory for as long as Redis is away or has lost them.

A record holds a person's state and data together, and a version that grows with each change and follows the clock.
Of two records the one with the higher version holds. A form that ended leaves an empty record behind: what is missing
in Redis has been lost there, and is then believed from memory.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aiogram.exceptions import DataNotDictLikeError
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey

from bot.services.redis import RedisAway, RedisLink

# A form that nobody has touched for a day is forgotten.
FORGET_AFTER = 24 * 60 * 60
# What Redis has had may have ended with another bot since. Without Redis it is believed for as long as somebody may
# well be in the middle of it: later on, an answer to a customer would be taken for a step of what ended long ago.
BELIEVED_FOR = 60 * 60
REMEMBERED = 10_000
# Puts a record in its place unless a newer one is there, and answers with the newer one. Two bots that both remember a
# form tell of it at the same moment when Redis is back.
PUT = """
local held = redis.call('GET', KEYS[1])
local is_record, record = pcall(cjson.decode, held)
local version = is_record and type(record) == 'table' and tonumber(record.version) or 0
if version > tonumber(ARGV[2]) then return held end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return false
"""


@dataclass(frozen=True, slots=True)
class Record:
    """What a person is in the middle of. `is_told` says whether Redis has had it."""

    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    is_told: bool = True

    @property
    def is_empty(self) -> bool:
        return self.state is None and not self.data

    def to_json(self) -> str:
        return json.dumps({"state": self.state, "data": self.data, "version": self.version})

    @classmethod
    def from_json(cls, text: str | bytes) -> "Record | None":
        """What Redis has, or None for what is no record of ours."""
        try:
            kept = json.loads(text)
            return cls(kept["state"], kept["data"], kept["version"])
        except (ValueError, TypeError, KeyError):
            return None


class FormStorage(BaseStorage):
    """Keeps what aiogram asks it to keep, and forgets it after a day. Isolation sees to one writer at a time."""

    def __init__(
        self, link: RedisLink, *, clock: Callable[[], float] = time.time, remembered: int = REMEMBERED
    ) -> None:
        self._link = link
        self._clock = clock
        self._remembered = remembered
        self._ours: OrderedDict[StorageKey, Record] = OrderedDict()
        self._names = DefaultKeyBuilder(prefix="yordam:form", with_bot_id=True, with_destiny=True)
        link.on_return.append(self._tell_all)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._change(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._read(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        if not isinstance(data, dict):
            raise DataNotDictLikeError(f"Data must be a dict or dict-like object, got {type(data).__name__}")
        await self._change(key, data=data.copy())

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return (await self._read(key)).data.copy()

    async def close(self) -> None:
        """The link is closed by whoever opened it."""
        self._ours.clear()

    async def _read(self, key: StorageKey) -> Record:
        """The newest that is known. What Redis lacks or has older is told to it by the way."""
        try:
            theirs = await self._fetch(key)
        except RedisAway:
            return self._recall(key)
        ours = self._recall(key)
        if theirs is not None and theirs.version >= ours.version:
            self._remember(key, theirs)
            return theirs
        if ours.version:
            await self._tell(key, ours)
        return ours

    async def _change(self, key: StorageKey, **change: Any) -> None:
        known = await self._read(key)
        changed = replace(known, **change)
        # While Redis is away another bot may remember a form here that has just been ended: that is worth a record.
        if changed == known and not (changed.is_empty and self._link.state == "away"):
            return
        changed = replace(changed, version=max(known.version + 1, int(self._clock() * 1000)), is_told=False)
        self._remember(key, changed)
        await self._tell(key, changed)

    # -------------------------------------------------------------- memory

    def _recall(self, key: StorageKey) -> Record:
        known = self._ours.get(key, Record())
        lives = BELIEVED_FOR if known.is_told else FORGET_AFTER
        return known if known.version >= (self._clock() - lives) * 1000 else Record()

    def _remember(self, key: StorageKey, record: Record) -> None:
        """An empty record is worth its place only until Redis has it."""
        self._ours.pop(key, None)
        if record.is_empty and (record.is_told or self._link.state == "unused"):
            return
        self._ours[key] = record
        while len(self._ours) > self._remembered:
            self._ours.popitem(last=False)

    # -------------------------------------------------------------- Redis

    async def _fetch(self, key: StorageKey) -> Record | None:
        kept = await self._link.ask(lambda redis: redis.get(self._names.build(key)))
        return Record.from_json(kept) if kept else None

    async def _tell(self, key: StorageKey, record: Record) -> None:
        arguments = (record.to_json(), record.version, FORGET_AFTER)
        try:
            newer = await self._link.call(PUT, [self._names.build(key)], arguments)
        except RedisAway:
            return
        if self._ours.get(key) is record:
            self._remember(key, (newer and Record.from_json(newer)) or replace(record, is_told=True))

    async def _tell_all(self) -> None:
        """Redis is back: give it what changed meanwhile."""
        for key in [key for key, record in self._ours.items() if not record.is_told]:
            await self._read(key)
