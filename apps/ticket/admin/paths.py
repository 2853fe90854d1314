"""The addresses under /admin/ticket/ticket/ beside Django's own: route, view, name. The site lets in only the staff."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from apps.ticket.views.site import composer, files

PATHS: tuple[tuple[str, Callable[..., HttpResponseBase], str], ...] = (
    ("<int:ticket_id>/answer/", composer.answer, "ticket_ticket_answer"),
    ("messages/<int:message_id>/edit/", composer.edit, "ticket_answer_edit"),
    ("messages/<int:message_id>/delete/", composer.delete, "ticket_answer_delete"),
    ("attachments/<int:attachment_id>/", files.download, "ticket_attachment_download"),
)
