"""What super admins do about accounts: operators without Telegram, names, links, coming back."""

from apps.admin.models import Admin
from apps.admin.services import operators, staff
from apps.admin.services.operators import Newcomer
from tests.personas import AZIZA, BORIS, DILNOZA, JASUR, RUSTAM
from tests.ticket.events.rows import Row, Scene

HERE = "apps.admin.services"
ZAFAR = Newcomer(login="zafar", first_name="Zafar")


def dismiss_jasur(scene: Scene) -> None:
    staff.dismiss_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk)


def unlink_jasur(scene: Scene) -> None:
    operators.unlink_telegram(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk)


def pk_of_jasur() -> int:
    return Admin.objects.get(username="jasur").pk


ROWS = [
    Row(
        service=f"{HERE}.operators.add_operator",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: operators.add_operator(actor=actor, newcomer=ZAFAR),
        writes="appointed",
        refused=lambda scene: operators.add_operator(actor=DILNOZA.in_telegram, newcomer=ZAFAR),
    ),
    Row(
        service=f"{HERE}.operators.rename_admin",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: operators.rename_admin(
            actor=actor, admin_id=JASUR.admin.pk, names={"last_name": "Rahimov", "username": "jasur2"}
        ),
        writes="account_changed",
        refused=lambda scene: operators.rename_admin(
            actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, names={"last_name": "R", "username": "dilnoza"}
        ),
    ),
    Row(
        service=f"{HERE}.operators.rename_admin",
        case="as they are called",
        by=DILNOZA,
        act=lambda scene, actor: operators.rename_admin(
            actor=actor, admin_id=DILNOZA.admin.pk, names={"first_name": " Dilnoza "}
        ),
        refused=lambda scene: operators.rename_admin(
            actor=DILNOZA.in_telegram, admin_id=JASUR.admin.pk, names={"first_name": "X"}
        ),
    ),
    Row(
        service=f"{HERE}.operators.link_telegram",
        by=RUSTAM,
        service_may=True,
        prepare=unlink_jasur,
        act=lambda scene, actor: operators.link_telegram(
            actor=actor, admin_id=pk_of_jasur(), telegram_id=BORIS.telegram_id
        ),
        writes="account_changed",
        refused=lambda scene: operators.link_telegram(
            actor=RUSTAM.in_telegram, admin_id=pk_of_jasur(), telegram_id=DILNOZA.telegram_id
        ),
    ),
    Row(
        service=f"{HERE}.operators.link_telegram",
        case="of the one whose ticket they hold",
        by=RUSTAM,
        act=lambda scene, actor: operators.link_telegram(
            actor=actor, admin_id=DILNOZA.admin.pk, telegram_id=AZIZA.telegram_id
        ),
        writes="account_changed released",
        by_the_desk="released",
    ),
    Row(
        service=f"{HERE}.operators.unlink_telegram",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: operators.unlink_telegram(actor=actor, admin_id=JASUR.admin.pk),
        writes="account_changed",
        refused=lambda scene: operators.unlink_telegram(actor=RUSTAM.in_telegram, admin_id=10**6),
    ),
    Row(
        service=f"{HERE}.operators.make_password_link",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: operators.make_password_link(actor=actor, admin_id=JASUR.admin.pk),
        writes="account_changed",
        refused=lambda scene: operators.make_password_link(actor=JASUR.in_telegram, admin_id=JASUR.admin.pk),
    ),
    Row(
        service=f"{HERE}.staff.reappoint_admin",
        by=RUSTAM,
        service_may=True,
        prepare=dismiss_jasur,
        act=lambda scene, actor: staff.reappoint_admin(
            actor=actor, admin_id=JASUR.admin.pk, category_ids=[scene.desk.payments.pk]
        ),
        writes="appointed",
        refused=lambda scene: staff.reappoint_admin(
            actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, category_ids=[10**6]
        ),
    ),
]
