"""The page of a ticket: what was said, in order and under its days, at a cost that does not grow."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from apps.admin.actors import Door, operator
from apps.ticket.models import Message, MessageVersion
from apps.ticket.services import lifecycle
from apps.ticket.services.transcript import reading
from tests.api.desk import Desk, build_desk, take
from tests.site.office import seat, ticket_address
from tests.site.talk import Talk, keys_on, long_ago, page_of, row


@pytest.fixture
def office(db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@pytest.fixture
def aziza(office: Desk) -> Talk:
    return Talk(desk=office)


@pytest.fixture
def dilnoza(office: Desk) -> Talk:
    return Talk(desk=office, by=office.dilnoza)


# ---------------------------------------------------------------- days and groups


def test_each_day_is_named_once_before_its_entries(office: Desk, aziza: Talk) -> None:
    Message.objects.filter(ticket=office.ticket).update(created_at=long_ago(400))
    for ago in (1, 1, 0):
        aziza.say("Salom", at=long_ago(ago))
    page = page_of(office)
    days = [key for key in keys_on(page) if key.startswith("day-")]
    assert days == sorted(set(days))
    year = str(timezone.localtime(long_ago(400)).year)
    assert year in row(page, days[0])
    assert "Yesterday" in row(page, days[-2])
    assert "Today" in row(page, days[-1])


def test_what_one_says_in_one_breath_stands_under_one_name(office: Desk, aziza: Talk, dilnoza: Talk) -> None:
    now = timezone.now()
    first = aziza.say("1", at=now - timedelta(minutes=20))
    soon = aziza.say("2", at=now - timedelta(minutes=18))
    late = aziza.say("3", at=now - timedelta(minutes=10))
    other = dilnoza.say("4", at=now - timedelta(minutes=9))
    note = dilnoza.say("5", at=now - timedelta(minutes=8), is_note=True)
    page = page_of(office)
    follows = {
        said.text: "desk-follows" in row(page, f"message-{said.pk}") for said in (first, soon, late, other, note)
    }
    assert follows == {"1": False, "2": True, "3": False, "4": False, "5": False}


def test_a_person_stands_left_a_colleague_right_and_a_note_apart(office: Desk, aziza: Talk, dilnoza: Talk) -> None:
    asked, answered, noted = aziza.say("S"), dilnoza.say("J"), dilnoza.say("E", is_note=True)
    page = page_of(office)
    classes = {
        said: row(page, f"message-{said.pk}").split('class="')[1].split('"')[0] for said in (asked, answered, noted)
    }
    assert "desk-staff" not in classes[asked]
    assert "desk-staff" in classes[answered]
    assert {"desk-staff", "desk-note"} <= set(classes[noted].split())


# ---------------------------------------------------------------- whose message it is


def test_only_ones_own_answer_offers_to_be_changed(office: Desk, dilnoza: Talk) -> None:
    own, sticker = dilnoza.say("Meniki"), dilnoza.say(kind="sticker")
    foreign = dilnoza.by_admin(office.rustam).say("Rustamniki")
    old, gone = dilnoza.say("Eski", at=long_ago(3)), dilnoza.say("Olingan")
    Message.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    page = page_of(office)
    offers = {
        said.pk: [act for act in ("edit", "delete") if f'data-act="{act}"' in row(page, f"message-{said.pk}")]
        for said in (own, sticker, foreign, old, gone)
    }
    assert offers == {
        own.pk: ["edit", "delete"],
        sticker.pk: ["delete"],
        foreign.pk: [],
        old.pk: ["edit"],
        gone.pk: [],
    }
    assert 'data-own="true"' in row(page, f"message-{own.pk}")
    assert 'data-own="true"' not in row(page, f"message-{foreign.pk}")
    assert "Taken back" in row(page, f"message-{gone.pk}")


# ---------------------------------------------------------------- pages


def test_no_entry_is_lost_or_doubled_between_two_pages(
    office: Desk, aziza: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 4)
    for _ in range(6):
        aziza.say("Xat")
        take(office)
        lifecycle.release_ticket(actor=operator(office.dilnoza, Door.API), ticket_id=office.ticket.pk)
    aziza.send_file("photo", album="a")
    aziza.send_file("photo", album="a")
    aziza.send_file("photo", album="a")
    for _ in range(3):
        aziza.say("Xat")
    keys: list[str] = []
    query = ""
    while True:
        answer = seat(office.dilnoza).get(ticket_address(office) + query)
        keys = [key for key in keys_on(answer.content.decode()) if not key.startswith("day-")] + keys
        if answer.context["transcript"].earlier is None:
            break
        query = f"?before={answer.context['transcript'].earlier}"
    assert len(keys) == len(set(keys))
    monkeypatch.setattr(reading, "PAGE", 1000)
    assert keys == [key for key in keys_on(page_of(office)) if not key.startswith("day-")]


def test_an_entry_is_the_same_on_whichever_page_it_stands(
    office: Desk, aziza: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    aziza.say("Birinchi")
    second = aziza.say("Ikkinchi")
    whole = row(page_of(office), f"message-{second.pk}")
    assert "desk-follows" in whole
    monkeypatch.setattr(reading, "PAGE", 1)
    assert row(page_of(office), f"message-{second.pk}").strip() == whole.strip()


def fill(desk: Desk, count: int) -> None:
    """Say much: texts with earlier versions and replies, files, albums, notes, deliveries."""
    aziza, dilnoza = Talk(desk=desk), Talk(desk=desk, by=desk.dilnoza)
    for number in range(count):
        said = aziza.say(f"Xat {number}", reply_to=desk.answer)
        MessageVersion.objects.create(message=said, text="Avval", replaced_at=timezone.now())
        Message.objects.filter(pk=said.pk).update(edited_at=timezone.now())
        aziza.send_file("photo", album=f"a{number // 2}")
        answer = dilnoza.say("Javob", reply_to=said)
        dilnoza.deliver(answer, "sent")
        dilnoza.say("Eslatma", is_note=True)


def questions_of(desk: Desk, address: str) -> int:
    client = seat(desk.dilnoza)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_number_of_questions_does_not_grow_with_what_was_said(office: Desk) -> None:
    fill(office, 1)
    few = questions_of(office, ticket_address(office))
    fill(office, 15)
    assert questions_of(office, ticket_address(office)) == few
