"""Cells that several lists of the site show."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.ticket.models import Ticket


def chip(value: str, label: object) -> SafeString:
    """Return a small coloured label; the colour is the style sheet's."""
    return format_html('<span class="desk-chip desk-chip-{}">{}</span>', value, label)


def ticket_link(ticket: Ticket | None) -> SafeString | str:
    """Return a link to the ticket's page, a dash where there is none."""
    return link_to(ticket.pk, ticket.number) if ticket else "—"


def link_to(ticket_id: int, number: int) -> SafeString:
    """Return a link to a ticket that is known by its ids."""
    address = reverse("admin:ticket_ticket_change", args=[ticket_id])
    return format_html('<a class="desk-link" href="{}">#{}</a>', address, number)
