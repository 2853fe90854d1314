"""Django's registration of this application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Names the application; the label differs because "admin" is Django's own."""

    name = "apps.admin"
    verbose_name = _("Staff")
    label = "staff"
