"""The bytes of media: fetched after the commit as leased work, resumed after a crash, for the eyes of the ticket's."""

import errno
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files import File
from django.db.models import F
from django.utils import timezone

from apps.admin.actors import SYSTEM
from apps.ticket.models import Attachment, Message
from apps.ticket.services.attachments import (
    GIVE_UP_AFTER,
    LEASE,
    NO_ROOM_PAUSE,
    HeldFile,
    lease_attachments,
    open_bytes,
    renew_attachments,
    report_failure,
    store_bytes,
)
from apps.ticket.services.contents import TELEGRAM_DOWNLOAD_LIMIT
from core.errors import Conflict, NotFound
from tests.doors import Api
from tests.personas import AZIZA, BORIS, BOT_ID, DILNOZA, JASUR, NODIRA, RUSTAM, Desk, Persona, photo
from tests.races import at_once


@pytest.fixture
def picture(desk: Desk, stored_files: Path) -> Attachment:
    AZIZA.writes("Salom", category=desk.payments)
    message = AZIZA.writes("Mana", kind="photo", media=photo())
    return Attachment.objects.get(message=message)


def _lease() -> list[Attachment]:
    return list(lease_attachments(bot_id=BOT_ID, limit=10))


def _store(attachment: Attachment, content: bytes = b"bytes") -> Attachment:
    assert attachment.lease is not None
    return store_bytes(attachment_id=attachment.pk, lease=attachment.lease, stream=io.BytesIO(content))


def test_a_file_is_leased_once_and_stored(picture: Attachment, stored_files: Path) -> None:
    [leased] = _lease()
    assert (leased.pk, leased.file_id, _lease()) == (picture.pk, "id-photo", [])

    stored = _store(leased)

    assert (stored.state, stored.size, stored.lease) == (Attachment.State.STORED, 5, None)
    assert (stored_files / str(stored.file.name)).read_bytes() == b"bytes"
    assert _lease() == []


def test_a_fetcher_that_died_is_followed_by_another(picture: Attachment) -> None:
    [dead] = _lease()
    Attachment.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    [alive] = _lease()

    assert alive.attempts == 2
    with pytest.raises(Conflict, match="lease_lost"):
        _store(dead)
    assert _store(alive).state == Attachment.State.STORED


def test_a_lease_lasts_for_several_renewals(picture: Attachment) -> None:
    [leased] = _lease()

    assert LEASE / 2 < leased.due_at - timezone.now() <= LEASE


def test_bytes_without_a_lease_are_not_taken(picture: Attachment, stored_files: Path) -> None:
    with pytest.raises(Conflict, match="lease_lost"):
        store_bytes(attachment_id=picture.pk, lease=uuid.uuid4(), stream=io.BytesIO(b"evil"))
    assert not list(stored_files.rglob("*.*"))


def test_a_file_of_another_bot_is_not_this_ones_to_fetch(picture: Attachment) -> None:
    assert list(lease_attachments(bot_id=BOT_ID + 1, limit=10)) == []


def test_what_is_too_large_is_never_fetched_and_keeps_its_file_id(desk: Desk, picture: Attachment) -> None:
    _store(_lease()[0])
    film = AZIZA.writes("", kind="video", media=photo("film", size=TELEGRAM_DOWNLOAD_LIMIT + 1))

    attachment = Attachment.objects.get(message=film)
    assert (attachment.state, attachment.file_id, _lease()) == (Attachment.State.TOO_LARGE, "id-film", [])
    content = DILNOZA.outbox("content")[-1].data["contents"][0]
    assert (content["too_large"], content["media"]["file_id"]) == (True, "id-film")


def test_what_turned_out_too_large_is_not_tried_again(picture: Attachment) -> None:
    [leased] = _lease()
    _fail(leased, too_large=True)

    picture.refresh_from_db()
    assert picture.state == Attachment.State.TOO_LARGE


def _fail(attachment: Attachment, *, final: bool = False, too_large: bool = False) -> None:
    assert attachment.lease is not None
    report_failure(
        attachment_id=attachment.pk, lease=attachment.lease, error="Bad Gateway", final=final, too_large=too_large
    )


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(picture: Attachment) -> None:
    pauses = []
    for attempt in range(GIVE_UP_AFTER):
        [leased] = _lease()
        _fail(leased)
        assert (attempt, _lease()) == (attempt, [])
        pauses.append(Attachment.objects.get().due_at - timezone.now())
        Attachment.objects.update(due_at=timezone.now())

    picture.refresh_from_db()
    assert (picture.state, picture.error, _lease()) == (Attachment.State.FAILED, "Bad Gateway", [])
    assert pauses[0] < pauses[3] < pauses[-1] <= timedelta(hours=1)


def test_a_renewed_lease_keeps_the_file_with_its_fetcher(picture: Attachment) -> None:
    [leased] = _lease()
    for _ in range(3):
        Attachment.objects.update(due_at=F("due_at") - LEASE)
        assert _renew(leased) == []
        assert _lease() == []

    assert _store(leased).state == Attachment.State.STORED


def test_whoever_lost_a_file_hears_of_it(picture: Attachment) -> None:
    [dead] = _lease()
    Attachment.objects.update(due_at=F("due_at") - LEASE)
    [alive] = _lease()

    assert (_renew(dead), _renew(alive)) == ([picture.pk], [])
    _store(alive)
    assert _renew(alive) == [picture.pk], "What is stored is nobody's any more."


def _renew(attachment: Attachment) -> list[int]:
    assert attachment.lease is not None
    return renew_attachments([HeldFile(attachment=attachment.pk, lease=attachment.lease)])


def test_a_file_that_a_stopping_bot_returns_goes_on_at_once(picture: Attachment) -> None:
    [leased] = _lease()
    assert leased.lease is not None
    report_failure(attachment_id=leased.pk, lease=leased.lease, error="", final=False, too_large=False, returned=True)

    [again] = _lease()

    assert (again.pk, again.attempts) == (leased.pk, 1)


def test_a_full_disk_leaves_nothing_behind_and_the_file_is_fetched_later(
    picture: Attachment, stored_files: Path, api: Callable[[Persona | None], Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    [leased] = _lease()
    path = f"ticket/attachments/{leased.pk}/content/?lease={leased.lease}"
    chunks = File.chunks

    def fill_up(file: "File[bytes]", chunk_size: int | None = None) -> Iterator[bytes]:
        yield from chunks(file, chunk_size)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(File, "chunks", fill_up)
        answer = api(None).put_bytes(path, b"bytes")

    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert [file for file in stored_files.rglob("*") if file.is_file()] == []
    picture.refresh_from_db()
    assert (picture.state, picture.error, picture.attempts) == (Attachment.State.WAITING, "disk_full", 0)
    assert _lease() == [], "A disk is seldom emptied at once."
    Attachment.objects.update(due_at=F("due_at") - NO_ROOM_PAUSE)
    [later] = _lease()
    assert _store(later).state == Attachment.State.STORED


@pytest.mark.django_db(transaction=True)
def test_two_bots_at_once_fetch_a_file_once(picture: Attachment) -> None:
    leased = at_once([_lease] * 4)

    assert sorted(len(rows) for rows in leased if isinstance(rows, list)) == [0, 0, 0, 1]


def test_a_final_failure_is_given_up_at_once(picture: Attachment) -> None:
    _fail(_lease()[0], final=True)

    picture.refresh_from_db()
    assert picture.state == Attachment.State.FAILED


def test_a_picture_that_was_replaced_while_it_was_fetched_is_fetched_anew(picture: Attachment) -> None:
    [leased] = _lease()
    AZIZA.edits(picture.message, "Mana", media=photo("other"))

    with pytest.raises(Conflict, match="lease_lost"):
        _store(leased)
    assert [row.file_id for row in _lease()] == ["id-other"]


READERS = [(AZIZA, 200), (DILNOZA, 200), (JASUR, 200), (RUSTAM, 200), (None, 200), (BORIS, 404), (NODIRA, 404)]


@pytest.mark.parametrize(("reader", "status"), READERS)
def test_only_those_who_may_see_the_ticket_download_it(
    picture: Attachment, api: Callable[[Persona | None], Api], reader: Persona | None, status: int
) -> None:
    BORIS.writes("Привет")
    _store(_lease()[0], b"<script>")

    answer = api(reader).get(f"ticket/attachments/{picture.pk}/content/")

    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == b"<script>"
        assert answer["Content-Disposition"].startswith("attachment")
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")


def test_what_is_not_here_yet_is_refused_by_its_code(picture: Attachment) -> None:
    with pytest.raises(Conflict, match="not_stored"):
        open_bytes(actor=SYSTEM, attachment_id=picture.pk)


def test_a_waiting_file_is_nobodys_but_its_writers(desk: Desk, stored_files: Path) -> None:
    AZIZA.writes("", kind="photo", media=photo())
    attachment = Attachment.objects.get()
    _store(_lease()[0])

    for reader in (DILNOZA, RUSTAM):
        with pytest.raises(NotFound):
            open_bytes(actor=reader.in_telegram, attachment_id=attachment.pk)


def test_bytes_come_and_go_over_http(picture: Attachment, api: Callable[[Persona | None], Api]) -> None:
    service = api(None)
    [leased] = service.post("ticket/attachments/lease/", bot_id=BOT_ID, limit=5).json()["attachments"]
    path = f"ticket/attachments/{leased['id']}/content/"

    assert service.put_bytes(f"{path}?lease={leased['lease']}", b"\x00\xff" * 70_000).status_code == 200
    assert b"".join(service.get(path).streaming_content) == b"\x00\xff" * 70_000
    again = service.put_bytes(f"{path}?lease={leased['lease']}", b"again")
    assert (again.status_code, again.json()["code"]) == (409, "lease_lost")
    assert Message.objects.get(pk=picture.message_id).text == "Mana"
