"""The list of tickets: tabs, order, filters, pages, what is unread and who looks, for everybody their own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.admin.actors import Door, operator
from apps.ticket.models import Ticket
from apps.ticket.services import labels, lifecycle
from apps.ticket.services.queue import pages, tabs
from tests.api.desk import Desk, build_desk
from tests.site.line import LIVE, PAGE, queue, shown, waiting
from tests.site.office import seat


@pytest.fixture
def office(db: None) -> Desk:
    return build_desk()


# ---------------------------------------------------------------- tabs


def test_the_tabs_hold_and_count_what_their_names_say(office: Desk) -> None:
    held = waiting(office.payments, 5, status="taken", admin=office.dilnoza)
    waiting(office.payments, None, status="taken", admin=office.rustam)
    closed = waiting(office.payments, None, status="closed", closed_at=timezone.now())
    client = seat(office.dilnoza)
    assert shown(client, tab="mine") == [held.number]
    assert shown(client, tab="new") == [office.ticket.number]
    assert shown(client, tab="waiting") == [held.number]
    assert shown(client, tab="closed") == [closed.number]
    counts = {str(tab): count for tab, count in queue(client, tab="all").counts.items()}
    assert counts == {"mine": 1, "new": 1, "waiting": 1, "all": 4, "closed": 1}


def test_ones_own_tickets_are_shown_first_and_the_new_ones_where_there_are_none(office: Desk) -> None:
    client = seat(office.dilnoza)
    assert queue(client).tab == "new"
    lifecycle.take_ticket(actor=operator(office.dilnoza, Door.SITE), ticket_id=office.ticket.pk)
    assert queue(client).tab == "mine"
    assert shown(client) == [office.ticket.number]


def test_many_are_counted_only_so_far(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabs, "COUNTED", 2)
    monkeypatch.setattr("apps.ticket.views.site.queue.COUNTED", 2)
    for _number in range(3):
        waiting(office.payments, 5)
    with CaptureQueriesContext(connection) as questions:
        page = seat(office.rustam).get(PAGE, {"tab": "all"}).content.decode()
    assert 'data-count="all">1+<' in page
    counting = [question["sql"] for question in questions if "COUNT(" in question["sql"].upper()]
    assert counting
    assert all("LIMIT 2" in sql for sql in counting)


def test_the_title_says_how_many_wait(office: Desk) -> None:
    waiting(office.payments, 5)
    assert "<title> (1) Tickets | Yordam" in " ".join(seat(office.dilnoza).get(PAGE).content.decode().split())


# ---------------------------------------------------------------- order and pages


def test_who_waits_longest_stands_first_then_whose_word_is_the_latest(office: Desk) -> None:
    Ticket.objects.filter(pk=office.ticket.pk).update(waiting_since=None, last_message_at=timezone.now())
    short, long = waiting(office.payments, 5), waiting(office.payments, 50)
    silent = waiting(office.payments, None, last_message_at=timezone.now() - timedelta(hours=1))
    numbers = [long.number, short.number, office.ticket.number, silent.number]
    assert shown(seat(office.dilnoza), tab="all") == numbers


def test_the_last_closed_stands_first(office: Desk) -> None:
    ends = [timezone.now() - timedelta(hours=hours) for hours in (3, 1, 2)]
    made = [waiting(office.payments, None, status="closed", closed_at=end) for end in ends]
    assert shown(seat(office.dilnoza), tab="closed") == [made[1].number, made[2].number, made[0].number]


@pytest.mark.parametrize("tab", ["all", "closed", "waiting"])
def test_pages_follow_each_other_there_and_back_without_a_gap(
    tab: str, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 3)
    same = timezone.now()
    for number in range(10):
        if tab == "closed":
            waiting(office.payments, None, status="closed", closed_at=same - timedelta(minutes=number // 2))
        else:
            since = None if number > 5 and tab == "all" else 1
            ticket = waiting(office.payments, since)
            # Equal moments: only the ids tell them apart.
            if since:
                Ticket.objects.filter(pk=ticket.pk).update(waiting_since=same, last_message_at=same)
    client = seat(office.rustam)
    whole = queue(client, tab=tab).rows
    there, page = [row.ticket.pk for row in whole], queue(client, tab=tab)
    while page.after:
        page = queue(client, tab=tab, after=page.after)
        there += [row.ticket.pk for row in page.rows]
    back = [row.ticket.pk for row in page.rows]
    while page.before:
        page = queue(client, tab=tab, before=page.before)
        back = [row.ticket.pk for row in page.rows] + back
    assert len(there) == len(set(there)) == queue(client, tab=tab).counts[tab]
    assert back == there


def test_pages_of_a_search_follow_each_other_too(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    for _number in range(5):
        waiting(office.payments, 5, "Zuhra")
    client = seat(office.dilnoza)
    first = queue(client, q="Zuhra")
    second = queue(client, q="Zuhra", after=first.after)
    third = queue(client, q="Zuhra", after=second.after)
    assert [len(page.rows) for page in (first, second, third)] == [2, 2, 1]
    assert third.after is None
    again = queue(client, q="Zuhra", before=third.before)
    assert [row.ticket.pk for row in again.rows] == [row.ticket.pk for row in second.rows]


def test_a_page_begins_anew_where_its_ticket_does_not_exist(office: Desk) -> None:
    assert shown(seat(office.dilnoza), tab="all", after=10**9) == [office.ticket.number]


# ---------------------------------------------------------------- filters


def test_each_filter_leaves_what_it_names_and_the_counts_follow(office: Desk) -> None:
    other = waiting(office.delivery, 5, status="taken", admin=office.kamola, rating=2)
    Ticket.objects.filter(pk=other.pk).update(created_at=timezone.now() - timedelta(days=10))
    actor = operator(office.rustam, Door.SITE)
    labels.set_priority(actor=actor, ticket_id=other.pk, priority="urgent")
    labels.set_tags(actor=actor, ticket_id=other.pk, names=["Refund"])
    old = (timezone.localdate() - timedelta(days=5)).isoformat()
    client = seat(office.rustam)
    for query in (
        {"category": office.delivery.pk},
        {"holder": office.kamola.pk},
        {"state": "taken"},
        {"priority": 4},
        {"tag": "refund"},
        {"to": old},
        {"rating": 2},
        {"person": other.user_id},
    ):
        assert shown(client, tab="all", **query) == [other.number], query
        assert queue(client, tab="all", **query).counts["all"] == 1, query
    for query in ({"holder": "nobody"}, {"state": "new"}, {"priority": 2}, {"from": old}, {"rating": "none"}):
        assert shown(client, tab="all", **query) == [office.ticket.number], query
    assert shown(client, tab="all", holder="me") == []


def test_a_filter_that_is_on_can_be_taken_away_alone_or_with_all_others(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE, {"tab": "new", "category": str(office.payments.pk), "state": "new"})
    chips = {chip.words: chip.link for chip in page.context["chips"]}
    assert chips == {"Toʻlovlar": "tab=new&state=new", "new": f"tab=new&category={office.payments.pk}"}
    assert '<a class="desk-link" href="?tab=new">Clear</a>' in page.content.decode()


def test_the_tickets_of_one_person_stay_theirs_while_other_filters_change(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE, {"tab": "all", "person": str(office.ticket.user_id)})
    assert [chip.words for chip in page.context["chips"]] == ["of one person"]
    assert f'<input type="hidden" name="person" value="{office.ticket.user_id}">' in page.content.decode()


def test_a_tab_keeps_the_filters_and_leaves_the_page(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE, {"tab": "all", "state": "new", "after": str(office.ticket.pk)})
    assert {tab.link for tab in page.context["tabs"] if tab.name == "new"} == {"tab=new&state=new"}


@pytest.mark.parametrize(
    "query",
    [
        "tab=x",
        "category=x",
        "category=9999",
        "category=٣",
        "holder=0",
        "state=open",
        "priority=9",
        "rating=6",
        "person=x",
        "from=2026-02-30",
        "from=2026-02-02&to=2026-02-01",
        "after=x",
        "before=-1",
        f"tag={'x' * 41}",
    ],
)
def test_a_wrong_filter_is_refused_in_words(query: str, office: Desk) -> None:
    answer = seat(office.rustam).get(f"{PAGE}?{query}")
    assert answer.status_code == 400
    assert answer.context["problem"]
    assert 'role="alert"' in answer.content.decode()
    assert seat(office.rustam).get(f"{LIVE}?{query}").status_code == 400


def test_wild_words_in_the_address_stay_text(office: Desk) -> None:
    page = seat(office.rustam).get(PAGE, {"tag": "<script>alert(1)", "q": ""}).content.decode()
    assert "<script>alert(1)" not in page
    assert seat(office.rustam).get(PAGE, {"tag": "\x00"}).status_code == 200


# ---------------------------------------------------------------- only one's own


def test_nothing_of_other_categories_is_listed_counted_found_or_offered(office: Desk) -> None:
    hidden = waiting(office.delivery, 5, "Yashirin")
    labels.set_tags(actor=operator(office.rustam, Door.SITE), ticket_id=hidden.pk, names=["maxfiy"])
    client = seat(office.dilnoza)
    for tab in ("mine", "new", "waiting", "all", "closed"):
        assert hidden.number not in shown(client, tab=tab)
        assert client.get(LIVE, {"tab": tab}).content.decode().find("Yashirin") == -1
    assert queue(client, tab="all").counts["all"] == 1
    page = client.get(PAGE, {"tab": "all"})
    assert [category.pk for category in page.context["choices"].categories] == [office.payments.pk]
    assert [admin.pk for admin in page.context["choices"].holders] == [office.dilnoza.pk]
    for words in ("Yetkazish", "Kamola", "maxfiy", "Yashirin"):
        assert words not in page.content.decode()
    assert client.get(PAGE, {"category": office.delivery.pk}).status_code == 400
    assert client.get(PAGE, {"holder": office.kamola.pk}).status_code == 400


def test_an_admin_without_categories_sees_an_empty_queue(office: Desk) -> None:
    office.dilnoza.categories.clear()
    client = seat(office.dilnoza)
    assert shown(client, tab="all") == []
    assert set(queue(client, tab="all").counts.values()) == {0}
