"""The desk's settings at the site: explained, bounded, and a super admin's only."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.admin.models import DeskSettings
from apps.admin.services.settings import desk_settings
from tests.api.desk import Desk, build_desk, fingerprint
from tests.site.office import latest, seat, text_of

PAGE = reverse("desk_settings")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def boss(office: Desk) -> Client:
    return seat(office.rustam)


def test_what_nobody_set_is_empty_beside_the_servers_value(boss: Client) -> None:
    page = text_of(boss.get(PAGE))
    assert "Empty: 72, from the server&#x27;s settings." in page
    assert "Empty: 30, from the server&#x27;s settings." in page
    assert 'name="reopen_hours" value' not in page
    assert not DeskSettings.objects.exists()


def test_what_is_set_holds_and_is_noted(boss: Client, office: Desk) -> None:
    given = {"reopen_hours": "24", "reminder_minutes": "", "greeting_uz": "Xush kelibsiz! <b>1</b>"}
    assert boss.post(PAGE, given).headers["Location"] == PAGE
    assert (desk_settings().reopen_hours, desk_settings().greeting_uz) == (24, "Xush kelibsiz! <b>1</b>")
    event = latest("settings_changed")
    assert (event.admin, event.door, event.changes["reopen_hours"]) == (office.rustam, "site", [None, 24])
    page = text_of(boss.get(PAGE))
    assert 'value="24"' in page
    assert "&lt;b&gt;1&lt;/b&gt;" in page
    told = text_of(boss.get(reverse("admin:ticket_event_change", args=[event.pk])))
    assert "hours in which a closed ticket may be reopened: — → 24" in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reopen_hours", "-1"),
        ("reopen_hours", "8761"),
        ("reopen_hours", "abc"),
        ("reminder_minutes", "0"),
        ("reminder_minutes", "10081"),
        ("greeting_ru", "я" * 1001),
        ("greeting_en", "a\x00b"),
    ],
)
def test_what_is_out_of_bounds_is_refused_at_its_field_and_stays_typed(
    name: str, value: str, boss: Client, office: Desk
) -> None:
    before = fingerprint()
    page = boss.post(PAGE, {"reopen_hours": "5", name: value})
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [name]
    assert fingerprint() == before


def test_only_super_admins_open_it(office: Desk) -> None:
    client, before = seat(office.dilnoza), fingerprint()
    assert (client.get(PAGE).status_code, client.post(PAGE, {"reopen_hours": "1"}).status_code) == (403, 403)
    assert PAGE not in text_of(client.get(reverse("admin:index")))
    assert Client().get(PAGE).status_code == 302
    assert fingerprint() == before


def test_a_forged_change_is_refused(office: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.rustam)
    assert client.post(PAGE, {"reopen_hours": "1"}).status_code == 403
    assert desk_settings().reopen_hours is None
