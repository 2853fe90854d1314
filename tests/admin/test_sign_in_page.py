"""The page of a one-time link: whose it is, in the reader's language, and nothing that gives it away."""

import pytest

from apps.admin.models import Admin
from tests.admin.test_sign_in_links import HOME, browser, link_of
from tests.personas import DILNOZA, JASUR, Desk, Persona


def test_the_page_goes_to_no_store_no_robot_and_no_other_site(desk: Desk) -> None:
    path = link_of(DILNOZA)
    answer, used = browser().get(path), browser().post(path)
    for each in (answer, used, browser().get(path)):
        assert "no-store" in each.headers["Cache-Control"]
        assert each.headers["Referrer-Policy"] == "strict-origin"
        assert each.headers["X-Robots-Tag"] == "noindex"
    assert answer.content.decode().count("<button") == 1
    assert "<a " not in answer.content.decode()


def test_a_name_is_shown_as_text(desk: Desk) -> None:
    Admin.objects.filter(pk=DILNOZA.admin.pk).update(first_name="<script>alert(1)</script>\u202e")
    page = browser().get(link_of(DILNOZA)).content.decode()

    assert "<script>alert" not in page
    assert "<bdi>&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("language", "whose", "used", "old", "unknown"),
    [
        ("uz", "Bu havola orqali kiradi:", "ishlatib boʻlingan", "eskirgan", "notanish"),
        ("ru", "По этой ссылке войдёт:", "уже использована", "устарела", "не знаем"),
        ("en", "This link signs in:", "was used already", "is too old", "does not know this link"),
    ],
)
def test_the_page_speaks_the_browsers_language(
    desk: Desk, language: str, whose: str, used: str, old: str, unknown: str
) -> None:
    path = link_of(DILNOZA)
    client = browser(language)
    assert whose in client.get(path).content.decode()
    browser().post(path)
    over = client.get(path).content.decode()
    assert used in over
    assert "/site" in over
    first = link_of(JASUR)
    link_of(JASUR)
    assert old in client.get(first).content.decode()
    assert unknown in client.get("/admin/sign-in/x/").content.decode()


@pytest.mark.parametrize(("persona", "word"), [(DILNOZA, "Murojaatlar"), (JASUR, "Обращения")])
def test_inside_the_site_speaks_the_admins_language(desk: Desk, persona: Persona, word: str) -> None:
    client = browser("en")
    client.post(link_of(persona))

    assert word in client.get(HOME).content.decode()


def test_other_methods_are_refused(desk: Desk) -> None:
    path = link_of(DILNOZA)
    assert browser().put(path).status_code == 405
    assert browser().delete(path).status_code == 405
