"""Acts that happened at a chosen moment, written past the services: what reports count, to the microsecond."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from apps.admin.models import Admin, Category
from apps.ticket.models import Event, Rating, Ticket
from apps.user.models import TelegramUser

TASHKENT = ZoneInfo("Asia/Tashkent")
numbers = count(1)


def at(day: int, hour: int = 12, minute: int = 0, *, month: int = 11, zone: str = "Asia/Tashkent") -> datetime:
    """Return a moment of 2026 by the clock of that place."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(zone))


def s(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@dataclass
class Life:
    """A ticket whose acts the test writes down; the row of the ticket follows what reports read of it."""

    category: Category
    ticket: Ticket = field(init=False)

    def __post_init__(self) -> None:
        user = TelegramUser.objects.create(telegram_id=500_000 + next(numbers), first_name="Kim", username="kim")
        now = at(1)
        self.ticket = Ticket.objects.create(
            user=user, category=self.category, status="closed", closed_at=now, created_at=now, last_message_at=now
        )

    def act(self, name: str, when: datetime, admin: Admin | None = None, **fields: Any) -> Event:
        """Write one event of this ticket, in its present category."""
        fields.setdefault("category", self.category)
        return Event.objects.create(
            act=name, door="telegram", ticket=self.ticket, admin=admin, created_at=when, **fields
        )

    def opened(self, when: datetime, messages: int = 1) -> None:
        self.act("opened", when, message_count=messages)

    def answered(
        self, when: datetime, admin: Admin, *, waited: float | None = None, first: float | None = None
    ) -> None:
        self.act(
            "answered",
            when,
            admin,
            message_count=1,
            response_time=None if waited is None else s(waited),
            first_response_time=None if first is None else s(first),
        )

    def closed(self, when: datetime, admin: Admin | None = None, *, took: float = 60, full: float = 60) -> Event:
        return self.act("closed", when, admin, resolution_time=s(took), full_resolution_time=s(full))

    def reopened(self, when: datetime, admin: Admin | None = None) -> None:
        self.act("reopened", when, admin)

    def moved(self, when: datetime, category: Category, admin: Admin | None = None) -> None:
        """Transfer it: the event is noted under the category that it leaves."""
        pair = [self.category.pk, category.pk]
        self.act("transferred", when, admin, changes={"category": pair})
        self.category = category
        Ticket.objects.filter(pk=self.ticket.pk).update(category=category)

    def rated(self, closing: Event, value: int, when: datetime, admin: Admin | None = None) -> Rating:
        return Rating.objects.create(
            ticket=self.ticket,
            closing=closing,
            value=value,
            admin=admin,
            category_id=closing.category_id or self.category.pk,
            created_at=when,
        )
