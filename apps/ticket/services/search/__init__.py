"""Finds tickets by number, by name and by every word that the reader may see."""

from apps.ticket.services.search.hits import Found, Hit, search
from apps.ticket.services.search.ranking import matching_tickets

__all__ = ["Found", "Hit", "matching_tickets", "search"]
