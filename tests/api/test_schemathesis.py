"""What the schema promises, tried out: no request that it allows, or forbids, meets a 5xx or an undocumented status."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from core.wsgi import application
from tests.api.desk import DILNOZA, Desk

schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The same requests in every run: what is found once can be looked at again.
BOUNDED = hypothesis_settings(
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KNOWN = {
    "/api/user/users/": "aziza",
    "/api/admin/admins/": "dilnoza",
    "/api/admin/categories/": "payments",
    "/api/ticket/tickets/": "ticket",
    "/api/ticket/messages/": "answer",
    "/api/ticket/deliveries/": "failed",
    "/api/ticket/attachments/": "attachment",
}


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """Keep the test's database connection, which a WSGI request would close at its end."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def aim(case: Any, desk: Desk) -> None:
    """Point most of the made-up ids at rows that exist; a wild id alone would never get past the 404."""
    known = next((getattr(desk, name).pk for path, name in KNOWN.items() if case.path.startswith(path)), None)
    for name, value in (case.path_parameters or {}).items():
        if str(value).isdecimal() and int(value) % 4:
            case.path_parameters[name] = known
    if isinstance(case.body, dict):
        rows = {"ticket": desk.ticket, "category": desk.delivery, "user": desk.boris, "admin": desk.dilnoza}
        for name in rows.keys() & case.body.keys():
            if isinstance(case.body[name], int) and case.body[name] % 4:
                case.body[name] = rows[name].pk


def call(case: Any, desk: Desk, headers: dict[str, str]) -> None:
    aim(case, desk)
    with transaction.atomic():
        case.call_and_validate(headers=headers, checks=CHECKS)
        transaction.set_rollback(True)


@schema.parametrize()
@BOUNDED
def test_the_service_meets_only_what_is_documented(case: Any, desk: Desk) -> None:
    call(case, desk, {"Authorization": f"Token {settings.API_TOKEN}"})


@schema.parametrize()
@BOUNDED
def test_an_admin_in_person_meets_only_what_is_documented(case: Any, desk: Desk) -> None:
    call(case, desk, {"Authorization": f"Token {settings.API_TOKEN}", "X-Telegram-Id": str(DILNOZA)})
