"""What the staff decide about a person and a ticket beside the conversation: blocking, priority, tags."""

from apps.ticket.services import blocking, labels
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, RUSTAM
from tests.ticket.events.of_tickets import close
from tests.ticket.events.rows import Row, Scene

HERE = "apps.ticket.services"


def block(scene: Scene) -> None:
    blocking.block_person(actor=DILNOZA.in_telegram, user_id=AZIZA.user.pk, reason="Spam", ticket_id=scene.pk)


def block_and_hear_of_it(scene: Scene) -> None:
    block(scene)
    AZIZA.writes("Nega?")


def tag(scene: Scene) -> None:
    labels.set_tags(actor=DILNOZA.in_telegram, ticket_id=scene.pk, names=["Qaytarish"])


ROWS = [
    Row(
        service=f"{HERE}.blocking.block_person",
        by=DILNOZA,
        service_may=True,
        act=lambda scene, actor: blocking.block_person(
            actor=actor, user_id=AZIZA.user.pk, reason="Spam", ticket_id=scene.pk
        ),
        writes="person_blocked closed",
        refused=lambda scene: blocking.block_person(
            actor=NODIRA.in_telegram, user_id=AZIZA.user.pk, reason="Spam", ticket_id=scene.pk
        ),
    ),
    Row(
        service=f"{HERE}.blocking.block_person",
        case="whose ticket is closed, from their own page",
        by=RUSTAM,
        prepare=close,
        act=lambda scene, actor: blocking.block_person(actor=actor, user_id=AZIZA.user.pk, reason="Spam"),
        writes="person_blocked",
        refused=lambda scene: blocking.block_person(actor=RUSTAM.in_telegram, user_id=AZIZA.user.pk, reason=" "),
    ),
    Row(
        service=f"{HERE}.blocking.block_person",
        case="who is blocked",
        by=DILNOZA,
        prepare=block,
        act=lambda scene, actor: blocking.block_person(actor=actor, user_id=AZIZA.user.pk, reason="Yana"),
    ),
    Row(
        service=f"{HERE}.blocking.block_asker",
        by=JASUR,
        service_may=True,
        act=lambda scene, actor: blocking.block_asker(actor=actor, ticket_id=scene.pk, reason="Spam"),
        writes="person_blocked closed",
        refused=lambda scene: blocking.block_asker(actor=AZIZA.in_telegram, ticket_id=scene.pk, reason="Spam"),
    ),
    Row(
        service=f"{HERE}.blocking.unblock_person",
        by=DILNOZA,
        service_may=True,
        prepare=block_and_hear_of_it,
        act=lambda scene, actor: blocking.unblock_person(actor=actor, user_id=AZIZA.user.pk),
        writes="person_unblocked",
        refused=lambda scene: blocking.unblock_person(actor=NODIRA.in_telegram, user_id=AZIZA.user.pk),
    ),
    Row(
        service=f"{HERE}.blocking.unblock_person",
        case="who is not blocked",
        by=DILNOZA,
        act=lambda scene, actor: blocking.unblock_person(actor=actor, user_id=AZIZA.user.pk),
    ),
    Row(
        service=f"{HERE}.blocking.unblock_asker",
        by=DILNOZA,
        service_may=True,
        prepare=block,
        act=lambda scene, actor: blocking.unblock_asker(actor=actor, ticket_id=scene.pk),
        writes="person_unblocked",
        refused=lambda scene: blocking.unblock_asker(actor=NODIRA.in_telegram, ticket_id=scene.pk),
    ),
    Row(
        service=f"{HERE}.intake.receive_message",
        case="of somebody blocked",
        prepare=block,
        act=lambda scene, actor: AZIZA.writes("Nega?"),
    ),
    Row(
        service=f"{HERE}.labels.set_priority",
        by=DILNOZA,
        service_may=True,
        act=lambda scene, actor: labels.set_priority(actor=actor, ticket_id=scene.pk, priority="urgent"),
        writes="prioritized",
        refused=lambda scene: labels.set_priority(actor=NODIRA.in_telegram, ticket_id=scene.pk, priority="urgent"),
    ),
    Row(
        service=f"{HERE}.labels.set_priority",
        case="that it has",
        by=DILNOZA,
        act=lambda scene, actor: labels.set_priority(actor=actor, ticket_id=scene.pk, priority="normal"),
    ),
    Row(
        service=f"{HERE}.labels.set_tags",
        by=DILNOZA,
        service_may=True,
        act=lambda scene, actor: labels.set_tags(actor=actor, ticket_id=scene.pk, names=["Qaytarish", "VIP"]),
        writes="tagged",
        refused=lambda scene: labels.set_tags(actor=DILNOZA.in_telegram, ticket_id=scene.pk, names=["a,b"]),
    ),
    Row(
        service=f"{HERE}.labels.set_tags",
        case="that it has",
        by=JASUR,
        prepare=tag,
        act=lambda scene, actor: labels.set_tags(actor=actor, ticket_id=scene.pk, names=["qaytarish"]),
    ),
]
