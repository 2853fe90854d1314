"""What a script of ours is answered that asks after its operator was signed out: a code, and not the login's page."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _


class LostSession:
    """Says to whoever takes JSON what the site says to a reader by leading them to the login."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around the views that make the answer."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say that the session is lost."""
        response = self._answer(request)
        if response.status_code == HTTPStatus.FOUND and wants_json(request) and _leads_to_login(response):
            return session_lost(HTTPStatus.UNAUTHORIZED)
        return response


def session_lost(status: HTTPStatus) -> JsonResponse:
    """Return the one shape of it; the words are the reader's."""
    detail = _("You are signed out. Sign in again: what you wrote stays here.")
    return JsonResponse({"code": "session_lost", "detail": detail}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell a script of ours from a browser that opens a page; one that takes anything is a browser."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _leads_to_login(response: HttpResponseBase) -> bool:
    return urlsplit(response.headers["Location"]).path == resolve_url("admin:login")
