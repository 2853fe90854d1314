"""Django's registration of this application."""

from django.apps import AppConfig


class UserConfig(AppConfig):
    """Names the application."""

    name = "apps.user"
