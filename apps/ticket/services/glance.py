"""Whether an open page of a ticket is still what it was: asked every second or two, so it costs next to nothing."""

from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from apps.admin.actors import Actor
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Attachment, Event, Message, Ticket
from apps.ticket.services.viewing import look_at
from core.errors import NotFound

# What a page shows of the ticket, its person, its category and its holder.
COLUMNS = (
    "status",
    "priority",
    "waiting_since",
    "last_message_at",
    "rating",
    "user__first_name",
    "user__last_name",
    "user__username",
    "user__language",
    "user__blocked_at",
    "category__name_uz",
    "category__name_ru",
    "category__name_en",
    "admin__first_name",
    "admin__username",
)


@dataclass(frozen=True, kw_only=True)
class Glance:
    """`stamp` changes with everything that a page shows of the ticket; `viewers` are the others who look at it."""

    stamp: str
    viewers: list[str]


def glance_at(*, actor: Actor, ticket_id: int, read_message: int = 0) -> Glance:
    """Look at a ticket with three questions at most, and note that the actor looks and how far they have read."""
    row = _state(actor).filter(pk=ticket_id).values_list(*COLUMNS, *SOURCES).first()
    if row is None:
        raise NotFound
    last_message = row[-1] or 0
    viewers = look_at(actor=actor, ticket_id=ticket_id, read_message=min(read_message, last_message))
    return Glance(stamp=sha256(repr((row, viewers)).encode()).hexdigest()[:32], viewers=viewers)


def _state(actor: Actor) -> QuerySet[Ticket]:
    return Ticket.objects.worked_by(actor).annotate(**SOURCES)


def _last_of(rows: QuerySet[Event] | QuerySet[Message]) -> Subquery:
    return Subquery(rows.filter(ticket=OuterRef("pk")).order_by("-pk").values("pk")[:1])


def _ways() -> Subquery:
    """Return a question for how far all that goes to the person has come."""
    rows = Delivery.objects.filter(
        ticket_ref=OuterRef("pk"), chat_id=OuterRef("user__telegram_id"), kind=Delivery.Kind.CONTENT
    )
    waiting = Count("pk", filter=Q(state=Delivery.State.PENDING))
    far = JSONObject(last=Max("pk"), waiting=waiting, finished=Max("finished_at"))
    return Subquery(rows.order_by().values("ticket_ref").annotate(far=far).values("far"))


def _missing_files() -> Subquery:
    """Return a question for how many files are still to be fetched."""
    rows = Attachment.objects.filter(message__ticket=OuterRef("pk"), state=Attachment.State.WAITING)
    return Subquery(rows.order_by().values("message__ticket").annotate(count=Count("pk")).values("count"))


# Each act writes an event; what happens to a message on its way, and to its file, writes none.
SOURCES = {
    "last_event": _last_of(Event.objects.all()),
    "ways": _ways(),
    "missing_files": _missing_files(),
    "chat_blocked": Subquery(Chat.objects.filter(chat_id=OuterRef("user__telegram_id")).values("blocked_at")),
    "last_message": _last_of(Message.objects.all()),
}
