"""The addresses under /admin/ticket/ticket/ beside Django's own: route, view, name. The site lets in only the staff."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from apps.ticket.views.site import beside, composer, conversation, files, live, queue, saved_replies

PATHS: tuple[tuple[str, Callable[..., HttpResponseBase], str], ...] = (
    ("live/", queue.queue_live, "ticket_ticket_queue_live"),
    ("<int:ticket_id>/acts/<slug:act>/", beside.perform_act, "ticket_ticket_act"),
    ("<int:ticket_id>/saved-replies/", saved_replies.replies, "ticket_ticket_saved_replies"),
    ("saved-replies/files/<int:file_id>/", files.download_of_reply, "ticket_saved_reply_file"),
    ("<int:ticket_id>/answer/", composer.answer, "ticket_ticket_answer"),
    ("messages/<int:message_id>/edit/", composer.edit, "ticket_answer_edit"),
    ("messages/<int:message_id>/delete/", composer.delete, "ticket_answer_delete"),
    ("<int:ticket_id>/live/", live.live, "ticket_ticket_live"),
    ("<int:ticket_id>/older/", conversation.older, "ticket_ticket_older"),
    ("messages/<int:message_id>/retry/", conversation.retry, "ticket_answer_retry"),
    ("attachments/<int:attachment_id>/", files.download, "ticket_attachment_download"),
)
# What a browser may keep for a while; each page is asked for anew.
KEPT = frozenset({"ticket_attachment_download", "ticket_saved_reply_file"})
