"""getUpdates and the webhook, which exclude each other."""

import re
from typing import Any
from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetUpdates, GetWebhookInfo, SetWebhook

from playground.refusals import bad_request, conflict
from playground.world import World

LONGEST_WAIT = 50
SECRET = re.compile(r"[A-Za-z0-9_-]*")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


async def get_updates(world: World, request: GetUpdates) -> list[dict[str, Any]]:
    if world.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    world.updates.allow(request.allowed_updates)
    timeout = min(max(request.timeout or 0, 0), LONGEST_WAIT)
    return await world.updates.fetch(request.offset or 0, request.limit or 100, timeout)


def set_webhook(world: World, request: SetWebhook) -> bool:
    if not request.url:
        return _remove(world, drop=bool(request.drop_pending_updates))
    _check_address(request.url)
    secret = request.secret_token
    if secret is not None and len(secret) > 256:
        raise bad_request("secret token is too long")
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = request.max_connections if request.max_connections is not None else 40
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be from 1 to 100")
    world.updates.allow(request.allowed_updates)
    if request.drop_pending_updates:
        world.updates.drop_all()
    world.updates.interrupt("terminated by setWebhook request")
    world.webhook.set(url=request.url, secret=secret, max_connections=connections)
    return True


def delete_webhook(world: World, request: DeleteWebhook) -> bool:
    return _remove(world, drop=bool(request.drop_pending_updates))


def get_webhook_info(world: World, request: GetWebhookInfo) -> dict[str, Any]:
    return world.webhook.as_json()


def _remove(world: World, *, drop: bool) -> bool:
    if drop:
        world.updates.drop_all()
    if world.webhook.url:
        world.webhook.set(url="", secret=None, max_connections=40)
    return True


def _check_address(url: str) -> None:
    """Telegram wants HTTPS. Plain HTTP is let through to this machine only: there is no certificate for it."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
