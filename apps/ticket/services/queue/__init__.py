"""The operators' queue: tabs, filters, pages and rows, for the list of tickets and for the first page."""

from apps.ticket.services.queue.choices import Choices, choices_for
from apps.ticket.services.queue.filters import ME, NOBODY, UNRATED, Filters
from apps.ticket.services.queue.reading import Asked, Queue, read_queue
from apps.ticket.services.queue.rows import Row
from apps.ticket.services.queue.summary import Standing, read_standing
from apps.ticket.services.queue.tabs import COUNTED, Tab

__all__ = [
    "COUNTED",
    "ME",
    "NOBODY",
    "UNRATED",
    "Asked",
    "Choices",
    "Filters",
    "Queue",
    "Row",
    "Standing",
    "Tab",
    "choices_for",
    "read_queue",
    "read_standing",
]
