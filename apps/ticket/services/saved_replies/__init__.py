"""Saved replies: which fit a ticket, how they read, sending them. `writing` is for those who manage them."""

from apps.ticket.services.saved_replies.catalogue import (
    IN_ORDER,
    all_rendered,
    contents_of,
    one_rendered,
    open_file,
    rendered_for,
    usable_for,
)
from apps.ticket.services.saved_replies.rendering import render
from apps.ticket.services.saved_replies.sending import send_saved_reply

__all__ = [
    "IN_ORDER",
    "all_rendered",
    "contents_of",
    "one_rendered",
    "open_file",
    "render",
    "rendered_for",
    "send_saved_reply",
    "usable_for",
]
