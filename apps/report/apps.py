"""Django's registration of this application."""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """Names the application."""

    name = "apps.report"
