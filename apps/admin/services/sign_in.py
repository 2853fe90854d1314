"""The one-time way into the site: a link that an admin asks for where they are known already."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from apps.admin.actors import Actor
from apps.admin.authentication import digest_of
from apps.admin.models import Admin, SignInLink
from core import clock
from core.errors import Forbidden, Gone, NotFound

LASTS = timedelta(minutes=5)
# So long it is known of a link that it was used; afterwards only its signature says that it is too old.
REMEMBERED = timedelta(days=1)
BACKEND = "apps.admin.backends.LinkBackend"


@transaction.atomic
def make_link(*, actor: Actor) -> tuple[str, datetime]:
    """Return the address that signs the acting admin in once, and when it ends. Their earlier unused links end now."""
    admin = actor.admin
    if admin is None or not admin.is_active:
        raise Forbidden
    now = clock.now()
    SignInLink.objects.filter(created_at__lt=now - REMEMBERED).delete()
    SignInLink.objects.filter(admin=admin, used_at=None, expires_at__gt=now).update(expires_at=now)
    secret = secrets.token_urlsafe(32)
    link = SignInLink.objects.create(admin=admin, digest=digest_of(secret), expires_at=now + LASTS)
    return settings.SITE_URL + reverse("sign_in", args=[_signer().sign(secret)]), link.expires_at


def owner_of(token: str) -> Admin:
    """Return whom a link would sign in; looking uses nothing up, because programs look at links as well."""
    link = SignInLink.objects.select_related("admin").filter(digest=digest_of(_secret(token))).first()
    if link is None or not link.admin.is_active:
        raise NotFound
    if link.used_at is not None:
        raise Gone("link_used")
    if link.expires_at <= clock.now():
        raise Gone("link_expired")
    return link.admin


@transaction.atomic
def use_link(token: str) -> Admin:
    """Use a link up and return whose it is; of two at the same moment one wins.

    Nothing limits the tries: a secret of 256 random bits under a signature is guessed by nobody.
    """
    now, digest = clock.now(), digest_of(_secret(token))
    # No joins in here: the loser of a race looks once more at this row only, and not at what was joined to it.
    if not SignInLink.objects.filter(digest=digest, used_at=None, expires_at__gt=now).update(used_at=now):
        owner_of(token)
        raise Gone("link_used")
    admin = Admin.objects.get(sign_in_links__digest=digest)
    if not admin.is_active:
        raise NotFound
    return admin


@transaction.atomic
def sign_in_by_link(*, request: HttpRequest, token: str) -> Admin:
    """Sign the owner of a link in. It stays unused where that cannot be noted."""
    admin = use_link(token)
    login(request, admin, backend=BACKEND)
    return admin


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="apps.admin.sign_in")


def _secret(token: str) -> str:
    try:
        return _signer().unsign(token, max_age=LASTS)
    except SignatureExpired as error:
        raise Gone("link_expired") from error
    except BadSignature as error:
        raise NotFound from error


def forget_ended_sessions(**kwargs: Any) -> None:
    """Delete the sessions that have ended: nothing else does, and one is left by everybody who never signed out."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
