"""Both sides of a ticket act at the same instant: nobody waits in a circle, and no word is lost on the way."""

from collections.abc import Callable
from functools import partial

import pytest

from apps.admin.services.staff import change_admin, dismiss_admin
from apps.delivery.models import Delivery
from apps.delivery.services.outcomes import Result
from apps.ticket.models import Message, Ticket
from apps.ticket.services.closing import close_ticket, reopen_ticket
from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.edits import edit_answer, receive_edit
from apps.ticket.services.intake import receive_message
from apps.ticket.services.lifecycle import release_ticket, take_ticket
from apps.ticket.services.pending import answer_with_pending
from core.errors import Refusal
from tests.courier import deliver, lease, pass_time, report
from tests.personas import AZIZA, DILNOZA, JASUR, RUSTAM, Desk, Persona, photo
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


def _defects(outcomes: list[object]) -> list[object]:
    """Return what is neither an answer nor a refusal."""
    return [outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, Refusal)]


def _say(text: str) -> Content:
    return Content(kind="text", text=text)


def test_a_question_and_an_answer_at_once_both_arrive(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    ticket, dilnoza = AZIZA.ticket, DILNOZA.in_telegram
    for number in range(ROUNDS):
        acts: list[Callable[[], object]] = [
            partial(receive_message, incoming=AZIZA.message(f"Savol {number}")),
            partial(answer_ticket, actor=dilnoza, ticket_id=ticket.pk, content=_say(f"Javob {number}")),
            partial(receive_message, incoming=AZIZA.message(f"Yana {number}")),
        ]
        assert _defects(list(at_once(acts))) == []

    assert (ticket.messages.filter(admin=None).count(), len(AZIZA.reads())) == (1 + 2 * ROUNDS, ROUNDS)


def test_a_word_and_a_reopening_by_the_staff_at_once_leave_no_word_behind(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    ticket, dilnoza = AZIZA.ticket, DILNOZA.in_telegram
    for number in range(ROUNDS):
        close_ticket(actor=dilnoza, ticket_id=ticket.pk)
        acts: list[Callable[[], object]] = [
            partial(receive_message, incoming=AZIZA.message(f"Savol {number}")),
            partial(reopen_ticket, actor=dilnoza, ticket_id=ticket.pk),
        ]
        assert _defects(list(at_once(acts))) == []

    assert not Message.objects.waiting_of(AZIZA.user).exists()
    assert ticket.messages.count() == 1 + ROUNDS


def test_two_admins_reopen_each_others_tickets_at_once_and_answer_them(raced_desk: Desk) -> None:
    own = {}
    for admin in (DILNOZA, JASUR):
        admin.writes("Oyligim qani?", category=raced_desk.payments)
        own[admin] = admin.ticket
    deliver()
    for _ in range(ROUNDS):
        for admin, other in ((DILNOZA, JASUR), (JASUR, DILNOZA)):
            close_ticket(actor=admin.in_telegram, ticket_id=own[admin].pk)
            other.writes("Ertaga", reply_to=other.place_of_row(other.outbox("card")[0]))
        acts: list[Callable[[], object]] = [
            partial(answer_with_pending, actor=admin.in_telegram, ticket_id=own[other].pk, takeover=True, reopen=True)
            for admin, other in ((DILNOZA, JASUR), (JASUR, DILNOZA))
        ]
        assert _defects(list(at_once(acts))) == []

    assert (DILNOZA.reads().count("Ertaga"), JASUR.reads().count("Ertaga")) == (ROUNDS, ROUNDS)


def test_a_dismissal_and_an_answer_at_once_end_without_a_holder(raced_desk: Desk) -> None:
    for number in range(ROUNDS):
        AZIZA.writes("Salom", category=raced_desk.payments)
        ticket, dilnoza = AZIZA.ticket, DILNOZA.in_telegram
        Ticket.objects.filter(pk=ticket.pk).update(status="taken", admin=DILNOZA.admin)
        acts: list[Callable[[], object]] = [
            partial(dismiss_admin, actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk),
            partial(answer_ticket, actor=dilnoza, ticket_id=ticket.pk, content=_say(f"Javob {number}")),
        ]
        assert _defects(list(at_once(acts))) == []
        DILNOZA.admin.categories.set([raced_desk.payments])
        type(DILNOZA.admin).objects.filter(telegram_id=DILNOZA.telegram_id).update(is_active=True)


def test_two_bindings_and_a_take_at_once_leave_the_ticket_with_somebody_who_may(raced_desk: Desk) -> None:
    for _ in range(ROUNDS):
        AZIZA.writes("Salom", category=raced_desk.payments)
        ticket = AZIZA.ticket
        acts: list[Callable[[], object]] = [
            partial(change_admin, actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=[]),
            partial(take_ticket, actor=JASUR.in_telegram, ticket_id=ticket.pk),
            partial(change_admin, actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, category_ids=[]),
        ]
        assert _defects(list(at_once(acts))) == []
        for persona in (DILNOZA, JASUR):
            persona.admin.categories.set([raced_desk.payments])


def test_words_edited_while_they_are_leased_reach_the_other_end(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    take_ticket(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk)
    deliver()
    for number in range(ROUNDS):
        message = AZIZA.writes(f"Savol {number}")
        edited = AZIZA.message(f"Savol {number}!", message_id=message.message_id)
        leased: list[str] = []

        def fetch(leased: list[str] = leased) -> None:
            leased += [row.data["contents"][0]["text"] for row in lease().values() if row.kind == "content"]

        acts: list[Callable[[], object]] = [partial(receive_edit, incoming=edited), fetch]
        assert _defects(list(at_once(acts))) == []
        follows = Delivery.objects.filter(kind=Delivery.Kind.EDIT, message_ref=message.pk).exists()
        assert leased in ([], [f"Savol {number}!"]) or follows
        deliver()


def test_an_answer_edited_from_two_doors_at_once_keeps_every_version(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    dilnoza = DILNOZA.at_the_site
    answer = answer_ticket(actor=dilnoza, ticket_id=AZIZA.ticket.pk, content=_say("0"))
    texts = [str(number) for number in range(1, ROUNDS + 1)]

    acts = [partial(edit_answer, actor=dilnoza, message_id=answer.pk, text=text, entities=[]) for text in texts]
    assert _defects(list(at_once(acts))) == []

    kept = [version.text for version in answer.versions.all()] + [Message.objects.get(pk=answer.pk).text]
    assert sorted(kept) == ["0", *texts]
    assert AZIZA.reads() == [kept[-1]]


def test_a_message_that_does_not_arrive_while_the_ticket_moves_ends_without_a_circle(raced_desk: Desk) -> None:
    far = Persona(90_001, "Far", "uz")
    for asker in (AZIZA, far):
        asker.writes("Salom", category=raced_desk.payments)
        take_ticket(actor=DILNOZA.in_telegram, ticket_id=asker.ticket.pk)
    for _ in range(ROUNDS):
        deliver()
        acts: list[Callable[[], object]] = []
        for asker in (AZIZA, far):
            answer_ticket(actor=DILNOZA.in_telegram, ticket_id=asker.ticket.pk, content=_say("Hozir"))
            acts.append(partial(release_ticket, actor=DILNOZA.in_telegram, ticket_id=asker.ticket.pk))
        acts += [partial(report, row, Result.REFUSED) for row in lease().values()]
        assert _defects(list(at_once(acts))) == []


def test_an_album_that_grows_while_it_is_leased_loses_no_picture(raced_desk: Desk) -> None:
    AZIZA.writes("Salom", category=raced_desk.payments)
    deliver()
    members = [AZIZA.message("", kind="photo", media=photo(str(number)), album="5") for number in range(8)]
    seen: list[int] = []

    def fetch() -> None:
        for row in deliver():
            if row.kind == "content" and row.chat_id == DILNOZA.telegram_id:
                seen.extend(content["message"] for content in row.data["contents"])

    acts: list[Callable[[], object]] = [partial(receive_message, incoming=member) for member in members]
    assert _defects(list(at_once([*acts, fetch, fetch]))) == []
    pass_time(Delivery.objects.latest("id").not_before - Delivery.objects.earliest("id").not_before)
    fetch()

    assert sorted(seen) == sorted(Message.objects.filter(kind="photo").values_list("pk", flat=True))
