"""The acts of those who run the desk, and what people do about themselves: access, categories, logins, languages."""

from io import StringIO
from unittest.mock import patch

from django.core.management import call_command

from apps.admin.actors import admin_of
from apps.admin.services import accounts, categories, settings, staff
from apps.admin.services.staff import Appointment
from apps.ticket.services.people import register
from apps.user.models import Language
from apps.user.services import register_user
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, JASUR, RUSTAM, known
from tests.ticket.events.rows import Row, Scene

HERE = "apps.admin.services"
PASSWORD = "a-word-of-her-own-27"


def appoint_emma() -> Appointment:
    return Appointment(telegram_id=EMMA.telegram_id, first_name="Emma")


def dismiss_jasur(scene: Scene) -> None:
    staff.dismiss_admin(actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk)


def change_password_by_command() -> None:
    typed = "django.contrib.auth.management.commands.changepassword.getpass.getpass"
    with patch(typed, return_value="another-word-of-hers-27"):
        call_command("changepassword", "dilnoza", stdout=StringIO())


def stand_in_the_settings() -> None:
    with patch("django.conf.settings.SUPER_ADMIN_IDS", frozenset({EMMA.telegram_id})):
        admin_of(EMMA.telegram_id)
        admin_of(EMMA.telegram_id)


def fields_of(name: str) -> dict[str, object]:
    return {"telegram_id": EMMA.telegram_id, "first_name": name}


ROWS = [
    Row(
        service=f"{HERE}.staff.appoint_admin",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: staff.appoint_admin(actor=actor, appointment=appoint_emma()),
        writes="appointed",
        refused=lambda scene: staff.appoint_admin(actor=DILNOZA.in_telegram, appointment=appoint_emma()),
    ),
    Row(
        service=f"{HERE}.staff.appoint_admin",
        case="once more",
        by=RUSTAM,
        prepare=dismiss_jasur,
        act=lambda scene, actor: staff.appoint_admin(
            actor=actor, appointment=Appointment(telegram_id=JASUR.telegram_id)
        ),
        writes="appointed",
        refused=lambda scene: staff.appoint_admin(
            actor=RUSTAM.in_telegram, appointment=Appointment(telegram_id=DILNOZA.telegram_id)
        ),
    ),
    Row(
        service=f"{HERE}.staff.change_admin",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: staff.change_admin(actor=actor, admin_id=JASUR.admin.pk, is_super_admin=True),
        writes="access_changed",
        refused=lambda scene: staff.change_admin(
            actor=RUSTAM.in_telegram, admin_id=JASUR.admin.pk, is_super_admin=True, category_ids=[10**6]
        ),
    ),
    Row(
        service=f"{HERE}.staff.change_admin",
        case="who loses what they hold",
        by=RUSTAM,
        act=lambda scene, actor: staff.change_admin(
            actor=actor, admin_id=DILNOZA.admin.pk, category_ids=[scene.desk.delivery.pk]
        ),
        writes="access_changed released",
        by_the_desk="released",
    ),
    Row(
        service=f"{HERE}.staff.change_admin",
        case="to what they may already",
        by=RUSTAM,
        act=lambda scene, actor: staff.change_admin(
            actor=actor, admin_id=JASUR.admin.pk, is_super_admin=False, category_ids=[scene.desk.payments.pk]
        ),
    ),
    Row(
        service=f"{HERE}.staff.dismiss_admin",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: staff.dismiss_admin(actor=actor, admin_id=DILNOZA.admin.pk),
        writes="dismissed released",
        by_the_desk="released",
        refused=lambda scene: staff.dismiss_admin(actor=RUSTAM.in_telegram, admin_id=RUSTAM.admin.pk),
    ),
    Row(
        service=f"{HERE}.staff.dismiss_admin",
        case="who was dismissed",
        by=RUSTAM,
        prepare=dismiss_jasur,
        act=lambda scene, actor: staff.dismiss_admin(actor=actor, admin_id=JASUR.admin.pk),
    ),
    Row(
        service=f"{HERE}.categories.add_category",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: categories.add_category(actor=actor, fields={"slug": "third", "name_en": "Third"}),
        writes="category_added",
        refused=lambda scene: categories.add_category(actor=RUSTAM.in_telegram, fields={"slug": "third"}),
    ),
    Row(
        service=f"{HERE}.categories.change_category",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: categories.change_category(
            actor=actor, category_id=scene.desk.delivery.pk, changes={"is_active": False, "slug": "delivery"}
        ),
        writes="category_changed",
        refused=lambda scene: categories.change_category(
            actor=RUSTAM.in_telegram, category_id=scene.desk.payments.pk, changes={"slug": "delivery"}
        ),
    ),
    Row(
        service=f"{HERE}.categories.change_category",
        case="to what it is",
        by=RUSTAM,
        act=lambda scene, actor: categories.change_category(
            actor=actor, category_id=scene.desk.delivery.pk, changes={"is_active": True}
        ),
    ),
    Row(
        service=f"{HERE}.categories.move_category",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: categories.move_category(actor=actor, category_id=scene.desk.delivery.pk, step=-1),
        writes="category_moved",
        refused=lambda scene: categories.move_category(actor=RUSTAM.in_telegram, category_id=10**6, step=-1),
    ),
    Row(
        service=f"{HERE}.categories.move_category",
        case="at the end",
        by=RUSTAM,
        act=lambda scene, actor: categories.move_category(actor=actor, category_id=scene.desk.delivery.pk, step=1),
    ),
    Row(
        service=f"{HERE}.accounts.choose_own_language",
        by=DILNOZA,
        act=lambda scene, actor: accounts.choose_own_language(actor=actor, language=Language.EN),
        writes="language_chosen",
        refused=lambda scene: accounts.choose_own_language(actor=AZIZA.in_telegram, language=Language.EN),
    ),
    Row(
        service=f"{HERE}.settings.change_settings",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: settings.change_settings(actor=actor, changes={"reopen_hours": 48}),
        writes="settings_changed",
        refused=lambda scene: settings.change_settings(actor=DILNOZA.in_telegram, changes={"reopen_hours": 48}),
    ),
    Row(
        service=f"{HERE}.settings.change_settings",
        case="to what they are",
        by=RUSTAM,
        act=lambda scene, actor: settings.change_settings(actor=actor, changes={"reopen_hours": None}),
        refused=lambda scene: settings.change_settings(actor=RUSTAM.in_telegram, changes={"reopen_hours": -1}),
    ),
    Row(
        service=f"{HERE}.accounts.change_password",
        by=DILNOZA,
        act=lambda scene, actor: accounts.change_password(actor=actor, admin=DILNOZA.admin, password=PASSWORD),
        writes="password_changed",
    ),
    Row(
        service=f"{HERE}.accounts.renew_api_token",
        act=lambda scene, actor: accounts.renew_api_token(admin=DILNOZA.admin),
        writes="token_renewed",
        by_the_desk="token_renewed",
    ),
    Row(
        service="apps.admin.management.commands.create_api_token",
        act=lambda scene, actor: call_command("create_api_token", "dilnoza", stdout=StringIO()),
        writes="token_renewed",
        by_the_desk="token_renewed",
    ),
    Row(
        service=f"{HERE}.accounts.choose_language",
        by=DILNOZA,
        act=lambda scene, actor: accounts.choose_language(actor=actor, language=Language.EN),
        writes="language_chosen",
        refused=lambda scene: accounts.choose_language(actor=BORIS.in_telegram, language=Language.EN),
    ),
    Row(
        service=f"{HERE}.accounts.choose_language",
        case="that they read already",
        by=AZIZA,
        act=lambda scene, actor: accounts.choose_language(actor=actor, language=Language.UZ),
    ),
    Row(
        service="apps.ticket.services.people.register",
        case="of somebody new",
        by=EMMA,
        service_may=True,
        act=lambda scene, actor: register(actor=actor, fields=fields_of("Emma")),
        writes="person_added",
        refused=lambda scene: register(actor=AZIZA.in_telegram, fields=fields_of("Emma")),
    ),
    Row(
        service="apps.ticket.services.people.register",
        case="under another name",
        by=RUSTAM,
        service_may=True,
        prepare=lambda scene: known(EMMA),
        act=lambda scene, actor: register(actor=actor, fields=fields_of("Emily")),
        writes="person_changed",
    ),
    Row(
        service="apps.user.services.register_user",
        by=EMMA,
        act=lambda scene, actor: register_user(sender=EMMA.sender),
        writes="person_added",
    ),
    # ------------------------------------------------------ what is written without a service of ours
    Row(
        service="apps.admin.actors.admin_of",
        case="of one who stands in SUPER_ADMIN_IDS",
        act=lambda scene, actor: stand_in_the_settings(),
        writes="appointed",
        by_the_desk="appointed",
    ),
    Row(
        service="django: createsuperuser",
        act=lambda scene, actor: call_command(
            "createsuperuser", username="ulugbek", email="", interactive=False, stdout=StringIO()
        ),
        writes="appointed",
        by_the_desk="appointed",
    ),
    Row(
        service="django: changepassword",
        act=lambda scene, actor: change_password_by_command(),
        writes="password_changed",
        by_the_desk="password_changed",
    ),
]
