"""The language of the site: the one that an admin chose, in every browser; else what the browser asks for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.views.i18n import set_language

from apps.admin.models import Admin
from apps.admin.services.accounts import choose_own_language
from apps.admin.site import operator_of
from apps.user.models import Language


class ChosenLanguage:
    """Speaks to whoever is signed in as they chose. It stands after the middleware that knows who that is."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around the views that make the answer."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in that language. The API knows no sessions, so nobody is looked up for it."""
        if not request.path.startswith("/api/"):
            user = request.user
            if isinstance(user, Admin) and user.language_chosen:
                translation.activate(user.language)
        return self._answer(request)


def choose_at_the_site(request: HttpRequest) -> HttpResponseBase:
    """Switch the language: for this browser, and for good where somebody is signed in."""
    wanted = request.POST.get("language")
    if request.method == "POST" and isinstance(request.user, Admin) and wanted in Language.values:
        choose_own_language(actor=operator_of(request), language=Language(wanted))
    return set_language(request)
