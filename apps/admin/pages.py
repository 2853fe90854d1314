"""The pages before the site: the one-time link, and why somebody does not come in."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from apps.admin.lost_session import session_lost, wants_json
from apps.admin.services.sign_in import owner_of, sign_in_by_link
from core.errors import Refusal
from core.wording import human_time

# The link's own address goes nowhere. `no-referrer` would say less still, but then a browser hides from us as well
# where the form comes from, and Django refuses it.
REFERRER = "strict-origin"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show whose link it is and one button, which uses it up: a program that fetches previews presses none."""
    try:
        response = _signed_in(request, token) if request.method == "POST" else _button(request, token)
    except Refusal as refusal:
        response = _door(request, "site/link_over.html", refusal.status, code=refusal.code)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = REFERRER
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _button(request: HttpRequest, token: str) -> HttpResponse:
    owner = owner_of(token)
    other = request.user if request.user.is_authenticated and request.user != owner else None
    return _door(request, "site/sign_in.html", HTTPStatus.OK, owner=owner, other=other)


def _signed_in(request: HttpRequest, token: str) -> HttpResponse:
    admin = sign_in_by_link(request=request, token=token)
    response = redirect(settings.LOGIN_REDIRECT_URL)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, admin.language, samesite="Lax", secure=request.is_secure())
    return response


def locked_out(request: HttpRequest, response: HttpResponseBase, credentials: Any) -> HttpResponse:
    """Say how long the login rests after too many wrong passwords."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    page = _door(request, "site/locked_out.html", HTTPStatus.TOO_MANY_REQUESTS, wait=human_time(seconds))
    page.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(page)
    return page


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is no longer, or never was, this session's: Django's guard against forged forms refused it."""
    if wants_json(request):
        return session_lost(HTTPStatus.FORBIDDEN)
    return _door(request, "site/stale_page.html", HTTPStatus.FORBIDDEN)


def _door(request: HttpRequest, template: str, status: int, **facts: Any) -> HttpResponse:
    return render(request, template, facts, status=status)
