"""The conversation at the site: to read, and to answer by the form under it."""

from apps.ticket.admin.events import EventPage
from apps.ticket.admin.messages import MessagePage
from apps.ticket.admin.people import PersonPage
from apps.ticket.admin.tickets import TicketPage
from apps.ticket.admin.work import DeliveryPage, RawUpdatePage

__all__ = ["DeliveryPage", "EventPage", "MessagePage", "PersonPage", "RawUpdatePage", "TicketPage"]
