"""What a lost session is answered: to a reader a page, to a script a code."""

import pytest
from django.test import Client
from pytest_django import Settings

from apps.admin.models import Admin
from tests.personas import DILNOZA, Desk, build_desk

LOGIN, HOME = "/admin/login/", "/admin/"
PASSWORD = "a-word-of-her-own-27"
JSON = {"accept": "application/json"}


@pytest.fixture
def desk(db: None) -> Desk:
    """A desk without processes: nothing here needs a browser."""
    return build_desk()


@pytest.fixture
def dilnoza(desk: Desk, settings: Settings) -> Admin:
    """Dilnoza, who has a password that is quickly checked."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    admin = DILNOZA.admin
    admin.set_password(PASSWORD)
    admin.save(update_fields=["password"])
    return admin


def test_a_reader_is_led_to_the_login_and_back(dilnoza: Admin) -> None:
    client = Client()
    wanted = "/admin/ticket/ticket/?status__exact=new"
    led = client.get(wanted).headers["Location"]
    assert led.startswith(f"{LOGIN}?next=")
    answer = client.post(led, {"username": "dilnoza", "password": PASSWORD})
    assert answer.headers["Location"] == wanted


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(dilnoza: Admin, elsewhere: str) -> None:
    answer = Client().post(f"{LOGIN}?next={elsewhere}", {"username": "dilnoza", "password": PASSWORD})
    assert answer.headers["Location"] == HOME


@pytest.mark.parametrize("path", ["/admin/", "/admin/ticket/ticket/", "/admin/reports/", "/admin/password_change/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_script_is_told_that_the_session_is_lost(desk: Desk, path: str, method: str) -> None:
    answer = getattr(Client(headers=JSON), method)(path)
    assert (answer.status_code, answer.json()["code"]) == (401, "session_lost")
    assert answer.headers["Content-Type"] == "application/json"


def test_so_is_one_whose_operator_was_dismissed_meanwhile(dilnoza: Admin) -> None:
    client = Client(headers=JSON)
    client.force_login(dilnoza)
    Admin.objects.filter(pk=dilnoza.pk).update(is_active=False)
    assert client.get(HOME).status_code == 401


@pytest.mark.parametrize("accept", ["*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "text/html,application/json"])
def test_a_browser_that_takes_anything_is_a_reader(desk: Desk, accept: str) -> None:
    assert Client(headers={"accept": accept}).get(HOME).status_code == 302


def test_other_ways_that_a_page_leads_are_left_alone(dilnoza: Admin) -> None:
    client = Client(headers=JSON)
    client.force_login(dilnoza)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz", ("Bu sahifa eskirgan", "chiqib qolgansiz")),
        ("ru", ("Эта страница устарела", "сеанс завершён")),
        ("en", ("This page is too old", "signed out")),
    ],
)
def test_an_aged_form_is_refused_in_words_and_to_a_script_by_code(
    dilnoza: Admin, language: str, words: tuple[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": language})
    client.force_login(dilnoza)
    to_reader, to_script = client.post("/admin/logout/"), client.post("/admin/logout/", headers=JSON)
    assert (to_reader.status_code, to_script.status_code) == (403, 403)
    assert words[0] in to_reader.content.decode()
    assert to_script.json()["code"] == "session_lost"
    assert words[1] in to_script.json()["detail"]
    assert client.get(HOME).status_code == 200


def test_the_api_is_no_page_and_answers_as_ever(desk: Desk) -> None:
    assert Client(headers=JSON).get("/api/admin/actor/").json()["code"] == "not_authenticated"
