"""Django's registration of this application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Names the application."""

    name = "apps.delivery"
    verbose_name = _("Outbox")
