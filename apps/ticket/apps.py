"""Django's registration of this application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketConfig(AppConfig):
    """Names the application and listens to what the staff below it announce."""

    name = "apps.ticket"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        from apps.ticket import receivers

        receivers.connect()
