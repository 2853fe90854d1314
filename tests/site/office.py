"""The admin site as a test holds it: who sits there, and every page that they can open."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.admin.actors import person
from apps.admin.models import Admin
from apps.ticket.models import Event
from apps.ticket.services.ratings import rate_ticket
from tests.api.desk import AZIZA, Desk, close


def seat(person: Admin, language: str = "en") -> Client:
    """Return a browser in which that person is logged in."""
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def pages_of(desk: Desk) -> list[str]:
    """Return the address of every page of the site for a super admin: each list, one row of each, each form."""
    lists, rows, forms = [], [], []
    request = RequestFactory().get("/")
    request.user = desk.rustam
    for model, pages in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        lists.append(reverse(f"{name}_changelist"))
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            rows.append(reverse(f"{name}_change", args=[row.pk]))
        if pages.has_add_permission(request):
            forms.append(reverse(f"{name}_add"))
    return [
        reverse("admin:index"),
        reverse("admin:password_change"),
        reverse("reports"),
        *lists,
        *rows,
        *forms,
        *managing(desk),
    ]


def managing(desk: Desk) -> list[str]:
    """Return the pages that manage the desk beside the lists and their rows."""
    names = ("staff_admin_appoint", "staff_admin_operator", "staff_admin_account", "staff_category_new")
    own = [reverse(f"admin:{name}") for name in names]
    of_sardor = reverse("admin:staff_admin_change", args=[desk.sardor.pk])
    return [
        reverse("desk_settings"),
        reverse("health"),
        *own,
        of_sardor,
        reverse("admin:staff_admin_dismiss", args=[desk.kamola.pk]),
    ]


def downloaded(client: Client, address: str, **query: Any) -> bytes:
    """Return the bytes of a file that the site streams."""
    answer = cast(StreamingHttpResponse, client.get(address, query))
    assert answer.status_code == 200
    return b"".join(cast("Iterable[bytes]", answer.streaming_content))


def events_of(desk: Desk) -> list[str]:
    """Return the page of every act in the desk's ticket."""
    events = Event.objects.filter(ticket=desk.ticket).order_by("pk")
    return [reverse("admin:ticket_event_change", args=[event.pk]) for event in events]


def rate(desk: Desk, value: int = 4) -> None:
    """Let Dilnoza close the ticket, and Aziza rate that."""
    close(desk)
    closing = Event.objects.filter(ticket=desk.ticket, act=Event.Act.CLOSED).latest("pk")
    rate_ticket(actor=person(AZIZA), closing_id=closing.pk, value=value)


def ticket_address(desk: Desk) -> str:
    return reverse("admin:ticket_ticket_change", args=[desk.ticket.pk])


def answer_address(desk: Desk) -> str:
    return reverse("admin:ticket_ticket_answer", args=[desk.ticket.pk])


def outside_addresses(page: str) -> list[str]:
    """Return what the page would load or open from another host."""
    found = re.findall(r"""(?:src|href|action)=["']([^"']*)["']""", page) + re.findall(r"url\(([^)]*)\)", page)
    return [address for address in found if re.match(r"""["']?(?:https?:)?//""", address)]


def text_of(answer: Any) -> str:
    """Return the page that was answered."""
    return str(answer.content.decode())


def latest(act: str) -> Event:
    """Return the last event of that kind."""
    return Event.objects.filter(act=act).latest("pk")
