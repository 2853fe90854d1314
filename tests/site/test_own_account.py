"""What everybody of the staff keeps for themselves at the site: names, a token, the language."""

import re

import pytest
from django.urls import reverse

from apps.admin.authentication import digest_of
from apps.admin.models import Admin, ApiToken
from apps.user.models import TelegramUser
from tests.api.desk import DILNOZA, Desk, build_desk, fingerprint
from tests.site.office import latest, seat, text_of


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


# ---------------------------------------------------------------- one's own account


def test_ones_own_account_is_renamed_by_oneself(office: Desk) -> None:
    client = seat(office.dilnoza)
    page = text_of(client.get(reverse("admin:staff_admin_account")))
    assert "dilnoza" in page
    assert "Toʻlovlar" in page
    client.post(reverse("admin:staff_admin_account_names"), {"first_name": "Dilya", "last_name": "K", "username": "x"})
    dilnoza = Admin.objects.get(pk=office.dilnoza.pk)
    assert (str(dilnoza), dilnoza.username) == ("Dilya K", "dilnoza")
    empty = client.post(reverse("admin:staff_admin_account_names"), {"first_name": " "})
    assert empty.status_code == 400


def test_a_new_token_is_shown_once_and_only_its_digest_is_kept(office: Desk) -> None:
    client = seat(office.dilnoza)
    page = client.post(reverse("admin:staff_admin_account_token"))
    token = re.search(r'id="api-token">([^<]+)<', text_of(page))
    assert token
    assert ApiToken.objects.get(admin=office.dilnoza).digest == digest_of(token[1])
    assert token[1] not in text_of(client.get(reverse("admin:staff_admin_account")))
    assert client.get(reverse("admin:staff_admin_account_token")).status_code == 405
    assert latest("token_renewed").admin == office.dilnoza


# ---------------------------------------------------------------- the language


def test_who_chose_a_language_reads_the_site_in_it_in_every_browser(office: Desk) -> None:
    client = seat(office.dilnoza, "en")
    assert "Tickets" in text_of(client.get(reverse("admin:index")))
    client.post(reverse("set_language"), {"language": "ru", "next": "/admin/"})
    assert "Обращения" in text_of(seat(office.dilnoza, "en").get(reverse("admin:index")))
    dilnoza = Admin.objects.get(pk=office.dilnoza.pk)
    assert (dilnoza.language, dilnoza.language_chosen) == ("ru", True)
    assert TelegramUser.objects.get(telegram_id=DILNOZA).language == "ru"


def test_an_operator_without_telegram_keeps_a_language_too(office: Desk) -> None:
    Admin.objects.filter(pk=office.kamola.pk).update(telegram_id=None)
    office.kamola.refresh_from_db()
    client = seat(office.kamola, "en")
    client.post(reverse("set_language"), {"language": "ru", "next": "/admin/"})
    assert "Обращения" in text_of(seat(office.kamola, "uz").get(reverse("admin:index")))
    event = latest("language_chosen")
    assert (event.admin, event.changes) == (office.kamola, {"language": ["uz", "ru"]})


def test_a_language_that_the_desk_does_not_speak_changes_nothing(office: Desk) -> None:
    client, before = seat(office.dilnoza), fingerprint()
    client.post(reverse("set_language"), {"language": "de", "next": "/admin/"})
    client.get(reverse("set_language"))
    assert fingerprint() == before
