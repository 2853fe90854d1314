"""Every address of the site, found in its table of addresses: a page that nobody thought of is among them."""

from collections.abc import Iterable, Iterator

from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse
from django.urls.resolvers import RoutePattern

from tests.api.desk import Desk

# Whoever goes there is somebody else afterwards.
WAYS_OUT = {"logout"}
BESIDE = ("desk_settings", "reports", "reports_export")


def every_address(desk: Desk) -> list[str]:
    """Return all addresses under /admin/ that can be named for this desk."""
    return [*(reverse(name) for name in BESIDE), *_addresses(admin.site.urls[0], _known(desk))]


def _known(desk: Desk) -> dict[str, object]:
    """Return what stands in addresses."""
    return {
        "admin_id": desk.dilnoza.pk,
        "attachment_id": desk.attachment.pk,
        "category_id": desk.payments.pk,
        "message_id": desk.answer.pk,
        "reply_id": desk.reply.pk,
        "ticket_id": desk.ticket.pk,
        "user_id": desk.boris.pk,
        "act": "take",
        "direction": "up",
        "state": "off",
    }


def _addresses(patterns: Iterable[URLPattern | URLResolver], known: dict[str, object]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, known)
        elif isinstance(pattern.pattern, RoutePattern) and pattern.name and pattern.name not in WAYS_OUT:
            values = {**known, "object_id": _row_of(pattern.name)}
            names = pattern.pattern.converters
            if all(values.get(name) is not None for name in names):
                yield reverse(f"admin:{pattern.name}", kwargs={name: values[name] for name in names})


def _row_of(name: str) -> str | None:
    """Return the first row of the model whose page it is, as addresses name it."""
    for model in admin.site._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            row = model._default_manager.order_by("pk").first()
            return str(row.pk) if row is not None else None
    return None
