"""What cannot be worked with is kept as it came, copied through where chat and message can be read, and kept once."""

import json
from collections.abc import Callable
from typing import Any

from apps.ticket.models import Message, RawUpdate
from apps.ticket.services.intake import store_raw_update
from tests.doors import Api
from tests.personas import AZIZA, BOT_ID, DILNOZA, Desk, Persona


def _update(**message: Any) -> str:
    known = {
        "message_id": 900,
        "chat": {"id": AZIZA.telegram_id, "type": "private"},
        "from": {"id": AZIZA.telegram_id, "first_name": "Aziza", "language_code": "uz"},
    }
    return json.dumps({"update_id": 1, "message": {**known, **message}})


def _store(payload: str, update_id: int = 1) -> bool:
    return store_raw_update(bot_id=BOT_ID, update_id=update_id, payload=payload, error="no such kind")[1]


def test_a_message_of_an_unknown_kind_is_copied_through_as_other(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    assert _store(_update(hologram={"depth": 3}))

    copied = AZIZA.ticket.messages.get(kind=Message.Kind.OTHER)
    assert (copied.message_id, copied.data) == (900, {"type": "unknown"})
    content = DILNOZA.outbox("content")[-1].data["contents"][0]
    assert content["source"] == {"bot_id": BOT_ID, "chat_id": AZIZA.telegram_id, "message_id": 900}
    assert "hologram" in RawUpdate.objects.get().payload


def test_the_same_update_is_kept_and_copied_once(desk: Desk) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    assert [_store(_update()) for _ in range(3)] == [True] * 3
    assert RawUpdate.objects.count() == 1
    assert AZIZA.ticket.messages.filter(kind=Message.Kind.OTHER).count() == 1


def test_what_cannot_be_read_at_all_is_kept(desk: Desk) -> None:
    payloads = [
        "no json",
        "[]",
        '"text"',
        "{}",
        json.dumps({"message": None}),
        json.dumps({"message": {"chat": 1, "from": 2}}),
        _update(chat={"id": -100, "type": "group"}),
        _update(message_id="nine"),
        _update(message_id=2**70),
        json.dumps({"poll": {"id": "1"}}),
        "[" * 100_000,
    ]

    assert [_store(payload, number) for number, payload in enumerate(payloads)] == [False] * len(payloads)
    assert list(RawUpdate.objects.order_by("update_id").values_list("payload", flat=True)) == payloads
    assert not Message.objects.exists()


def test_letters_that_the_database_cannot_hold_lose_no_update(desk: Desk) -> None:
    person = {"id": AZIZA.telegram_id, "first_name": "Azi\x00za\ud800", "language_code": "\x00"}
    payload = _update(**{"from": person})

    _store(payload)

    assert RawUpdate.objects.get().payload == payload


def test_the_endpoint_keeps_even_what_no_column_can_hold(desk: Desk, api: Callable[[Persona | None], Api]) -> None:
    answer = api(None).post("ticket/inbox/raw/", bot_id=BOT_ID, update_id=7, payload="{\x00\ud800}", error="\x00")

    assert (answer.status_code, answer.json()["outcome"]) == (201, "kept")
    assert RawUpdate.objects.get().payload == "{\ufffd?}"
