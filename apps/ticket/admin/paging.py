"""Pages of lists that may hold millions of rows: nobody waits for them to be counted."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

# Whoever wants to see more narrows the list by filters.
COUNTED = 10_000


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts so far and no further; the pages end there as well."""

    template_name = "site/pagination.html"

    @cached_property
    def count(self) -> int:
        """The number of rows, COUNTED at most."""
        rows = cast("QuerySet[Any]", self.object_list)
        return rows.order_by()[:COUNTED].count()

    @property
    def is_cut(self) -> bool:
        """Whether there may be more rows than are counted."""
        return self.count >= COUNTED
