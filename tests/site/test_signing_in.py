"""How often a password may be guessed at the login, and what is kept of it."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.core.management import call_command
from django.test import Client, RequestFactory

from apps.admin.attempts import address_of
from apps.admin.models import Admin
from apps.admin.services.sign_in import make_link
from tests.personas import DILNOZA, Desk, build_desk
from tests.ticket.events.rows import last_event, written_since

LOGIN, HOME = "/admin/login/", "/admin/"
PASSWORD = "a-word-of-her-own-27"
HERE, THERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def desk(db: None) -> Desk:
    """A desk without processes: nothing here needs a browser."""
    return build_desk()


@pytest.fixture
def dilnoza(desk: Desk) -> Admin:
    """Dilnoza, who has a password."""
    admin = DILNOZA.admin
    admin.set_password(PASSWORD)
    admin.save(update_fields=["password"])
    return admin


def tries(
    login: str = "dilnoza", password: str = "a-wrong-guess", address: str = HERE, language: str = "en", **headers: str
) -> tuple[int, str]:
    """Try to sign in; return the status and the page."""
    client = Client(headers={"accept-language": language, **headers})
    answer = client.post(LOGIN, {"username": login, "password": password}, REMOTE_ADDR=address)
    return answer.status_code, answer.content.decode()


def lock(login: str = "dilnoza", address: str = HERE) -> None:
    for _ in range(5):
        tries(login, address=address)


def later(minutes: float) -> None:
    """Let that much time have passed since all attempts."""
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - timedelta(minutes=minutes)
        )


# ---------------------------------------------------------------- how often a password is guessed


def test_four_wrong_passwords_keep_nobody_out(dilnoza: Admin) -> None:
    assert [tries()[0] for _ in range(4)] == [200] * 4
    assert tries(password=PASSWORD)[0] == 302


def test_after_the_fifth_even_the_right_password_waits(dilnoza: Admin) -> None:
    assert [tries()[0] for _ in range(5)] == [200] * 4 + [429]
    assert tries(password=PASSWORD)[0] == 429


def test_after_fifteen_minutes_one_may_try_again(dilnoza: Admin) -> None:
    lock()
    later(14.9)
    assert tries(password=PASSWORD)[0] == 429
    later(0.2)
    assert tries(password=PASSWORD)[0] == 302


def test_trying_on_does_not_make_the_wait_longer(dilnoza: Admin) -> None:
    lock()
    later(10)
    tries()
    later(5.1)
    assert tries(password=PASSWORD)[0] == 302


def test_a_success_begins_the_count_anew(dilnoza: Admin) -> None:
    for _ in range(3):
        assert [tries()[0] for _ in range(4)] == [200] * 4
        assert tries(password=PASSWORD)[0] == 302


def test_nobody_else_is_kept_out_by_it(dilnoza: Admin) -> None:
    lock()
    assert tries(password=PASSWORD, address=THERE)[0] == 302
    assert tries("jasur")[0] == 200


def test_another_browser_is_no_way_around_it(dilnoza: Admin) -> None:
    lock()
    assert tries(password=PASSWORD, **{"user-agent": "another"})[0] == 429


@pytest.mark.parametrize("name", ["x-forwarded-for", "x-real-ip", "forwarded", "client-ip"])
def test_nor_is_a_header_that_names_another_address(dilnoza: Admin, name: str) -> None:
    lock()
    assert tries(password=PASSWORD, **{name: THERE})[0] == 429


def test_one_address_that_tries_many_logins_waits(dilnoza: Admin) -> None:
    assert {tries(f"login{number}")[0] for number in range(49)} == {200}
    assert tries("login49")[0] == 429
    assert tries(password=PASSWORD)[0] == 429
    assert tries(password=PASSWORD, address=THERE)[0] == 302


def test_somebodys_success_does_not_forget_what_their_neighbour_tried(dilnoza: Admin) -> None:
    for number in range(49):
        tries(f"login{number}")
    assert tries(password=PASSWORD)[0] == 302
    assert tries("login49")[0] == 429


def test_a_link_is_a_way_in_while_the_login_rests(dilnoza: Admin) -> None:
    lock()
    url, _ = make_link(actor=DILNOZA.in_telegram)
    client = Client(REMOTE_ADDR=HERE)
    client.post(url.removeprefix("http://localhost:8000"))
    assert client.get(HOME).status_code == 200


def test_a_session_goes_on_while_the_login_rests(dilnoza: Admin) -> None:
    client = Client(REMOTE_ADDR=HERE)
    client.force_login(dilnoza)
    lock()
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("", "0.0.0.0"),
        ("unix:", "0.0.0.0"),
    ],
)
def test_an_address_is_who_is_connected_and_a_customers_whole_network_is_one(given: str, counted: str) -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=given)) == counted


def test_without_an_address_the_login_is_limited_all_the_same(dilnoza: Admin) -> None:
    assert [tries(address="")[0] for _ in range(6)] == [200] * 4 + [429] * 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz", ("Urinishlar juda koʻp", "15 daq")),
        ("ru", ("Слишком много попыток", "15 мин")),
        ("en", ("Too many attempts", "15 min")),
    ],
)
def test_who_waits_is_told_how_long_and_what_else_there_is(
    dilnoza: Admin, language: str, words: tuple[str, str]
) -> None:
    lock()
    page = tries(language=language)[1]
    assert all(each in page for each in words)
    assert "/site" in page
    assert "a-wrong-guess" not in page


def test_a_program_is_told_how_long_to_wait(dilnoza: Admin) -> None:
    lock()
    client = Client(REMOTE_ADDR=HERE)
    answer = client.post(LOGIN, {"username": "dilnoza", "password": "x"})
    assert answer.headers["Retry-After"] == "900"
    assert "no-store" in answer.headers["Cache-Control"]


# ---------------------------------------------------------------- what is kept of it


def test_whoever_tries_for_ever_writes_five_events_and_no_more(dilnoza: Admin) -> None:
    before = last_event()
    for _ in range(12):
        tries()
    assert [event.act for event in written_since(before)] == ["sign_in_failed"] * 5


def test_one_address_writes_fifty_events_and_no_more(dilnoza: Admin) -> None:
    before = last_event()
    for number in range(60):
        tries(f"login{number}")
    assert len(written_since(before)) == 50


def test_attempts_are_forgotten_with_the_wait(dilnoza: Admin) -> None:
    for number in range(8):
        tries(f"login{number}", **{"user-agent": f"browser {number}"})
    later(16)
    tries("jasur")
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["jasur"]


def test_a_guess_is_kept_nowhere(dilnoza: Admin) -> None:
    tries(password="a-guess-of-mine")
    (attempt,) = AccessAttempt.objects.all()
    assert "a-guess-of-mine" not in f"{attempt.post_data}{attempt.get_data}{attempt.path_info}"


def test_who_came_and_went_is_in_the_journal_only(dilnoza: Admin) -> None:
    tries(password=PASSWORD)
    assert not AccessLog.objects.exists()


def test_the_limits_have_no_pages_at_the_site(desk: Desk) -> None:
    assert not [model for model in admin.site._registry if model._meta.app_label == "axes"]


@pytest.mark.parametrize("asked", [("axes_reset",), ("axes_reset_username", "dilnoza"), ("axes_reset_ip", HERE)])
def test_whoever_runs_the_desk_can_end_the_wait(dilnoza: Admin, asked: tuple[str, ...]) -> None:
    lock()
    call_command(*asked, stdout=StringIO())
    assert tries(password=PASSWORD)[0] == 302
