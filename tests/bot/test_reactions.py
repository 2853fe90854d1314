"""Acknowledgements: one for a message, one for an album, none where a question follows."""

import pytest
from aiogram.types import Message

from tests.bot.desk import AZIZA, Desk, standing_desk, until
from tests.bot.test_relay import send_file


async def reactions(desk: Desk) -> list[str]:
    made = [call for call in await desk.calls("setMessageReaction") if call["ok"]]
    shown = [each for message in await desk.messages(AZIZA) for each in message.get("reactions", [])]
    return [each["emoji"] for each in shown] if made else []


@pytest.mark.parametrize(
    ("outcome", "emoji"),
    [("stored", "👀"), ("opened", "👀"), ("answered", "👌"), ("noted", "✍"), ("commented", "🙏")],
)
async def test_each_outcome_has_its_reaction(outcome: str, emoji: str) -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.outcome_of_message = outcome
        await desk.write(AZIZA, "Salom")
        assert await until(lambda: reactions(desk)) == [emoji]


async def test_an_album_is_acknowledged_once() -> None:
    async with standing_desk() as desk, desk.running():
        await send_file(desk, AZIZA, "photo", files=3)
        await send_file(desk, AZIZA, "photo", files=2)
        await until(lambda: len(desk.backend.inbox) == 5)

        await desk.write(AZIZA, "Salom")

        async def three() -> bool:
            return len(await desk.calls("setMessageReaction")) >= 3

        await until(three)
        await until(lambda: len(desk.backend.inbox) == 6)
        # One for each album and one for the text that came after them.
        assert len(await desk.calls("setMessageReaction")) == 3


@pytest.mark.parametrize("outcome", ["waiting", "held", "takeover", "closed", "blocked"])
async def test_what_is_asked_about_or_not_heard_gets_no_reaction(outcome: str) -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.outcome_of_message = outcome
        seen: list[Message] = []

        async def mark_the_end(message: Message) -> None:
            seen.append(message)

        desk.intercept("end", mark_the_end)
        await desk.write(AZIZA, "Salom")
        await desk.write(AZIZA, "end")
        await until(lambda: seen)
        assert await desk.calls("setMessageReaction") == []
