"""Every act writes one event of its kind in its own transaction; a refused act writes none."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from apps.admin.services import (
    Appointment,
    add_category,
    appoint_admin,
    change_admin,
    change_category,
    dismiss_admin,
    move_category,
)
from apps.delivery.services.outcomes import Result
from apps.ticket.models import Event, Focus, Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note, answer_ticket
from apps.ticket.services.edits import delete_answer, edit_answer
from apps.ticket.services.focus import focus_on
from apps.ticket.services.lifecycle import release_ticket, take_ticket, transfer_ticket
from apps.ticket.services.outcomes import retry_delivery
from apps.ticket.services.pending import answer_with_pending, choose_category, discard_pending
from apps.user.services import register_user
from core.errors import Refusal
from tests.courier import deliver, lease, report
from tests.personas import AZIZA, DILNOZA, EMMA, JASUR, NODIRA, RUSTAM, Desk

TEXT = Content(kind="text", text="Hozir")


@dataclass(frozen=True)
class Scene:
    """What an act finds: Aziza's ticket, held by Dilnoza who answered once."""

    desk: Desk
    ticket: Ticket
    answer: Message


@pytest.fixture
def scene(desk: Desk) -> Scene:
    AZIZA.writes("Salom", category=desk.payments)
    answer = answer_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=TEXT)
    deliver()
    return Scene(desk=desk, ticket=AZIZA.ticket, answer=answer)


def _release(scene: Scene) -> Ticket:
    return release_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.ticket.pk)


def _close(scene: Scene) -> Ticket:
    return close_ticket(actor=AZIZA.in_telegram, ticket_id=scene.ticket.pk)


def _take_released(scene: Scene) -> None:
    _release(scene)
    take_ticket(actor=JASUR.in_telegram, ticket_id=scene.ticket.pk)


def _take_over(scene: Scene) -> None:
    focus_on(actor=JASUR.in_telegram, ticket_id=scene.ticket.pk, mode=Focus.Mode.ANSWER, takeover=True)


def _reopen(scene: Scene) -> None:
    _close(scene)
    reopen_ticket(actor=AZIZA.in_telegram, ticket_id=scene.ticket.pk)


def _open(scene: Scene) -> None:
    EMMA.writes("Hello")
    choose_category(actor=EMMA.in_telegram, category_id=scene.desk.payments.pk)


def _send_held(scene: Scene) -> None:
    DILNOZA.writes("Yana")
    answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=scene.ticket.pk)


def _discard(scene: Scene) -> None:
    DILNOZA.writes("Yoʻq")
    discard_pending(actor=DILNOZA.in_telegram)


def _fail(scene: Scene) -> None:
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.ticket.pk, content=TEXT)
    report(lease()[AZIZA.telegram_id], Result.REFUSED)


def _retry(scene: Scene) -> None:
    _fail(scene)
    retry_delivery(actor=DILNOZA.in_telegram, delivery_id=AZIZA.outbox("content")[-1].pk)


def _appoint(scene: Scene) -> None:
    register_user(sender=EMMA.sender)
    appoint_admin(actor=RUSTAM.in_telegram, appointment=Appointment(telegram_id=EMMA.telegram_id))


def _transfer(scene: Scene) -> None:
    transfer_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.ticket.pk, admin_id=JASUR.admin.pk)


def _change_category(scene: Scene) -> None:
    change_category(actor=RUSTAM.in_telegram, category_id=scene.desk.delivery.pk, changes={"is_active": False})


def _delete(scene: Scene) -> None:
    for _ in range(2):
        delete_answer(actor=DILNOZA.in_telegram, message_id=scene.answer.pk)


def _edit(scene: Scene) -> None:
    for _ in range(2):
        edit_answer(actor=DILNOZA.in_telegram, message_id=scene.answer.pk, text="Kuting", entities=[])


ACTS: dict[Event.Act, Callable[[Scene], object]] = {
    Event.Act.OPENED: _open,
    Event.Act.RECEIVED: lambda scene: AZIZA.writes("Kim bor?"),
    Event.Act.TAKEN: _take_released,
    Event.Act.TAKEN_OVER: _take_over,
    Event.Act.RELEASED: _release,
    Event.Act.TRANSFERRED: _transfer,
    Event.Act.ANSWERED: _send_held,
    Event.Act.NOTED: lambda scene: add_note(actor=JASUR.in_telegram, ticket_id=scene.ticket.pk, content=TEXT),
    Event.Act.EDITED: _edit,
    Event.Act.DELETED: _delete,
    Event.Act.CLOSED: lambda scene: (_close(scene), _close(scene)),
    Event.Act.REOPENED: _reopen,
    Event.Act.DISCARDED: _discard,
    Event.Act.DELIVERY_FAILED: _fail,
    Event.Act.DELIVERY_RETRIED: _retry,
    Event.Act.APPOINTED: _appoint,
    Event.Act.ACCESS_CHANGED: lambda scene: change_admin(
        actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=[]
    ),
    Event.Act.DISMISSED: lambda scene: dismiss_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk),
    Event.Act.CATEGORY_ADDED: lambda scene: add_category(
        actor=RUSTAM.in_telegram, fields={"slug": "third", "name_en": "Third"}
    ),
    Event.Act.CATEGORY_CHANGED: _change_category,
    Event.Act.CATEGORY_MOVED: lambda scene: move_category(
        actor=RUSTAM.in_telegram, category_id=scene.desk.delivery.pk, step=-1
    ),
}
# It has a file of its own: test_reminders.py.
ELSEWHERE = {Event.Act.REMINDED}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_writes_one_event_of_its_kind(scene: Scene, act: Event.Act) -> None:
    Event.objects.all().delete()

    ACTS[act](scene)

    assert Event.objects.filter(act=act).count() == 1


def test_every_kind_of_event_is_tried_here() -> None:
    assert set(ACTS) | ELSEWHERE == set(Event.Act)


REFUSED: dict[str, Callable[[Scene], object]] = {
    "take": lambda scene: take_ticket(actor=JASUR.in_telegram, ticket_id=scene.ticket.pk),
    "release": lambda scene: release_ticket(actor=JASUR.in_telegram, ticket_id=scene.ticket.pk),
    "answer": lambda scene: answer_ticket(actor=JASUR.in_telegram, ticket_id=scene.ticket.pk, content=TEXT),
    "note": lambda scene: add_note(actor=NODIRA.in_telegram, ticket_id=scene.ticket.pk, content=TEXT),
    "transfer": lambda scene: transfer_ticket(
        actor=DILNOZA.in_telegram, ticket_id=scene.ticket.pk, admin_id=NODIRA.admin.pk
    ),
    "close": lambda scene: close_ticket(actor=NODIRA.in_telegram, ticket_id=scene.ticket.pk),
    "reopen": lambda scene: reopen_ticket(actor=AZIZA.in_telegram, ticket_id=scene.ticket.pk),
    "edit": lambda scene: edit_answer(actor=JASUR.in_telegram, message_id=scene.answer.pk, text="x", entities=[]),
    "delete": lambda scene: delete_answer(actor=JASUR.in_telegram, message_id=scene.answer.pk),
    "send held": lambda scene: answer_with_pending(actor=DILNOZA.in_telegram, ticket_id=scene.ticket.pk),
    "retry": lambda scene: retry_delivery(actor=DILNOZA.in_telegram, delivery_id=AZIZA.outbox("content")[0].pk),
    "appoint": lambda scene: appoint_admin(
        actor=DILNOZA.in_telegram, appointment=Appointment(telegram_id=EMMA.telegram_id, first_name="Emma")
    ),
    "appoint again": lambda scene: appoint_admin(
        actor=RUSTAM.in_telegram, appointment=Appointment(telegram_id=JASUR.telegram_id)
    ),
    "bind": lambda scene: change_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=[10**6]),
    "dismiss": lambda scene: dismiss_admin(actor=RUSTAM.in_telegram, admin_id=RUSTAM.admin.pk),
    "add category": lambda scene: add_category(actor=RUSTAM.in_telegram, fields={"slug": "x"}),
    "change category": lambda scene: change_category(
        actor=RUSTAM.in_telegram, category_id=scene.desk.payments.pk, changes={"slug": "delivery"}
    ),
    "move category": lambda scene: move_category(actor=RUSTAM.in_telegram, category_id=10**6, step=1),
}


@pytest.mark.parametrize("act", REFUSED)
def test_a_refused_act_writes_nothing(scene: Scene, act: str) -> None:
    before = (Event.objects.count(), Message.objects.count(), len(AZIZA.outbox()), len(DILNOZA.outbox()))

    with pytest.raises(Refusal):
        REFUSED[act](scene)

    assert before == (Event.objects.count(), Message.objects.count(), len(AZIZA.outbox()), len(DILNOZA.outbox()))


def test_an_event_says_who_and_through_which_door(scene: Scene) -> None:
    add_note(actor=JASUR.at_the_site, ticket_id=scene.ticket.pk, content=TEXT)
    noted = Event.objects.get(act=Event.Act.NOTED)
    received = Event.objects.earliest("id")

    assert (noted.admin, noted.user, noted.door) == (JASUR.admin, None, "site")
    assert (received.admin, received.user, received.door) == (None, AZIZA.user, "telegram")
