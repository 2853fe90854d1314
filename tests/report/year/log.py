"""What happened, as whoever played it knows it: written beside the services, never read from what they stored."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One act upon a ticket. `category` is the ticket's at that moment, `admin` the member of the staff who acted."""

    at: datetime
    ticket: int
    category: int
    admin: int | None = None


@dataclass(frozen=True, kw_only=True)
class Opened(Entry):
    """A ticket began, with the words that were written until then; `words` says when each was written."""

    words: tuple[datetime, ...]
    number: int
    person: str


@dataclass(frozen=True, kw_only=True)
class Wrote(Entry):
    """The person who asked wrote into their open ticket."""

    words: tuple[datetime, ...]


@dataclass(frozen=True, kw_only=True)
class Held(Entry):
    """The ticket came into an admin's hands, or into nobody's."""

    holder: int | None


@dataclass(frozen=True, kw_only=True)
class Moved(Entry):
    """The ticket left its category for another, where nobody holds it."""

    to_category: int


@dataclass(frozen=True, kw_only=True)
class Answered(Entry):
    """A member of the staff answered."""


@dataclass(frozen=True, kw_only=True)
class Noted(Entry):
    """A member of the staff wrote a note: no figure counts it."""


@dataclass(frozen=True, kw_only=True)
class Closed(Entry):
    """The ticket ended for now. Closings are numbered through the whole log."""

    closing: int


@dataclass(frozen=True, kw_only=True)
class Reopened(Entry):
    """The ticket goes on, for the person who asked or for the staff, with what the person had written meanwhile."""

    words: tuple[datetime, ...]
    by_asker: bool
    holder: int | None


@dataclass(frozen=True, kw_only=True)
class Rated(Entry):
    """The person rated a closing, or changed their mind about it."""

    closing: int
    value: int


@dataclass(frozen=True, kw_only=True)
class Commented(Entry):
    """The person said something to their rating."""

    closing: int
    text: str


Log = list[Entry]
