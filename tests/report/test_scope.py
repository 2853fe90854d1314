"""Whose figures one may know: never a number, a name or a row of a category that is not the viewer's."""

import json
from datetime import date

import pytest

from apps.admin.actors import SYSTEM, Actor
from apps.report.services.export import export_tickets
from apps.report.services.summary import Report, report
from core.errors import Forbidden, NotFound, Refusal
from core.periods import Period
from core.spreadsheets import Row
from tests.personas import AZIZA, DILNOZA, JASUR, NODIRA, RUSTAM, Desk, known
from tests.report.acts import Life, at

PERIOD = Period(first=date(2026, 11, 10), last=date(2026, 11, 12))


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Both categories have had everything that is counted; Dilnoza answered in both, as she once was bound to both."""
    for category, admin, times in ((desk.payments, DILNOZA.admin, 1), (desk.delivery, NODIRA.admin, 2)):
        for day in (8, 10):
            for _ in range(times):
                life = Life(category)
                life.opened(at(day))
                life.answered(at(day), admin, waited=10 * times, first=10 * times)
                closing = life.closed(at(day, 14), admin, took=100 * times)
                life.rated(closing, 3 + times, at(day, 15), admin)
                life.reopened(at(day, 16))
    Life(desk.delivery).answered(at(11), DILNOZA.admin, waited=77, first=77)
    return desk


def seen_by(actor: Actor) -> Report:
    return report(actor=actor, period=PERIOD)


def exported(actor: Actor, **wanted: int) -> list[Row]:
    return list(export_tickets(actor=actor, period=PERIOD, language="en", **wanted).rows)


def test_an_admin_sees_their_categories_and_of_admins_themselves(busy: Desk) -> None:
    everything, own = seen_by(SYSTEM), seen_by(DILNOZA.in_telegram)
    of_payments = report(actor=SYSTEM, period=PERIOD, category_id=busy.payments.pk)

    assert own.totals == of_payments.totals != everything.totals
    assert own.previous == of_payments.previous
    assert own.by_day == of_payments.by_day
    assert [row.category for row in own.by_category] == [busy.payments]
    assert [row.admin for row in own.by_admin] == [DILNOZA.admin]
    # What she did where she is no longer bound is not hers to see.
    assert own.by_admin[0].totals.response.n == 1


def test_nothing_of_another_category_shines_through(busy: Desk) -> None:
    facts = json.dumps(seen_by(DILNOZA.in_telegram).as_facts())
    for word in ("Delivery", "Yetkazish", "Nodira", "77.0", "20.0", "200.0"):
        assert word not in facts
    assert "Payments" in facts


def test_a_colleague_of_the_same_category_is_not_named(busy: Desk) -> None:
    own = seen_by(JASUR.in_telegram)
    assert own.totals.closed == 1
    assert own.by_admin == []
    assert "Dilnoza" not in json.dumps(own.as_facts())


def test_an_admin_of_no_category_sees_nothing(busy: Desk) -> None:
    DILNOZA.admin.categories.clear()
    own = seen_by(DILNOZA.in_telegram)
    assert own.totals.is_empty
    assert (own.by_category, own.by_admin, exported(DILNOZA.in_telegram)) == ([], [], [])


@pytest.mark.parametrize("door", ["in_telegram", "at_the_site"])
def test_a_super_admin_sees_what_the_service_sees(busy: Desk, door: str) -> None:
    assert seen_by(getattr(RUSTAM, door)) == seen_by(SYSTEM)


def test_ones_own_work_may_be_asked_for_alone(busy: Desk) -> None:
    own = report(actor=DILNOZA.in_telegram, period=PERIOD, admin_id=DILNOZA.admin.pk)
    assert (own.totals.closed, own.totals.opened) == (1, None)
    assert own.totals.response.n == 1


def _asked(desk: Desk, viewer: str, **wanted: str) -> None:
    rows = {"payments": desk.payments.pk, "delivery": desk.delivery.pk, "nobody": 999_999_999}
    rows |= {"Dilnoza": DILNOZA.admin.pk, "Jasur": JASUR.admin.pk}
    actors = {"Dilnoza": DILNOZA.in_telegram, "Rustam": RUSTAM.in_telegram, "Aziza": AZIZA.in_telegram}
    ids = {name: rows[row] for name, row in wanted.items()}
    report(actor=actors[viewer], period=PERIOD, **ids)
    export_tickets(actor=actors[viewer], period=PERIOD, language="en", **ids)


REFUSED: list[tuple[str, dict[str, str], type[Refusal]]] = [
    ("Dilnoza", {"category_id": "delivery"}, NotFound),
    ("Dilnoza", {"category_id": "nobody"}, NotFound),
    ("Dilnoza", {"admin_id": "Jasur"}, Forbidden),
    # Whether an admin exists is not another's to know.
    ("Dilnoza", {"admin_id": "nobody"}, Forbidden),
    ("Rustam", {"category_id": "nobody"}, NotFound),
    ("Rustam", {"admin_id": "nobody"}, NotFound),
    ("Aziza", {}, Forbidden),
    ("Aziza", {"category_id": "payments"}, Forbidden),
    ("Aziza", {"admin_id": "Dilnoza"}, Forbidden),
]


@pytest.mark.parametrize(("viewer", "wanted", "refusal"), REFUSED)
def test_what_is_not_ones_own_is_refused(
    busy: Desk, viewer: str, wanted: dict[str, str], refusal: type[Refusal]
) -> None:
    known(AZIZA)
    with pytest.raises(refusal):
        _asked(busy, viewer, **wanted)


def test_whoever_was_dismissed_sees_nothing_any_more(busy: Desk) -> None:
    admin = DILNOZA.admin
    admin.is_active = False
    admin.save(update_fields=["is_active"])
    with pytest.raises(Forbidden):
        seen_by(DILNOZA.in_telegram)


def test_an_export_holds_only_tickets_that_are_still_the_viewers(busy: Desk) -> None:
    gone, come = Life(busy.payments), Life(busy.delivery)
    gone.opened(at(11))
    come.opened(at(11))
    gone.moved(at(12), busy.delivery)
    come.moved(at(12), busy.payments)

    numbers = [row[0] for row in exported(DILNOZA.in_telegram)]

    # What went elsewhere is no longer hers; what came was not opened in her category in these days.
    assert gone.ticket.number not in numbers
    assert come.ticket.number not in numbers
    assert {row[2] for row in exported(DILNOZA.in_telegram)} == {"Payments"}
    assert gone.ticket.number in [row[0] for row in exported(RUSTAM.in_telegram, category_id=busy.payments.pk)]
