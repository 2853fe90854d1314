"""Django's registration of this application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UserConfig(AppConfig):
    """Names the application."""

    name = "apps.user"
    verbose_name = _("People")
