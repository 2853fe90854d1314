"""Serializers whose fields are made once: each request has its own words in them, and nobody else's."""

from functools import partial
from typing import Any

import pytest

from apps.ticket.serializers.inbox import IncomingSerializer
from core.views import prepared
from tests.races import at_once


def written(number: int) -> dict[str, Any]:
    return {
        "bot_id": 1,
        "chat_id": 2,
        "message_id": number,
        "sender": {"telegram_id": number, "first_name": f"Aziza {number}"},
        "content": {"kind": "text", "text": f"word {number}"},
    }


def read(number: int) -> tuple[Any, ...]:
    body = prepared(IncomingSerializer, data=written(number))
    body.is_valid(raise_exception=True)
    incoming = body.incoming()
    return incoming.source.message_id, incoming.sender.first_name, incoming.content.text


def test_fields_are_made_once() -> None:
    first, second = (prepared(IncomingSerializer, data=written(number)) for number in (1, 2))
    assert first.fields is second.fields
    assert first.fields["sender"] is second.fields["sender"]


def test_a_wrong_request_leaves_nothing_to_the_next() -> None:
    wrong = prepared(IncomingSerializer, data={**written(1), "sender": {}})
    assert not wrong.is_valid()
    assert read(2) == (2, "Aziza 2", "word 2")
    assert "sender" in wrong.errors


@pytest.mark.django_db
def test_threads_read_each_their_own() -> None:
    numbers = range(1, 9)
    for _ in range(20):
        assert at_once([partial(read, number) for number in numbers]) == [
            (number, f"Aziza {number}", f"word {number}") for number in numbers
        ]
