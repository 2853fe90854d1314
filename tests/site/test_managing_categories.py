"""The categories at the site: named in three languages, put in order, switched on and off."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.admin.models import Category
from apps.ticket.models import Ticket
from tests.api.desk import Desk, build_desk, fingerprint
from tests.site.office import latest, seat, text_of

LIST = reverse("admin:staff_category_changelist")
NEW = reverse("admin:staff_category_new")


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def boss(office: Desk) -> Client:
    return seat(office.rustam)


def address(category: Category, name: str = "change", *further: str) -> str:
    return reverse(f"admin:staff_category_{name}", args=[category.pk, *further])


def slugs() -> list[str]:
    return list(Category.objects.values_list("slug", flat=True))


def test_the_list_tells_the_order_the_admins_and_what_is_open(boss: Client, office: Desk) -> None:
    page = boss.get(LIST)
    rows = {row["category"].slug: (row["bound"], row["open"]) for row in page.context["rows"]}
    assert rows["payments"] == (["Dilnoza"], 1)
    assert rows["delivery"] == (["Kamola"], 0)
    assert rows["archive"] == ([], 0)
    assert list(rows) == slugs()
    assert "switched off" in text_of(page)


def test_the_number_of_questions_does_not_grow_with_the_categories(
    boss: Client, office: Desk, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        Category.objects.create(slug=f"c{number}", name_uz="C", order=9).admins.add(office.dilnoza)
    with django_assert_max_num_queries(9):
        assert boss.get(LIST).status_code == 200


def test_a_category_is_added_at_the_end(boss: Client, office: Desk) -> None:
    given = {"name_uz": "Kafolat", "name_ru": " Гарантия ", "slug": "warranty"}
    assert boss.post(NEW, given).headers["Location"] == LIST
    added = Category.objects.get(slug="warranty")
    assert (added.name_ru, added.name_en, added.is_active, slugs()[-1]) == ("Гарантия", "", True, "warranty")


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"slug": "x"}, "name_uz", "A category needs a name in one language at least."),
        ({"slug": "payments", "name_uz": "A"}, "slug", "Another category has this slug."),
        ({"slug": "toʻlov", "name_uz": "A"}, "slug", "valid “slug”"),
        ({"slug": "", "name_uz": "A"}, "slug", "This field is required."),
        ({"slug": "x", "name_en": "a" * 65}, "name_en", "at most 64 characters"),
    ],
)
def test_a_wrong_category_is_refused_at_its_field(
    given: dict[str, str], field: str, said: str, boss: Client, office: Desk
) -> None:
    before = fingerprint()
    page = boss.post(NEW, given)
    assert page.status_code == 400
    assert said in str(page.context["form"].errors[field])
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("language", "said"),
    [("uz", "Bu qisqa nom boshqa yoʻnalishda bor."), ("ru", "Такое короткое имя уже есть у другой категории.")],
)
def test_what_a_service_refuses_is_said_in_the_readers_language(language: str, said: str, office: Desk) -> None:
    page = seat(office.rustam, language).post(NEW, {"slug": "payments", "name_uz": "A"})
    assert page.context["form"].errors == {"slug": [said]}


def test_a_category_is_renamed_and_keeps_its_tickets(boss: Client, office: Desk) -> None:
    given = {"name_uz": "Toʻlov", "name_ru": "Оплата", "name_en": "", "slug": "payments"}
    assert boss.post(address(office.payments, "rename"), given).status_code == 302
    renamed = Category.objects.get(pk=office.payments.pk)
    assert (renamed.name_uz, renamed.name_ru, renamed.tickets.count()) == ("Toʻlov", "Оплата", 1)
    assert latest("category_changed").changes == {"name_uz": ["Toʻlovlar", "Toʻlov"], "name_ru": ["", "Оплата"]}


def test_a_page_tells_the_link_that_opens_the_bot_with_the_category(boss: Client, office: Desk) -> None:
    assert "?start=payments" in text_of(boss.get(address(office.payments)))


def test_categories_move_up_and_down_and_stop_at_the_ends(boss: Client, office: Desk) -> None:
    order = slugs()
    boss.post(address(office.delivery, "move", "up"))
    assert slugs() == [order[0], "delivery", "payments", "archive"]
    for _ in range(9):
        boss.post(address(office.delivery, "move", "down"))
    assert slugs() == [order[0], "payments", "archive", "delivery"]
    assert boss.post(address(office.delivery, "move", "sideways")).status_code == 404


def test_switched_off_it_is_offered_no_more_and_its_open_tickets_stay(boss: Client, office: Desk) -> None:
    page = text_of(boss.get(address(office.payments)))
    assert "Its 1 open ticket stays and is answered as before" in page
    boss.post(address(office.payments, "switch", "off"))
    assert not Category.objects.get(pk=office.payments.pk).is_active
    assert Ticket.objects.get().status == "new"
    boss.post(address(office.payments, "switch", "on"))
    assert Category.objects.get(pk=office.payments.pk).is_active
    assert boss.post(address(office.payments, "switch", "maybe")).status_code == 404


def test_an_admin_reads_the_active_ones_and_changes_none(office: Desk) -> None:
    client, before = seat(office.dilnoza), fingerprint()
    page = client.get(LIST)
    assert [row["category"].slug for row in page.context["rows"]] == ["general", "payments", "delivery"]
    assert "<form" not in text_of(page).partition('class="desk-managing"')[2].partition("</table>")[0]
    assert client.get(address(office.payments)).status_code == 200
    assert client.get(address(office.archive)).status_code == 404
    for name, further in (("rename", []), ("move", ["up"]), ("switch", ["off"])):
        assert client.post(address(office.payments, name, *further)).status_code == 403
    assert (client.get(NEW).status_code, client.post(NEW, {"slug": "x", "name_uz": "X"}).status_code) == (403, 403)
    assert fingerprint() == before


def test_what_changes_something_is_a_post_with_a_token_against_forgery(office: Desk) -> None:
    client, before = Client(enforce_csrf_checks=True), fingerprint()
    client.force_login(office.rustam)
    for name, further in (("rename", []), ("move", ["up"]), ("switch", ["off"])):
        there = address(office.delivery, name, *further)
        assert (client.get(there).status_code, client.post(there).status_code) == (405, 403)
    after = fingerprint()
    assert {table for table in after if after[table] != before[table]} <= {"staff_admin", "ticket_event"}


@pytest.mark.parametrize("wild", ["0", "abc", "9" * 30, "٣"])
def test_a_wild_address_is_a_page_that_does_not_exist(wild: str, boss: Client) -> None:
    for model in ("staff/category", "staff/admin", "user/telegramuser"):
        assert boss.get(f"/admin/{model}/{wild}/change/").status_code == 404
