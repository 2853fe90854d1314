"""An open conversation asks every second or two what changed: cheaply, and it hears of all that its page shows."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.admin.actors import Door, operator
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Attachment, Viewing
from apps.ticket.services import blocking, edits, labels
from apps.ticket.services.viewing import NOTED_EVERY, PRESENT_FOR, look_at
from tests.api.desk import Desk, build_desk, close, take
from tests.site.office import seat
from tests.site.talk import Talk, keys_on, page_of

AHEAD = {"accept": "application/json"}


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


@pytest.fixture
def dilnoza(office: Desk) -> Client:
    return seat(office.dilnoza)


def live_address(desk: Desk) -> str:
    return reverse("admin:ticket_ticket_live", args=[desk.ticket.pk])


def ask(client: Client, desk: Desk, etag: str = "", read: str | int = "") -> Any:
    return client.get(live_address(desk), {"read": read}, headers={**AHEAD, "if-none-match": etag})


def by_dilnoza(desk: Desk) -> Any:
    return operator(desk.dilnoza, Door.SITE)


# ---------------------------------------------------------------- whether something changed


def test_nothing_new_is_a_304_without_words(office: Desk, dilnoza: Client) -> None:
    first = ask(dilnoza, office)
    again = ask(dilnoza, office, first.headers["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert ask(dilnoza, office, f'W/{first.headers["ETag"]}, "x"').status_code == 304


CHANGES: dict[str, Callable[[Desk], object]] = {
    "a message": lambda desk: Talk(desk=desk).say("Yana"),
    "an edit": lambda desk: edits.edit_answer(
        actor=by_dilnoza(desk), message_id=desk.answer.pk, text="Boshqa", entities=[]
    ),
    "a message taken back": lambda desk: edits.delete_answer(actor=by_dilnoza(desk), message_id=desk.answer.pk),
    "another holder": take,
    "the end": close,
    "a priority": lambda desk: labels.set_priority(actor=by_dilnoza(desk), ticket_id=desk.ticket.pk, priority="urgent"),
    "a tag": lambda desk: labels.set_tags(actor=by_dilnoza(desk), ticket_id=desk.ticket.pk, names=["qaytarish"]),
    "a blocked person": lambda desk: blocking.block_asker(
        actor=by_dilnoza(desk), ticket_id=desk.ticket.pk, reason="Spam"
    ),
    "a delivery that arrived": lambda desk: Delivery.objects.filter(pk=desk.failed.pk).update(
        state="sent", finished_at=timezone.now()
    ),
    "a chat that is blocked": lambda desk: Chat.objects.filter(pk=desk.failed.chat_id).update(
        blocked_at=timezone.now()
    ),
    "a file that came": lambda desk: Attachment.objects.filter(pk=desk.attachment.pk).update(state="waiting"),
    "another name": lambda desk: type(desk.aziza).objects.filter(pk=desk.aziza.pk).update(first_name="Azizaxon"),
    "another name of the category": lambda desk: type(desk.payments).objects.update(name_uz="Pul"),
    "a colleague who looks": lambda desk: look_at(actor=operator(desk.rustam, Door.SITE), ticket_id=desk.ticket.pk),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_the_page_shows_is_news_once(change: str, office: Desk, dilnoza: Client) -> None:
    before = ask(dilnoza, office).headers["ETag"]
    CHANGES[change](office)
    news = ask(dilnoza, office, before)
    assert news.status_code == 200
    assert news.headers["ETag"] != before
    assert ask(dilnoza, office, news.headers["ETag"]).status_code == 304


def test_each_language_has_its_own_answer(office: Desk, dilnoza: Client) -> None:
    english = ask(dilnoza, office).headers["ETag"]
    russian = dilnoza.get(live_address(office), headers={"if-none-match": english, "accept-language": "ru"})
    assert russian.status_code == 200


def test_a_quiet_answer_costs_three_questions_at_most(office: Desk, dilnoza: Client) -> None:
    tables = ("ticket_", "delivery_")
    for wait in (timedelta(), NOTED_EVERY):
        etag = ask(dilnoza, office).headers["ETag"]
        Viewing.objects.update(seen_at=timezone.now() - wait)
        with CaptureQueriesContext(connection) as asked:
            assert ask(dilnoza, office, etag).status_code == 304
        own = [query["sql"] for query in asked if any(f'"{table}' in query["sql"] for table in tables)]
        assert len(own) <= 3, own


# ---------------------------------------------------------------- what it says


def test_the_latest_page_is_told_row_by_row(office: Desk, dilnoza: Client) -> None:
    page = page_of(office)
    entries = ask(dilnoza, office).json()["entries"]
    assert [entry["id"] for entry in entries] == keys_on(page)
    assert {entry["hash"] for entry in entries} == set(re.findall(r'data-hash="(\w+)"', page))
    for entry in entries:
        assert entry["html"] in page
        assert entry["html"].startswith(f'<li data-hash="{entry["hash"]}" ')


def test_only_the_row_that_changed_has_another_hash(office: Desk, dilnoza: Client) -> None:
    before = {entry["id"]: entry["hash"] for entry in ask(dilnoza, office).json()["entries"]}
    Delivery.objects.filter(pk=office.failed.pk).update(state="sent")
    after = {entry["id"]: entry["hash"] for entry in ask(dilnoza, office).json()["entries"]}
    assert {key for key in after if after[key] != before[key]} == {f"message-{office.answer.pk}"}


def test_what_may_be_written_is_told_with_it(office: Desk, dilnoza: Client) -> None:
    assert ask(dilnoza, office).json()["composer"] == {
        "may_answer": True,
        "may_note": True,
        "other_holder": "",
        "status": "new",
    }
    take(office)
    assert ask(seat(office.rustam), office).json()["composer"]["other_holder"] == "Dilnoza"
    close(office)
    closed = ask(dilnoza, office).json()
    assert (closed["composer"]["may_answer"], closed["composer"]["status"]) == (False, "closed")
    assert "#" in closed["beside"]


def test_another_categorys_ticket_tells_nothing(office: Desk) -> None:
    answer = ask(seat(office.kamola), office)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not Viewing.objects.exists()


def test_whoever_is_signed_out_is_told_so_in_json(office: Desk) -> None:
    answer = ask(Client(), office)
    assert (answer.status_code, answer.json()["code"]) == (401, "session_lost")


# ---------------------------------------------------------------- earlier messages


def older(client: Client, desk: Desk, before: str | int) -> Any:
    address = reverse("admin:ticket_ticket_older", args=[desk.ticket.pk])
    return client.get(address, {"before": before}, headers=AHEAD)


def test_earlier_messages_come_as_they_would_stand_on_their_page(office: Desk, dilnoza: Client) -> None:
    for number in range(120):
        Talk(desk=office).say(f"Xat {number}")
    before = ask(dilnoza, office).json()["earlier"]
    answer = older(dilnoza, office, before).json()
    assert [entry["id"] for entry in answer["entries"]] == keys_on(page_of(office, f"?before={before}"))
    assert answer["before"] is None


@pytest.mark.parametrize("before", ["", "x", "0", "9" * 30])
def test_a_wild_place_to_begin_breaks_nothing(before: str, office: Desk, dilnoza: Client) -> None:
    assert older(dilnoza, office, before).json() == {"entries": [], "before": None}
    assert older(seat(office.kamola), office, before).status_code == 404


# ---------------------------------------------------------------- who looks, and how far they have read


def viewing(desk: Desk) -> Viewing:
    return Viewing.objects.get(admin=desk.dilnoza, ticket=desk.ticket)


def test_two_who_look_see_each_other_until_one_leaves(office: Desk, dilnoza: Client) -> None:
    assert ask(dilnoza, office).json()["viewers"] == []
    assert ask(seat(office.rustam), office).json()["viewers"] == ["Dilnoza"]
    assert ask(dilnoza, office).json()["viewers"] == ["Rustam"]
    assert 'data-names="Rustam"' in page_of(office)
    Viewing.objects.filter(admin=office.rustam).update(seen_at=timezone.now() - PRESENT_FOR)
    assert ask(dilnoza, office).json()["viewers"] == []


def test_looking_is_noted_now_and_then_and_reading_at_once(office: Desk, dilnoza: Client) -> None:
    ask(dilnoza, office)
    noted = viewing(office).seen_at
    ask(dilnoza, office)
    assert viewing(office).seen_at == noted
    ask(dilnoza, office, read=office.question.pk)
    assert viewing(office).read_message == office.question.pk
    assert viewing(office).seen_at > noted
    Viewing.objects.update(seen_at=noted - NOTED_EVERY)
    ask(dilnoza, office)
    assert viewing(office).seen_at > noted


def test_what_was_read_stays_read(office: Desk, dilnoza: Client) -> None:
    for read in (office.answer.pk, office.question.pk, 0, "x"):
        ask(dilnoza, office, read=read)
    assert viewing(office).read_message == office.answer.pk


def test_nobody_has_read_what_is_not_written_yet(office: Desk, dilnoza: Client) -> None:
    ask(dilnoza, office, read=10**15)
    assert viewing(office).read_message == max(office.ticket.messages.values_list("pk", flat=True))


def test_opening_the_page_alone_notes_nothing(office: Desk) -> None:
    page_of(office)
    assert not Viewing.objects.exists()
