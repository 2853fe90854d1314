"""Who is let in where at the site: every address, knocked at by everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from apps.admin.actors import Door as Way
from apps.admin.actors import operator
from apps.admin.services.staff import dismiss_admin
from tests.api.desk import Desk, build_desk, fingerprint
from tests.site.doors import DOORS, OPEN, PLAIN, Door, changing_forms, served_names
from tests.site.office import seat

JSON = {"accept": "application/json"}


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@contextmanager
def undone() -> Iterator[None]:
    """Give the database back as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def knock(client: Client, door: Door, office: Desk, **headers: str) -> str:
    """Return the status that comes back; where one is led, also whether that is the login."""
    client.raise_request_exception = False
    with undone():
        answer = getattr(client, door.method)(door.address(office), headers=headers)
    if answer.status_code == 302:
        return "login" if answer.headers["Location"].startswith(reverse("admin:login")) else "302"
    return str(answer.status_code)


def test_every_address_of_the_site_has_a_row() -> None:
    assert served_names() - changing_forms() - OPEN - PLAIN == {door.name for door in DOORS}


def test_each_of_the_staff_is_let_in_where_they_work_and_nowhere_else(office: Desk) -> None:
    people = {"super admin": office.rustam, "own admin": office.dilnoza, "other admin": office.kamola}
    clients = {name: seat(person) for name, person in people.items()}
    wrong = {}
    for door in DOORS:
        answered = {name: knock(client, door, office) for name, client in clients.items()}
        if answered != door.expected():
            wrong[door.name] = answered
    assert wrong == {}


def test_nobody_else_gets_past_the_login_nor_changes_anything(office: Desk) -> None:
    dismissed = seat(office.dilnoza)
    dismiss_admin(actor=operator(office.rustam, Way.SITE), admin_id=office.dilnoza.pk)
    past, before = {}, fingerprint()
    for door in DOORS:
        for client in (Client(), dismissed):
            answered = (knock(client, door, office), knock(client, door, office, **JSON))
            if answered != ("login", "401"):
                past[door.name] = answered
    assert past == {}
    assert fingerprint() == before


def test_djangos_own_forms_change_nothing_for_anybody(office: Desk) -> None:
    clients = (seat(office.rustam), seat(office.dilnoza))
    before = fingerprint()
    for client in clients:
        for name in changing_forms():
            args = [] if name.endswith("_add") else [office.ticket.pk]
            for method in (client.get, client.post):
                status = method(reverse(f"admin:{name}", args=args), {"post": "yes"}).status_code
                assert status in {302, 403, 404} or (name.endswith("_history") and status == 200), (name, status)
    assert fingerprint() == before


def test_the_history_of_another_categorys_ticket_does_not_exist(office: Desk) -> None:
    address = reverse("admin:ticket_ticket_history", args=[office.ticket.pk])
    assert seat(office.kamola).get(address).status_code != 200


def test_to_open_the_address_of_an_act_does_nothing(office: Desk) -> None:
    """Somebody else's page can make a browser open an address; only our own can make it post."""
    client = seat(office.rustam)
    before = fingerprint()
    for door in (door for door in DOORS if door.method == "post"):
        assert client.get(door.address(office)).status_code in {200, 302, 404, 405}, door.name
    assert fingerprint() == before


def test_nothing_is_posted_without_the_pages_own_secret(office: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.rustam)
    posts = [door for door in DOORS if door.method == "post"]
    let_in = {door.name for door in posts if client.post(door.address(office)).status_code != 403}
    assert len(posts) > 10
    assert let_in == set()
