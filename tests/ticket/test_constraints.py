"""The database keeps the promises itself: what goes round the services is refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from apps.admin.models import Admin, Category, DeskSettings
from apps.delivery.models import BotProcess, Delivery, SentMessage
from apps.ticket.models import Event, Message, Rating, RawUpdate, Tag, Ticket, Viewing
from apps.user.models import TelegramUser
from tests.personas import AZIZA, DILNOZA, Desk


def _ticket(**fields: Any) -> Ticket:
    now = timezone.now()
    values = {"user": AZIZA.user, "category": AZIZA.ticket.category, "last_message_at": now, "created_at": now}
    return Ticket.objects.create(**{**values, **fields})


def _message(**fields: Any) -> Message:
    values = {"user": AZIZA.user, "kind": "text", "created_at": timezone.now()}
    return Message.objects.create(**{**values, **fields})


def _raw(payload: str) -> RawUpdate:
    return RawUpdate.objects.create(bot_id=1, update_id=1, payload=payload)


def _sent(row: Delivery) -> SentMessage:
    return SentMessage.objects.create(bot_id=1, chat_id=1, message_id=1, delivery=row)


def _rating(value: int) -> Rating:
    closing = Event.objects.earliest("id")
    category = AZIZA.ticket.category
    return Rating.objects.create(
        ticket=AZIZA.ticket, closing=closing, category=category, value=value, created_at=timezone.now()
    )


def _viewing() -> Viewing:
    return Viewing.objects.create(admin=DILNOZA.admin, ticket=AZIZA.ticket, seen_at=timezone.now())


def _bot(mode: str) -> BotProcess:
    now = timezone.now()
    return BotProcess.objects.create(instance=uuid4(), bot_id=1, mode=mode, started_at=now, seen_at=now)


def _first_row() -> Delivery:
    return Delivery.objects.earliest("id")


VIOLATIONS: dict[str, Callable[[], object]] = {
    "one_open_ticket_per_user": _ticket,
    "ticket_holder_by_status": lambda: Ticket.objects.update(status="taken"),
    "ticket_closed_at_by_status": lambda: Ticket.objects.update(status="closed", waiting_since=None),
    "ticket_closed_waits_for_nobody": lambda: Ticket.objects.update(status="closed", closed_at=timezone.now()),
    "telegram_message_once": lambda: _message(
        **Message.objects.values("bot_id", "chat_id", "message_id").earliest("id")
    ),
    "note_is_of_an_admin": lambda: _message(kind="note", ticket=AZIZA.ticket),
    "raw_update_once": lambda: (_raw("a"), _raw("b")),
    "user_language_known": lambda: TelegramUser.objects.update(language="fr"),
    "admin_language_known": lambda: Admin.objects.update(language="fr"),
    "category_named": lambda: Category.objects.update(name_uz="", name_ru="", name_en=""),
    "rating_from_one_to_five": lambda: _rating(6),
    "delivery_has_target": lambda: Delivery.objects.update(kind="edit"),
    "delivery_finished": lambda: Delivery.objects.update(finished_at=timezone.now()),
    "ticket_priority_known": lambda: Ticket.objects.update(priority=5),
    "tag_once": lambda: (Tag.objects.create(name="Qaytarish"), Tag.objects.create(name="QAYTARISH")),
    "viewing_once": lambda: (_viewing(), _viewing()),
    "desk_settings_once": lambda: DeskSettings.objects.create(pk=2),
    "desk_reminder_waits": lambda: DeskSettings.objects.create(pk=1, reminder_minutes=0),
    "bot_process_mode": lambda: _bot(mode="pigeon"),
    "sent_message_once": lambda: (_sent(_first_row()), _sent(_first_row())),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_it_refuses_what_goes_round_the_services(desk: Desk, name: str) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        VIOLATIONS[name]()


def test_every_constraint_is_tried_here() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("apps.")]
    named = {constraint.name for model in ours for constraint in model._meta.constraints}

    assert named == set(VIOLATIONS)


def test_a_taken_ticket_without_a_holder_and_a_new_one_with_a_holder_are_refused_alike(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    with pytest.raises(IntegrityError, match="ticket_holder_by_status"), transaction.atomic():
        Ticket.objects.update(admin=DILNOZA.admin)


def test_what_was_said_cannot_be_deleted_by_deleting_its_writer(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    with pytest.raises(models.ProtectedError):
        AZIZA.user.delete()


def test_a_rating_of_nothing_and_a_second_one_for_the_same_closing_are_refused(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    with pytest.raises(IntegrityError, match="rating_from_one_to_five"), transaction.atomic():
        _rating(0)
    _rating(5)
    with pytest.raises(IntegrityError, match="closing_id"), transaction.atomic():
        _rating(4)
