"""What a ticket's states and priorities are called, for pages that offer all of them."""

from apps.ticket.models import Ticket

STATUS_LABELS = {str(status): status.label for status in Ticket.Status}
PRIORITY_LABELS = {str(priority.value): priority.label for priority in reversed(Ticket.Priority)}
