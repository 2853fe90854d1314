"""A ticket: one question of one person, from its opening to its closing."""

from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from apps.admin.actors import Actor
from apps.admin.models import Admin, Category, DeskSettings, reopen_window
from apps.ticket.models.tag import Tag
from apps.user.models import TelegramUser
from core import clock

# Nobody waits since a day later than this.
FAR_AWAY = datetime(3000, 1, 1, tzinfo=UTC)


class NextNumber(models.Func):
    """The next short number: a sequence, so that two tickets opened at once never share one."""

    function = "nextval"
    template = "nextval('ticket_number')"
    output_field = models.BigIntegerField()


class TicketQuerySet(models.QuerySet["Ticket"]):
    """The one gate: what an actor may see, used by the API, the site, search, reports and exports alike."""

    def worked_by(self, actor: Actor) -> "TicketQuerySet":
        """Tickets that the actor sees as a member of the staff."""
        if actor.is_super:
            return self
        if actor.admin is None:
            return self.none()
        return self.filter(category__in=actor.admin.category_ids())

    def asked_by(self, actor: Actor) -> "TicketQuerySet":
        """Tickets that the actor opened."""
        return self.filter(user=actor.user) if actor.user else self.none()

    def visible_to(self, actor: Actor) -> "TicketQuerySet":
        """Everything the actor may see, as staff or as the one who asked."""
        if actor.is_super:
            return self
        seen = Q(category__in=actor.admin.category_ids()) if actor.admin else Q(pk__in=[])
        return self.filter(seen | Q(user=actor.user)) if actor.user else self.filter(seen)

    def open(self) -> "TicketQuerySet":
        return self.exclude(status=Ticket.Status.CLOSED)

    def with_people(self) -> "TicketQuerySet":
        """Bring along what every view of a ticket shows, in the same question."""
        rows = self.select_related("user", "category", "admin")
        return rows.annotate(read_tags=names_of_tags(), read_staff=asked_by_staff(), read_window=hours_to_reopen())

    def held(self, *, skip_locked: bool = False, limit: int | None = None) -> list["Ticket"]:
        """Hold these rows until the transaction ends, in the order of their ids, and bring their people along.

        In two steps: what is joined to a row that another transaction was just changing is as old as the question.
        """
        rows = self.order_by("pk").select_for_update(no_key=True, skip_locked=skip_locked)
        ids = list(rows.values_list("pk", flat=True)[:limit])
        return list(Ticket.objects.with_people().filter(pk__in=ids).order_by("pk")) if ids else []

    def held_alone(self) -> list["Ticket"]:
        """Hold these rows and bring nobody along: for the act that happens most, and shows the ticket to nobody."""
        return list(self.order_by("pk").select_for_update(no_key=True))

    def longest_waiting_first(self) -> "TicketQuerySet":
        """Those who wait come first; the rest follow, the latest word first."""
        return self.alias(queue_at=queue_time()).order_by("queue_at", "id")


def queue_time() -> Coalesce:
    """Return the sort key of a queue, never null: who waits for nobody sorts behind, the latest word first."""
    # As far behind that day as the last word lies before it.
    mirror = models.Value(FAR_AWAY, output_field=models.DateTimeField())
    behind = mirror + (mirror - models.F("last_message_at"))
    return Coalesce("waiting_since", behind, output_field=models.DateTimeField())


def names_of_tags() -> ArraySubquery:
    """Return the names of a ticket's tags, in order."""
    return ArraySubquery(Tag.objects.filter(tickets=OuterRef("pk")).order_by("name").values("name"))


def asked_by_staff() -> Exists:
    """Return whether the one who asked is an active admin."""
    return Exists(Admin.objects.active().filter(telegram_id=OuterRef("user__telegram_id")))


def hours_to_reopen() -> models.Subquery:
    """Return the desk's setting of the reopen window: null where none is set."""
    return models.Subquery(DeskSettings.objects.filter(pk=DeskSettings.ONLY).values("reopen_hours"))


class Ticket(models.Model):
    """One question. Its status changes only as apps.ticket.transitions says."""

    class Status(models.TextChoices):
        NEW = "new", _("new")
        TAKEN = "taken", _("taken")
        CLOSED = "closed", _("closed")

    class Priority(models.IntegerChoices):
        LOW = 1, _("low")
        NORMAL = 2, _("normal")
        HIGH = 3, _("high")
        URGENT = 4, _("urgent")

    number = models.BigIntegerField(_("number"), unique=True, db_default=NextNumber(), editable=False)
    user = models.ForeignKey(TelegramUser, models.PROTECT, related_name="tickets", verbose_name=_("person"))
    category = models.ForeignKey(Category, models.PROTECT, related_name="tickets", verbose_name=_("category"))
    # Who holds it; after closing, who held it last.
    admin = models.ForeignKey(
        Admin, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("admin")
    )
    status = models.CharField(_("status"), max_length=6, choices=Status.choices, default=Status.NEW)
    # For the eye and for filters: the queue's order is who waits longest.
    # The database's own default is for code of the release before, which does not know the column.
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL, db_default=Priority.NORMAL
    )
    tags = models.ManyToManyField(Tag, related_name="tickets", verbose_name=_("tags"), blank=True)
    # The user's first message that nobody has answered; an answer clears it, a note does not.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    # When it was last announced for waiting too long.
    reminded_at = models.DateTimeField(null=True, blank=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="following")
    last_message_at = models.DateTimeField(_("last message"))
    # The last words that the user may see: lists show them without reading messages.
    last_text = models.CharField(_("last words"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("opened"))
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    reopened_at = models.DateTimeField(_("reopened"), null=True, blank=True)
    # The first answer since the opening or reopening; null until there is one.
    first_answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    # The person's latest rating, kept for lists; a reopening leaves it, the next closing is rated anew.
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Two first messages at the same instant must not open two tickets.
            models.UniqueConstraint("user", name="one_open_ticket_per_user", condition=~Q(status="closed")),
            # A taken ticket without a holder would be nobody's, a new one with a holder two people's.
            models.CheckConstraint(
                name="ticket_holder_by_status",
                condition=Q(status="new", admin=None) | Q(status="taken", admin__isnull=False) | Q(status="closed"),
            ),
            models.CheckConstraint(
                name="ticket_closed_at_by_status",
                condition=Q(status="closed", closed_at__isnull=False) | (~Q(status="closed") & Q(closed_at=None)),
            ),
            models.CheckConstraint(name="ticket_priority_known", condition=Q(priority__in=[1, 2, 3, 4])),
            # Nobody waits in a closed ticket: a reminder would go out for it.
            models.CheckConstraint(
                name="ticket_closed_waits_for_nobody", condition=~Q(status="closed") | Q(waiting_since=None)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("category", "status", name="ticket_category_status"),
            models.Index("waiting_since", name="ticket_waiting", condition=Q(waiting_since__isnull=False)),
            models.Index(fields=["user", "-id"], name="ticket_of_user"),
            # The site's queues: who waits longest, then whose last word is the latest; and the last closed first.
            models.Index(
                models.F("waiting_since").asc(nulls_last=True),
                models.F("last_message_at").desc(),
                models.F("id").desc(),
                name="ticket_queue",
            ),
            models.Index(fields=["-closed_at", "-id"], name="ticket_closed", condition=Q(status="closed")),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @cached_property
    def tag_names(self) -> list[str]:
        """The names of its tags, in order; `with_people` brings them along."""
        if "read_tags" in self.__dict__:
            return list(self.__dict__["read_tags"])
        return list(self.tags.values_list("name", flat=True))

    @cached_property
    def is_of_staff(self) -> bool:
        """Whether an active admin asked it; `with_people` brings that along."""
        if "read_staff" in self.__dict__:
            return bool(self.__dict__["read_staff"])
        return Admin.objects.active().filter(telegram_id=self.user.telegram_id).exists()

    @property
    def may_still_be_reopened(self) -> bool:
        """Whether the asker may reopen it: within the window after its closing; `with_people` brings that along."""
        if self.closed_at is None:
            return False
        brought = "read_window" in self.__dict__
        hours = self.__dict__["read_window"] if brought else DeskSettings.current().reopen_hours
        return clock.now() - self.closed_at <= reopen_window(hours)

    @property
    def may_block_asker(self) -> bool:
        """Whether the one who asked can be blocked: nobody of the staff can."""
        is_staff = self.is_of_staff or self.user.telegram_id in settings.SUPER_ADMIN_IDS
        return not is_staff and not self.user.is_blocked

    @property
    def is_closed(self) -> bool:
        return self.status == self.Status.CLOSED

    @property
    def cycle_began_at(self) -> datetime:
        """When the ticket was last opened or reopened."""
        return self.reopened_at or self.created_at
