"""There is always a super admin: the last one stays, and those in SUPER_ADMIN_IDS stay while they stand there."""

from functools import partial

import pytest
from pytest_django import Settings

from apps.admin.actors import Role, admin_of, person
from apps.admin.models import Admin
from apps.admin.services.staff import change_admin, dismiss_admin
from core.errors import Conflict
from tests.personas import AZIZA, DILNOZA, NODIRA, RUSTAM, Desk, appoint
from tests.races import at_once


def test_the_last_super_admin_stays(desk: Desk) -> None:
    rustam = RUSTAM.admin
    with pytest.raises(Conflict, match="last_super_admin"):
        dismiss_admin(actor=RUSTAM.in_telegram, admin_id=rustam.pk)
    with pytest.raises(Conflict, match="last_super_admin"):
        change_admin(actor=RUSTAM.in_telegram, admin_id=rustam.pk, is_super_admin=False)
    assert RUSTAM.in_telegram.is_super


def test_a_dismissed_one_does_not_count(desk: Desk) -> None:
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, is_super_admin=True)
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    with pytest.raises(Conflict, match="last_super_admin"):
        dismiss_admin(actor=RUSTAM.in_telegram, admin_id=RUSTAM.admin.pk)


def test_one_of_two_may_go(desk: Desk) -> None:
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, is_super_admin=True)
    dismiss_admin(actor=DILNOZA.in_telegram, admin_id=RUSTAM.admin.pk)

    assert not RUSTAM.in_telegram.is_super
    assert RUSTAM.notices() == ["dismissed"]


def test_who_stands_in_the_settings_is_one_from_the_first_word(desk: Desk, settings: Settings) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({AZIZA.telegram_id})

    assert person(AZIZA.telegram_id).role == Role.SUPER_ADMIN
    assert AZIZA.receives(AZIZA.message()).actor.is_super
    assert Admin.objects.filter(telegram_id=AZIZA.telegram_id).count() == 1


def test_they_cannot_be_dismissed_or_unmade(desk: Desk, settings: Settings) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA.telegram_id})

    with pytest.raises(Conflict, match="permanent_super_admin"):
        dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)
    change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, is_super_admin=True)
    with pytest.raises(Conflict, match="permanent_super_admin"):
        change_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk, is_super_admin=False)


def test_who_was_dismissed_before_is_one_again(desk: Desk, settings: Settings) -> None:
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA.telegram_id})

    found = admin_of(DILNOZA.telegram_id)
    assert found is not None
    assert found.is_super_admin


def test_taken_out_of_the_settings_they_are_what_they_were(desk: Desk, settings: Settings) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA.telegram_id})
    assert DILNOZA.in_telegram.is_super
    settings.SUPER_ADMIN_IDS = frozenset()

    assert DILNOZA.in_telegram.role == Role.ADMIN


def test_a_permanent_one_lets_the_last_other_go(desk: Desk, settings: Settings) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA.telegram_id})

    dismiss_admin(actor=DILNOZA.in_telegram, admin_id=RUSTAM.admin.pk)
    assert not RUSTAM.in_telegram.is_super


@pytest.mark.django_db(transaction=True)
def test_the_last_two_who_dismiss_each_other_at_once_leave_one(raced_desk: Desk) -> None:
    for _ in range(5):
        Admin.objects.filter(telegram_id__in=[RUSTAM.telegram_id, NODIRA.telegram_id]).update(
            is_superuser=True, is_active=True
        )
        rustam, nodira = RUSTAM.in_telegram, NODIRA.in_telegram
        assert rustam.admin is not None
        assert nodira.admin is not None

        outcomes = at_once(
            [
                partial(dismiss_admin, actor=rustam, admin_id=nodira.admin.pk),
                partial(dismiss_admin, actor=nodira, admin_id=rustam.admin.pk),
            ]
        )

        assert Admin.objects.active().super_admins().count() == 1, outcomes
        refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert [type(refusal) for refusal in refused] == [Conflict]


def test_a_super_admin_needs_no_category(desk: Desk) -> None:
    admin = appoint(AZIZA, is_superuser=True)

    assert admin.may_work_on(desk.payments.pk)
    assert admin.may_work_on(desk.delivery.pk)
