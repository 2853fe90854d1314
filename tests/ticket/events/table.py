"""The whole table."""

from tests.ticket.events import (
    of_labels,
    of_operators,
    of_replies,
    of_staff,
    of_telegram,
    of_the_door,
    of_tickets,
    of_words,
)

ROWS = [
    *of_tickets.ROWS,
    *of_words.ROWS,
    *of_telegram.ROWS,
    *of_staff.ROWS,
    *of_operators.ROWS,
    *of_the_door.ROWS,
    *of_labels.ROWS,
    *of_replies.ROWS,
]
