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

from bot import VERSION
from bot.config import Settings
from bot.fsm.isolation import Isolation
from bot.fsm.storage import FormStorage
from bot.reception import Reception, build_reception
from bot.services.actor_news import ActorNews
from bot.services.actors import Actors
from bot.services.api import Api
from bot.services.api_process_types import ProcessFacts
from bot.services.attachment_fetcher import AttachmentFetcher, brings_a_file
from bot.services.attachment_file import AttachmentFile
from bot.services.courier import Courier
from bot.services.files import Files
from bot.services.heartbeat import Heartbeat
from bot.services.limiter import Limiter
from bot.services.measured import MeasureCalls, MeasuredApi, MeasuredIntake, MeasuredReporter, measured_sleep
from bot.services.metrics import Metrics
from bot.services.reactions import Reactions
from bot.services.readiness import Readiness
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
class Connections:
    """The open ways to everything outside, and the limits that hold on them."""

    bot: Bot
    api: Api
    # Connections of its own: what goes out does not wait behind a rush of what comes in.
    outgoing: Api
    redis: RedisLink
    limiter: Limiter
    # What all of them count, for whoever asks.
    metrics: Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that runs, connected and ready."""

    connections: Connections
    faces: FaceParts
    courier: Courier
    fetcher: AttachmentFetcher
    reception: Reception
    heartbeat: Heartbeat
    readiness: Readiness

    def loops(self) -> list[Loop]:
        """What runs side by side until the stop."""
        stop, redis, api = self.readiness.stop, self.connections.redis, self.connections.api
        return [
            *self.reception.loops(),
            self.courier.run(),
            self.fetcher.run(),
            self.heartbeat.run(),
            redis.run(stop),
            ActorNews(redis, self.faces.actors).run(stop),
            keep_reminding(api, self.courier, stop),
        ]


@asynccontextmanager
async def assembled(
    settings: Settings, stop: asyncio.Event, build_dispatcher: Callable[[FaceParts], Dispatcher]
) -> AsyncIterator[Parts]:
    """All parts, made and connected; closed in turn at the end. Redis is looked for, shortly; nothing else here
    waits for the network."""
    async with _connected(settings) as connections:
        faces = _faces(settings, connections)
        parts = _parts(settings, connections, faces, build_dispatcher(faces), Readiness(stop))
        try:
            async with parts.reception.listening():
                yield parts
                await parts.heartbeat.leave()
        finally:
            await faces.reactions.finish(within=1.0)
            await faces.files.finish(within=1.0)
            await faces.storage.close()


def build_limiter(settings: Settings, redis: RedisLink) -> Limiter:
    """Telegram's limits, kept together with the other bots where there is a Redis."""
    limits = (settings.send_per_second, settings.send_per_chat_second, settings.send_chat_burst)
    return Limiter(*limits, shared=SharedPace(redis, *limits) if redis.state != "unused" else None)


@asynccontextmanager
async def _connected(settings: Settings) -> AsyncIterator[Connections]:
    async with RedisLink(settings.redis_url, extract_bot_id(settings.bot_token)) as redis:
        limiter, metrics = build_limiter(settings, redis), Metrics()
        limiter.sleep = measured_sleep(metrics, limiter.sleep)
        async with (
            build_bot(settings, limiter) as bot,
            MeasuredApi(settings.api_url, settings.api_token, metrics) as api,
            MeasuredApi(settings.api_url, settings.api_token, metrics) as outgoing,
        ):
            # Innermost: the waits for limits are measured apart.
            bot.session.middleware(MeasureCalls(metrics))
            yield Connections(bot=bot, api=api, outgoing=outgoing, redis=redis, limiter=limiter, metrics=metrics)


def _faces(settings: Settings, connections: Connections) -> FaceParts:
    bot, api, redis = connections.bot, connections.api, connections.redis
    return FaceParts(
        api=api,
        actors=Actors(api),
        reactions=Reactions(bot, connections.limiter),
        files=Files(bot),
        zone=ZoneInfo(settings.time_zone),
        storage=FormStorage(redis),
        isolation=Isolation(redis),
    )


def _parts(
    settings: Settings, connections: Connections, faces: FaceParts, dispatcher: Dispatcher, readiness: Readiness
) -> Parts:
    """What comes in, what goes out, and how the one wakes the other."""
    bot, outgoing, stop = connections.bot, connections.outgoing, readiness.stop
    metrics = connections.metrics
    reporter = MeasuredReporter(outgoing, bot.id, metrics=metrics)
    renderer = Renderer(faces.zone, partial(AttachmentFile, outgoing))
    courier = Courier(outgoing, bot.id, renderer, Sender(bot), reporter, connections.limiter, stop)
    fetcher = AttachmentFetcher(outgoing, bot, stop)

    def committed(raw: RawUpdate) -> None:
        courier.wake()
        if brings_a_file(raw):
            fetcher.wake()

    intake = MeasuredIntake(
        bot, dispatcher, faces.api, faces.actors, stop, committed, reporter.is_told, metrics=metrics
    )
    reception = build_reception(settings, bot, intake, readiness, metrics=metrics.page(settings.metrics_token))
    heartbeat = _heartbeat(connections, reception, readiness)
    _watch(connections, courier, reporter, heartbeat)
    return Parts(
        connections=connections,
        faces=faces,
        courier=courier,
        fetcher=fetcher,
        reception=reception,
        heartbeat=heartbeat,
        readiness=readiness,
    )


def _heartbeat(connections: Connections, reception: Reception, readiness: Readiness) -> Heartbeat:
    """It says how all parts fare, and the limiter hears from it how many bots share its limits."""

    def facts() -> ProcessFacts:
        return {"webhook": reception.facts, "redis": connections.redis.state, "version": VERSION}

    heartbeat = Heartbeat(connections.api, connections.bot.id, reception.mode, readiness, facts)
    connections.limiter.alive = lambda: heartbeat.alive
    return heartbeat


def _watch(connections: Connections, courier: Courier, reporter: Reporter, heartbeat: Heartbeat) -> None:
    """What is looked up when somebody asks."""
    metrics, redis = connections.metrics, connections.redis
    metrics.watch("leases", "Chats in hand.", lambda: courier.in_hand)
    metrics.watch("reports_waiting", "Messages that the backend does not know of yet.", lambda: reporter.untold)
    metrics.watch("alive", "Bots of this token, as far as the backend said.", lambda: heartbeat.alive)
    if redis.state != "unused":
        metrics.watch("redis_up", "Whether Redis answers.", lambda: redis.state == "ok")
