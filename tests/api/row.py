"""A row of the permission matrix: a route, and what each kind of actor is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.api.desk import Desk
from tests.api.routes import Route

# The columns of the table, in this order. The asker opened the ticket that the rows are about; the admin is bound to
# its category. Two more columns are the same for every route: a token with another's header, and no token at all.
ACTORS = ("service", "asker", "other user", "admin", "other admin", "super admin", "dismissed")
# The code of a refusal whose cell gives only the status.
CODES = {"401": "not_authenticated", "403": "forbidden", "404": "not_found", "405": "method_not_allowed"}

Body = Callable[[Desk], Any]
Prepare = Callable[[Desk], None]


@dataclass(frozen=True)
class Row:
    """A route and its cells: a status, with a code (`409:not_editable`) or the length of a list (`200*3`)."""

    method: str
    path: str
    cells: str
    body: Body | None = None
    prepare: Prepare | None = None
    # The row of the world that `<pk>` means; the ticket where none is named.
    pk: str = "ticket"
    query: Callable[[Desk], dict[str, int | str]] | None = None

    @property
    def route(self) -> Route:
        return Route(self.path.replace("{pk}", "<pk>"), self.method)

    def expected(self) -> dict[str, str]:
        """Return what each actor is answered, with the codes filled in."""
        cells = [f"{cell}:{CODES[cell]}" if cell in CODES else cell for cell in self.cells.split()]
        answers = dict(zip(ACTORS, cells, strict=True))
        return {
            **answers,
            # An operator's own token may exactly what that person may in Telegram.
            "own token": answers["admin"],
            "own token with a header": "403:person_not_allowed",
            "no token": "401:not_authenticated",
        }
