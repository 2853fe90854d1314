"""What is asked: reports, lists and searches, over the API, as a super admin and as an admin of two categories."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db.models import Count, Max
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from apps.admin.models import Admin
from apps.ticket.models import Event, Ticket
from bench.history.speech import LANDMARK

# What people look for, by what is hard about it. The common words stand in about one message of ten.
SEARCHES = {
    "a rare word": LANDMARK,
    "three words": "kafolat promokod shikoyat",
    "a common word": "toʻlov",
    "the same in Cyrillic": "тўлов",
    "three common words": "toʻlov karta buyurtma",
    "a word that nobody wrote": "xylofonqvist",
    "a mistyped word": "zargralik",
    "the name of many": "Dilnoza",
    "a full name": "Dilnoza Karimova",
    "a name and a word": "Dilnoza kafolat",
    "a number": "#{number}",
}


class Refused(Exception):
    """The desk did not answer: a refusal would be the fastest of all answers."""


@dataclass(frozen=True)
class Question:
    """Something that is asked: its name, and the way to ask it."""

    name: str
    ask: Callable[[], object]


@dataclass(frozen=True)
class Reader:
    """Somebody who asks over the API, through the whole backend but for the network."""

    telegram_id: int

    def get(self, path: str, **query: str) -> object:
        headers = {"Authorization": f"Token {settings.API_TOKEN}", "X-Telegram-Id": str(self.telegram_id)}
        answer = Client(SERVER_NAME="localhost").get(f"/api/{path}", query, headers=headers)
        if answer.status_code != 200:
            raise Refused(f"{path} {query}: {answer.status_code} {answer.content.decode()[:300]}")
        return answer

    def stream(self, path: str, **query: str) -> Iterator[bytes]:
        answer = self.get(path, **query)
        assert isinstance(answer, StreamingHttpResponse)
        yield from answer

    def browser(self) -> Client:
        """Return a browser in which they are signed in at the site."""
        client = Client(SERVER_NAME="localhost")
        client.force_login(Admin.objects.get(telegram_id=self.telegram_id))
        return client


def look(browser: Client, path: str, **query: str) -> object:
    """Open a page of the site in that browser."""
    answer = browser.get(f"/admin/{path}", query)
    if answer.status_code != 200:
        raise Refused(f"{path} {query}: {answer.status_code}")
    return answer


def readers() -> dict[str, Reader]:
    """Return who asks."""
    staff = Admin.objects.active().exclude(telegram_id=None)
    found = {
        "super admin": staff.filter(is_superuser=True).earliest("id"),
        "admin of two": staff.annotate(bound=Count("categories")).filter(is_superuser=False, bound=2).earliest("id"),
    }
    return {name: Reader(admin.telegram_id or 0) for name, admin in found.items()}


def last_day() -> date:
    """Return the last day of the history."""
    latest = Event.objects.aggregate(latest=Max("created_at"))["latest"]
    if latest is None:
        raise RuntimeError("This desk has no history: make history")
    return timezone.localdate(latest)


def days(count: int) -> dict[str, str]:
    """Return the period of so many days at the history's end, as a query names it."""
    last = last_day()
    return {"from": (last - timedelta(days=count - 1)).isoformat(), "to": last.isoformat()}


def reports(reader: Reader) -> Iterator[Question]:
    """Yield what is counted."""
    for name, length in (("a week", 7), ("a month", 30), ("a quarter", 91), ("a year", 365)):
        period = days(length)
        yield Question(f"report of {name}", partial(reader.get, "report/summary/", **period))
    yield Question("my activity", partial(reader.get, "report/activity/"))


def lists(reader: Reader, *, is_super: bool) -> Iterator[Question]:
    """Yield what is paged."""
    yield Question("tickets", partial(reader.get, "ticket/tickets/"))
    yield Question("tickets, open", partial(reader.get, "ticket/tickets/", status="taken"))
    yield Question("tickets, waiting", partial(reader.get, "ticket/tickets/", box="waiting"))
    yield Question("tickets, by a word", partial(reader.get, "ticket/tickets/", search="kafolat"))
    if is_super:
        month = days(30)
        yield Question("audit", partial(reader.get, "ticket/events/"))
        yield Question("audit, a rare act in a month", partial(reader.get, "ticket/events/", act="dismissed", **month))
        yield Question("audit, a category's", partial(reader.get, "ticket/events/", category="7", **month))


def searches(reader: Reader) -> Iterator[Question]:
    """Yield what is looked for."""
    number = Ticket.objects.values_list("number", flat=True).order_by("id")[Ticket.objects.count() // 2]
    for name, words in SEARCHES.items():
        query = words.format(number=number)
        yield Question(f"find {name}", partial(reader.get, "ticket/search/", q=query))


def pages(reader: Reader) -> Iterator[Question]:
    """Yield what an operator looks at all day."""
    browser = reader.browser()
    for tab in ("mine", "new", "waiting", "all", "closed"):
        yield Question(f"site: {tab}", partial(look, browser, "ticket/ticket/", tab=tab))
    yield Question("site: what changed", partial(look, browser, "ticket/ticket/live/", tab="all"))
    yield Question("site: first page", partial(look, browser, ""))


def questions() -> Iterator[Question]:
    """Yield everything, for each reader."""
    for name, reader in readers().items():
        is_super = name == "super admin"
        asked = (*reports(reader), *lists(reader, is_super=is_super), *searches(reader), *pages(reader))
        for question in asked:
            yield Question(f"{question.name} ({name})", question.ask)
