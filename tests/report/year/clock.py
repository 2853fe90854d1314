"""The one clock of a played desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone

from core import clock


class Clock:
    """It stands still until it is moved, and never goes back. All code of the backend reads it while it runs."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def move_to(self, moment: datetime) -> None:
        """Let it be that moment."""
        assert moment >= self.now, "Time goes forward."
        self.now = moment

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let Django's clock and the desk's show this one's time."""
        with patch.object(timezone, "now", lambda: self.now), patch.object(clock, "now", lambda: self.now):
            yield

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let it be another moment for a while, as for a reader who looked then."""
        kept, self.now = self.now, moment
        try:
            yield
        finally:
            self.now = kept
