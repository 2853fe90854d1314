"""Django's registration of this application."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Names the application; the label differs because "admin" is Django's own."""

    name = "apps.admin"
    label = "staff"
