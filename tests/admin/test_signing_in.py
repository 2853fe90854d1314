"""Who came to the site, who left it, who could not come in, and whose password is another: each is an event."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.signals import user_login_failed
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.admin.models import Admin
from apps.admin.services.staff import dismiss_admin
from apps.ticket.models import Event
from tests.personas import DILNOZA, RUSTAM, Desk
from tests.ticket.events.rows import last_event, written_since

LOGIN = "/admin/login/"
OLD, NEW = "an-old-word-of-hers-27", "a-new-word-of-hers-28"


@pytest.fixture
def dilnoza(desk: Desk) -> Admin:
    """Dilnoza, who has a password."""
    admin = DILNOZA.admin
    admin.set_password(OLD)
    admin.save(update_fields=["password"])
    return DILNOZA.admin


def sign_in(client: Client, login: str = "dilnoza", password: str = OLD) -> bool:
    answer = client.post(LOGIN, {"username": login, "password": password})
    return bool(answer.status_code == 302)


def told(since: int) -> list[tuple[str, str, Admin | None]]:
    return [(event.act, event.door, event.admin) for event in written_since(since)]


def test_coming_and_leaving_are_told(dilnoza: Admin) -> None:
    before, client = last_event(), Client()
    assert sign_in(client)
    client.post(reverse("admin:logout"))

    assert told(before) == [("signed_in", "site", dilnoza), ("signed_out", "site", dilnoza)]


def test_who_comes_clears_away_the_sessions_that_have_ended_and_no_other(dilnoza: Admin) -> None:
    now = timezone.now()
    for key, ends in {"over": now - timedelta(minutes=1), "valid": now + timedelta(minutes=1)}.items():
        Session.objects.create(session_key=key, session_data="", expire_date=ends)
    client = Client()
    assert sign_in(client)

    assert set(Session.objects.values_list("session_key", flat=True)) == {"valid", client.session.session_key}


def test_leaving_without_having_come_is_nobodys_act(dilnoza: Admin) -> None:
    before = last_event()
    Client().post(reverse("admin:logout"))

    assert told(before) == []


@pytest.mark.parametrize("login", ["dilnoza", "nobody", "' OR 1=1 --", "<b>", "Дильноза"])
def test_who_could_not_come_in_is_told_by_the_login_that_was_tried(dilnoza: Admin, login: str) -> None:
    before = last_event()
    assert not sign_in(Client(), login, "a-wrong-guess")

    (event,) = written_since(before)
    assert (event.act, event.door, event.admin, event.user) == ("sign_in_failed", "site", None, None)
    assert event.data == {"login": login}


def test_a_password_is_never_kept(dilnoza: Admin) -> None:
    sign_in(Client(), password="a-guess-that-stays-nowhere")
    sign_in(Client())

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(event::text, '') FROM ticket_event AS event")
        (journal,) = cursor.fetchone()
    assert "a-guess" not in journal
    assert OLD not in journal


@pytest.mark.parametrize(
    ("login", "kept"),
    [("x" * 5000, "x" * 150), ("Дилноза" * 100, ("Дилноза" * 100)[:150]), ("a\x00b\ud800", "a\ufffdb?")],
)
def test_of_a_login_that_nobody_has_a_piece_is_kept(dilnoza: Admin, login: str, kept: str) -> None:
    """The form refuses some before anybody is asked for; another door may not."""
    before = last_event()
    user_login_failed.send(__name__, credentials={"username": login, "password": "***"}, request=None)

    assert [event.data for event in written_since(before)] == [{"login": kept}]


def test_who_was_dismissed_does_not_come_in(dilnoza: Admin) -> None:
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=dilnoza.pk)
    before = last_event()
    assert not sign_in(Client())

    assert [event.act for event in written_since(before)] == ["sign_in_failed"]


def test_a_password_changed_at_the_site_is_told_and_the_session_goes_on(dilnoza: Admin) -> None:
    client = Client()
    sign_in(client)
    before = last_event()
    page = reverse("admin:password_change")
    assert "new_password1" in client.get(page).content.decode()
    answer = client.post(page, {"old_password": OLD, "new_password1": NEW, "new_password2": NEW})

    assert answer.headers["Location"] == reverse("admin:password_change_done")
    assert told(before) == [("password_changed", "site", dilnoza)]
    assert client.get(reverse("admin:index")).status_code == 200
    assert (sign_in(Client(), password=OLD), sign_in(Client(), password=NEW)) == (False, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"old_password": "not-hers", "new_password1": NEW, "new_password2": NEW},
        {"old_password": OLD, "new_password1": NEW, "new_password2": f"{NEW}x"},
        {"old_password": OLD, "new_password1": "12345", "new_password2": "12345"},
    ],
)
def test_a_refused_password_changes_and_tells_nothing(dilnoza: Admin, wrong: dict[str, str]) -> None:
    client = Client()
    sign_in(client)
    before = last_event()

    assert client.post(reverse("admin:password_change"), wrong).status_code == 200
    assert told(before) == []
    assert DILNOZA.admin.check_password(OLD)


def test_the_password_page_is_for_those_who_came_in(desk: Desk) -> None:
    answer = Client().get(reverse("admin:password_change"))

    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, LOGIN)


def _by_command(*typed: str) -> None:
    with patch("django.contrib.auth.management.commands.changepassword.getpass.getpass", side_effect=typed):
        call_command("changepassword", "dilnoza", stdout=StringIO(), stderr=StringIO())


def test_a_password_changed_by_the_command_is_the_desks_own_act(dilnoza: Admin) -> None:
    before = last_event()
    _by_command(NEW, NEW)

    (event,) = written_since(before)
    assert (event.act, event.door, event.admin, event.data) == (
        "password_changed",
        "system",
        None,
        {"admin": dilnoza.pk},
    )
    assert DILNOZA.admin.check_password(NEW)


def test_a_command_that_gave_up_tells_nothing(dilnoza: Admin) -> None:
    before = last_event()
    with pytest.raises(CommandError):
        _by_command(NEW, "a", NEW, "b", NEW, "c")

    assert told(before) == []


def test_a_password_that_could_not_be_noted_is_not_kept(dilnoza: Admin) -> None:
    with patch("apps.ticket.receivers.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        _by_command(NEW, NEW)

    assert DILNOZA.admin.check_password(OLD)


def test_an_old_hash_made_anew_at_a_login_is_no_change(dilnoza: Admin) -> None:
    """Django strengthens old hashes when the password is at hand; the password stays the same."""
    Admin.objects.filter(pk=dilnoza.pk).update(password=_weak_hash())
    before, client = last_event(), Client()

    assert sign_in(client)
    assert DILNOZA.admin.password != _weak_hash()
    assert [event.act for event in written_since(before)] == ["signed_in"]


def _weak_hash() -> str:
    return PBKDF2PasswordHasher().encode(OLD, "salt", iterations=1000)


def test_the_event_of_a_login_stays_out_when_the_login_fails_afterwards(dilnoza: Admin) -> None:
    with patch("apps.ticket.receivers.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        sign_in(client := Client())

    assert client.get(reverse("admin:index")).status_code == 302
    assert not Event.objects.filter(act="signed_in").exists()
