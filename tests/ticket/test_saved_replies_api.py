"""Saved replies over the API, as the bot uses them."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.ticket.models import SavedReply
from apps.ticket.services.lifecycle import take_ticket
from tests.doors import Api
from tests.personas import AZIZA, DILNOZA, JASUR, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> Api:
    return Api(token=settings.API_TOKEN, persona=DILNOZA)


@pytest.fixture
def ticket_id(desk: Desk) -> int:
    AZIZA.writes("Salom", category=desk.payments)
    return AZIZA.ticket.pk


def reply(title: str, order: int = 0, **fields: Any) -> SavedReply:
    return SavedReply.objects.create(title=title, order=order, text_uz="Salom, {first_name}!", **fields)


def test_a_reply_comes_as_the_person_would_read_it_with_its_files(api: Api, ticket_id: int, desk: Desk) -> None:
    saved = reply("Salom", category=desk.payments)
    facts = {"kind": "photo", "file_name": "chek.jpg", "mime_type": "image/jpeg", "size": 5}
    file = saved.files.create(file="saved_replies/x", **facts)
    expected = {
        "id": saved.pk,
        "title": "Salom",
        "category": desk.payments.pk,
        "text": "Salom, Aziza!",
        "files": [{"id": file.pk, **facts}],
    }

    assert api.get("ticket/saved-replies/", ticket=ticket_id).json()["results"] == [expected]
    assert api.get(f"ticket/saved-replies/{saved.pk}/", ticket=ticket_id).json() == expected


def test_the_list_is_paged_in_the_order_that_the_desk_gave(api: Api, ticket_id: int) -> None:
    for order, title in [(2, "third"), (1, "first"), (1, "second")]:
        reply(title, order)

    first = api.get("ticket/saved-replies/", ticket=ticket_id, limit=2).json()
    rest = api.get("ticket/saved-replies/", ticket=ticket_id, limit=2, after=first["results"][-1]["id"]).json()

    assert [each["title"] for each in first["results"] + rest["results"]] == ["first", "second", "third"]
    assert (first["previous"], rest["next"]) == (None, None)


def test_the_list_asks_as_much_for_one_as_for_many(api: Api, ticket_id: int) -> None:
    reply("first").files.create(kind="photo", file="saved_replies/x", file_name="chek.jpg", size=5)
    one = questions_for_the_list(api, ticket_id)
    for number in range(29):
        reply(str(number)).files.create(kind="photo", file="saved_replies/x", file_name="chek.jpg", size=5)

    assert questions_for_the_list(api, ticket_id) == one


def questions_for_the_list(api: Api, ticket_id: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert api.get("ticket/saved-replies/", ticket=ticket_id).json()["results"]
    return len(queries)


def test_sending_answers_with_the_ticket(api: Api, ticket_id: int) -> None:
    saved = reply("Salom")

    answer = api.post(f"ticket/tickets/{ticket_id}/send-saved-reply/", saved_reply=saved.pk)

    assert (answer.status_code, answer.json()["status"], answer.json()["last_text"]) == (200, "taken", "Salom, Aziza!")
    assert AZIZA.reads()[-1] == "Salom, Aziza!"


def test_who_holds_the_ticket_is_said_and_may_be_taken_over_from(api: Api, ticket_id: int) -> None:
    saved = reply("Salom")
    take_ticket(actor=JASUR.in_telegram, ticket_id=ticket_id)
    path = f"ticket/tickets/{ticket_id}/send-saved-reply/"

    refused = api.post(path, saved_reply=saved.pk)
    assert (refused.status_code, refused.json()["code"], refused.json()["data"]) == (
        409,
        "held_by_other",
        {"admin": "Jasur"},
    )
    assert api.post(path, saved_reply=saved.pk, takeover=True).json()["admin"] == DILNOZA.admin.pk


@pytest.mark.parametrize("wrong", [{}, {"saved_reply": None}, {"saved_reply": "x"}, {"saved_reply": -1}])
def test_a_wrong_body_is_named(api: Api, ticket_id: int, wrong: dict[str, Any]) -> None:
    answer = api.post(f"ticket/tickets/{ticket_id}/send-saved-reply/", **wrong)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["saved_reply"])


def test_the_list_wants_a_ticket(api: Api, desk: Desk) -> None:
    assert api.get("ticket/saved-replies/").json()["fields"].keys() == {"ticket"}


def test_a_reply_that_is_gone_is_not_found(api: Api, ticket_id: int) -> None:
    saved = reply("Salom", is_active=False)

    assert api.get(f"ticket/saved-replies/{saved.pk}/", ticket=ticket_id).status_code == 404
    assert api.post(f"ticket/tickets/{ticket_id}/send-saved-reply/", saved_reply=saved.pk).status_code == 404
