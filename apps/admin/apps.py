"""Django's registration of this application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Names the application and clears up at each signing in; the label differs because "admin" is Django's own."""

    name = "apps.admin"
    verbose_name = _("Staff")
    label = "staff"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from apps.admin.services.sign_in import forget_ended_sessions

        user_logged_in.connect(forget_ended_sessions, dispatch_uid="staff.ended_sessions")
