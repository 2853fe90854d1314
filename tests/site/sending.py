"""Sends to the site as the composer's page does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client

from apps.ticket.models import Message
from tests.api.desk import Desk
from tests.site.office import answer_address, seat

JSON = {"accept": "application/json"}
# A response of the test client, which reads JSON too.
Answer = Any
Send = Callable[..., Answer]


def sender(desk: Desk) -> Send:
    """Return what sends a form as Dilnoza."""
    client: Client = seat(desk.dilnoza)
    return lambda **fields: client.post(answer_address(desk), fields, headers=JSON)


def last() -> Message:
    return Message.objects.latest("pk")


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}
