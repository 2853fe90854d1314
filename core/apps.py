"""Django's registration of the project's own checks, templates and words."""

from django.apps import AppConfig
from django.conf import settings

from core import VERSION, clock, logs, sentry


class CoreConfig(AppConfig):
    """Names the application."""

    name = "core"

    def ready(self) -> None:
        from core import checks  # noqa: F401 - registers the system checks

        clock.connect()
        sentry.start(
            settings.SENTRY_DSN,
            environment=settings.SENTRY_ENVIRONMENT,
            release=f"yordam@{VERSION}",
            teller=logs.OneLine(settings.LOG_SECRETS),
        )
