"""Who may what: every route of the router, asked by everybody. A route without a row fails here."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.api.desk import BORIS, KAMOLA, RUSTAM, SARDOR, Desk, fingerprint
from tests.api.matrix import OPEN_ROUTES, ROWS
from tests.api.routes import Route, served_routes, unserved_routes
from tests.api.row import ACTORS, Row

END_OF_ROW = b"\r\n"
# One for all: each would load all middlewares anew.
CLIENT = Client(raise_request_exception=False)
CALLERS = (*ACTORS, "own token", "own token with a header", "no token")


def headers_of(actor: str, desk: Desk) -> dict[str, str]:
    """Return what that actor sends."""
    service = {"Authorization": f"Token {settings.API_TOKEN}"}
    own = {"Authorization": f"Token {desk.dilnoza_token}"}
    people = {
        "asker": desk.aziza.telegram_id,
        "other user": BORIS,
        "admin": desk.dilnoza.telegram_id,
        "other admin": KAMOLA,
        "super admin": RUSTAM,
        "dismissed": SARDOR,
    }
    if actor in people:
        return {**service, "X-Telegram-Id": str(people[actor])}
    headers: dict[str, dict[str, str]] = {
        "service": service,
        "own token": own,
        "own token with a header": {**own, "X-Telegram-Id": str(RUSTAM)},
        "no token": {},
    }
    return headers[actor]


def ask(row: Row, actor: str, desk: Desk) -> Any:
    """Send the row's request as that actor."""
    body = row.body(desk) if row.body else None
    raw = isinstance(body, bytes)
    return CLIENT.generic(
        row.method,
        row.path.replace("{pk}", str(getattr(desk, row.pk).pk)),
        data=body if raw else _json(body),
        content_type="application/octet-stream" if raw else "application/json",
        query_params=row.query(desk) if row.query else None,
        headers=headers_of(actor, desk),
    )


def _json(body: Any) -> bytes:
    return json.dumps(body).encode() if body is not None else b""


def cell(answer: Any) -> str:
    """Return the answer as the matrix writes it."""
    if answer.status_code >= 400:
        return f"{answer.status_code}:{answer.json()['code']}"
    if answer.streaming:
        content = b"".join(answer.streaming_content)
        if answer.headers["Content-Type"].startswith("text/csv"):
            return f"{answer.status_code}*{content.count(END_OF_ROW) - 1}"
        return f"{answer.status_code}" if content == b"bytes" else "other bytes"
    if answer.headers["Content-Type"] == "image/png":
        return f"{answer.status_code}"
    if "results" in (body := answer.json()):
        return f"{answer.status_code}*{len(body['results'])}"
    return str(answer.status_code)


def test_every_route_of_the_router_has_a_row() -> None:
    assert served_routes() == {row.route for row in ROWS} | OPEN_ROUTES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.route}")
def test_each_actor_is_answered_as_the_matrix_says(row: Row, desk: Desk) -> None:
    if row.prepare:
        row.prepare(desk)
    before, answers, wrongly_changed = fingerprint(), {}, []
    for actor in CALLERS:
        with transaction.atomic():
            answer = ask(row, actor, desk)
            answers[actor] = cell(answer)
            harmless = answer.status_code >= 400 or row.method == "GET"
            if harmless and fingerprint() != before:
                wrongly_changed.append(actor)
            transaction.set_rollback(True)
    assert answers == row.expected()
    assert wrongly_changed == []


@pytest.mark.parametrize("route", sorted(OPEN_ROUTES), ids=str)
@pytest.mark.parametrize("actor", ["service", "asker", "own token", "no token"])
def test_what_says_nothing_about_the_desk_answers_anybody(route: Route, actor: str, desk: Desk) -> None:
    assert Client().get(route.path, headers=headers_of(actor, desk)).status_code == 200


def test_a_method_that_a_path_does_not_take_is_refused_and_changes_nothing(desk: Desk) -> None:
    before, wrong = fingerprint(), []
    for route in sorted(unserved_routes()):
        row = Row(route.method, route.path.replace("<pk>", "{pk}"), "")
        answers = [cell(ask(row, actor, desk)) for actor in ("service", "asker", "no token")]
        if answers != ["405:method_not_allowed", "403:forbidden", "401:not_authenticated"]:
            wrong.append((str(route), answers))
    assert wrong == []
    assert fingerprint() == before


def test_a_dismissed_admins_own_token_opens_nothing(desk: Desk) -> None:
    row = next(row for row in ROWS if row.path == "/api/ticket/tickets/" and row.method == "GET")
    desk.dilnoza.is_active = False
    desk.dilnoza.save(update_fields=["is_active"])
    assert cell(ask(row, "own token", desk)) == "401:not_authenticated"
