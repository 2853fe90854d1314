"""The acts upon tickets themselves: who holds them, when they end, how they are rated."""

from datetime import timedelta

from django.utils import timezone

from apps.delivery.services.outcomes import Result
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services import closing, conversation, lifecycle
from apps.ticket.services.outcomes import retry_delivery, retry_message
from apps.ticket.services.ratings import rate_ticket
from apps.ticket.services.reminders import announce_overdue
from tests.courier import lease, report
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA
from tests.ticket.events.rows import TEXT, Row, Scene

HERE = "apps.ticket.services"


def close(scene: Scene) -> None:
    closing.close_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.pk)


def release(scene: Scene) -> None:
    lifecycle.release_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.pk)


def last_closing() -> int:
    return Event.objects.filter(act=Event.Act.CLOSED).latest("pk").pk


def fail(scene: Scene) -> None:
    conversation.answer_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.pk, content=TEXT)
    report(lease()[AZIZA.telegram_id], Result.REFUSED)


def failed_row() -> int:
    return AZIZA.outbox("content")[-1].pk


def failed_message() -> int:
    return Message.objects.latest("pk").pk


def wait_long(scene: Scene) -> None:
    AZIZA.writes("Kim bor?")
    Ticket.objects.filter(pk=scene.pk).update(waiting_since=timezone.now() - timedelta(days=1))


ROWS = [
    Row(
        service=f"{HERE}.lifecycle.take_ticket",
        by=JASUR,
        prepare=release,
        act=lambda scene, actor: lifecycle.take_ticket(actor=actor, ticket_id=scene.pk),
        writes="taken",
        refused=lambda scene: lifecycle.take_ticket(actor=NODIRA.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.lifecycle.take_ticket",
        case="that they hold",
        by=DILNOZA,
        act=lambda scene, actor: lifecycle.take_ticket(actor=actor, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.lifecycle.assign_admin",
        case="to oneself",
        by=JASUR,
        prepare=release,
        act=lambda scene, actor: lifecycle.assign_admin(actor=actor, ticket_id=scene.pk, admin_id=JASUR.admin.pk),
        writes="taken",
    ),
    Row(
        service=f"{HERE}.lifecycle.assign_admin",
        by=DILNOZA,
        service_may=True,
        act=lambda scene, actor: lifecycle.assign_admin(actor=actor, ticket_id=scene.pk, admin_id=JASUR.admin.pk),
        writes="transferred",
        refused=lambda scene: lifecycle.assign_admin(
            actor=DILNOZA.in_telegram, ticket_id=scene.pk, admin_id=NODIRA.admin.pk
        ),
    ),
    Row(
        service=f"{HERE}.lifecycle.release_ticket",
        by=DILNOZA,
        act=lambda scene, actor: lifecycle.release_ticket(actor=actor, ticket_id=scene.pk),
        writes="released",
        refused=lambda scene: lifecycle.release_ticket(actor=JASUR.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.lifecycle.transfer_ticket",
        case="to a category",
        by=DILNOZA,
        service_may=True,
        act=lambda scene, actor: lifecycle.transfer_ticket(
            actor=actor, ticket_id=scene.pk, category_id=scene.desk.delivery.pk
        ),
        writes="transferred",
        refused=lambda scene: lifecycle.transfer_ticket(
            actor=DILNOZA.in_telegram, ticket_id=scene.pk, category_id=10**6
        ),
    ),
    Row(
        service=f"{HERE}.closing.close_ticket",
        by=DILNOZA,
        service_may=True,
        act=lambda scene, actor: closing.close_ticket(actor=actor, ticket_id=scene.pk),
        writes="closed",
        refused=lambda scene: closing.close_ticket(actor=NODIRA.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.closing.close_ticket",
        case="of one's own",
        by=AZIZA,
        act=lambda scene, actor: closing.close_ticket(actor=actor, ticket_id=scene.pk),
        writes="closed",
    ),
    Row(
        service=f"{HERE}.closing.close_ticket",
        case="that is closed",
        by=DILNOZA,
        prepare=close,
        act=lambda scene, actor: closing.close_ticket(actor=actor, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.closing.reopen_ticket",
        by=DILNOZA,
        service_may=True,
        prepare=close,
        act=lambda scene, actor: closing.reopen_ticket(actor=actor, ticket_id=scene.pk),
        writes="reopened",
        refused=lambda scene: closing.reopen_ticket(actor=NODIRA.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.outcomes.retry_delivery",
        by=DILNOZA,
        service_may=True,
        prepare=fail,
        act=lambda scene, actor: retry_delivery(actor=actor, delivery_id=failed_row()),
        writes="delivery_retried",
        refused=lambda scene: retry_delivery(actor=NODIRA.in_telegram, delivery_id=failed_row()),
    ),
    Row(
        service=f"{HERE}.outcomes.retry_message",
        by=DILNOZA,
        service_may=True,
        prepare=fail,
        act=lambda scene, actor: retry_message(actor=actor, message_id=failed_message()),
        writes="delivery_retried",
        refused=lambda scene: retry_message(actor=NODIRA.in_telegram, message_id=failed_message()),
    ),
    Row(
        service=f"{HERE}.ratings.rate_ticket",
        by=AZIZA,
        prepare=close,
        act=lambda scene, actor: rate_ticket(actor=actor, closing_id=last_closing(), value=4),
        writes="rated",
        refused=lambda scene: rate_ticket(actor=DILNOZA.in_telegram, closing_id=last_closing(), value=4),
    ),
    Row(
        service=f"{HERE}.reminders.announce_overdue",
        prepare=wait_long,
        act=lambda scene, actor: announce_overdue(),
        writes="reminded",
        by_the_desk="reminded",
    ),
]
