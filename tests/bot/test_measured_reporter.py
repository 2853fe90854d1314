"""What counts reports is a reporter in everything: it tells the backend, in batches, under its own name."""

from typing import Any, cast

from bot.services.api import Api
from bot.services.api_types import Delivery
from bot.services.measured import MeasuredReporter
from bot.services.metrics import Metrics
from bot.services.sender import Sent


class TellingApi:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    async def report_outcomes(self, *, outcomes: list[dict[str, Any]], **about: Any) -> list[Delivery]:
        self.told += outcomes
        return []


async def test_a_counted_report_reaches_the_backend() -> None:
    """It once did not: each message was sent again and again."""
    api = TellingApi()
    reporter = MeasuredReporter(cast(Api, api), bot_id=42, metrics=Metrics())
    for number in (1, 2):
        delivery = cast(Delivery, {"id": number, "chat_id": 7, "lease": "lease", "kind": "content"})
        await reporter.report(delivery, Sent("sent", [{"message_id": number, "ref": None}]))

    assert [outcome["delivery"] for outcome in api.told] == [1, 2]
