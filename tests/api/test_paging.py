"""Keyset paging: walked to the end and back, a list is complete, although rows are added meanwhile."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from apps.ticket.models import Message, Ticket
from apps.ticket.services import contents
from apps.user.models import TelegramUser
from tests.api.desk import DILNOZA, Desk

HEADERS = {"Authorization": f"Token {settings.API_TOKEN}"}
AS_ADMIN = {**HEADERS, "X-Telegram-Id": str(DILNOZA)}


def walk(address: str, link: str, headers: dict[str, str]) -> Iterator[list[int]]:
    """Yield the row ids of each page, following its `next` or `previous`."""
    while address:
        page = Client().get(address, headers=headers).json()
        yield [row["id"] for row in page["results"]]
        address = page[link]


def write(desk: Desk, number: int) -> Message:
    content = contents.Content(kind="text", text=f"{number}")
    return contents.store_message(user=desk.aziza, ticket=desk.ticket, content=content, outcome="stored")


def test_a_growing_conversation_is_read_forward_and_backward_without_a_gap(desk: Desk) -> None:
    for number in range(17):
        write(desk, number)
    at_first = set(Message.objects.filter(ticket=desk.ticket).values_list("pk", flat=True))
    forward: list[int] = []
    for page in walk(f"/api/ticket/messages/?ticket={desk.ticket.pk}&limit=4", "next", HEADERS):
        forward += page
        if len(forward) < 20:
            write(desk, 100)
    assert forward == sorted(set(forward))
    assert at_first <= set(forward)
    last = Client().get(f"/api/ticket/messages/?before={forward[-1]}&limit=4", headers=HEADERS).json()
    backward = [[row["id"] for row in last["results"]]]
    for page in walk(last["previous"], "previous", HEADERS):
        backward.append(page)
        write(desk, 200)
    rows = [row for page in reversed(backward) for row in page]
    assert rows == sorted(Message.objects.filter(pk__lt=forward[-1]).values_list("pk", flat=True))


def test_a_queue_is_complete_while_tickets_join_it(desk: Desk) -> None:
    def join(number: int) -> None:
        now = timezone.now()
        user = TelegramUser.objects.create(telegram_id=50_000 + number, first_name=f"N{number}")
        # Every third waits for nobody, and two wait since the same instant: ties are broken by the id.
        since = None if number % 3 == 0 else now.replace(microsecond=0) - timedelta(hours=number // 2)
        Ticket.objects.create(
            user=user, category=desk.payments, waiting_since=since, last_message_at=now, created_at=now
        )

    for number in range(20):
        join(number)
    at_first = set(Ticket.objects.values_list("pk", flat=True))
    seen: list[int] = []
    for page in walk("/api/ticket/tickets/?box=new&limit=3", "next", AS_ADMIN):
        seen += page
        if len(seen) < 15:
            join(100 + len(seen))
    assert len(seen) == len(set(seen))
    assert at_first <= set(seen)


def test_a_page_goes_on_after_a_row_that_left_the_list(desk: Desk) -> None:
    first, second = (write(desk, number) for number in range(2))
    Message.objects.filter(pk=first.pk).update(ticket=None)
    address = f"/api/ticket/messages/?ticket={desk.ticket.pk}&after={first.pk}"
    assert next(walk(address, "next", HEADERS)) == [second.pk]


def test_the_links_keep_the_filters(desk: Desk) -> None:
    page = Client().get(f"/api/ticket/messages/?ticket={desk.ticket.pk}&limit=1", headers=HEADERS).json()
    assert f"ticket={desk.ticket.pk}" in page["next"]
    assert page["previous"] is None


@pytest.mark.parametrize("path", ["/api/user/users/", "/api/admin/admins/", "/api/admin/categories/"])
def test_every_list_has_the_one_shape(path: str, desk: Desk) -> None:
    page = Client().get(f"{path}?limit=1", headers=HEADERS).json()
    assert list(page) == ["next", "previous", "results"]
    assert len(page["results"]) == 1
    rows = [row for rows in walk(f"{path}?limit=1", "next", HEADERS) for row in rows]
    assert len(rows) == len(set(rows)) > 1
