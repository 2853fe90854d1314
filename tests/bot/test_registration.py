"""Where Telegram brings updates is told to it, looked after, and never taken back at a stop."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.types import WebhookInfo

from bot.services.registration import MAX_CONNECTIONS, Registration
from bot.services.updates import ALLOWED_UPDATES
from tests.bot.desk import AZIZA, until
from tests.bot.webhook_desk import SECRET, WebhookDesk, webhook_desk


def hook_of(hooked: WebhookDesk) -> dict[str, Any]:
    return hooked.desk.playground.world.webhook.as_json()


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def is_set(hooked: WebhookDesk) -> None:
    await until(lambda: hooked.registration.facts and hooked.registration.facts["is_ours"])


async def test_telegram_learns_where_with_which_secret_and_what_of() -> None:
    async with webhook_desk() as hooked:
        assert hooked.registration.facts is None, "Before Telegram is asked, nobody says how it finds us."
        await hooked.desk.write(AZIZA, "from before")
        async with hooked.registered():
            await until(lambda: hooked.desk.backend.texts(AZIZA) == ["from before"])
            assert hook_of(hooked)["url"] == hooked.registration.url
            assert hook_of(hooked)["allowed_updates"] == ALLOWED_UPDATES
            assert hook_of(hooked)["max_connections"] == MAX_CONNECTIONS
            assert 40 <= MAX_CONNECTIONS <= 100
            assert hooked.desk.playground.world.webhook._settings["secret"] == SECRET


async def test_a_stop_leaves_it_as_it_is() -> None:
    async with webhook_desk() as hooked:
        async with hooked.registered():
            await is_set(hooked)
        assert hook_of(hooked)["url"] == hooked.registration.url
        assert await hooked.desk.calls("deleteWebhook") == []


async def test_it_is_set_anew_where_somebody_took_it_away(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked, hooked.registered():
        await is_set(hooked)
        await hooked.desk.bot.delete_webhook()
        await until(lambda: hook_of(hooked)["url"] == hooked.registration.url)
        await until(lambda: warnings(caplog) == ["the webhook was taken away, and is set anew (WEBHOOK_URL)"])
        await hooked.desk.write(AZIZA, "Salom")
        await until(lambda: hooked.desk.backend.texts(AZIZA) == ["Salom"])


async def test_it_is_set_anew_where_it_leads_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked, hooked.registered():
        await is_set(hooked)
        await hooked.desk.bot.set_webhook("https://elsewhere.invalid/a-secret-path")
        await until(lambda: hook_of(hooked)["url"] == hooked.registration.url)
        await until(lambda: warnings(caplog) == ["the webhook leads to another address, and is set anew (WEBHOOK_URL)"])


async def test_a_telegram_that_keeps_another_address_is_not_told_without_a_pause() -> None:
    """It may write an address otherwise than we do, or another bot wants it at the same moment."""
    told: list[str] = []

    async def telegram(method: TelegramMethod[Any]) -> WebhookInfo:
        told.append(method.__api_method__)
        await asyncio.sleep(0)
        return WebhookInfo(url="https://elsewhere.invalid/", has_custom_certificate=False, pending_update_count=0)

    stop = asyncio.Event()
    registration = Registration(cast(Bot, telegram), "https://desk.invalid/hook", SECRET, stop)
    running = asyncio.create_task(registration.run())
    for _ in range(200):
        await asyncio.sleep(0)
    stop.set()
    await running
    assert told == ["setWebhook", "getWebhookInfo"]


async def test_it_is_set_anew_where_it_leaves_something_out(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked, hooked.registered():
        await is_set(hooked)
        await hooked.desk.bot.set_webhook(hooked.registration.url, secret_token=SECRET, allowed_updates=["message"])
        await until(lambda: hook_of(hooked)["allowed_updates"] == ALLOWED_UPDATES)
        await until(
            lambda: warnings(caplog) == ["the webhook leaves out kinds of updates, and is set anew (WEBHOOK_URL)"]
        )


async def test_it_is_set_anew_where_it_has_another_secret(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked, hooked.registered():
        await is_set(hooked)
        await hooked.desk.bot.set_webhook(
            hooked.registration.url, secret_token="of-somebody-else", allowed_updates=ALLOWED_UPDATES
        )
        await hooked.desk.write(AZIZA, "Salom")
        await until(lambda: hooked.desk.backend.texts(AZIZA) == ["Salom"])
        said = warnings(caplog)
        assert "the webhook has another secret, and is set anew (WEBHOOK_URL)" in said
        error = "Telegram could not bring updates to WEBHOOK_URL: Wrong response from the webhook: 401 Unauthorized"
        assert error in said


async def test_a_new_error_of_telegrams_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked:
        webhook = hooked.desk.playground.world.webhook
        async with hooked.registered():
            await is_set(hooked)
            webhook.last_error = (1_800_000_000, "Connection timed out")
            looks = len(await hooked.desk.calls("getWebhookInfo"))
            await until(lambda: _looked(hooked, looks + 3))
            assert warnings(caplog) == ["Telegram could not bring updates to WEBHOOK_URL: Connection timed out"]
            facts = hooked.registration.facts
            assert facts is not None
            assert facts["last_error"] == "Connection timed out"
            assert facts["last_error_at"] == "2027-01-15T08:00:00+00:00"
        assert len(await hooked.desk.calls("setWebhook")) == 1


async def _looked(hooked: WebhookDesk, times: int) -> bool:
    return len(await hooked.desk.calls("getWebhookInfo")) >= times


async def test_an_error_from_before_the_start_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked:
        info = WebhookInfo(
            url=hooked.registration.url,
            has_custom_certificate=False,
            pending_update_count=3,
            last_error_date=datetime(2026, 1, 1, tzinfo=UTC),
            last_error_message="Connection refused",
            allowed_updates=ALLOWED_UPDATES,
        )
        assert hooked.registration._what_is_wrong(info) == ""
        assert warnings(caplog) == []


async def test_a_refused_address_is_said_in_one_line_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked:
        ours, hooked.registration.url = hooked.registration.url, "http://not.here.invalid/telegram"
        hooked.registration.refused_pause = 0.05
        async with hooked.registered():
            await until(lambda: _tried(hooked, 3))
            [line] = warnings(caplog)
            assert line.startswith("the registration of WEBHOOK_URL waits: ")
            assert "An HTTPS URL must be provided for webhook" in line
            assert hooked.registration.facts is not None
            assert not hooked.registration.facts["is_ours"]
            hooked.registration.url = ours
            await is_set(hooked)


async def _tried(hooked: WebhookDesk, times: int) -> bool:
    return len(await hooked.desk.calls("setWebhook")) >= times


async def test_a_telegram_that_is_away_is_waited_for() -> None:
    async with webhook_desk() as hooked:
        await hooked.desk.fault("setWebhook", "502", times=2)
        await hooked.desk.fault("setWebhook", "429", retry_after=1)
        async with hooked.registered():
            await is_set(hooked)
            await hooked.desk.fault("getWebhookInfo", "drop_before", times=2)
            await hooked.desk.bot.delete_webhook()
            await until(lambda: hook_of(hooked)["url"] == hooked.registration.url)


async def test_a_poller_takes_away_a_webhook_that_was_set_beside_it(caplog: pytest.LogCaptureFixture) -> None:
    async with webhook_desk() as hooked, hooked.desk.running():
        await until(lambda: hooked.desk.calls("getUpdates"))
        await hooked.desk.bot.set_webhook("https://elsewhere.invalid/hook")
        await hooked.desk.write(AZIZA, "Salom")
        await until(lambda: hooked.desk.backend.texts(AZIZA) == ["Salom"])
        assert hook_of(hooked)["url"] == ""
        said = "a webhook was set beside this bot, and is deleted: another bot may be in webhook mode"
        assert warnings(caplog).count(said) == 1


async def test_whoever_stops_polling_does_not_fight_for_it() -> None:
    """A poller that has been told to stop leaves the webhook of its successor alone."""
    async with webhook_desk() as hooked:
        polling = asyncio.create_task(hooked.desk.poller.run())
        await until(lambda: hooked.desk.calls("getUpdates"))
        hooked.desk.stop.set()
        await hooked.desk.bot.set_webhook("https://successor.invalid/hook")
        await polling
        assert hook_of(hooked)["url"] == "https://successor.invalid/hook"
