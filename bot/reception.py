"""The bot's way in: updates are fetched, or brought to its server, which also answers probes where it has a port."""

from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

from aiogram import Bot

from bot.config import Settings
from bot.services.api_process_types import Mode, WebhookFacts
from bot.services.intake import Intake
from bot.services.poller import Poller
from bot.services.readiness import Readiness
from bot.services.registration import Registration
from bot.services.server import Metrics, Server, path_of
from bot.services.webhook import Webhook


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Either a poller, or a webhook with its registration."""

    poller: Poller | None = None
    webhook: Webhook | None = None
    registration: Registration | None = None
    server: Server | None = None

    @property
    def mode(self) -> Mode:
        return "polling" if self.webhook is None else "webhook"

    @property
    def facts(self) -> WebhookFacts | None:
        return self.registration.facts if self.registration else None

    def loops(self) -> list[Coroutine[None, None, None]]:
        """What runs until the stop, and then finishes what is in hand."""
        runners = (self.poller, self.webhook, self.registration)
        return [runner.run() for runner in runners if runner is not None]

    def listening(self) -> AbstractAsyncContextManager[None]:
        return self.server.listening() if self.server else nullcontext()


def build_reception(
    settings: Settings, bot: Bot, intake: Intake, readiness: Readiness, *, metrics: Metrics | None = None
) -> Reception:
    stop = readiness.stop
    server = Server(settings.host, settings.port, readiness, metrics=metrics) if settings.port else None
    if settings.webhook_url is None:
        return Reception(poller=Poller(bot, intake, stop), server=server)
    assert server is not None, "The settings see to it that a webhook has a port."
    server.webhook = Webhook(intake, stop, settings.webhook_secret)
    server.webhook_path = path_of(settings.webhook_url)
    registration = Registration(bot, settings.webhook_url, settings.webhook_secret, stop)
    return Reception(webhook=server.webhook, registration=registration, server=server)
