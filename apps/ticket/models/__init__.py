"""Tickets and what is said in them."""

from apps.ticket.models.attachment import Attachment
from apps.ticket.models.event import Event
from apps.ticket.models.focus import Focus
from apps.ticket.models.inbox import RawUpdate
from apps.ticket.models.message import Message, MessageVersion
from apps.ticket.models.rating import Rating
from apps.ticket.models.saved_reply import SavedReply, SavedReplyFile
from apps.ticket.models.submission import Submission
from apps.ticket.models.tag import Tag
from apps.ticket.models.ticket import Ticket
from apps.ticket.models.viewing import Viewing
from apps.ticket.models.words import MessageWords, Word

__all__ = [
    "Attachment",
    "Event",
    "Focus",
    "Message",
    "MessageVersion",
    "MessageWords",
    "Rating",
    "RawUpdate",
    "SavedReply",
    "SavedReplyFile",
    "Submission",
    "Tag",
    "Ticket",
    "Viewing",
    "Word",
]
