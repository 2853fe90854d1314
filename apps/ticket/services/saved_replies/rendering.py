"""The words of a saved reply for one person: variables are filled in, and what fills them is never read again."""

import re
from collections.abc import Callable

from django.utils import timezone, translation
from django.utils.formats import date_format

from apps.admin.models import Admin
from apps.ticket.models import SavedReply, Ticket
from core.errors import Invalid

# Two braces stand for one; a variable is a name in braces; any other brace is a slip of the pen.
PIECES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def _date(ticket: Ticket, admin: Admin, language: str) -> str:
    with translation.override(language):
        return date_format(timezone.localdate(), "SHORT_DATE_FORMAT")


VARIABLES: dict[str, Callable[[Ticket, Admin, str], str]] = {
    "first_name": lambda ticket, admin, language: ticket.user.first_name,
    "last_name": lambda ticket, admin, language: ticket.user.last_name,
    "full_name": lambda ticket, admin, language: f"{ticket.user.first_name} {ticket.user.last_name}".strip(),
    "username": lambda ticket, admin, language: f"@{ticket.user.username}" if ticket.user.username else "",
    "number": lambda ticket, admin, language: str(ticket.number),
    "category": lambda ticket, admin, language: ticket.category.name(language),
    "admin": lambda ticket, admin, language: admin.display_name,
    "date": _date,
}


def render(reply: SavedReply, ticket: Ticket, admin: Admin, language: str) -> str:
    """Return the reply as that ticket's person would get it from that admin, in the language or the next one kept."""

    def fill(found: re.Match[str]) -> str:
        piece, name = found.group(0), found.group(1)
        if piece in {"{{", "}}"}:
            return piece[0]
        variable = VARIABLES.get(name) if name else None
        # What was kept before a variable went away stays readable.
        return variable(ticket, admin, language) if variable else piece

    return PIECES.sub(fill, reply.text(language))


def unknown_pieces(text: str) -> list[str]:
    """Return the variables that nobody knows and the braces that belong to none, each once, as they are written."""
    found = (piece for piece in PIECES.finditer(text) if piece.group(0) not in {"{{", "}}"})
    return list(dict.fromkeys(piece.group(0) for piece in found if piece.group(1) not in VARIABLES))


def require_known_pieces(texts: dict[str, str]) -> None:
    """Refuse texts that name something that cannot be filled in."""
    wrong = {field: unknown_pieces(text) for field, text in texts.items()}
    if any(wrong.values()):
        raise Invalid(
            {field: [f"This is no variable: {', '.join(pieces)}"] for field, pieces in wrong.items() if pieces}
        )
