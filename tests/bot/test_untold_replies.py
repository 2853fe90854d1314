"""What the backend refuses as not told yet is brought again, and nothing of it is lost."""

import pytest

from tests.bot.desk import DILNOZA, Desk, standing_desk, until
from tests.bot.fake_backend import Call

INBOX, RAW = "/ticket/inbox/", "/ticket/inbox/raw/"


def replies(desk: Desk) -> list[int | None]:
    return [call.body.get("reply_to_message_id") for call in desk.backend.made(INBOX)]


async def test_a_reply_that_overtook_another_bots_report_is_brought_again() -> None:
    async with standing_desk() as desk:
        told: list[bool] = []
        desk.backend.refuse = lambda call: "not_told_yet" if call.path == INBOX and not told else None
        async with desk.running():
            question = await desk.write(DILNOZA, "What it replies to")
            await until(lambda: len(desk.backend.made(INBOX)) > 2)
            told.append(True)
            await until(lambda: desk.backend.inbox)
            await desk.write(DILNOZA, "An answer", reply_to=question["message_id"])
            await until(lambda: len(desk.backend.inbox) == 2)
        assert desk.backend.raw == {}, "It is no fault of the update's."


async def test_what_nobody_ever_tells_of_is_brought_without_the_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.intake.UNTOLD_FOR", 0.5)

    def refuse(call: Call) -> str | None:
        return "not_told_yet" if call.path == INBOX and call.body.get("reply_to_message_id") else None

    async with standing_desk() as desk:
        desk.backend.refuse = refuse
        async with desk.running():
            question = await desk.write(DILNOZA, "What it replies to")
            await desk.write(DILNOZA, "An answer", reply_to=question["message_id"])
            await until(lambda: len(desk.backend.inbox) == 2)
        assert replies(desk)[0] is None
        assert replies(desk)[1] == question["message_id"]
        assert replies(desk)[-1] is None
        assert desk.backend.raw == {}
