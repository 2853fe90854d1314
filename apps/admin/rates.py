"""How often one actor may ask: so many requests a minute that no person feels it, and a program gone wild does.

The bot itself is never limited. It brings people's words and takes what is to be sent; whoever floods it waits in the
lane of their own chat, and nothing is dropped.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from apps.admin.actors import Actor, Door
from apps.admin.lost_session import wants_json
from apps.admin.models import Admin
from core.rates import wait_before


class ActorRate(BaseThrottle):
    """The API's limit. A viewset names by `unlimited` the actions on which a person's words depend."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request, unless it is the bot's own."""
        actor: Any = request.auth
        if not isinstance(actor, Actor) or actor.is_service or view.action in getattr(view, "unlimited", ()):
            return True
        self._wait = _wait_of(actor)
        return not self._wait

    def wait(self) -> float:
        """Return after how many seconds the actor may ask again."""
        return self._wait


def _wait_of(actor: Actor) -> int:
    if actor.door == Door.API and actor.admin is not None:
        return wait_before(f"token:{actor.admin.pk}", settings.REQUESTS_PER_TOKEN)
    return wait_before(f"person:{actor.telegram_id}", settings.REQUESTS_PER_PERSON)


class SiteRate:
    """The site's limit, for those who are signed in: a script is answered a code, a reader a page."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around the views that make the answer."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say that it was too much at once."""
        wait = 0
        if request.path.startswith("/admin/") and isinstance(request.user, Admin):
            wait = wait_before(f"operator:{request.user.pk}", settings.REQUESTS_PER_OPERATOR)
        return _too_many(request, wait) if wait else self._answer(request)


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    response: HttpResponse
    if wants_json(request):
        detail = _("Too much at once. Wait a moment, then try again: nothing was changed.")
        response = JsonResponse({"code": "rate_limited", "detail": detail, "data": {"retry_after": wait}}, status=429)
    else:
        response = render(request, "site/too_many.html", {"wait": wait}, status=429)
    response.headers["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response
