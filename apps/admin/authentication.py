"""Tokens and the header that names the acting person (docs/api.md)."""

import hashlib
from hmac import compare_digest
from typing import Any

from django.conf import settings
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from apps.admin.actors import Actor, Door, operator, person
from apps.admin.models import ApiToken
from core.errors import Forbidden, Invalid

HEADER = "X-Telegram-Id"


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token …` is the service's token, or an operator's own."""

    def authenticate(self, request: Request) -> tuple[Any, Actor] | None:
        """Return the login user (None for the service) and the Actor; None where no token was sent."""
        words = get_authorization_header(request).split()
        if not words:
            return None
        if len(words) != 2 or words[0].lower() != b"token":
            raise AuthenticationFailed
        actor = self._actor(words[1], request.headers.get(HEADER))
        return actor.admin, actor

    def authenticate_header(self, request: Request) -> str:
        """Make a refusal a 401: without this, DRF answers 403."""
        return "Token"

    def _actor(self, token: bytes, header: str | None) -> Actor:
        if _is_service(token):
            return Actor(door=Door.API, is_service=True) if header is None else person(_telegram_id(header))
        digest = hashlib.sha256(token).hexdigest()
        found = ApiToken.objects.select_related("admin").filter(digest=digest, admin__is_active=True).first()
        if found is None:
            raise AuthenticationFailed
        if header is not None:
            raise Forbidden("person_not_allowed")
        return operator(found.admin, Door.API)


def _is_service(token: bytes) -> bool:
    """Tell the desk's own token: the present one, or while it is being replaced the one before.

    Both are always compared, so that the time of a refusal says nothing.
    """
    valid = [valid.encode() for valid in (settings.API_TOKEN, settings.API_TOKEN_PREVIOUS) if valid]
    return [compare_digest(token, each) for each in valid].count(True) > 0


def _telegram_id(header: str) -> int:
    if not (header.isascii() and header.isdecimal() and 0 < int(header[:20]) < 2**52):
        raise Invalid({HEADER: ["A Telegram id is a positive whole number."]})
    return int(header)
