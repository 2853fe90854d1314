"""Django's registration of this application."""

from django.apps import AppConfig


class TicketConfig(AppConfig):
    """Names the application and listens to what the staff below it announce."""

    name = "apps.ticket"

    def ready(self) -> None:
        from apps.ticket import receivers

        receivers.connect()
