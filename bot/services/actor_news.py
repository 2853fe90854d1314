"""What one bot learns of a person's role or language, the others hear at once; without Redis they ask in a minute."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from bot.services.actors import Actors
from bot.services.api_types import Actor
from bot.services.redis import RedisAway, RedisLink

logger = logging.getLogger(__name__)

# More news than this at once are not worth their memory: whoever misses them asks in a minute.
WAITING_AT_MOST = 1000
# How long a listener hears nothing before it looks around.
LISTEN_FOR = 1.0


@dataclass(slots=True)
class ActorNews:
    """`run` until `stop` is set. Telling never waits: what cannot be told now is left out."""

    link: RedisLink
    actors: Actors
    _untold: "asyncio.Queue[Actor]" = field(init=False)

    def __post_init__(self) -> None:
        self._untold = asyncio.Queue(WAITING_AT_MOST)
        self.actors.on_news = self.tell

    def tell(self, actor: Actor) -> None:
        """Let the other bots know how this person is seen now."""
        if self.link.state == "ok":
            with contextlib.suppress(asyncio.QueueFull):
                self._untold.put_nowait(actor)

    async def run(self, stop: asyncio.Event) -> None:
        tasks = [asyncio.create_task(work) for work in (self._publish(), self._listen())]
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((*tasks, stopping), return_when=asyncio.FIRST_COMPLETED)
        for task in (*tasks, stopping):
            task.cancel()
        for result in await asyncio.gather(*tasks, stopping, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    async def _publish(self) -> None:
        while True:
            await self._publish_one(await self._untold.get())

    async def _publish_one(self, actor: Actor) -> None:
        news = json.dumps({name: actor[name] for name in ("telegram_id", "role", "language")})
        with contextlib.suppress(RedisAway):
            await self.link.ask(lambda redis: redis.publish(self._channel, news))

    async def _listen(self) -> None:
        """Hear what others tell for as long as Redis is there, and again whenever it is back."""
        while True:
            await self.link.there.wait()
            with contextlib.suppress(RedisError, OSError, RedisAway, TimeoutError):
                async with self._subscribed() as news:
                    while self.link.state == "ok":
                        message = await news.get_message(ignore_subscribe_messages=True, timeout=LISTEN_FOR)
                        if message is not None:
                            self._hear(message["data"])
            # A subscription may break while everything else works.
            await asyncio.sleep(LISTEN_FOR)

    @asynccontextmanager
    async def _subscribed(self) -> AsyncIterator[PubSub]:
        news = self.link.client.pubsub()
        try:
            await self.link.ask(lambda _: news.subscribe(self._channel))
            yield news
        finally:
            with contextlib.suppress(RedisError, OSError, TimeoutError):
                await news.aclose()  # type: ignore[no-untyped-call]

    def _hear(self, said: Any) -> None:
        try:
            news = json.loads(said)
            telegram_id, seen = news["telegram_id"], (news["role"], news["language"])
        except (ValueError, TypeError, KeyError):
            logger.warning("news of a person that cannot be read")
            return
        self.actors.hear(telegram_id, *seen)

    @property
    def _channel(self) -> str:
        return self.link.key("actors")
