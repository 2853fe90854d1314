"""The made-up past of a desk is one that the desk's own services could have written."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count

from apps.admin.actors import SYSTEM
from apps.admin.models import Admin
from apps.report.services.summary import report
from apps.ticket.models import Event, Message, MessageVersion, Rating, Ticket
from apps.user.models import TelegramUser
from bench.history.history import Scale
from core.periods import Period, midnight

pytestmark = pytest.mark.django_db

BEGINS = (Event.Act.OPENED, Event.Act.REOPENED)


def stories() -> dict[int, list[Event]]:
    """The events of each ticket, in their order."""
    found: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.exclude(ticket=None).order_by("id"):
        assert event.ticket_id is not None
        found[event.ticket_id].append(event)
    return found


def test_it_makes_about_as_much_as_was_asked_for(past: Scale) -> None:
    assert Ticket.objects.count() == 400
    assert 3600 <= Message.objects.count() <= 4400
    assert 180 <= TelegramUser.objects.count() <= 320
    assert Rating.objects.count() > 80
    assert Admin.objects.filter(is_active=False, username__startswith="tg75").count() == 4
    assert {event.act for event in Event.objects.all()} >= {
        "opened", "received", "taken", "taken_over", "released", "transferred", "answered", "noted", "edited", "closed",
        "reopened", "reminded", "appointed", "dismissed", "rated", "commented", "signed_in",
    }  # fmt: skip


def test_the_next_rows_follow_what_was_made(past: Scale) -> None:
    last = Ticket.objects.latest("id")
    person = TelegramUser.objects.create(telegram_id=1, first_name="Aziza")
    ticket = Ticket.objects.create(
        user=person, category=last.category, created_at=last.created_at, last_message_at=last.created_at
    )
    ticket.refresh_from_db()
    assert (ticket.pk, ticket.number) == (last.pk + 1, last.number + 1)
    ticket.delete()
    person.delete()


def test_everything_lies_within_its_days(past: Scale) -> None:
    begin, end = midnight(past.last - timedelta(days=past.days - 1)), midnight(past.last + timedelta(days=1))
    moments = list(Event.objects.values_list("created_at", flat=True))
    assert begin <= min(moments)
    assert max(moments) < end
    assert moments == sorted(moments)
    assert not Message.objects.filter(edited_at__gte=end).exists()
    assert not Rating.objects.filter(changed_at__gte=end).exists()


def test_each_ticket_is_as_its_events_left_it(past: Scale) -> None:
    tickets = {ticket.pk: ticket for ticket in Ticket.objects.all()}
    told = stories()
    assert told.keys() == tickets.keys()
    for number, story in told.items():
        ticket = tickets[number]
        now: dict[str, Any] = {"status": None, "admin": None, "category": None, "rating": None}
        for event in story:
            for name, (before, after) in event.changes.items():
                if name not in {"category", "rating"}:
                    assert now[name] == before, (number, event)
                now[name] = after
            now["category"] = now["category"] or event.category_id
            expected = event.changes["category"][0] if "category" in event.changes else now["category"]
            assert event.category_id == expected
        assert now["status"] == ticket.status
        assert now["admin"] == ticket.admin_id
        assert now["category"] == ticket.category_id
        assert now["rating"] == ticket.rating


def test_each_time_is_the_one_between_its_events(past: Scale) -> None:
    written = dict(Message.objects.values_list("id", "created_at"))
    for story in stories().values():
        opened_at, began_at, first_answered = story[0].created_at, story[0].created_at, False
        waiting: datetime | None = Message.objects.filter(ticket=story[0].ticket_id).earliest("id").created_at
        for event in story:
            measured = (
                event.response_time, event.first_response_time, event.resolution_time, event.full_resolution_time,
            )  # fmt: skip
            now = event.created_at
            expected: tuple[timedelta | None, ...] = (None, None, None, None)
            if event.act == Event.Act.REOPENED:
                began_at, first_answered = now, False
                waiting = last_words_before(event) if event.message_count else None
            elif event.act == Event.Act.RECEIVED:
                waiting = waiting or written[event.data["messages"][0]]
            elif event.act == Event.Act.ANSWERED:
                expected = (now - waiting if waiting else None, None if first_answered else now - began_at, None, None)
                waiting, first_answered = None, True
            elif event.act == Event.Act.CLOSED:
                expected, waiting = (None, None, now - began_at, now - opened_at), None
            assert measured == expected, event
        assert story[0].ticket is not None
        assert story[0].ticket.waiting_since == waiting


def last_words_before(event: Event) -> datetime:
    """What the person said by which they reopened their ticket."""
    earlier = Message.objects.filter(ticket=event.ticket_id, admin=None, rating=None, created_at__lt=event.created_at)
    return earlier.latest("id").created_at


def test_events_count_the_messages_that_there_are(past: Scale) -> None:
    for ticket, story in stories().items():
        counted = sum(event.message_count for event in story)
        assert counted == Message.objects.filter(ticket=ticket, rating=None).count()
    answers = Event.objects.filter(act=Event.Act.ANSWERED)
    assert {event.data["message"] for event in answers} == set(
        Message.objects.exclude(admin=None).exclude(kind="note").values_list("id", flat=True)
    )
    edits = Event.objects.filter(act=Event.Act.EDITED)
    assert {event.data["version"] for event in edits} == set(MessageVersion.objects.values_list("id", flat=True))


def test_each_rating_is_of_a_closing_and_of_who_answered_last_before_it(past: Scale) -> None:
    told = stories()
    for rating in Rating.objects.select_related("closing"):
        closing = rating.closing
        assert (closing.act, closing.ticket_id, closing.category_id) == ("closed", rating.ticket_id, rating.category_id)
        answers = [event for event in told[rating.ticket_id] if event.act == "answered" and event.pk < closing.pk]
        assert rating.admin_id == (answers[-1].admin_id if answers else None)
        given = [event for event in told[rating.ticket_id] if event.data.get("closing") == closing.pk]
        values = [event.changes["rating"] for event in given if event.act == "rated"]
        assert values[0][0] is None
        assert values[-1][1] == rating.value
        assert (rating.changed_at is not None) == (len(values) == 2)
        comments = [event.data["message"] for event in given if event.act == "commented"]
        assert comments == list(rating.comments.values_list("id", flat=True))


def test_nobody_acts_before_they_are_appointed_or_after_they_are_dismissed(past: Scale) -> None:
    admins = list(Admin.objects.filter(username__startswith="tg75"))
    assert {admin.is_active for admin in admins} == {True, False}
    for admin in admins:
        acts = list(Event.objects.filter(admin=admin).values_list("created_at", flat=True))
        appointed = Event.objects.get(act=Event.Act.APPOINTED, data__admin=admin.pk).created_at
        assert appointed <= min(acts, default=appointed)
        if not admin.is_active:
            dismissed = Event.objects.get(act=Event.Act.DISMISSED, data__admin=admin.pk).created_at
            assert dismissed >= max(acts, default=dismissed)
            assert not Ticket.objects.filter(admin=admin, status="taken").exists()
            assert not admin.categories.exists()


def test_nobody_has_two_open_tickets_at_any_time(past: Scale) -> None:
    held: dict[int, int] = {}
    owners = dict(Ticket.objects.values_list("id", "user_id"))
    assert len(set(owners.values())) < len(owners), "Somebody came again."
    for event in Event.objects.filter(act__in=[*BEGINS, "closed"]).order_by("id"):
        assert event.ticket_id is not None
        owner = owners[event.ticket_id]
        if event.act in BEGINS:
            assert held.setdefault(owner, event.ticket_id) == event.ticket_id
        else:
            assert held.pop(owner) == event.ticket_id


def test_a_report_over_it_says_what_the_tickets_say(past: Scale) -> None:
    whole = report(actor=SYSTEM, period=Period.of_days(past.days, until=past.last))
    assert whole.totals.opened == Ticket.objects.count()
    assert whole.totals.backlog == Ticket.objects.open().count() > 0
    assert whole.totals.ratings.n == Rating.objects.count()
    for row in whole.by_category:
        assert row.totals.backlog == Ticket.objects.open().filter(category=row.category).count()
    staff_wrote = Message.objects.exclude(admin=None).exclude(kind="note")
    assert {row.admin.pk: row.totals.messages_out for row in whole.by_admin if row.totals.messages_out} == dict(
        staff_wrote.order_by().values_list("admin").annotate(count=Count("pk"))
    )
