"""The whole table."""

from tests.ticket.events import of_labels, of_replies, of_staff, of_telegram, of_tickets, of_words

ROWS = [*of_tickets.ROWS, *of_words.ROWS, *of_telegram.ROWS, *of_staff.ROWS, *of_labels.ROWS, *of_replies.ROWS]
