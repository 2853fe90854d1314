"""Coming to the site, leaving it, and its languages."""

import pytest
from django.test import Client
from django.urls import reverse

from apps.admin.models import Admin
from tests.api.desk import Desk, build_desk
from tests.site.office import seat, ticket_address


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


def test_a_person_logs_in_changes_their_password_and_logs_out(office: Desk) -> None:
    office.dilnoza.set_password("an-old-password-1")
    office.dilnoza.save(update_fields=["password"])
    client = Client()
    login = {"username": "dilnoza", "password": "an-old-password-1"}
    assert client.post(reverse("admin:login"), login).headers["Location"] == reverse("admin:index")
    new = {"old_password": "an-old-password-1", "new_password1": "a-new-word-27", "new_password2": "a-new-word-27"}
    assert client.post(reverse("admin:password_change"), new).status_code == 302
    assert Admin.objects.get(pk=office.dilnoza.pk).check_password("a-new-word-27")
    assert client.get(reverse("admin:index")).status_code == 200
    client.post(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_category_is_called_by_its_name_in_the_readers_language(office: Desk) -> None:
    type(office.payments).objects.filter(pk=office.payments.pk).update(name_ru="Платежи")
    assert "Платежи" in seat(office.dilnoza, "ru").get(ticket_address(office)).content.decode()
    assert "Toʻlovlar" in seat(office.dilnoza, "en").get(ticket_address(office)).content.decode()


@pytest.mark.parametrize(("language", "word"), [("uz", "Murojaatlar"), ("ru", "Обращения"), ("en", "Tickets")])
def test_the_language_is_switched_by_a_form(language: str, word: str, office: Desk) -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": language, "next": "/admin/"})
    client.force_login(office.dilnoza)
    assert word in client.get(reverse("admin:index")).content.decode()
