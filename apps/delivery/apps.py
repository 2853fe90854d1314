"""Django's registration of this application."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Names the application."""

    name = "apps.delivery"
