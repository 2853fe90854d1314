"""Every address of the site, and what each of the staff is answered there. A new address needs a row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from tests.api.desk import Desk

# The columns: a super admin, an admin of the ticket's category, an admin of another one.
ACTORS = ("super admin", "own admin", "other admin")
Where = Callable[[Desk], tuple[Any, ...]]


@dataclass(frozen=True)
class Door:
    """An address, how it is knocked at, and three answers. The form of an act is empty: this is about the door."""

    name: str
    cells: str
    where: Where = lambda desk: ()
    method: str = "get"

    def address(self, desk: Desk) -> str:
        """Return where it is for this desk."""
        names = [self.name, f"admin:{self.name}"]
        return reverse(names[self.name not in OUTSIDE], args=self.where(desk))

    def expected(self) -> dict[str, str]:
        """Return the status for each of the staff."""
        return dict(zip(ACTORS, self.cells.split(), strict=True))


def ticket(desk: Desk) -> tuple[int]:
    return (desk.ticket.pk,)


def answer(desk: Desk) -> tuple[int]:
    return (desk.answer.pk,)


# Names that stand beside Django's site and not in it.
OUTSIDE = {"desk_settings", "health", "reports", "reports_export", "sign_in", "set_password", "set_language"}
# Whoever has no session may knock here: they have tests of their own (test_signing_in, test_own_account).
OPEN = {"login", "sign_in", "set_password", "set_language", "logout"}
# Nothing of the desk is on them.
PLAIN = {"view_on_site"}
EVERYBODY, SUPER = "200 200 200", "200 403 403"
OF_TICKET = "200 200 404"

DOORS = [
    # ---------------------------------------------------------- everybody's
    Door("index", EVERYBODY),
    Door("password_change", EVERYBODY),
    Door("password_change_done", EVERYBODY),
    Door("jsi18n", EVERYBODY),
    Door("search", EVERYBODY),
    Door("autocomplete", "403 403 403"),
    Door("app_list", EVERYBODY, lambda desk: ("ticket",)),
    Door("reports", EVERYBODY),
    Door("reports_export", EVERYBODY),
    Door("ticket_event_export", SUPER),
    Door("desk_settings", SUPER),
    Door("health", SUPER),
    # ---------------------------------------------------------- a ticket
    Door("ticket_ticket_queue_live", EVERYBODY),
    Door("ticket_ticket_act", "302 302 404", lambda desk: (desk.ticket.pk, "take"), "post"),
    Door("ticket_ticket_saved_replies", OF_TICKET, ticket),
    Door("ticket_ticket_answer", "400 400 404", ticket, "post"),
    Door("ticket_ticket_live", OF_TICKET, ticket),
    Door("ticket_ticket_older", OF_TICKET, ticket),
    Door("ticket_answer_edit", "409 400 404", answer, "post"),
    Door("ticket_answer_delete", "409 302 404", answer, "post"),
    Door("ticket_answer_retry", OF_TICKET, answer, "post"),
    Door("ticket_attachment_download", OF_TICKET, lambda desk: (desk.attachment.pk,)),
    Door("ticket_saved_reply_file", OF_TICKET, lambda desk: (desk.reply.files.get().pk,)),
    # ---------------------------------------------------------- people and saved replies
    Door("user_telegramuser_suggest", SUPER),
    Door("user_telegramuser_block", "400 400 404", lambda desk: (desk.aziza.pk,), "post"),
    Door("user_telegramuser_unblock", "302 302 404", lambda desk: (desk.aziza.pk,), "post"),
    Door("ticket_savedreply_new", EVERYBODY, method="post"),
    Door("ticket_savedreply_keep", "400 400 404", lambda desk: (desk.reply.pk,), "post"),
    Door("ticket_savedreply_remove", "302 302 404", lambda desk: (desk.reply.pk,), "post"),
    # ---------------------------------------------------------- the staff
    Door("staff_admin_account", EVERYBODY),
    Door("staff_admin_account_names", "400 400 400", method="post"),
    Door("staff_admin_account_token", EVERYBODY, method="post"),
    Door("staff_admin_appoint", SUPER, method="post"),
    Door("staff_admin_operator", SUPER, method="post"),
    Door("staff_admin_dismiss", "302 403 403", lambda desk: (desk.dilnoza.pk,), "post"),
    Door("staff_admin_unlink", "302 403 403", lambda desk: (desk.dilnoza.pk,), "post"),
    Door("staff_admin_password_link", SUPER, lambda desk: (desk.dilnoza.pk,), "post"),
    Door("staff_admin_act", "404 403 403", lambda desk: (desk.dilnoza.pk, "bind"), "post"),
    Door("staff_category_new", SUPER, method="post"),
    Door("staff_category_rename", "400 403 403", lambda desk: (desk.payments.pk,), "post"),
    Door("staff_category_move", "302 403 403", lambda desk: (desk.payments.pk, "down"), "post"),
    Door("staff_category_switch", "302 403 403", lambda desk: (desk.archive.pk, "on"), "post"),
    # ---------------------------------------------------------- lists and pages
    *(
        Door(f"{model}_changelist", EVERYBODY)
        for model in ("ticket_ticket", "ticket_message", "ticket_event", "delivery_delivery", "user_telegramuser")
    ),
    Door("ticket_savedreply_changelist", EVERYBODY),
    Door("staff_category_changelist", EVERYBODY),
    Door("staff_admin_changelist", "200 302 302"),
    Door("ticket_rawupdate_changelist", SUPER),
    Door("ticket_ticket_change", OF_TICKET, ticket),
    Door("ticket_message_change", "200 200 302", answer),
    Door("ticket_event_change", "200 200 302", lambda desk: (desk.ticket.events.earliest("pk").pk,)),
    Door("delivery_delivery_change", "200 200 302", lambda desk: (desk.failed.pk,)),
    Door("user_telegramuser_change", OF_TICKET, lambda desk: (desk.aziza.pk,)),
    Door("ticket_savedreply_change", OF_TICKET, lambda desk: (desk.reply.pk,)),
    Door("staff_category_change", EVERYBODY, lambda desk: (desk.payments.pk,)),
    Door("staff_admin_change", "200 302 404", lambda desk: (desk.dilnoza.pk,)),
    Door("ticket_rawupdate_change", "302 403 403", lambda desk: (1,)),
]


def changing_forms() -> set[str]:
    """Return the names of the forms that Django has for every model: here they change nothing for anybody."""
    models = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    return {f"{model}_{kind}" for model in models for kind in ("add", "delete", "history")}


def served_names() -> set[str]:
    """Return the names of all addresses under /admin/ and /i18n/ that somebody can knock at."""
    return {name for address, name in _addresses(get_resolver()) if name and address.startswith(("admin/", "i18n/"))}


def _addresses(resolver: Any, before: str = "") -> Iterator[tuple[str, str | None]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, address)
        else:
            yield address, pattern.name
