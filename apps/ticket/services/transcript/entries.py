"""What stands in a conversation: bubbles, albums and lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from apps.ticket.failures import explained
from apps.ticket.media import form_of
from apps.ticket.models import Attachment, Message, MessageVersion, Rating, Ticket
from apps.ticket.retelling import Change
from apps.ticket.services.journal import elapsed


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a message's way to the person stands: a Delivery.State, `blocked`, or empty for what goes nowhere."""

    state: str = ""
    # Telegram's words where it failed.
    error: str = ""

    @property
    def reason(self) -> str:
        """What those words mean."""
        return explained(self.error)


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What a message replies to."""

    message: int
    author: str
    text: str
    kind_name: str

    @property
    def after(self) -> int:
        """The message before which a page ends that has the quoted one last."""
        return self.message + 1


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a location or a venue lies, in degrees."""

    latitude: float
    longitude: float

    @property
    def map_address(self) -> str:
        """A page that shows it; nothing of it is loaded before somebody goes there."""
        point = f"{self.latitude:.6f}/{self.longitude:.6f}"
        marker = f"mlat={self.latitude:.6f}&mlon={self.longitude:.6f}"
        return f"https://www.openstreetmap.org/?{marker}#map=17/{point}"


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """One message."""

    message: Message
    author: str
    is_staff: bool
    kind: str
    kind_name: str
    attachment: Attachment | None
    versions: Sequence[MessageVersion]
    quote: Quote | None = None
    # Through which door it came; empty for words of before there were events.
    door: str = ""
    way: Way = field(default_factory=Way)
    # What its reader may do with it.
    is_own: bool = False
    may_edit: bool = False
    may_delete: bool = False

    @property
    def at(self) -> datetime:
        return self.message.created_at

    @property
    def key(self) -> str:
        return f"message-{self.message.pk}"

    @property
    def last(self) -> int:
        """The row id up to which somebody has read who sees this."""
        return self.message.pk

    @property
    def form(self) -> str:
        """As what its file is shown: picture, audio, video or file; empty without one."""
        return form_of(self.attachment) if self.attachment else ""

    @property
    def file_mark(self) -> str:
        """What tells its file from another that an edit may put in its place: a browser keeps files for a while."""
        name = self.attachment.file.name if self.attachment else None
        return sha256(name.encode()).hexdigest()[:8] if name else ""

    @property
    def place(self) -> Place | None:
        """Where it points to, where it is a place."""
        at = [self.message.data.get(name) for name in ("latitude", "longitude")]
        numbers = [float(degrees) for degrees in at if isinstance(degrees, int | float)]
        return Place(latitude=numbers[0], longitude=numbers[1]) if len(numbers) == len(at) else None


@dataclass(frozen=True, kw_only=True)
class Album:
    """Several messages that were sent as one. What holds for all of them is said by the first."""

    bubbles: Sequence[Bubble]

    @property
    def first(self) -> Bubble:
        return self.bubbles[0]

    @property
    def at(self) -> datetime:
        return self.first.at

    @property
    def key(self) -> str:
        return f"album-{self.first.message.pk}"

    @property
    def last(self) -> int:
        return self.bubbles[-1].message.pk


@dataclass(frozen=True, kw_only=True)
class Line:
    """One act that is no message."""

    event: int
    act: str
    act_name: str
    author: str
    door: str
    changes: list[Change]
    # What else is worth telling: (name, value).
    facts: list[tuple[str, str]]
    at: datetime

    @property
    def key(self) -> str:
        return f"event-{self.event}"


Entry = Bubble | Album | Line


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A page of a conversation. `earlier` is the message before which the earlier page ends, None on the first."""

    ticket: Ticket
    entries: list[Entry] = field(default_factory=list)
    # The entry just before the first one: what stands on a page may continue it.
    preceding: Entry | None = None
    earlier: int | None = None
    may_answer: bool = False
    may_note: bool = False
    # Who holds the ticket, where that is somebody else.
    other_holder: str = ""
    ratings: list[Rating] = field(default_factory=list)

    @property
    def first_response(self) -> timedelta | None:
        """How long the person waited for the first answer since the ticket was last opened or reopened."""
        answered = self.ticket.first_answered_at
        return elapsed(self.ticket.cycle_began_at, answered) if answered else None

    @property
    def resolution(self) -> timedelta | None:
        """How long it took from then to the closing."""
        closed = self.ticket.closed_at
        return elapsed(self.ticket.cycle_began_at, closed) if closed else None
