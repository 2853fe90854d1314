"""Search over the API: pages, refusals, and whatever somebody may type."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.ticket.services.contents import Content
from apps.ticket.services.conversation import add_note
from apps.ticket.services.search import Hit, hits, search
from core.errors import Invalid
from tests.doors import Api
from tests.personas import AZIZA, BORIS, DILNOZA, EMMA, RUSTAM, Desk, Persona

Door = Callable[[Persona | None], Api]


def ask_many(desk: Desk, count: int) -> None:
    """Let that many people ask for a receipt, one after the other."""
    for number in range(count):
        Persona(7000 + number, f"Odam {number}", "uz").writes("Chek kerak", category=desk.payments)


def test_a_hit_tells_the_ticket_the_reason_and_the_marked_words(desk: Desk, api: Door) -> None:
    message = AZIZA.writes("Salom, toʻlov oʻtmadi", category=desk.payments)

    answer = api(DILNOZA).get("ticket/search/", q="тўлов")

    (hit,) = answer.json()["results"]
    assert (answer.status_code, answer.json()["next"], answer.json()["previous"]) == (200, None, None)
    assert (hit["ticket"]["number"], hit["reason"], hit["person"]) == (AZIZA.ticket.number, "words", None)
    assert "take" in hit["ticket"]["actions"]
    (snippet,) = hit["snippets"]
    assert snippet["at"]
    assert {name: snippet[name] for name in ("message", "author", "is_staff", "note", "parts")} == {
        "message": message.pk,
        "author": "Aziza",
        "is_staff": False,
        "note": False,
        "parts": [
            {"text": "Salom, ", "marked": False},
            {"text": "toʻlov", "marked": True},
            {"text": " oʻtmadi", "marked": False},
        ],
    }


def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk, api: Door) -> None:
    ask_many(desk, 5)
    everything = [hit["ticket"]["id"] for hit in api(RUSTAM).get("ticket/search/", q="chek").json()["results"]]

    answer = api(RUSTAM).get("ticket/search/", q="chek", limit=2).json()
    seen = [hit["ticket"]["id"] for hit in answer["results"]]
    while answer["next"]:
        answer = api(RUSTAM).get(answer["next"].partition("/api/")[2]).json()
        seen += [hit["ticket"]["id"] for hit in answer["results"]]

    assert len(everything) == 5
    assert seen == everything
    assert "offset=2" in answer["previous"]


def test_a_page_past_the_last_is_empty(desk: Desk, api: Door) -> None:
    ask_many(desk, 2)

    answer = api(RUSTAM).get("ticket/search/", q="chek", offset=40).json()

    assert (answer["results"], answer["next"]) == ([], None)


def test_no_more_than_the_best_are_found(desk: Desk, api: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.ticket.services.search.ranking.MOST", 3)
    ask_many(desk, 5)

    assert len(api(RUSTAM).get("ticket/search/", q="chek").json()["results"]) == 3


def test_old_messages_are_found_behind_the_newest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.ticket.services.search.ranking.RECENT", 2)
    AZIZA.writes("Noutbuk buzildi", category=desk.payments)
    ask_many(desk, 4)

    assert [hit.ticket for hit in search(actor=RUSTAM.in_telegram, query="noutbuk").hits] == [AZIZA.ticket]
    assert len(search(actor=RUSTAM.in_telegram, query="chek").hits) == 4


WRONG = [
    "",
    " ",
    "a",
    "ў",
    "#",
    "@",
    "@a",
    "!",
    "()*&|:",
    "%",
    "_",
    "'",
    "\\",
    "😀😀😀",
    "x" * 201,
    "x" * 5000,
    "a\x00b",
]


@pytest.mark.parametrize("query", WRONG)
def test_what_cannot_be_looked_for_is_refused_by_name(desk: Desk, api: Door, query: str) -> None:
    answer = api(DILNOZA).get("ticket/search/", q=query)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == ["q"]


@pytest.mark.parametrize("page", [{"limit": 0}, {"limit": 51}, {"offset": -1}, {"offset": 201}, {"limit": "many"}])
def test_a_page_that_cannot_be_is_refused_by_name(desk: Desk, api: Door, page: dict[str, Any]) -> None:
    answer = api(DILNOZA).get("ticket/search/", q="chek", **page)

    assert (answer.status_code, list(answer.json()["fields"])) == (400, list(page))


STRANGE = [
    "aa & | ! ( ) : *",
    "<b>pul</b>",
    "' OR 1=1 --",
    "pul:*",
    "!pul",
    "pul <-> karta",
    "%pul%",
    "pul\\",
    "pul_",
    "$$ pul $$",
    "99999999999999999999",
    "999999999999999999",
    "x" * 200,
    "pul " * 50,
    "a b c d e f g h",
    "İstanbul ßẞ ﬁ",
    "١٢٣",
    "½½",
    "中文字",
    "e\u0301 o\u0301",
]


@pytest.mark.parametrize("query", STRANGE)
def test_signs_that_mean_something_to_a_database_mean_nothing_here(desk: Desk, api: Door, query: str) -> None:
    AZIZA.writes("Salom", category=desk.payments)

    assert api(RUSTAM).get("ticket/search/", q=query).json()["results"] == []


@pytest.mark.parametrize("query", ["' pul %", "<i>pul</i>", "pul & karta | !", "(pul", "pul:*", "pul -- karta"])
def test_words_among_such_signs_are_found(desk: Desk, api: Door, query: str) -> None:
    AZIZA.writes("<i>Pul karta</i>", category=desk.payments)

    (hit,) = api(RUSTAM).get("ticket/search/", q=query).json()["results"]

    assert "Pul" in [part["text"] for part in hit["snippets"][0]["parts"] if part["marked"]]


def answered(query: str) -> list[Hit]:
    """Return what Rustam finds; nothing where the query is refused, which names its field."""
    try:
        return search(actor=RUSTAM.in_telegram, query=query).hits
    except Invalid as refusal:
        fields = refusal.fields
    assert list(fields or {}) == ["q"]
    return []


@given(
    written=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60), typed=st.text(max_size=210)
)
@example(written="pul", typed="pul\ud800")
@example(written="ﷺ" * 20, typed="ﷺﷺ")
@example(written="o\u0307" * 5, typed="o\u0307o")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_and_typed_is_answered_or_refused(desk: Desk, written: str, typed: str) -> None:
    AZIZA.writes(written, category=desk.payments)

    pieces = [snippet.parts for query in (typed, written) for hit in answered(query) for snippet in hit.snippets]

    assert all(sum(len(part.text) for part in parts) <= 160 for parts in pieces)


def test_a_search_that_takes_too_long_is_refused(desk: Desk, api: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(*_: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(hits, "rank", slowly)
    monkeypatch.setattr(hits, "MILLISECONDS", 20)

    answer = api(DILNOZA).get("ticket/search/", q="chek")

    assert (answer.status_code, answer.json()["code"]) == (503, "took_too_long")


def test_a_search_costs_no_more_for_many_hits_than_for_few(desk: Desk) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            search(actor=RUSTAM.in_telegram, query="chek")
        return len(captured)

    ask_many(desk, 1)
    few = cost()
    ask_many(desk, 12)

    assert cost() == few


def test_the_list_of_tickets_is_searched_in_the_same_way(desk: Desk, api: Door) -> None:
    AZIZA.writes("Toʻlov oʻtmadi", category=desk.payments)
    BORIS.writes("Salom", category=desk.payments)
    EMMA.writes("Тўлов ўтмади", category=desk.delivery)
    add_note(actor=DILNOZA.in_telegram, ticket_id=AZIZA.ticket.pk, content=Content(kind="text", text="VIP mijoz"))

    def found(persona: Persona, **query: Any) -> list[int]:
        return [row["id"] for row in api(persona).get("ticket/tickets/", **query).json()["results"]]

    assert found(RUSTAM, search="тўлов") == [EMMA.ticket.pk, AZIZA.ticket.pk]
    assert found(RUSTAM, search="to'lov", category=desk.payments.pk) == [AZIZA.ticket.pk]
    assert found(DILNOZA, search="toʻlov", box="new") == [AZIZA.ticket.pk]
    assert found(DILNOZA, search="vip") == [AZIZA.ticket.pk]
    assert found(AZIZA, search="vip") == []
    assert found(DILNOZA, search="toʻlov", status="closed") == []


def test_the_list_of_tickets_refuses_a_search_of_one_letter(desk: Desk, api: Door) -> None:
    answer = api(DILNOZA).get("ticket/tickets/", search="a")

    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["search"])
