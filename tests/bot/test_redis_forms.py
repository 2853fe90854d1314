"""Forms and words through the bot's own handlers, while a real Redis is lost in the middle of them."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiogram import Dispatcher

from bot.assembly import FaceParts
from bot.bot import build_dispatcher
from bot.fsm.isolation import Isolation
from bot.fsm.storage import FormStorage
from bot.services.limiter import Limiter
from bot.services.reactions import Reactions
from bot.services.redis import RedisLink
from tests.bot.faces import INBOX, ZONE, Faces
from tests.bot.facts import AZIZA, RUSTAM, actor, category, page
from tests.bot.redis_links import watched
from tests.services.redis import Redis

LIST, ADD = "GET /admin/categories/", "POST /admin/categories/"
# What a person may notice of a dead Redis, on a machine that is busy with other things.
SOON = 6.0


def restart(redis: Redis) -> None:
    redis.kill()
    redis.start()


LOSSES: dict[str, Callable[[Redis], None]] = {
    "killed": Redis.kill,
    "emptied": Redis.flush,
    "hung": Redis.hang,
    "restarted": restart,
}
losses = pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES.keys())


@asynccontextmanager
async def bots(faces: Faces, redis: Redis, count: int = 2) -> AsyncIterator[list[Dispatcher]]:
    """The handlers of so many bots, which share nothing but Redis."""
    async with AsyncExitStack() as stack:
        links = [await stack.enter_async_context(watched(redis.url, patience=1.0)) for _ in range(count)]
        yield [_handlers(faces, link) for link in links]


def _handlers(faces: Faces, link: RedisLink) -> Dispatcher:
    return build_dispatcher(
        FaceParts(
            api=faces.api,
            actors=faces.actors,
            reactions=Reactions(faces.bot, Limiter(0, 0, 1)),
            files=faces.files,
            zone=ZONE,
            storage=FormStorage(link),
            isolation=Isolation(link),
        )
    )


async def begin_a_category(faces: Faces) -> None:
    faces.answer(LIST, page(category(1)))
    faces.answer(ADD, category(4, name_en="Accounts"))
    await faces.says(RUSTAM, "/admin")
    await faces.presses(RUSTAM, "Categories")
    await faces.presses(RUSTAM, "Add a category")
    await faces.says(RUSTAM, "accounts")


async def end_it(faces: Faces) -> None:
    for given in ("Hisoblar", "Счета", "Accounts"):
        await faces.says(RUSTAM, given)


def is_added_whole(faces: Faces) -> bool:
    whole = {"slug": "accounts", "name_uz": "Hisoblar", "name_ru": "Счета", "name_en": "Accounts"}
    return [asked.body for asked in faces.api.made(ADD)] == [whole]


async def test_a_form_begun_with_one_bot_goes_on_with_another(faces: Faces, redis: Redis) -> None:
    async with bots(faces, redis) as (one, other):
        faces.dispatcher = one
        await begin_a_category(faces)
        faces.dispatcher = other
        await end_it(faces)
    assert is_added_whole(faces)


@losses
async def test_a_form_goes_on_whatever_becomes_of_redis(
    faces: Faces, redis: Redis, lose: Callable[[Redis], None]
) -> None:
    async with bots(faces, redis, 1) as [faces.dispatcher]:
        await begin_a_category(faces)
        lose(redis)
        await end_it(faces)
    assert is_added_whole(faces)


@losses
async def test_every_word_is_stored_once_and_without_delay(
    faces: Faces, redis: Redis, lose: Callable[[Redis], None]
) -> None:
    faces.answer(INBOX, {"message": 1, "outcome": "stored", "ticket": None, "actor": actor(AZIZA)})
    async with bots(faces, redis, 1) as [faces.dispatcher]:
        await faces.says(AZIZA, "before")
        lose(redis)
        began = time.monotonic()
        for text in ("first", "second", "third"):
            await faces.says(AZIZA, text)
        assert time.monotonic() - began < SOON
    assert [asked.body["content"]["text"] for asked in faces.api.made(INBOX)] == ["before", "first", "second", "third"]


async def test_a_bot_that_starts_without_its_redis_does_all_of_it(faces: Faces, redis: Redis) -> None:
    redis.kill()
    async with bots(faces, redis, 1) as [faces.dispatcher]:
        await begin_a_category(faces)
        await end_it(faces)
    assert is_added_whole(faces)
