"""Writing saved replies: what is refused leaves neither rows nor bytes, and each team writes its own."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pytest_django import Settings

from apps.admin.actors import Actor
from apps.ticket.models import Event, SavedReply
from apps.ticket.retelling import LONGEST_TEXT, Names, changes_of
from apps.ticket.services.saved_replies import writing
from apps.ticket.services.upload_files import UPLOAD_LIMIT, Upload
from core.errors import Forbidden, Invalid, NotFound, Refusal
from tests.personas import AZIZA, DILNOZA, NODIRA, RUSTAM, Desk, Persona, known

pytestmark = pytest.mark.django_db

WORDS = {"title": "Salom", "text_uz": "Salom!"}


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def upload(name: str = "a.pdf", size: int = 5) -> Upload:
    return Upload(name=name, mime_type="application/pdf", size=size, stream=BytesIO(b"bytes"))


def stored(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("fields", "uploads", "field"),
    [
        ({"title": " "}, [upload()], "title"),
        ({"title": "a" * 61}, [upload()], "title"),
        ({"text_ru": "я" * 4097}, [upload()], "text_ru"),
        ({"text_en": "{nobody}"}, [upload()], "text_en"),
        ({"category_id": 10**6}, [upload()], "category"),
        ({}, [upload(f"{number}.pdf") for number in range(11)], "files"),
        ({"text_uz": ""}, [], "text_uz"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(
    desk: Desk, media: Path, fields: dict[str, Any], uploads: list[Upload], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        writing.add_reply(actor=RUSTAM.at_the_site, fields={**WORDS, **fields}, uploads=uploads)

    assert list(refused.value.fields or {}) == [field]
    assert (SavedReply.objects.count(), stored(media)) == (0, [])


@pytest.mark.parametrize(("size", "code"), [(UPLOAD_LIMIT + 1, "too_large"), (0, "empty_file")])
def test_a_file_that_telegram_does_not_take_is_named_before_any_is_stored(
    desk: Desk, media: Path, size: int, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        writing.add_reply(actor=RUSTAM.at_the_site, fields=WORDS, uploads=[upload(), upload("b.pdf", size)])

    assert (refused.value.code, refused.value.data) == (code, {"file": "b.pdf"})
    assert stored(media) == []


def test_what_the_database_cannot_keep_is_marked(desk: Desk) -> None:
    reply = writing.add_reply(
        actor=RUSTAM.at_the_site,
        fields={"title": "a\x00", "text_uz": "\ud800 bir\r\nikki "},
        uploads=[upload("\x00.pdf")],
    )

    assert (reply.title, reply.text_uz) == ("a\ufffd", "? bir\nikki")
    assert reply.files.get().file_name == "\ufffd.pdf"


def test_a_refused_change_leaves_the_reply_and_its_files_as_they_were(desk: Desk, media: Path) -> None:
    reply = writing.add_reply(actor=RUSTAM.at_the_site, fields=WORDS, uploads=[upload()])
    before = stored(media)

    with pytest.raises(Invalid):
        writing.change_reply(
            actor=RUSTAM.at_the_site,
            reply_id=reply.pk,
            changes={"title": "Yangi", "text_uz": "{nobody}"},
            uploads=[upload("b.pdf")],
            removed_files=[reply.files.get().pk],
        )

    reply.refresh_from_db()
    assert (reply.title, reply.files.count(), stored(media)) == ("Salom", 1, before)


def test_files_of_another_reply_are_not_taken_away(desk: Desk) -> None:
    mine = writing.add_reply(actor=RUSTAM.at_the_site, fields=WORDS)
    other = writing.add_reply(actor=RUSTAM.at_the_site, fields=WORDS, uploads=[upload()])

    writing.change_reply(actor=RUSTAM.at_the_site, reply_id=mine.pk, changes={}, removed_files=[other.files.get().pk])

    assert other.files.count() == 1


def add_for_all(actor: Actor, reply: SavedReply) -> object:
    return writing.add_reply(actor=actor, fields=WORDS)


def move_to_all(actor: Actor, reply: SavedReply) -> object:
    return writing.change_reply(actor=actor, reply_id=reply.pk, changes={"category_id": None})


def remove(actor: Actor, reply: SavedReply) -> object:
    return writing.remove_reply(actor=actor, reply_id=reply.pk)


@pytest.mark.parametrize(
    ("act", "persona", "refusal"),
    [
        (add_for_all, DILNOZA, Forbidden),
        (move_to_all, DILNOZA, Forbidden),
        (remove, NODIRA, NotFound),
        (remove, AZIZA, NotFound),
        (add_for_all, AZIZA, Forbidden),
    ],
)
def test_only_super_admins_write_those_for_all_and_admins_those_of_their_own(
    desk: Desk, act: Callable[[Actor, SavedReply], object], persona: Persona, refusal: type[Refusal]
) -> None:
    known(AZIZA)
    reply = writing.add_reply(actor=DILNOZA.in_telegram, fields={**WORDS, "category_id": desk.payments.pk})

    with pytest.raises(refusal):
        act(persona.in_telegram, reply)

    assert SavedReply.objects.get().category == desk.payments


def test_the_journal_keeps_the_words_of_what_was_removed_and_shows_their_beginning(desk: Desk) -> None:
    words = "so‘z " * 500
    reply = writing.add_reply(actor=RUSTAM.at_the_site, fields={**WORDS, "text_uz": words})
    writing.remove_reply(actor=RUSTAM.at_the_site, reply_id=reply.pk)

    event = Event.objects.latest("pk")

    assert event.changes["text_uz"] == [words.strip(), None]
    with translation.override("en"):
        shown = {change.name: change for change in changes_of(event, Names.of([event]))}["text in Uzbek"]
    assert (len(shown.before), shown.after) == (LONGEST_TEXT, "—")
