"""The desk at the site: conversations, people, the staff, and what was done."""

from apps.ticket.admin.events import EventPage
from apps.ticket.admin.messages import MessagePage
from apps.ticket.admin.people import PersonPage
from apps.ticket.admin.saved_replies import SavedReplyPage
from apps.ticket.admin.staff import AdminPage, CategoryPage
from apps.ticket.admin.tickets import TicketPage
from apps.ticket.admin.work import DeliveryPage, RawUpdatePage

__all__ = [
    "AdminPage",
    "CategoryPage",
    "DeliveryPage",
    "EventPage",
    "MessagePage",
    "PersonPage",
    "RawUpdatePage",
    "SavedReplyPage",
    "TicketPage",
]
