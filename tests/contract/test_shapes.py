"""The ruler itself: it sees what is missing, of another type, or none of the allowed words."""

from typing import Any

import pytest

from bot.services.api_types import Actor, Page, RawKept, TicketRef
from tests.contract.shapes import differences

ACTOR = {"role": "user", "telegram_id": 1, "first_name": "A", "language": None, "language_chosen": False, "admin": None}
PAGE = {"next": None, "previous": None, "results": [{"id": 1, "number": 2}]}


@pytest.mark.parametrize(
    ("value", "hint"), [(ACTOR, Actor), (PAGE, Page[TicketRef]), ({**ACTOR, "more": 1}, Actor), (None, Actor | None)]
)
def test_it_finds_nothing_in_what_matches(value: Any, hint: Any) -> None:
    assert differences(value, hint) == []


@pytest.mark.parametrize(
    ("value", "hint", "where"),
    [
        ({**ACTOR, "role": "king"}, Actor, "answer.role"),
        ({**ACTOR, "admin": "1"}, Actor, "answer.admin"),
        ({**ACTOR, "telegram_id": True}, Actor, "answer.telegram_id"),
        ({"id": 1}, RawKept, "answer lacks outcome"),
        ({**PAGE, "results": [{"id": 1}]}, Page[TicketRef], "answer.results[] lacks number"),
        ([], Actor, "answer"),
        (None, int, "answer"),
    ],
)
def test_it_names_what_differs(value: Any, hint: Any, where: str) -> None:
    assert [word for word in differences(value, hint) if word.startswith(where)]
