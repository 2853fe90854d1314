"""System checks: what would work on a developer's machine and lose something in production."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from django.db import connection

MINIMUM_TOKEN = 16


@register(Tags.database)
def check_driver(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Django prefers psycopg 3 silently wherever it can be imported; the desk is built and measured on psycopg2."""
    driver = getattr(connection.Database, "__name__", "")  # type: ignore[attr-defined]
    if driver == "psycopg2":
        return []
    return [Error(f"The database driver is {driver}, not psycopg2: uninstall psycopg.", id="yordam.E001")]


@register(Tags.security, deploy=True)
def check_api_token(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever has the token may do everything: it must not be guessed."""
    if len(settings.API_TOKEN) >= MINIMUM_TOKEN:
        return []
    return [Caution(f"API_TOKEN is shorter than {MINIMUM_TOKEN} letters.", id="yordam.W001")]


@register(Tags.security, deploy=True)
def check_site_url(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Passwords and cookies go over SITE_URL."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [Caution("SITE_URL is not https: cookies and passwords can be read on the way.", id="yordam.W002")]
