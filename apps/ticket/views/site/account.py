"""One's own account at the site, and the page on which a first password is set."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from apps.admin.forms import FirstPasswordForm, NamesForm
from apps.admin.services import accounts, operators
from apps.admin.site import operator_of
from apps.ticket.views.site.attempts import attempt, page

ACCOUNT = "admin:staff_admin_account"


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return _account(request)


@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Keep how one wants to be called."""
    form, actor = NamesForm(request.POST), operator_of(request)
    assert actor.admin is not None
    pk = actor.admin.pk
    if attempt(form, lambda given: operators.rename_admin(actor=actor, admin_id=pk, names=given)):
        messages.success(request, _("Saved."))
        return redirect(ACCOUNT)
    return _account(request, names=form)


@require_POST
def renew_token(request: HttpRequest) -> HttpResponse:
    """Give oneself a new token for the API, and show it once."""
    actor = operator_of(request)
    assert actor.admin is not None
    token = accounts.renew_api_token(admin=actor.admin, actor=actor)
    return page(request, "site/managing/token.html", _("API token"), token=token)


def _account(request: HttpRequest, **bound: Any) -> HttpResponse:
    actor = operator_of(request)
    me = actor.admin
    assert me is not None
    names = NamesForm(initial={"first_name": me.first_name, "last_name": me.last_name})
    facts = {"me": me, "person": actor.user, "categories": me.categories.all(), "names": names, **bound}
    return page(request, "site/managing/account.html", _("My account"), **facts)


class SetPassword(PasswordResetConfirmView):
    """The page behind a link to set a password. Django keeps the secret out of the address once it was opened."""

    form_class = FirstPasswordForm
    template_name = "site/managing/set_password.html"
    success_url = reverse_lazy("admin:login")
    title = gettext_lazy("Set your password")

    def get_user(self, uidb64: str) -> Any:
        """Return whose link it is; one who was dismissed meanwhile has none."""
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None
