"""In, exactly once: what the poller promises."""

import asyncio
import time

from aiogram.types import Message

from tests.bot.desk import AZIZA, BORIS, Desk, standing_desk, until
from tests.bot.fake_backend import Call, running_backend

INBOX, RAW = "/ticket/inbox/", "/ticket/inbox/raw/"


def unserved(desk: Desk) -> int:
    return len(desk.poller._uncommitted)


async def test_it_makes_one_rest_call_for_a_message() -> None:
    async with standing_desk() as desk, desk.running():
        await desk.write(AZIZA, "Salom")
        await until(lambda: desk.backend.inbox)
        writing = [call for call in desk.backend.calls if not call.path.endswith(("/lease/", "/reminders/"))]
        assert [call.path for call in writing] == [INBOX]


async def test_it_acknowledges_by_a_reaction() -> None:
    async with standing_desk() as desk, desk.running():
        written = await desk.write(AZIZA, "Salom")
        await until(lambda: desk.backend.inbox)
        assert await until(lambda: _reacted(desk, written["message_id"])) == "👀"


async def _reacted(desk: Desk, message_id: int) -> str | None:
    for message in await desk.messages(AZIZA):
        if message["message_id"] == message_id and message.get("reactions"):
            return str(message["reactions"][0]["emoji"])
    return None


async def test_it_keeps_the_order_of_each_chat() -> None:
    async with standing_desk() as desk:
        for number in range(30):
            await desk.write(AZIZA, f"{number}")
            await desk.write(BORIS, f"{number}")
        async with desk.running():
            await until(lambda: len(desk.backend.inbox) == 60)
            expected = [f"{number}" for number in range(30)]
            assert desk.backend.texts(AZIZA) == expected
            assert desk.backend.texts(BORIS) == expected
            assert len(desk.backend.made(INBOX)) == 60


async def test_a_slow_chat_delays_nobody_else() -> None:
    async with standing_desk() as desk:
        released = asyncio.Event()

        async def wait(_: Message) -> None:
            await released.wait()

        desk.intercept("slow", wait)
        async with desk.running():
            await desk.write(AZIZA, "slow")
            await until(lambda: unserved(desk))
            await desk.write(BORIS, "one")
            await until(lambda: desk.backend.texts(BORIS) == ["one"])
            await desk.write(BORIS, "two")
            await until(lambda: desk.backend.texts(BORIS) == ["one", "two"])
            assert desk.backend.texts(AZIZA) == []
            released.set()
            await until(lambda: not unserved(desk))


async def test_it_confirms_only_what_is_committed() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 502
        await desk.write(AZIZA, "Salom")
        async with desk.running():
            await until(lambda: len(desk.backend.made(INBOX)) > 1)
        waiting = await desk.bot.get_updates()
        assert [update.message.text for update in waiting if update.message] == ["Salom"]


async def test_it_waits_for_a_backend_that_is_away_and_loses_nothing() -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.fail = lambda call: 503
        for number in range(5):
            await desk.write(AZIZA, f"{number}")
        await until(lambda: len(desk.backend.made(INBOX)) > 2)
        desk.backend.fail = lambda call: None
        await until(lambda: len(desk.backend.inbox) == 5)
        assert desk.backend.texts(AZIZA) == [f"{number}" for number in range(5)]
        assert desk.backend.raw == {}


async def test_it_tells_a_waiting_person_once() -> None:
    async with standing_desk() as desk:
        now = [0.0]
        desk.intake.clock = lambda: now[0]
        desk.backend.fail = lambda call: 503
        async with desk.running():
            await desk.write(AZIZA, "1")
            await desk.write(AZIZA, "2")
            await until(lambda: desk.backend.made(INBOX))
            assert await desk.heard(AZIZA) == []
            now[0] = 11.0
            await until(lambda: desk.heard(AZIZA))
            tries = len(desk.backend.made(INBOX))
            await until(lambda: len(desk.backend.made(INBOX)) > tries + 1)
            desk.backend.fail = lambda call: None
            await until(lambda: len(desk.backend.inbox) == 2)
            assert len(await desk.heard(AZIZA)) == 1


async def test_it_keeps_raw_what_it_cannot_parse_and_goes_on() -> None:
    async with standing_desk() as desk, desk.running():
        await desk.act(f"people/{AZIZA}/messages", raw={"location": {"latitude": "nowhere"}})
        await desk.write(AZIZA, "after")
        await until(lambda: desk.backend.texts(AZIZA) == ["after"])
        [kept] = desk.backend.raw.values()
        assert "nowhere" in kept["payload"]
        assert "nowhere" not in kept["error"]


async def test_it_keeps_raw_what_the_backend_fails_on_while_it_serves_others() -> None:
    async with standing_desk() as desk:

        def poison(call: Call) -> int | None:
            return 500 if call.path == INBOX and call.body["content"]["text"] == "poison" else None

        desk.backend.fail = poison
        async with desk.running():
            await desk.write(AZIZA, "poison")
            await desk.write(AZIZA, "after")
            await desk.write(BORIS, "beside")
            await until(lambda: desk.backend.texts(AZIZA) == ["after"])
            await until(lambda: desk.backend.texts(BORIS) == ["beside"])
            assert len(desk.backend.raw) == 1


async def test_it_keeps_raw_what_the_backend_refuses() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 400 if call.path == INBOX else None
        async with desk.running():
            await desk.write(AZIZA, "odd")
            await until(lambda: desk.backend.raw)
            assert len(desk.backend.made(INBOX)) == 1


async def test_a_backend_that_fails_on_everything_is_waited_for() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 500
        async with desk.running():
            await desk.write(AZIZA, "Salom")
            await until(lambda: desk.backend.made(RAW))
            desk.backend.fail = lambda call: None
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"])
            assert desk.backend.raw == {}


async def test_words_wait_while_the_backend_does_not_know_the_bot() -> None:
    """A token that is replaced in the wrong order, or was taken away, costs time and no words."""
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 401
        async with desk.running():
            await desk.write(AZIZA, "Salom")
            await until(lambda: len(desk.backend.made(INBOX)) > 1)
            assert await desk.heard(AZIZA) == []
            desk.backend.fail = lambda call: None
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"])
            assert desk.backend.raw == {}


async def test_a_backend_that_vanishes_and_returns_gets_everything() -> None:
    async with standing_desk() as desk:
        desk.api._url = "http://127.0.0.1:9/api"
        async with desk.running():
            await desk.write(AZIZA, "Salom")
            await until(lambda: unserved(desk))
            async with running_backend() as other:
                desk.api._url = other.url
                await until(lambda: other.texts(AZIZA) == ["Salom"])


async def test_a_command_is_answered_once_the_backend_is_back() -> None:
    async with standing_desk() as desk:
        desk.backend.fail = lambda call: 503
        async with desk.running():
            await desk.write(AZIZA, "/help")
            await until(lambda: len(desk.backend.made("/admin/actor/")) > 1)
            assert await desk.heard(AZIZA) == []
            desk.backend.fail = lambda call: None
            [message] = await until(lambda: desk.heard(AZIZA))
            assert "/history" in message["text"]


async def test_what_is_committed_is_never_run_again() -> None:
    async with standing_desk() as desk:
        runs: list[str] = []

        async def stumble(message: Message) -> None:
            runs.append(message.text or "")
            await desk.api.set_reachability(chat_id=message.chat.id, reachable=True)
            raise ValueError

        desk.intercept("stumble", stumble)
        async with desk.running():
            await desk.write(AZIZA, "stumble")
            await desk.write(AZIZA, "after")
            await until(lambda: desk.backend.texts(AZIZA) == ["after"])
            assert runs == ["stumble"]
            assert desk.backend.raw == {}


async def test_a_slow_answer_is_cut_off_after_the_commit_only() -> None:
    async with standing_desk() as desk:
        ended: list[str] = []

        async def dawdle(message: Message) -> None:
            await desk.api.set_reachability(chat_id=message.chat.id, reachable=True)
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("cut off")

        desk.intercept("dawdle", dawdle)
        desk.intake.answer_within = 0.05
        async with desk.running():
            await desk.write(AZIZA, "dawdle")
            await desk.write(AZIZA, "after")
            await until(lambda: desk.backend.texts(AZIZA) == ["after"])
            assert ended == ["cut off"]


async def test_two_pollers_end_in_a_wait_and_not_in_a_crash() -> None:
    async with standing_desk() as desk:
        desk.poller.conflict_pause = 0.1
        async with desk.running():
            await until(lambda: desk.calls("getUpdates"))
            await desk.bot.get_updates(offset=-1, timeout=0)
            await desk.write(AZIZA, "Salom")
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"])


async def test_it_removes_a_webhook_and_keeps_what_waits() -> None:
    async with standing_desk() as desk:
        await desk.write(AZIZA, "Salom")
        await desk.bot.set_webhook("https://example.org/hook", drop_pending_updates=False)
        async with desk.running():
            await until(lambda: desk.backend.texts(AZIZA) == ["Salom"])


async def test_a_stop_finishes_and_confirms_what_is_in_hand() -> None:
    async with standing_desk() as desk:
        begun, released = asyncio.Event(), asyncio.Event()

        async def slow(message: Message) -> None:
            begun.set()
            await released.wait()
            await desk.api.set_reachability(chat_id=message.chat.id, reachable=True)

        desk.intercept("slow", slow)
        async with desk.running():
            await desk.write(AZIZA, "slow")
            await begun.wait()
            desk.stop.set()
            released.set()
        assert len(desk.backend.reachability) == 1
        assert await desk.bot.get_updates() == []


async def test_idle_it_makes_no_busy_loop() -> None:
    async with standing_desk() as desk, desk.running():
        await until(lambda: desk.calls("getUpdates"))
        before = len(await desk.calls("getUpdates"))
        looks, since = len(desk.backend.calls), time.monotonic()
        await asyncio.sleep(1.0)
        asked = len(desk.backend.calls) - looks
        assert asked <= 2 * (time.monotonic() - since) + 1
        assert len(await desk.calls("getUpdates")) - before <= 1
