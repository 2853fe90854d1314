"""A ticket as the site shows it: its messages and acts in the order in which they happened."""

from apps.ticket.services.transcript.entries import Album, Bubble, Entry, Line, Transcript, Way
from apps.ticket.services.transcript.reading import PAGE, read_transcript

__all__ = ["PAGE", "Album", "Bubble", "Entry", "Line", "Transcript", "Way", "read_transcript"]
