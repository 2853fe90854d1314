"""The first page."""

from typing import Any

from django.http import HttpRequest

from apps.admin.site import operator_of
from apps.ticket.services import listing


def add_counts(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add to the first page how many tickets wait in each of the operator's boxes."""
    return {**context, "counts": listing.count_boxes(actor=operator_of(request))}
