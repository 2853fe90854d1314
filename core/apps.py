"""Django's registration of the project's own checks, templates and words."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Names the application."""

    name = "core"

    def ready(self) -> None:
        from core import checks  # noqa: F401 - registers the system checks
