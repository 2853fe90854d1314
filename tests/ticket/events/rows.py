"""What a row of the table is, and the scene in which its act happens."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apps.admin.actors import Actor, Door, operator
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from tests.courier import deliver
from tests.personas import AZIZA, DILNOZA, STAFF, Desk, Persona

TEXT = Content(kind="text", text="Hozir")
SERVICE = Actor(door=Door.API, is_service=True)


@dataclass(frozen=True)
class Scene:
    """What an act finds: Aziza's ticket, held by Dilnoza who answered once; everything has arrived."""

    desk: Desk
    ticket: Ticket
    answer: Message

    @property
    def pk(self) -> int:
        return self.ticket.pk


def build_scene(desk: Desk) -> Scene:
    """Let Aziza have asked in payments, and Dilnoza have answered."""
    AZIZA.writes("Salom", category=desk.payments)
    answer = answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    deliver()
    return Scene(desk=desk, ticket=AZIZA.ticket, answer=answer)


Prepare = Callable[[Scene], object]
DoneBy = Callable[[Scene, Actor], object]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A service in one of its cases. `writes` names the kinds of events, one for each event."""

    service: str
    act: DoneBy
    writes: str = ""
    case: str = ""
    # Whose act it is; None where nobody in particular does it.
    by: Persona | None = None
    # The kinds of events that are the desk's own doing, whoever caused them.
    by_the_desk: str = ""
    prepare: Prepare = lambda scene: None
    refused: Prepare | None = None
    # Telegram's own intake, and what people do who have no other door.
    only_in_telegram: bool = False
    # What one does on the way to the site's own pages.
    only_at_the_site: bool = False
    service_may: bool = False

    def __str__(self) -> str:
        return f"{self.service.removeprefix('apps.')} {self.case}".strip()

    @property
    def kinds(self) -> Counter[str]:
        """How many events of which kind it writes."""
        return Counter(self.writes.split())

    def actors(self) -> Iterator[Actor]:
        """Yield who may do it, through each door that is open to them."""
        yield self.actor()
        if self.by in STAFF and not self.only_in_telegram and not self.only_at_the_site:
            yield from (self.actor(door) for door in (Door.SITE, Door.API))
        if self.service_may:
            yield SERVICE

    def actor(self, door: Door | None = None) -> Actor:
        """Return who does it, having come through that door."""
        if self.by is None:
            return SERVICE
        door = door or (Door.SITE if self.only_at_the_site else Door.TELEGRAM)
        return self.by.in_telegram if door is Door.TELEGRAM else operator(self.by.admin, door)


def last_event() -> int:
    """Return the id to count from: events stay for ever."""
    latest = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    return latest or 0


def written_since(event_id: int) -> list[Event]:
    """Return the events that were written after that one, in order."""
    return list(Event.objects.filter(pk__gt=event_id).select_related("admin", "user", "ticket__user").order_by("pk"))
