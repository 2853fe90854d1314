"""Telegram's limits, with a clock that the test winds itself."""

import asyncio
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    DeleteWebhook,
    EditMessageText,
    GetMe,
    SendChatAction,
    SendMediaGroup,
    SendMessage,
    SetMessageReaction,
    TelegramMethod,
)
from aiogram.types import InputMediaPhoto

from bot.services.limiter import Limiter, LimitRequests, counted_chat
from bot.services.progress import Progress, following
from bot.services.updates import GetRawUpdates
from tests.bot.desk import AZIZA, BORIS, DILNOZA, EMMA


class Clock:
    """Sleeping moves it on at once."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def limiter(clock: Clock, *, overall: float = 0.0, chat: float = 1.0, burst: int = 3) -> Limiter:
    return Limiter(overall, chat, burst, clock=clock, sleep=clock.sleep)


async def moments(limits: Limiter, clock: Clock, chats: list[int], weight: float = 1.0) -> list[float]:
    """When each request may go, in seconds from the start."""
    start, seen = clock.now, []
    for chat in chats:
        await limits.wait(chat, weight)
        seen.append(round(clock.now - start, 3))
    return seen


async def test_a_chat_takes_a_small_burst_and_then_one_a_second() -> None:
    clock = Clock()
    assert await moments(limiter(clock), clock, [AZIZA] * 6) == [0, 0, 0, 1, 2, 3]


async def test_a_chat_that_rests_may_burst_again() -> None:
    clock = Clock()
    limits = limiter(clock)
    await moments(limits, clock, [AZIZA] * 4)
    clock.now += 60
    assert await moments(limits, clock, [AZIZA] * 4) == [0, 0, 0, 1]


async def test_chats_do_not_wait_for_each_other() -> None:
    clock = Clock()
    assert await moments(limiter(clock), clock, [AZIZA, BORIS] * 3) == [0] * 6


async def test_all_chats_together_stay_within_the_whole() -> None:
    clock = Clock()
    seen = await moments(limiter(clock, overall=30.0, chat=0), clock, list(range(90)))
    assert seen[-1] == pytest.approx((90 - 3) / 30, abs=0.01)


async def test_zero_is_no_limit() -> None:
    clock = Clock()
    assert await moments(limiter(clock, chat=0), clock, [AZIZA] * 1000) == [0] * 1000


async def test_an_album_counts_each_of_its_members() -> None:
    clock = Clock()
    limits = limiter(clock)
    assert await moments(limits, clock, [AZIZA], weight=10) == [0]
    assert await moments(limits, clock, [AZIZA]) == [8]


async def test_a_pause_holds_its_chat_and_no_other() -> None:
    clock = Clock()
    limits = limiter(clock)
    limits.pause(AZIZA, 7)
    assert limits.delay(AZIZA) == 7
    assert await moments(limits, clock, [BORIS, AZIZA]) == [0, 7]


async def test_several_chats_told_to_wait_hold_everybody() -> None:
    clock = Clock()
    limits = limiter(clock)
    for chat in (AZIZA, BORIS, EMMA):
        limits.pause(chat, 5)
    assert limits.delay(DILNOZA) == 5


async def test_what_can_wait_lets_everything_else_go_first() -> None:
    clock = Clock()
    limits = limiter(clock)
    await moments(limits, clock, [AZIZA] * 5)
    start = clock.now
    await limits.wait_for_quiet(AZIZA)
    assert clock.now - start == 1


async def test_it_forgets_chats_that_have_been_quiet() -> None:
    clock = Clock()
    limits = limiter(clock)
    for chat in range(10_001):
        await limits.wait(chat)
        clock.now += 10
    assert len(limits._chats) < 10


@pytest.mark.parametrize(
    ("method", "chat"),
    [
        (SendMessage(chat_id=5, text="x"), 5),
        (EditMessageText(chat_id=5, message_id=1, text="x"), 5),
        (CopyMessage(chat_id=5, from_chat_id=6, message_id=1), 5),
        (SetMessageReaction(chat_id=5, message_id=1), 5),
        (SendChatAction(chat_id=5, action="typing"), None),
        (AnswerCallbackQuery(callback_query_id="1"), None),
        (GetRawUpdates(), None),
        (GetMe(), None),
        (DeleteWebhook(), None),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, TelegramMethod) else "",
)
def test_it_counts_what_telegram_counts(method: TelegramMethod[Any], chat: int | None) -> None:
    assert counted_chat(method) == chat


class Telegram:
    """Refuses with 429 as often as told."""

    def __init__(self, refusals: int = 0, retry_after: int = 3) -> None:
        self.refusals, self.retry_after, self.made = refusals, retry_after, 0

    async def __call__(self, bot: Any, method: TelegramMethod[Any]) -> Any:
        self.made += 1
        if self.made <= self.refusals:
            raise TelegramRetryAfter(method, "Too Many Requests", self.retry_after)
        return "done"


async def test_the_courier_hears_of_a_429_and_the_chat_rests() -> None:
    clock, telegram = Clock(), Telegram(refusals=1)
    limits = limiter(clock)
    with pytest.raises(TelegramRetryAfter):
        await LimitRequests(limits)(telegram, None, SendMessage(chat_id=AZIZA, text="x"))  # type: ignore[arg-type]
    assert limits.delay(AZIZA) == 3


async def test_a_handlers_answer_waits_and_is_sent() -> None:
    clock, telegram = Clock(), Telegram(refusals=1)
    with following(Progress(lambda: None)):
        middleware = LimitRequests(limiter(clock))
        assert await middleware(telegram, None, SendMessage(chat_id=AZIZA, text="x")) == "done"  # type: ignore[arg-type, comparison-overlap]
    assert telegram.made == 2
    assert clock.now == 103


async def test_an_answer_begins_with_the_first_word_said() -> None:
    heard: list[str] = []
    progress = Progress(lambda: heard.append("answering"))
    with following(progress):
        middleware = LimitRequests(limiter(Clock()))
        await middleware(Telegram(), None, AnswerCallbackQuery(callback_query_id="1"))  # type: ignore[arg-type]
        assert heard == []
        album = SendMediaGroup(chat_id=AZIZA, media=[InputMediaPhoto(media="f")] * 2)
        await asyncio.gather(*(middleware(Telegram(), None, album) for _ in range(2)))  # type: ignore[arg-type]
    assert heard == ["answering"]
