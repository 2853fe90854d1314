"""What Telegram brings: messages, edits, /start, and what became of what was sent to it."""

import json

from apps.delivery.models import Delivery
from apps.delivery.services.enqueue import set_reachability
from apps.delivery.services.outcomes import Result
from apps.ticket.models import Focus
from apps.ticket.services.conversation import answer_ticket
from apps.ticket.services.edits import delete_answer_in_chat, receive_edit
from apps.ticket.services.focus import focus_on
from apps.ticket.services.intake import start, store_raw_update
from apps.ticket.services.outcomes import report_outcomes
from apps.ticket.services.ratings import rate_ticket
from apps.user.services import Sender
from tests.courier import block, deliver, lease, report, sent
from tests.personas import AZIZA, BOT_ID, DILNOZA, EMMA, JASUR, Persona, known
from tests.ticket.events.of_tickets import close, last_closing, release
from tests.ticket.events.rows import TEXT, Row, Scene

HERE = "apps.ticket.services"
RENAMED = Persona(AZIZA.telegram_id, "Aziza Karimova", "uz")


def ask_for_a_comment(scene: Scene) -> None:
    close(scene)
    rate_ticket(actor=AZIZA.in_telegram, closing_id=last_closing(), value=5)
    deliver()


def reply_to_the_question(scene: Scene) -> None:
    thanks = next(row for row in AZIZA.outbox("notice") if row.data["code"] == "rating_thanks")
    AZIZA.writes("Rahmat", reply_to=AZIZA.place_of_row(thanks))


def write_in_focus(scene: Scene) -> None:
    focus_on(actor=DILNOZA.in_telegram, ticket_id=scene.pk, mode=Focus.Mode.NOTE)


def answer_in_the_chat(scene: Scene) -> None:
    """Let Dilnoza have answered by a reply, so that her words stand in her own chat."""
    DILNOZA.writes("Kuting", reply_to=DILNOZA.place_of(scene.ticket.messages.earliest("pk")))


def own_answer(scene: Scene) -> int:
    return scene.ticket.messages.filter(chat_id=DILNOZA.telegram_id).latest("pk").message_id or 0


def answer_on_its_way(scene: Scene) -> None:
    answer_ticket(actor=DILNOZA.in_telegram, ticket_id=scene.pk, content=TEXT)
    lease()


def outcome_for_aziza(result: Result) -> object:
    row = Delivery.objects.filter(chat_id=AZIZA.telegram_id, state="pending").select_related("chat").earliest("pk")
    return sent(row) if result is Result.SENT else report(row, result)


def raw(message: dict[str, object]) -> object:
    return store_raw_update(bot_id=BOT_ID, update_id=7, payload=json.dumps({"message": message}), error="strange")


ROWS = [
    Row(
        service=f"{HERE}.intake.receive_message",
        case="into an open ticket",
        by=AZIZA,
        only_in_telegram=True,
        act=lambda scene, actor: AZIZA.writes("Kim bor?"),
        writes="received",
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="of somebody new",
        by=EMMA,
        act=lambda scene, actor: EMMA.writes("Hello", category=scene.desk.payments),
        writes="person_added opened",
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="of somebody known, without a category",
        prepare=lambda scene: known(EMMA),
        act=lambda scene, actor: EMMA.writes("Hello"),
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="twice",
        prepare=lambda scene: AZIZA.writes("Kim bor?", message_id=10**6),
        act=lambda scene, actor: AZIZA.writes("Kim bor?", message_id=10**6),
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="of somebody with another name",
        by=AZIZA,
        act=lambda scene, actor: RENAMED.writes("Kim bor?"),
        writes="person_changed received",
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="of somebody who had blocked the bot",
        by=AZIZA,
        prepare=lambda scene: block(AZIZA),
        act=lambda scene, actor: AZIZA.writes("Kim bor?"),
        writes="bot_unblocked received",
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="as a reply of an admin",
        by=JASUR,
        only_in_telegram=True,
        prepare=release,
        act=lambda scene, actor: JASUR.writes("Hozir", reply_to=JASUR.place_of(scene.ticket.messages.earliest("pk"))),
        writes="taken answered",
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="as a note",
        by=DILNOZA,
        only_in_telegram=True,
        prepare=write_in_focus,
        act=lambda scene, actor: DILNOZA.writes("VIP"),
        writes="noted",
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="of an admin, for nobody in particular",
        act=lambda scene, actor: DILNOZA.writes("Yana"),
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="as a comment",
        by=AZIZA,
        prepare=ask_for_a_comment,
        act=lambda scene, actor: reply_to_the_question(scene),
        writes="commented",
    ),
    Row(
        service=f"{HERE}.intake.start",
        case="of somebody new",
        by=EMMA,
        act=lambda scene, actor: start(sender=EMMA.sender),
        writes="person_added",
    ),
    Row(
        service=f"{HERE}.intake.start",
        case="with words that wait",
        by=EMMA,
        prepare=lambda scene: EMMA.writes("Hello"),
        act=lambda scene, actor: start(sender=EMMA.sender, slug="payments"),
        writes="opened",
    ),
    Row(
        service=f"{HERE}.intake.store_raw_update",
        case="that can be read",
        by=AZIZA,
        act=lambda scene, actor: raw(
            {"message_id": 10**6, "chat": {"id": AZIZA.telegram_id, "type": "private"}, "from": _from(AZIZA)}
        ),
        writes="received",
    ),
    Row(
        service=f"{HERE}.intake.store_raw_update",
        case="that cannot be read",
        act=lambda scene, actor: raw({"chat": "?"}),
    ),
    Row(
        service=f"{HERE}.edits.receive_edit",
        by=AZIZA,
        act=lambda scene, actor: AZIZA.edits(scene.ticket.messages.earliest("pk"), "Assalomu alaykum"),
        writes="edited",
    ),
    Row(
        service=f"{HERE}.edits.receive_edit",
        case="of what was never seen",
        by=AZIZA,
        act=lambda scene, actor: receive_edit(incoming=AZIZA.message("Kim bor?")),
        writes="received",
    ),
    Row(
        service=f"{HERE}.edits.delete_answer_in_chat",
        by=DILNOZA,
        only_in_telegram=True,
        prepare=answer_in_the_chat,
        act=lambda scene, actor: delete_answer_in_chat(
            actor=actor, bot_id=BOT_ID, telegram_message_id=own_answer(scene)
        ),
        writes="deleted",
        refused=lambda scene: delete_answer_in_chat(
            actor=JASUR.in_telegram, bot_id=BOT_ID, telegram_message_id=own_answer(scene)
        ),
    ),
    Row(
        service=f"{HERE}.outcomes.report_outcomes",
        case="of what arrived",
        prepare=answer_on_its_way,
        act=lambda scene, actor: outcome_for_aziza(Result.SENT),
    ),
    Row(
        service=f"{HERE}.outcomes.report_outcomes",
        case="of what was refused",
        prepare=answer_on_its_way,
        act=lambda scene, actor: outcome_for_aziza(Result.REFUSED),
        writes="delivery_failed",
        by_the_desk="delivery_failed",
    ),
    Row(
        service=f"{HERE}.outcomes.report_outcomes",
        case="of a chat that is blocked",
        by=AZIZA,
        prepare=answer_on_its_way,
        act=lambda scene, actor: outcome_for_aziza(Result.BLOCKED),
        writes="bot_blocked",
    ),
    Row(
        service=f"{HERE}.outcomes.report_outcomes",
        case="of nothing",
        act=lambda scene, actor: report_outcomes(bot_id=BOT_ID, outcomes=[]),
    ),
    Row(
        service="apps.delivery.services.enqueue.set_reachability",
        case="blocked",
        by=AZIZA,
        act=lambda scene, actor: set_reachability(chat_id=AZIZA.telegram_id, reachable=False),
        writes="bot_blocked",
    ),
    Row(
        service="apps.delivery.services.enqueue.set_reachability",
        case="blocked twice",
        prepare=lambda scene: block(AZIZA),
        act=lambda scene, actor: set_reachability(chat_id=AZIZA.telegram_id, reachable=False),
    ),
    Row(
        service="apps.delivery.services.enqueue.set_reachability",
        case="let in again",
        by=AZIZA,
        prepare=lambda scene: block(AZIZA),
        act=lambda scene, actor: set_reachability(chat_id=AZIZA.telegram_id, reachable=True),
        writes="bot_unblocked",
    ),
    Row(
        service="apps.delivery.services.enqueue.set_reachability",
        case="of a chat that was never blocked",
        act=lambda scene, actor: set_reachability(chat_id=AZIZA.telegram_id, reachable=True),
    ),
]


def _from(persona: Persona) -> dict[str, object]:
    sender: Sender = persona.sender
    return {"id": sender.telegram_id, "first_name": sender.first_name, "language_code": sender.language_code}
