"""How much is open where: what somebody should know before a category is switched off or an admin dismissed."""

from collections.abc import Collection

from django.db.models import Count

from apps.ticket.models import Ticket


def open_in_categories() -> dict[int, int]:
    """Return how many tickets are open in each category that has any."""
    rows = Ticket.objects.open().order_by().values_list("category").annotate(number=Count("pk"))
    return dict(rows)


def held_by(admin_ids: Collection[int]) -> dict[int, int]:
    """Return how many tickets each of these admins holds, those who hold none left out."""
    held = Ticket.objects.filter(status=Ticket.Status.TAKEN, admin__in=admin_ids)
    return dict(held.order_by().values_list("admin").annotate(number=Count("pk")))
