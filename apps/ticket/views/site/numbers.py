"""Row ids that stand in an address."""

from django.http import HttpRequest

from core.questions import read_id


def row_id(request: HttpRequest, name: str) -> int | None:
    """Return the row id that a page's address names; None for none, and for what is no number."""
    try:
        return read_id(request.GET.get(name, ""))
    except ValueError:
        return None
