"""What a delivery carries, in words: the facts that it holds are the bot's to read."""

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.admin.models import Category
from apps.ticket.models import Message, Ticket
from core.wording import stars

KINDS = dict(Message.Kind.choices)
STATUSES = dict(Ticket.Status.choices)
# Why a card was sent.
REASONS: dict[str, str | Promise] = {
    "new": gettext_lazy("new"),
    "reopened": gettext_lazy("reopened"),
    "waiting": gettext_lazy("announced again"),
    "taken": gettext_lazy("taken"),
    "transferred": gettext_lazy("transferred"),
    "released": gettext_lazy("released"),
    "closed": gettext_lazy("closed"),
    "shown": gettext_lazy("shown again"),
}
# What a notice tells.
NOTICES: dict[str, str | Promise] = {
    "access_changed": gettext_lazy("access changed"),
    "appointed": gettext_lazy("appointed"),
    "choose_category": gettext_lazy("asks for a category"),
    "confirm_reopen": gettext_lazy("asks whether to open the ticket again"),
    "confirm_takeover": gettext_lazy("asks whether to take over"),
    "delivery_blocked": gettext_lazy("blocked the bot"),
    "delivery_failed": gettext_lazy("not delivered"),
    "dismissed": gettext_lazy("dismissed"),
    "loose_message": gettext_lazy("asks where a message belongs"),
    "no_categories": gettext_lazy("no category to choose"),
    "not_delivered": gettext_lazy("not delivered"),
    "person_blocked": gettext_lazy("person blocked"),
    "person_unblocked": gettext_lazy("person unblocked"),
    "rated": gettext_lazy("rated"),
    "rating_thanks": gettext_lazy("thanks for a rating"),
    "ticket_closed": gettext_lazy("closed"),
    "ticket_opened": gettext_lazy("opened"),
    "ticket_reopened": gettext_lazy("reopened"),
    "ticket_taken": gettext_lazy("taken"),
    "ticket_transferred": gettext_lazy("transferred"),
}
LONGEST = 300


def lines_of(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (name, value) for what a reader can make something of; ids and formatting stay out."""
    return [*_subject(data), *_header(data.get("header")), *_ticket(data.get("ticket")), *_facts(data), *_words(data)]


def _subject(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    code, reason = data.get("code"), data.get("reason")
    if code:
        yield _("notice"), str(NOTICES.get(code, code))
    if reason:
        yield _("reason"), str(REASONS.get(reason, reason))


def _header(header: Any) -> Iterator[tuple[str, str]]:
    if isinstance(header, dict):
        yield _("author"), str(header.get("name") or "")
        if header.get("note"):
            yield _("kind"), _("Internal note")


def _ticket(ticket: Any) -> Iterator[tuple[str, str]]:
    # A notice names a ticket, a card holds all of it.
    if isinstance(ticket, dict) and "number" in ticket:
        status = STATUSES.get(ticket.get("status", ""))
        yield _("ticket"), f"#{ticket['number']} · {status}" if status else f"#{ticket['number']}"


def _facts(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(data.get("number"), int):
        yield _("ticket"), f"#{data['number']}"
    for name, label in (("admin", _("admin")), ("name", _("person")), ("by", _("who"))):
        if data.get(name) and isinstance(data[name], str):
            yield label, data[name]
    if isinstance(data.get("category"), dict):
        yield _("category"), _category(data["category"])
    if isinstance(data.get("value"), int):
        yield _("rating"), stars(data["value"])


def _category(facts: dict[str, Any]) -> str:
    """Return the category's name in the reader's language."""
    return str(Category(**{name: facts.get(name, "") for name in ("name_uz", "name_ru", "name_en")}))


def _words(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    contents = data.get("contents") or [data.get("content")]
    for content in contents:
        if isinstance(content, dict):
            name = str(KINDS.get(content.get("kind", ""), content.get("kind", "")))
            yield name, Truncator(str(content.get("text") or "—")).chars(LONGEST)
