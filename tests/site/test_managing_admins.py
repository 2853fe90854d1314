"""The staff at the site: a super admin appoints, binds, links, dismisses."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.admin.models import Admin
from apps.ticket.models import Ticket
from apps.user.models import TelegramUser
from tests.api.desk import AZIZA, BORIS, DILNOZA, Desk, build_desk, fingerprint, take
from tests.site.office import latest, seat, text_of

LIST = reverse("admin:staff_admin_changelist")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def boss(office: Desk) -> Client:
    return seat(office.rustam)


def address(admin: Admin, name: str = "change", *further: str) -> str:
    return reverse(f"admin:staff_admin_{name}", args=[admin.pk, *further])


def link_in(page: str) -> str:
    found = re.search(r'id="password-link">([^<]+)<', page)
    assert found
    return found[1]


# ---------------------------------------------------------------- looking


def test_the_list_tells_who_is_bound_to_what_and_who_holds_how_much(boss: Client, office: Desk) -> None:
    take(office)
    page = text_of(boss.get(LIST))
    assert [name in page for name in ("Dilnoza", "Kamola", "Rustam", "Sardor")] == [True, True, True, False]
    assert "Toʻlovlar" in page
    assert "1 ticket" in page
    assert "Sardor" in text_of(boss.get(f"{LIST}?dismissed=1"))


def test_the_number_of_questions_does_not_grow_with_the_staff(
    boss: Client, office: Desk, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        admin = Admin.objects.create(username=f"a{number}", first_name="A", telegram_id=9000 + number, is_staff=True)
        admin.categories.set([office.payments, office.delivery])
    with django_assert_max_num_queries(9):
        assert boss.get(LIST).status_code == 200


def test_an_admin_finds_only_themselves(office: Desk) -> None:
    client = seat(office.dilnoza)
    account = reverse("admin:staff_admin_account")
    assert client.get(LIST).headers["Location"] == account
    assert client.get(address(office.dilnoza)).headers["Location"] == account
    assert client.get(address(office.kamola)).status_code == 404


def test_an_admin_who_is_no_super_admin_manages_nobody(office: Desk) -> None:
    client, before = seat(office.dilnoza), fingerprint()
    for name in ("appoint", "operator"):
        there = reverse(f"admin:staff_admin_{name}")
        assert (client.get(there).status_code, client.post(there, {"telegram_id": BORIS}).status_code) == (403, 403)
    for name, further in (("dismiss", []), ("unlink", []), ("password_link", []), ("act", ["access"])):
        assert client.post(address(office.kamola, name, *further)).status_code == 403
    assert client.get(address(office.kamola, "dismiss")).status_code == 403
    assert fingerprint() == before


def test_what_changes_something_is_a_post_with_a_token_against_forgery(office: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.rustam)
    before = fingerprint()
    for name, further in (("dismiss", []), ("unlink", []), ("password_link", []), ("act", ["access"])):
        there = address(office.dilnoza, name, *further)
        assert client.post(there).status_code == 403
        if name != "dismiss":
            assert client.get(there).status_code == 405
    assert client.get(address(office.dilnoza, "act", "nothing")).status_code == 405
    assert fingerprint() == before


# ---------------------------------------------------------------- coming


def test_somebody_who_wrote_is_appointed_by_their_id(boss: Client, office: Desk) -> None:
    given = {"telegram_id": BORIS, "categories": [office.payments.pk]}
    answer = boss.post(reverse("admin:staff_admin_appoint"), given)
    boris = Admin.objects.get(telegram_id=BORIS)
    assert answer.headers["Location"] == address(boris)
    assert (boris.first_name, boris.category_ids(), boris.is_superuser) == ("Boris", [office.payments.pk], False)
    assert latest("appointed").door == "site"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"telegram_id": "abc"}, "Enter a whole number"),
        ({"telegram_id": ""}, "This field is required"),
        ({"telegram_id": 9}, "The desk does not know this person: give a name."),
        ({"telegram_id": DILNOZA}, "is an admin already"),
        ({"telegram_id": BORIS, "categories": [10**6]}, "Select a valid choice"),
    ],
)
def test_a_wrong_appointment_is_refused_in_words_and_what_was_typed_stays(
    given: dict[str, Any], said: str, boss: Client, office: Desk
) -> None:
    before = fingerprint()
    answer = boss.post(reverse("admin:staff_admin_appoint"), {"first_name": "", **given})
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert fingerprint() == before


def test_an_operator_without_telegram_sets_a_password_by_a_link_and_comes_in(boss: Client, office: Desk) -> None:
    given = {"username": "zafar", "first_name": "Zafar", "language": "en", "categories": [office.payments.pk]}
    page = boss.post(reverse("admin:staff_admin_operator"), given)
    link = link_in(text_of(page))
    assert "no-store" in page.headers["Cache-Control"]
    assert link.startswith("http://localhost:8000/admin/set-password/")

    browser = Client(headers={"accept-language": "en"})
    form = browser.get(link.removeprefix("http://localhost:8000"), follow=True)
    where = form.redirect_chain[-1][0]
    weak = browser.post(where, {"new_password1": "123", "new_password2": "123"})
    assert "too short" in text_of(weak)
    password = "a-word-of-his-own-27"
    assert browser.post(where, {"new_password1": password, "new_password2": password}).status_code == 302
    browser.post(reverse("admin:login"), {"username": "zafar", "password": password})
    assert browser.get(reverse("admin:index")).status_code == 200
    again = Client(headers={"accept-language": "en"}).get(link.removeprefix("http://localhost:8000"), follow=True)
    assert "This link works no more" in text_of(again)
    assert latest("password_changed").admin == Admin.objects.get(username="zafar")


def test_a_login_that_is_taken_is_refused_at_its_field(boss: Client, office: Desk) -> None:
    given = {"username": "Dilnoza", "first_name": "Zafar", "language": "uz"}
    page = boss.post(reverse("admin:staff_admin_operator"), given)
    assert page.status_code == 400
    assert page.context["form"].errors == {"username": ["Another admin has this login."]}


def test_a_link_of_somebody_dismissed_meanwhile_works_no_more(boss: Client, office: Desk) -> None:
    link = link_in(text_of(boss.post(address(office.kamola, "password_link"))))
    boss.post(address(office.kamola, "dismiss"))
    page = Client(headers={"accept-language": "en"}).get(link.removeprefix("http://localhost:8000"), follow=True)
    assert "This link works no more" in text_of(page)


def test_a_forged_link_works_not(office: Desk) -> None:
    for parts in (("MQ", "x-y"), ("!!", "set-password"), ("0" * 40, "a-b")):
        page = Client(headers={"accept-language": "en"}).get(reverse("set_password", args=parts), follow=True)
        assert "This link works no more" in text_of(page)


# ---------------------------------------------------------------- changing


def test_categories_are_bound_by_their_boxes(boss: Client, office: Desk) -> None:
    page = text_of(boss.get(address(office.dilnoza)))
    assert re.search(rf'name="categories" value="{office.payments.pk}"[^>]* checked', page)
    given = {"categories": [office.delivery.pk], "is_super_admin": "on"}
    assert boss.post(address(office.dilnoza, "act", "access"), given).status_code == 302
    dilnoza = Admin.objects.get(pk=office.dilnoza.pk)
    assert (dilnoza.category_ids(), dilnoza.is_superuser) == ([office.delivery.pk], True)


def test_the_last_super_admin_stays_one(boss: Client, office: Desk) -> None:
    before = fingerprint()
    page = boss.post(address(office.rustam, "act", "access"), {})
    assert page.status_code == 400
    assert "The last super admin stays" in text_of(page)
    assert fingerprint() == before


def test_names_and_login_are_changed_together(boss: Client, office: Desk) -> None:
    given = {"first_name": "Dilya", "last_name": "<b>K</b>", "username": "dilya"}
    assert boss.post(address(office.dilnoza, "act", "names"), given).status_code == 302
    page = text_of(boss.get(address(office.dilnoza)))
    assert "Dilya &lt;b&gt;K&lt;/b&gt;" in page
    assert "<b>K</b>" not in page
    assert Admin.objects.get(pk=office.dilnoza.pk).username == "dilya"


def test_a_telegram_account_is_linked_and_unlinked(boss: Client, office: Desk) -> None:
    boss.post(address(office.kamola, "act", "telegram"), {"telegram_id": BORIS})
    assert Admin.objects.get(pk=office.kamola.pk).telegram_id == BORIS
    boss.post(address(office.kamola, "unlink"))
    assert Admin.objects.get(pk=office.kamola.pk).telegram_id is None


def test_an_account_that_is_taken_is_refused_in_words(boss: Client, office: Desk) -> None:
    page = boss.post(address(office.kamola, "act", "telegram"), {"telegram_id": DILNOZA})
    assert page.status_code == 400
    assert "is an admin already" in text_of(page)


def test_a_permanent_super_admin_is_offered_neither_unlinking_nor_dismissal(
    boss: Client, office: Desk, settings: Any
) -> None:
    settings.SUPER_ADMIN_IDS = frozenset({DILNOZA})
    page = text_of(boss.get(address(office.dilnoza)))
    assert "SUPER_ADMIN_IDS" in page
    assert address(office.dilnoza, "unlink") not in page
    assert address(office.dilnoza, "dismiss") not in page
    before = fingerprint()
    for name in ("unlink", "dismiss"):
        refused = boss.post(address(office.dilnoza, name), follow=True)
        assert "This is a super admin in the server" in text_of(refused)
    assert fingerprint() == before


# ---------------------------------------------------------------- going and coming back


def test_a_dismissal_tells_first_what_it_means_and_releases_what_was_held(boss: Client, office: Desk) -> None:
    take(office)
    asked = text_of(boss.get(address(office.dilnoza, "dismiss")))
    assert "1 ticket that they hold becomes new" in asked
    assert Ticket.objects.get().status == "taken"
    boss.post(address(office.dilnoza, "dismiss"))
    assert Ticket.objects.get().status == "new"
    assert not Admin.objects.get(pk=office.dilnoza.pk).is_active


def test_who_was_dismissed_is_signed_out_and_can_be_appointed_again(boss: Client, office: Desk) -> None:
    theirs = seat(office.dilnoza)
    boss.post(address(office.dilnoza, "dismiss"))
    assert theirs.get(reverse("admin:index")).status_code == 302
    assert "Appoint again" in text_of(boss.get(address(office.dilnoza)))
    boss.post(address(office.dilnoza, "act", "reappoint"), {"categories": [office.payments.pk]})
    again = Admin.objects.get(pk=office.dilnoza.pk)
    assert (again.is_active, again.category_ids()) == (True, [office.payments.pk])


# ---------------------------------------------------------------- finding people


def test_people_are_offered_by_the_beginning_of_a_name_in_either_script(boss: Client, office: Desk) -> None:
    TelegramUser.objects.filter(telegram_id=AZIZA).update(username="aziza_k")
    there = reverse("admin:user_telegramuser_suggest")
    expected = [{"telegram_id": str(AZIZA), "name": "Aziza · @aziza_k"}]
    for words in ("azi", "Ази", "@aziza", str(AZIZA)):
        assert boss.get(there, {"q": words}).json()["results"] == expected, words
    for words in ("", "a", "\x00\x00", "x" * 300, "nobody"):
        assert boss.get(there, {"q": words}).json()["results"] == []
    assert seat(office.dilnoza).get(there, {"q": "azi"}).status_code == 403
