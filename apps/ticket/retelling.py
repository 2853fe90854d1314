"""Events in the site's words: who, through which door, from what to what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.admin.actors import Door
from apps.admin.models import Admin, Category
from apps.ticket.models import Event, Ticket
from apps.user.models import Language, TelegramUser
from core.wording import stars

NOTHING = "—"
# So much of a saved reply's words stands in a line of the journal; the event keeps all of them.
LONGEST_TEXT = 120
DOORS: dict[Door, str | Promise] = {
    Door.TELEGRAM: "Telegram",
    Door.SITE: gettext_lazy("site"),
    Door.API: "API",
    Door.SYSTEM: gettext_lazy("system"),
}
ACTS = dict(Event.Act.choices)
# What changed, and what else an event holds. A name that stands here is shown by it; another as it is kept.
LABELS = {
    "status": gettext_lazy("status"),
    "admin": gettext_lazy("admin"),
    "category": gettext_lazy("category"),
    "categories": gettext_lazy("categories"),
    "rating": gettext_lazy("rating"),
    "is_super_admin": gettext_lazy("super admin"),
    "is_active": gettext_lazy("active"),
    "slug": gettext_lazy("slug"),
    "name_uz": gettext_lazy("name in Uzbek"),
    "name_ru": gettext_lazy("name in Russian"),
    "name_en": gettext_lazy("name in English"),
    "order": gettext_lazy("order"),
    "language": gettext_lazy("language"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "username": gettext_lazy("username"),
    "priority": gettext_lazy("priority"),
    "tags": gettext_lazy("tags"),
    "reason": gettext_lazy("reason"),
    "telegram_id": gettext_lazy("Telegram id"),
    "password_link": gettext_lazy("link to set a password"),
    "reopen_hours": gettext_lazy("hours in which a closed ticket may be reopened"),
    "reminder_minutes": gettext_lazy("minutes after which a waiting ticket is announced again"),
    "greeting_uz": gettext_lazy("greeting in Uzbek"),
    "greeting_ru": gettext_lazy("greeting in Russian"),
    "greeting_en": gettext_lazy("greeting in English"),
    "title": gettext_lazy("title"),
    "reply": gettext_lazy("saved reply"),
    "files": gettext_lazy("files"),
    "text_uz": gettext_lazy("text in Uzbek"),
    "text_ru": gettext_lazy("text in Russian"),
    "text_en": gettext_lazy("text in English"),
    "kept": gettext_lazy("written meanwhile"),
    "by": gettext_lazy("closed by"),
    "chat": gettext_lazy("chat"),
    "closing": gettext_lazy("closing"),
    "delivery": gettext_lazy("delivery"),
    "error": gettext_lazy("error"),
    "login": gettext_lazy("login"),
    "message": gettext_lazy("message"),
    "messages": gettext_lazy("messages"),
    "user": gettext_lazy("person"),
    "version": gettext_lazy("earlier version"),
    "way": gettext_lazy("way"),
}
PRIORITIES = {value.name.lower(): value.label for value in Ticket.Priority}
WAYS = {"link": gettext_lazy("one-time link")}
CLOSED_BY = {"user": gettext_lazy("the person"), "admin": gettext_lazy("admin"), "system": gettext_lazy("system")}


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed, in words; `before` is a dash where there was nothing."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.name}: {self.before} → {self.after}"


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of the admins, people and categories that some events mention, read at once."""

    admins: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Names":
        """Read the names that these events mention: three questions at most, however many events there are."""
        mentioned: dict[str, set[int]] = {"admin": set(), "user": set(), "category": set()}
        for event in events:
            for name, value in [*event.changes.items(), *event.data.items()]:
                kind = "category" if name == "categories" else name
                if kind in mentioned:
                    mentioned[kind].update(_ids(value))
        admins = Admin.objects.filter(pk__in=mentioned["admin"])
        people = TelegramUser.objects.filter(pk__in=mentioned["user"])
        categories = Category.objects.filter(pk__in=mentioned["category"])
        return cls(
            admins={admin.pk: admin.display_name for admin in admins},
            people={person.pk: str(person) for person in people},
            categories={category.pk: str(category) for category in categories},
        )

    def say(self, name: str, value: Any) -> str:
        """Return a value of an event in words."""
        if value is None or value in ([], ""):
            return NOTHING
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name == "messages" or isinstance(value, dict):
            return ", ".join(map(str, value))
        if isinstance(value, list):
            return ", ".join(self.say(name, item) for item in value)
        return self._word(name, value)

    def _word(self, name: str, value: Any) -> str:
        words: dict[str, Mapping[Any, Any]] = {
            "admin": self.admins,
            "user": self.people,
            "category": self.categories,
            "categories": self.categories,
            "status": dict(Ticket.Status.choices),
            "language": dict(Language.choices),
            "priority": PRIORITIES,
            "by": CLOSED_BY,
            "way": WAYS,
        }
        if name == "rating" and isinstance(value, int):
            return stars(value)
        if name.startswith("text_"):
            return Truncator(value).chars(LONGEST_TEXT)
        return str(words.get(name, {}).get(value, value))


def changes_of(event: Event, names: Names) -> list[Change]:
    """Return from what to what, in words."""
    return [
        Change(name=label(name), before=names.say(name, before), after=names.say(name, after))
        for name, (before, after) in event.changes.items()
    ]


def facts_of(event: Event, names: Names, only: Collection[str] | None = None) -> list[tuple[str, str]]:
    """Return what else was noted: (name, value), in words."""
    kept = {name: value for name, value in event.data.items() if only is None or name in only}
    return [(label(name), names.say(name, value)) for name, value in kept.items()]


def label(name: str) -> str:
    """Return what a reader calls it."""
    return str(LABELS.get(name, name))


def door_name(door: str) -> str:
    """Return the door's name."""
    return str(DOORS[Door(door)])


def author_of(event: Event) -> str:
    """Return who did it; nothing where that was the desk itself."""
    return event.admin.display_name if event.admin else str(event.user or "")


def _ids(value: Any) -> set[int]:
    """Return the row ids in a value: [from, to], of which each may be a list itself, or one id."""
    if isinstance(value, list):
        return {found for item in value for found in _ids(item)}
    return {value} if isinstance(value, int) else set()
