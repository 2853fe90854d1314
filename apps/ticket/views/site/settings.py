"""The settings of the desk at the site."""

from django.conf import settings as environment
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from apps.admin.forms import SettingsForm
from apps.admin.services.settings import change_settings, desk_settings
from apps.admin.site import operator_of
from apps.ticket.views.site.attempts import attempt, page
from apps.ticket.views.site.managers import for_super_admins


@require_http_methods(["GET", "POST"])
@for_super_admins
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show what is set, beside what holds where nothing is; keep what is changed."""
    if request.method == "POST":
        form, actor = SettingsForm(request.POST), operator_of(request)
        if attempt(form, lambda given: change_settings(actor=actor, changes=given)):
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("desk_settings")
    else:
        now = desk_settings()
        form = SettingsForm(initial={name: getattr(now, name) for name in SettingsForm().fields})
    defaults = {
        "reopen_hours": int(environment.REOPEN_WINDOW.total_seconds() // 3600),
        "reminder_minutes": int(environment.WAITING_REMINDER.total_seconds() // 60),
    }
    for name, value in defaults.items():
        form.fields[name].widget.attrs["placeholder"] = value
    said = _("Empty: %(value)s, from the server's settings.")
    fields = [(field, said % {"value": defaults[field.name]} if field.name in defaults else "") for field in form]
    return page(request, "site/managing/settings.html", _("Settings"), form=form, fields=fields)
