"""The backend's logs: one id for all that a request causes, and nobody's words, whatever goes wrong where."""

import errno
import logging
import re
import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import Client
from django.urls import reverse
from psycopg2.errors import DiskFull

from apps.delivery.models import Delivery
from apps.ticket.models import Message
from bot.logs import OneLine as BotLine
from core import VERSION
from core.logs import JsonLine, OneLine, configuration
from core.request_id import BY_THE_CLOCK, HEADER
from tests.doors import Api
from tests.logs.listening import Heard, listening
from tests.personas import AZIZA, BOT_ID, Desk

WORD = "qizilolma"
SENDER = {
    "telegram_id": AZIZA.telegram_id,
    "first_name": "Azizaxon",
    "username": "azizaxon77",
    "language_code": "uz",
}
OURS = ("apps", "core", "core.access", "django")


@pytest.fixture
def heard() -> Iterator[Heard]:
    with listening(JsonLine(settings.LOG_SECRETS), loggers=OURS) as heard:
        yield heard


def write(*, request_id: str = "u42-7", message_id: int = 900, text: str = f"Salom {WORD}") -> Any:
    body = {
        "bot_id": BOT_ID,
        "chat_id": AZIZA.telegram_id,
        "message_id": message_id,
        "sender": SENDER,
        "content": {"kind": "text", "text": text},
    }
    client = Client(headers={"Authorization": f"Token {settings.API_TOKEN}", HEADER: request_id})
    client.raise_request_exception = False
    return client.post("/api/ticket/inbox/", body, content_type="application/json")


def assert_quiet(heard: Heard) -> None:
    said = heard.getvalue()
    assert said, "There was something to say."
    for secret in (WORD, "Azizaxon", "azizaxon77", settings.API_TOKEN, settings.SECRET_KEY):
        assert secret not in said, said


def test_an_id_comes_back_and_stands_in_every_line(desk: Desk, heard: Heard) -> None:
    answer = write()
    assert answer.status_code in {200, 201}, answer.content
    assert answer.headers[HEADER] == "u42-7"
    [line] = [line for line in heard.lines if line["logger"] == "core.access"]
    assert (line["request_id"], line["method"], line["path"]) == ("u42-7", "POST", "/api/ticket/inbox/")
    assert (line["status"], line["process"], line["level"]) == (answer.status_code, "web", "INFO")
    assert 0 < line["ms"] < 60_000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])
    assert_quiet(heard)


def test_deliveries_keep_what_caused_them(desk: Desk) -> None:
    write(request_id="u42-8")
    assert Message.objects.filter(text__contains=WORD).exists()
    assert set(Delivery.objects.values_list("request_id", flat=True)) == {"u42-8"}
    leased = Api(token=settings.API_TOKEN).post("delivery/deliveries/lease/", bot_id=BOT_ID).json()
    assert {row["request_id"] for row in leased["deliveries"]} == {"u42-8"}


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "ʻ", "u1;DROP", "a\tb", "../x"])
def test_an_id_that_is_none_is_made_anew(given: str, db: None) -> None:
    made = Client(headers={HEADER: given}).get("/healthz").headers[HEADER]
    assert re.fullmatch(r"r-[0-9a-f]{32}", made)


def test_two_requests_have_two_ids(db: None) -> None:
    assert Client().get("/healthz").headers[HEADER] != Client().get("/healthz").headers[HEADER]


def test_what_is_searched_and_links_that_open_doors_are_left_out(desk: Desk, heard: Heard) -> None:
    client = Client()
    client.get("/admin/sign-in/kD8sQ2xPz0aB1cD2/")
    client.get(f"/api/user/users/?search={WORD}")
    client.get("/admin/set-password/MQ/abc-def123456/")
    assert_quiet(heard)
    assert "kD8sQ2xPz0aB1cD2" not in heard.getvalue()
    assert "def123456" not in heard.getvalue()
    assert "/admin/sign-in/…" in heard.getvalue()


def test_what_is_asked_by_the_clock_is_quiet_unless_it_fails(db: None, heard: Heard) -> None:
    lease, message = "/api/delivery/deliveries/lease/", "/api/ticket/inbox/"
    api = Api(token=settings.API_TOKEN)
    Client().get("/healthz")
    api.post("delivery/deliveries/lease/", bot_id=BOT_ID)
    Client().post(lease)
    Client().post(message)
    levels = [(line["path"], line["level"]) for line in heard.lines if line["logger"] == "core.access"]
    assert levels == [("/healthz", "DEBUG"), (lease, "DEBUG"), (lease, "INFO"), (message, "INFO")]


def test_bots_and_open_pages_ask_by_the_clock() -> None:
    live = [reverse("admin:ticket_ticket_queue_live"), reverse("admin:ticket_ticket_live", args=[17])]
    service = [reverse(name) for name in ("delivery-lease", "attachment-lease", "bot-list", "reminder-list")]
    assert all(BY_THE_CLOCK.fullmatch(path) for path in (*live, *service, "/readyz", "/metrics"))
    assert not BY_THE_CLOCK.fullmatch(reverse("admin:ticket_ticket_change", args=[17]))


LAYERS = [
    "core.page_policy.PagePolicy.__call__",
    "apps.admin.authentication.TokenAuthentication.authenticate",
    "apps.ticket.services.intake.receive_message",
    "apps.delivery.services.enqueue.Delivery.objects.bulk_create",
    "django.db.backends.utils.CursorWrapper.execute",
]
ERRORS = [ValueError, KeyError, IntegrityError, OperationalError, DatabaseError]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("layer", LAYERS)
def test_an_error_in_any_layer_quotes_nobody(desk: Desk, heard: Heard, layer: str, error: type[Exception]) -> None:
    words = f'(telegram_id, text)=({WORD}) Azizaxon {settings.API_TOKEN} "azizaxon77"'
    with patch(layer, side_effect=error(words)) as failing:
        answer = write()
    assert failing.called
    assert answer.status_code >= 400
    assert_quiet(heard)
    if answer.status_code == 500:
        told = [line for line in heard.lines if line["level"] == "ERROR"]
        assert error.__name__ in told[-1]["message"], "The kind and the place are told."
        assert " at /" in told[-1]["message"]


def test_errors_among_the_words_of_a_line_are_told_by_their_kind(heard: Heard) -> None:
    logger = logging.getLogger("apps.test")
    error = ValueError(WORD)
    logger.warning("waits: %s", error)
    logger.warning(error)
    logger.warning("%(what)s", {"what": error})
    logger.warning("two\nlines")
    assert [line["message"] for line in heard.lines] == [
        "waits: ValueError",
        "ValueError",
        "ValueError",
        "two lines",
    ]


def test_what_is_full_or_away_is_said_by_its_name(desk: Desk, heard: Heard) -> None:
    """Whoever runs the desk learns from the log why it answers 503: nobody is told the database's own words."""
    full = OperationalError(WORD)
    full.__cause__ = DiskFull(WORD)
    with patch("apps.ticket.services.intake.receive_message", side_effect=full):
        assert write().status_code == 503
    [told] = [line for line in heard.lines if line["logger"] == "core.api_errors"]
    assert told["message"].startswith("the database refused [OperationalError DiskFull at /")
    assert (told["level"], told["request_id"]) == ("WARNING", "u42-7")
    assert_quiet(heard)


def test_an_error_of_the_system_is_told_by_its_code(heard: Heard) -> None:
    logging.getLogger("apps.test").error("not written: %s", OSError(errno.ENOSPC, "No space left", f"/{WORD}"))
    assert heard.lines[-1]["message"] == "not written: OSError ENOSPC"


@pytest.mark.parametrize("before", ["/", "/bot", "?token="])
def test_no_token_is_told_wherever_it_stands(heard: Heard, before: str) -> None:
    for token in (settings.API_TOKEN, "4242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"):
        asked = f"/x{before}{token}/getMe"
        logging.getLogger("apps.test").warning("asked %s", asked, extra={"facts": {"path": asked}})
        assert token not in heard.getvalue()
        assert heard.lines[-1]["path"].startswith("/x")


def test_a_line_for_people_holds_the_same(heard: Heard) -> None:
    record = logging.LogRecord("apps", logging.INFO, __file__, 1, "bot 42:AAAAAAAAAAAAAAAAAAAAAAAAA %s", ("x",), None)
    said = OneLine(["longsecret"]).format(record)
    assert said.endswith("INFO apps: bot … x")


@pytest.mark.parametrize("teller", [OneLine(), BotLine()])
def test_the_lines_of_both_processes_are_in_one_time_whatever_zone_a_process_is_in(
    teller: logging.Formatter, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = logging.LogRecord("any", logging.INFO, __file__, 1, "x", None, None)
    record.created, record.msecs = 0.25, 250.0
    for zone in ("Asia/Tashkent", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert teller.format(record) == "1970-01-01T00:00:00.250Z INFO any: x"
    monkeypatch.undo()
    time.tzset()


def test_a_long_path_costs_no_time() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, "Not Found: %s", ("/" * 100_000,), None)
    began = time.process_time()
    assert len(OneLine().format(record)) > 100_000
    assert time.process_time() - began < 1


def test_debug_is_for_our_own_code(db: None) -> None:
    made = configuration(level="DEBUG", log_format="line", secrets=[])
    assert made["root"]["level"] == "INFO"
    assert made["loggers"]["django"]["level"] == "INFO", "Django's DEBUG quotes queries with their values."
    assert made["loggers"]["apps"]["level"] == made["loggers"]["core.access"]["level"] == "DEBUG"
    quiet = configuration(level="INFO", log_format="line", secrets=[])
    assert quiet["loggers"]["core.access"]["level"] == "WARNING", "A terminal is not drowned in requests."


def test_commands_log_too(db: None, heard: Heard) -> None:
    call_command("check")
    logging.getLogger("core").info("version %s", VERSION)
    assert heard.lines[-1]["request_id"] == ""
