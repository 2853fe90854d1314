"""A stretch of a long list, newest first: it costs the same far down as at the top, and nothing is counted."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Some rows. `newer` and `older` are the ids next to which the neighbours begin, None where there are none."""

    rows: list[Any] = field(default_factory=list)
    newer: int | None = None
    older: int | None = None


def stretch_of(rows: QuerySet[Any], *, size: int, after: int | None = None, before: int | None = None) -> Stretch:
    """Return the newest rows by `created_at`, those below the row `after`, or those just above the row `before`."""
    if before is not None:
        found = list(_beyond(rows, before, "gt").order_by("created_at", "pk")[: size + 1])
        shown, is_more_above, is_more_below = found[:size][::-1], len(found) > size, True
    else:
        below = rows if after is None else _beyond(rows, after, "lt")
        found = list(below.order_by("-created_at", "-pk")[: size + 1])
        shown, is_more_above, is_more_below = found[:size], after is not None, len(found) > size
    if not shown:
        return Stretch()
    return Stretch(
        rows=shown, newer=shown[0].pk if is_more_above else None, older=shown[-1].pk if is_more_below else None
    )


def _beyond(rows: QuerySet[Any], row_id: int, side: str) -> QuerySet[Any]:
    """Return the rows on that side of a row; none where it does not exist. Ids tell equal moments apart."""
    moment = rows.model._default_manager.filter(pk=row_id).values_list("created_at", flat=True).first()
    if moment is None:
        return rows.none()
    further = Q(**{f"created_at__{side}": moment}) | Q(created_at=moment, **{f"pk__{side}": row_id})
    # The first condition says nothing new; it is the one that an index can begin with.
    return rows.filter(further, **{f"created_at__{side}e": moment})
