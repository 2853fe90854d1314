"""What a person is in the middle of goes on with every bot, and with one bot also while Redis is away or emptied."""

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from aiogram.exceptions import DataNotDictLikeError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey

from bot.fsm.states import AddCategory, SearchTickets
from bot.fsm.storage import BELIEVED_FOR, FORGET_AFTER, FormStorage
from bot.services.redis import RedisLink
from tests.bot.desk import AZIZA, BORIS, until
from tests.bot.redis_links import BOT, lost, restarted, several, watched
from tests.services.redis import Redis

QUERY, SLUG = SearchTickets.query.state, AddCategory.slug.state


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def context(storage: FormStorage, person: int = AZIZA) -> FSMContext:
    return FSMContext(storage, StorageKey(bot_id=BOT, chat_id=person, user_id=person))


async def begin(form: FSMContext) -> None:
    await form.set_state(AddCategory.slug)
    await form.update_data(slug="payments")


async def seen(form: FSMContext) -> tuple[str | None, dict[str, Any]]:
    return await form.get_state(), await form.get_data()


BEGUN = (SLUG, {"slug": "payments"})
NOTHING: tuple[None, dict[str, Any]] = (None, {})


async def test_without_redis_forms_live_in_memory() -> None:
    storage = FormStorage(RedisLink(None, BOT))
    await begin(context(storage))
    assert await seen(context(storage)) == BEGUN
    assert await seen(context(storage, BORIS)) == NOTHING
    await context(storage).clear()
    assert await seen(context(storage)) == NOTHING


async def test_without_redis_what_has_ended_takes_no_place() -> None:
    storage = FormStorage(RedisLink(None, BOT), remembered=50)
    for person in range(100):
        await begin(context(storage, person))
    assert len(storage._ours) == 50
    for person in range(100):
        await context(storage, person).clear()
        await seen(context(storage, person))
    assert len(storage._ours) == 0


async def test_a_form_that_nobody_touches_is_forgotten_after_a_day() -> None:
    clock = Clock()
    storage = FormStorage(RedisLink(None, BOT), clock=clock)
    await begin(context(storage))
    clock.now += FORGET_AFTER - 60
    assert await seen(context(storage)) == BEGUN
    clock.now += 120
    assert await seen(context(storage)) == NOTHING


async def test_data_are_a_dictionary() -> None:
    with pytest.raises(DataNotDictLikeError):
        await context(FormStorage(RedisLink(None, BOT))).set_data([])  # type: ignore[arg-type]


async def test_what_was_given_or_got_can_be_changed_without_changing_the_form() -> None:
    form = context(FormStorage(RedisLink(None, BOT)))
    given = {"slug": "payments"}
    await form.set_data(given)
    given["slug"] = "other"
    (await form.get_data())["slug"] = "another"
    assert await form.get_data() == {"slug": "payments"}


async def test_a_form_goes_on_with_another_bot(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (context(FormStorage(link)) for link in links)
        await begin(one)
        assert await seen(other) == BEGUN
        await other.set_state(SearchTickets.query)
        await other.set_data({})
        assert await seen(one) == (QUERY, {})
        await one.clear()
        assert await seen(other) == NOTHING


async def test_the_names_in_redis_carry_bot_chat_and_person_and_end_after_a_day(redis: Redis) -> None:
    async with several(redis) as links:
        await begin(FSMContext(FormStorage(links[0]), StorageKey(bot_id=BOT, chat_id=77, user_id=88)))
        (name,) = await links[1].ask(lambda client: client.keys("yordam:form:*"))
        assert str(name).split(":")[2:5] == [str(BOT), "77", "88"]
        assert 0 < await links[1].ask(lambda client: client.ttl(name)) <= FORGET_AFTER


async def test_what_is_no_form_of_ours_is_none(redis: Redis) -> None:
    async with watched(redis.url) as link:
        form = context(FormStorage(link))
        name = f"yordam:form:{BOT}:{AZIZA}:{AZIZA}:default"
        for nonsense in ("nonsense", "[]", "{}", ""):
            await link.call("redis.call('SET', KEYS[1], ARGV[1])", [name], [nonsense])
            assert await seen(form) == NOTHING
            await begin(form)
            assert await seen(form) == BEGUN
            await form.clear()
        assert link.state == "ok"


async def test_who_is_in_no_form_takes_no_place_in_redis(redis: Redis) -> None:
    async with watched(redis.url) as link:
        storage = FormStorage(link)
        for person in range(20):
            await context(storage, person).clear()
            assert await seen(context(storage, person)) == NOTHING
        assert await link.ask(lambda client: client.keys("yordam:form:*")) == []


async def test_a_form_goes_on_while_redis_is_away_and_when_it_is_back(redis: Redis) -> None:
    async with watched(redis.url) as link:
        form = context(FormStorage(link))
        await begin(form)
        await lost(redis, link)
        assert await seen(form) == BEGUN
        await form.update_data(name_uz="Toʻlovlar")
        await restarted(redis, link)
        assert await seen(form) == (SLUG, {"slug": "payments", "name_uz": "Toʻlovlar"})


async def test_a_form_survives_the_emptying_of_redis(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (context(FormStorage(link)) for link in links)
        await begin(one)
        redis.flush()
        assert await seen(one) == BEGUN
        assert await seen(other) == BEGUN, "Whoever knew it has told it again."


async def test_a_form_that_another_bot_ended_is_not_woken_by_the_emptying(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (context(FormStorage(link)) for link in links)
        await begin(one)
        await other.clear()
        assert await seen(one) == NOTHING
        redis.flush()
        assert await seen(one) == NOTHING


async def test_what_another_bot_ended_long_ago_is_not_woken_by_the_loss_of_redis(redis: Redis) -> None:
    """Nobody can know that it has ended: what the person writes now would be taken for its next step."""
    async with several(redis) as links:
        clock = Clock()
        one, other = (context(FormStorage(link, clock=clock)) for link in links)
        await begin(one)
        await other.clear()
        redis.flush()
        clock.now += BELIEVED_FOR + 1
        assert await seen(one) == NOTHING
        await begin(one)
        await other.clear()
        await lost(redis, *links)
        assert await seen(one) == BEGUN, "Whoever is in the middle of it goes on."
        clock.now += BELIEVED_FOR + 1
        assert await seen(one) == NOTHING


async def test_what_changed_while_redis_was_away_reaches_the_other_bots_at_its_return(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (context(FormStorage(link)) for link in links)
        await begin(one)
        assert await seen(other) == BEGUN
        await lost(redis, *links)
        await one.set_state(SearchTickets.query)
        await one.set_data({})
        await restarted(redis, *links)
        await until(eventually(other, (QUERY, {})))


async def test_a_form_ended_while_redis_was_away_is_not_begun_again_by_a_bot_that_remembers_it(redis: Redis) -> None:
    async with several(redis) as links:
        one, other = (context(FormStorage(link)) for link in links)
        await begin(one)
        await lost(redis, *links)
        # The other bot has never seen the form; the person calls it off there.
        await other.clear()
        await restarted(redis, *links)
        await until(eventually(one, NOTHING))


async def test_a_clock_that_lags_behind_changes_nothing(redis: Redis) -> None:
    async with several(redis) as links:
        quick, slow = Clock(), Clock()
        quick.now += 3600
        one, other = context(FormStorage(links[0], clock=quick)), context(FormStorage(links[1], clock=slow))
        await begin(one)
        await other.clear()
        assert await seen(one) == NOTHING
        await other.set_state(SearchTickets.query)
        assert await seen(one) == (QUERY, {})


async def test_of_what_was_changed_on_both_sides_the_later_holds(redis: Redis) -> None:
    async with several(redis) as links:
        clock = Clock()
        storages = [FormStorage(link, clock=clock) for link in links]
        one, other = (context(storage) for storage in storages)
        await begin(one)
        await lost(redis, *links)
        clock.now += 1
        await other.set_state(SearchTickets.query)
        clock.now += 1
        await one.update_data(slug="later")
        await restarted(redis, *links)
        await until(eventually(other, (SLUG, {"slug": "later"})))
        assert await seen(one) == (SLUG, {"slug": "later"})


def eventually(form: FSMContext, expected: Any) -> Callable[[], Coroutine[Any, Any, bool]]:
    """Redis is told of everything a moment after its return."""

    async def look() -> bool:
        return bool(await seen(form) == expected)

    return look
