"""How the bot's parts are put together: what each is made of, and in which order they are opened and closed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.utils.token import extract_bot_id

from bot.config import Settings
from bot.fsm.isolation import Isolation
from bot.fsm.storage import FormStorage
from bot.services.actor_news import ActorNews
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.attachment_fetcher import AttachmentFetcher, brings_a_file
from bot.services.attachment_file import AttachmentFile
from bot.services.courier import Courier
from bot.services.files import Files
from bot.services.intake import Intake
from bot.services.limiter import Limiter
from bot.services.poller import Poller
from bot.services.reactions import Reactions
from bot.services.redis import RedisLink
from bot.services.reminders import keep_reminding
from bot.services.rendering import Renderer
from bot.services.reporter import Reporter
from bot.services.sender import Sender
from bot.services.shared_pace import SharedPace
from bot.services.updates import RawUpdate
from bot.telegram import build_bot

Loop = Coroutine[None, None, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceParts:
    """What handlers are given by name, and where their forms and turns are kept."""

    api: Api
    actors: Actors
    reactions: Reactions
    files: Files
    zone: ZoneInfo
    storage: BaseStorage = field(default_factory=lambda: FormStorage(RedisLink(None, 0)))
    isolation: BaseEventIsolation = field(default_factory=lambda: Isolation(RedisLink(None, 0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that runs, open and ready."""

    bot: Bot
    api: Api
    redis: RedisLink
    limiter: Limiter
    faces: FaceParts
    courier: Courier
    fetcher: AttachmentFetcher
    poller: Poller
    stop: asyncio.Event

    def loops(self) -> list[Loop]:
        """What runs side by side until the stop."""
        return [
            self.poller.run(),
            self.courier.run(),
            self.fetcher.run(),
            self.redis.run(self.stop),
            ActorNews(self.redis, self.faces.actors).run(self.stop),
            keep_reminding(self.api, self.courier, self.stop),
        ]


@asynccontextmanager
async def assembled(
    settings: Settings, stop: asyncio.Event, build_dispatcher: Callable[[FaceParts], Dispatcher]
) -> AsyncIterator[Parts]:
    """All parts, made and connected; closed in turn at the end. Redis is looked for, shortly; nothing else here
    waits for the network."""
    async with RedisLink(settings.redis_url, extract_bot_id(settings.bot_token)) as redis:
        limiter = build_limiter(settings, redis)
        async with (
            build_bot(settings, limiter) as bot,
            Api(settings.api_url, settings.api_token) as api,
            # Connections of its own: what goes out does not wait behind a rush of what comes in.
            Api(settings.api_url, settings.api_token) as outgoing,
        ):
            faces = _faces(settings, bot, api, limiter, redis)
            try:
                dispatcher = build_dispatcher(faces)
                yield _connect(bot, dispatcher, faces, outgoing=outgoing, redis=redis, limiter=limiter, stop=stop)
            finally:
                await faces.reactions.finish(within=1.0)
                await faces.files.finish(within=1.0)
                await faces.storage.close()


def build_limiter(settings: Settings, redis: RedisLink) -> Limiter:
    """Telegram's limits, kept together with the other bots where there is a Redis."""
    limits = (settings.send_per_second, settings.send_per_chat_second, settings.send_chat_burst)
    return Limiter(*limits, shared=SharedPace(redis, *limits) if redis.state != "unused" else None)


def _faces(settings: Settings, bot: Bot, api: Api, limiter: Limiter, redis: RedisLink) -> FaceParts:
    return FaceParts(
        api=api,
        actors=Actors(api),
        reactions=Reactions(bot, limiter),
        files=Files(bot),
        zone=ZoneInfo(settings.time_zone),
        storage=FormStorage(redis),
        isolation=Isolation(redis),
    )


def _connect(
    bot: Bot,
    dispatcher: Dispatcher,
    faces: FaceParts,
    *,
    outgoing: Api,
    redis: RedisLink,
    limiter: Limiter,
    stop: asyncio.Event,
) -> Parts:
    """What comes in, what goes out, and how the one wakes the other."""
    reporter = Reporter(outgoing, bot.id)
    renderer = Renderer(faces.zone, partial(AttachmentFile, outgoing))
    courier = Courier(outgoing, bot.id, renderer, Sender(bot), reporter, limiter, stop)
    fetcher = AttachmentFetcher(outgoing, bot, stop)

    def committed(raw: RawUpdate) -> None:
        courier.wake()
        if brings_a_file(raw):
            fetcher.wake()

    intake = Intake(bot, dispatcher, faces.api, faces.actors, stop, committed, reporter.is_told)
    poller = Poller(bot, intake, stop)
    return Parts(
        bot=bot,
        api=faces.api,
        redis=redis,
        limiter=limiter,
        faces=faces,
        courier=courier,
        fetcher=fetcher,
        poller=poller,
        stop=stop,
    )
