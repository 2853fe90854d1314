"""Operators without Telegram, what admins are called, and which Telegram account is whose."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from pytest_django import Settings

from apps.admin.actors import Actor
from apps.admin.models import Admin
from apps.admin.services import operators, staff
from apps.admin.services.operators import Newcomer
from apps.ticket.models import Event, Focus, Ticket
from apps.ticket.services.focus import focus_on
from apps.user.models import Language
from core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, JASUR, RUSTAM, Desk, known
from tests.ticket.events.rows import last_event, written_since


def _add(login: str = "zafar", **details: Any) -> Admin:
    newcomer = Newcomer(**{"login": login, "first_name": "Zafar", **details})
    return operators.add_operator(actor=RUSTAM.at_the_site, newcomer=newcomer)


def _link(admin: Admin, telegram_id: int) -> Admin:
    return operators.link_telegram(actor=RUSTAM.at_the_site, admin_id=admin.pk, telegram_id=telegram_id)


# ---------------------------------------------------------------- added


def test_an_operator_without_telegram_may_what_they_were_given_and_has_no_password_yet(desk: Desk) -> None:
    before = last_event()
    zafar = _add(category_ids=[desk.payments.pk], last_name="  Aliyev ", language=Language.RU)

    assert (zafar.telegram_id, zafar.last_name, zafar.language, zafar.is_staff) == (None, "Aliyev", "ru", True)
    assert not zafar.has_usable_password()
    (event,) = written_since(before)
    assert (event.act, event.data) == (Event.Act.APPOINTED, {"admin": zafar.pk})
    assert event.changes == {"categories": [[], [desk.payments.pk]], "is_active": [False, True]}


@pytest.mark.parametrize("login", ["", "  ", "with space", "DILNOZA", "tg123", "TG5", "a" * 151, "<b>"])
def test_a_login_that_cannot_be_is_refused_by_its_name(login: str, desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        _add(login)
    assert list(refused.value.fields or {}) == ["username"]


def test_nobody_is_added_without_a_name_or_into_a_category_that_is_none(desk: Desk) -> None:
    wrong: list[dict[str, Any]] = [{"first_name": "  "}, {"first_name": "a" * 151}, {"category_ids": [10**6]}]
    for details in wrong:
        with pytest.raises(Invalid):
            _add(**details)
    assert not Admin.objects.filter(username="zafar").exists()


# ---------------------------------------------------------------- renamed


def test_one_names_oneself_and_a_super_admin_gives_anybody_a_login(desk: Desk) -> None:
    mine, pk = DILNOZA.at_the_site, DILNOZA.admin.pk
    operators.rename_admin(actor=mine, admin_id=pk, names={"first_name": "Dilya", "last_name": "Karimova"})
    operators.rename_admin(actor=RUSTAM.at_the_site, admin_id=pk, names={"username": "dilya"})

    renamed = Admin.objects.get(pk=pk)
    assert (str(renamed), renamed.username) == ("Dilya Karimova", "dilya")


def test_nobody_names_another_or_gives_themselves_a_login(desk: Desk) -> None:
    for admin, names in ((JASUR, {"first_name": "X"}), (DILNOZA, {"username": "boss"})):
        with pytest.raises(Forbidden):
            operators.rename_admin(actor=DILNOZA.at_the_site, admin_id=admin.admin.pk, names=names)


def test_a_new_name_is_told_from_what_to_what(desk: Desk) -> None:
    before = last_event()
    for _ in range(2):
        names = {"first_name": "Dilnoza", "last_name": "Karimova"}
        operators.rename_admin(actor=DILNOZA.at_the_site, admin_id=DILNOZA.admin.pk, names=names)

    (event,) = written_since(before)
    assert (event.act, event.changes) == (Event.Act.ACCOUNT_CHANGED, {"last_name": ["", "Karimova"]})


def test_a_login_of_telegrams_form_may_stay_with_the_one_who_has_it(desk: Desk) -> None:
    known(EMMA)
    emma, _ = staff.appoint_admin(actor=RUSTAM.at_the_site, appointment=staff.Appointment(telegram_id=EMMA.telegram_id))
    names = {"username": emma.username, "first_name": "Em"}
    renamed = operators.rename_admin(actor=RUSTAM.at_the_site, admin_id=emma.pk, names=names)
    assert (renamed.username, renamed.first_name) == (f"tg{EMMA.telegram_id}", "Em")


# ---------------------------------------------------------------- a Telegram account


def test_a_linked_account_speaks_its_persons_language_and_hears_that_it_is_an_admins(desk: Desk) -> None:
    known(BORIS)
    zafar = _add(category_ids=[desk.payments.pk])
    before = last_event()
    _link(zafar, BORIS.telegram_id)

    assert (BORIS.admin, BORIS.admin.language, BORIS.admin.first_name) == (zafar, "ru", "Zafar")
    assert BORIS.notices() == ["appointed"]
    (event,) = written_since(before)
    assert event.changes == {"telegram_id": [None, BORIS.telegram_id]}
    AZIZA.writes("Salom", category=desk.payments)
    assert BORIS.cards() == ["new"]


def test_somebody_who_never_wrote_may_be_linked_and_is_met_later(desk: Desk) -> None:
    zafar = _add()
    _link(zafar, EMMA.telegram_id)
    EMMA.writes("Hello")
    assert (EMMA.admin, EMMA.admin.language) == (zafar, "en")


def test_an_account_that_is_an_admins_is_refused_even_of_one_dismissed(desk: Desk) -> None:
    zafar = _add()
    staff.dismiss_admin(actor=RUSTAM.at_the_site, admin_id=JASUR.admin.pk)
    for taken in (DILNOZA, JASUR):
        with pytest.raises(Conflict, match="already_admin"):
            _link(zafar, taken.telegram_id)


def test_a_super_admin_of_the_settings_keeps_their_account(desk: Desk, settings: Settings) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA.telegram_id})
    admin = DILNOZA.admin
    with pytest.raises(Conflict, match="permanent_super_admin"):
        _link(admin, EMMA.telegram_id)
    with pytest.raises(Conflict, match="permanent_super_admin"):
        operators.unlink_telegram(actor=RUSTAM.at_the_site, admin_id=admin.pk)


def test_a_dismissed_admin_is_given_no_account_and_no_link(desk: Desk) -> None:
    jasur = staff.dismiss_admin(actor=RUSTAM.at_the_site, admin_id=JASUR.admin.pk)
    with pytest.raises(NotFound):
        _link(jasur, EMMA.telegram_id)
    with pytest.raises(NotFound):
        operators.make_password_link(actor=RUSTAM.at_the_site, admin_id=jasur.pk)


def test_who_turns_out_to_hold_their_own_ticket_holds_it_no_more(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    zafar = _add(category_ids=[desk.payments.pk])
    Ticket.objects.filter(pk=AZIZA.ticket.pk).update(admin=zafar, status="taken")

    _link(zafar, AZIZA.telegram_id)

    assert (AZIZA.ticket.status, AZIZA.ticket.admin) == ("new", None)


def test_an_unlinked_account_is_told_and_writes_into_no_ticket(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)
    admin, ticket = DILNOZA.admin, AZIZA.ticket
    focus_on(actor=DILNOZA.in_telegram, ticket_id=ticket.pk, mode=Focus.Mode.ANSWER)
    operators.unlink_telegram(actor=RUSTAM.at_the_site, admin_id=admin.pk)

    admin.refresh_from_db()
    assert (admin.telegram_id, admin.is_active) == (None, True)
    assert not Focus.objects.exists()
    assert DILNOZA.notices()[-1] == "dismissed"
    assert DILNOZA.in_telegram.admin is None


def test_another_account_takes_over_and_the_former_one_is_told(desk: Desk) -> None:
    known(EMMA)
    admin = DILNOZA.admin
    _link(admin, EMMA.telegram_id)
    assert (EMMA.admin, EMMA.notices()[-1], DILNOZA.notices()[-1]) == (admin, "appointed", "dismissed")


# ---------------------------------------------------------------- a link to set a password


def test_a_link_to_set_a_password_is_told_without_its_secret_and_ends_with_the_password(desk: Desk) -> None:
    zafar, before = _add(), last_event()
    _, token = operators.make_password_link(actor=RUSTAM.at_the_site, admin_id=zafar.pk)

    assert default_token_generator.check_token(zafar, token)
    (event,) = written_since(before)
    assert event.data == {"admin": zafar.pk, "password_link": True}
    zafar.set_password("a-word-of-his-own-27")
    zafar.save(update_fields=["password"])
    assert not default_token_generator.check_token(zafar, token)


# ---------------------------------------------------------------- once more


def test_a_dismissed_operator_is_appointed_again_under_their_own_name(desk: Desk) -> None:
    zafar = _add(first_name="Zafar aka")
    staff.dismiss_admin(actor=RUSTAM.at_the_site, admin_id=zafar.pk)
    staff.reappoint_admin(actor=RUSTAM.at_the_site, admin_id=zafar.pk, category_ids=[desk.payments.pk])

    again = Admin.objects.get(pk=zafar.pk)
    assert (again.is_active, again.is_superuser, again.first_name) == (True, False, "Zafar aka")
    assert again.category_ids() == [desk.payments.pk]
    with pytest.raises(Conflict, match="already_admin"):
        staff.reappoint_admin(actor=RUSTAM.at_the_site, admin_id=zafar.pk)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, pk: operators.add_operator(actor=actor, newcomer=Newcomer(login="x", first_name="X")),
        lambda actor, pk: operators.link_telegram(actor=actor, admin_id=pk, telegram_id=9),
        lambda actor, pk: operators.unlink_telegram(actor=actor, admin_id=pk),
        lambda actor, pk: operators.make_password_link(actor=actor, admin_id=pk),
        lambda actor, pk: staff.reappoint_admin(actor=actor, admin_id=pk),
    ],
)
def test_only_super_admins_manage_accounts(act: Callable[[Actor, int], object], desk: Desk) -> None:
    with pytest.raises(Forbidden):
        act(DILNOZA.at_the_site, DILNOZA.admin.pk)
