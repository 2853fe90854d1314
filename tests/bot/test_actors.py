"""What the bot remembers of people: for a minute, of so many, and nothing that a restart may not lose."""

import pytest
from aiogram.types import User

from bot.services.actors import FRESH_FOR, Actors
from bot.services.api_errors import BackendAway
from bot.services.api_types import Sender
from tests.bot.faces import ACTOR, ScriptedApi
from tests.bot.facts import BORIS, DILNOZA, EMMA, actor

SOMEBODY: Sender = {
    "telegram_id": EMMA,
    "first_name": "Emma",
    "last_name": "",
    "username": "",
    "language_code": "en",
}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def person(telegram_id: int, language_code: str | None = None) -> User:
    return User(id=telegram_id, is_bot=False, first_name="Somebody", language_code=language_code)


async def test_it_asks_again_after_a_minute() -> None:
    api, clock = ScriptedApi(), Clock()
    actors = Actors(api, clock=clock)
    await actors.get(EMMA)
    clock.now = FRESH_FOR - 1
    await actors.get(EMMA)
    assert len(api.made(ACTOR)) == 1

    clock.now = FRESH_FOR
    await actors.get(EMMA)
    assert len(api.made(ACTOR)) == 2


async def test_while_the_backend_is_away_everybody_is_who_they_were() -> None:
    api, clock = ScriptedApi(), Clock()
    actors = Actors(api, clock=clock)
    known = await actors.get(EMMA)
    api.answers[ACTOR] = BackendAway("503")
    clock.now = FRESH_FOR
    assert await actors.get(EMMA) == known
    with pytest.raises(BackendAway):
        await actors.get(BORIS)


async def test_it_learns_from_every_answer_that_names_an_actor() -> None:
    api = ScriptedApi()
    actors = Actors(api)
    api.answers["POST /ticket/inbox/start/"] = {"actor": actor(EMMA)}

    await api.start(bot_id=1, sender=SOMEBODY, slug="")

    assert actors.peek(EMMA) == actor(EMMA)
    assert api.made(ACTOR) == []


async def test_it_remembers_no_more_people_than_it_may() -> None:
    actors = Actors(ScriptedApi(), remembered=2)
    for telegram_id in (EMMA, BORIS, DILNOZA):
        actors.learn(actor(telegram_id))

    assert [actors.peek(telegram_id) is not None for telegram_id in (EMMA, BORIS, DILNOZA)] == [False, True, True]


async def test_a_doubt_is_asked_about_and_the_language_stays() -> None:
    api = ScriptedApi()
    actors = Actors(api)
    actors.learn(actor(BORIS))
    actors.doubt(BORIS)

    assert actors.peek(BORIS) is None
    assert actors.words(person(BORIS, "en")).language == "ru"


async def test_without_the_backend_the_language_is_guessed() -> None:
    api = ScriptedApi()
    api.answers[ACTOR] = BackendAway("nobody")
    actors = Actors(api)

    assert (await actors.ask_words(person(BORIS, "ru-RU"))).language == "ru"
    assert (await actors.ask_words(person(EMMA, "fr"))).language == "uz"


async def test_a_language_chosen_for_good_wins_over_telegrams() -> None:
    actors = Actors(ScriptedApi())
    actors.learn(actor(EMMA, language="ru", language_chosen=True))

    assert (await actors.ask_words(person(EMMA, "en"))).language == "ru"
