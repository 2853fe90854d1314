"""Sentry is told what broke where and under which id: no words, no names, no tokens, and nobody waits for it."""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
import sentry_sdk
from django.conf import settings
from django.test import Client

import bot
import bot.sentry
import core.sentry
from bot.config import ConfigurationError as BotRefusal
from bot.config import Settings as BotSettings
from bot.logs import OneLine as BotLine
from bot.services.request_id import following as following_in_bot
from core import VERSION
from core.environment import ConfigurationError
from core.logs import OneLine
from core.request_id import HEADER, following
from tests.logs.sentry import Sentry, a_sentry
from tests.system.processes import ROOT

WORD, NAME = "qizilolma", "Azizaxon"
TOKEN = "4242:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
WRONG = ["nonsense", "https://wrong.example.org/1", "https://hidden@wrong.example.org/", "ftp://hidden@example.org/1"]


@pytest.fixture
def sentry() -> Iterator[Sentry]:
    with a_sentry() as sentry:
        yield sentry
        sentry_sdk.get_client().close(timeout=1)
        sentry_sdk.get_global_scope().set_client(None)


def start_backend(dsn: str) -> None:
    core.sentry.start(dsn, environment="test", release="yordam@1", teller=OneLine(settings.LOG_SECRETS))


def start_bot(dsn: str) -> None:
    chosen = BotSettings(bot_token=TOKEN, api_token=settings.API_TOKEN, sentry_dsn=dsn, sentry_environment="test")
    bot.sentry.start(chosen, BotLine(*chosen.secrets))


def stumble(text: str) -> None:
    """Break with somebody's words in hand, and in the words of the error."""
    held = {"text": text, "name": NAME}
    raise ValueError(f"{held} {TOKEN} {settings.API_TOKEN}")


def event_in(envelope: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(envelope.splitlines()[2])
    return found


def assert_quiet(sentry: Sentry) -> None:
    for secret in (WORD, NAME, TOKEN, settings.API_TOKEN, settings.SECRET_KEY):
        assert not [envelope for envelope in sentry.envelopes if secret in envelope]


@pytest.mark.parametrize(
    ("start", "under", "process"), [(start_backend, following, "web"), (start_bot, following_in_bot, "bot")]
)
def test_it_hears_what_broke_where_and_under_which_id(
    sentry: Sentry, start: Callable[[str], None], under: Any, process: str
) -> None:
    start(sentry.dsn)
    logging.getLogger("bot").warning("a breadcrumb: %s", WORD)
    with under("u42-7"):
        try:
            stumble(WORD)
        except ValueError as error:
            logging.getLogger("bot").exception("delivery %s stumbled: %s", 5, error)
    event = event_in(sentry.receives("stumbled"))
    assert event["logentry"]["message"] == "delivery 5 stumbled: ValueError"
    assert event["tags"] == {"request_id": "u42-7", "process": process}
    assert (event["environment"], event["release"].partition("@")[0]) == ("test", "yordam")
    [broken] = event["exception"]["values"]
    assert broken["type"] == "ValueError"
    frame = broken["stacktrace"]["frames"][-1]
    assert (frame["function"], frame["filename"]) == ("stumble", "tests/logs/test_sentry.py")
    assert not {"vars", "context_line", "pre_context"} & set(frame)
    assert not {"breadcrumbs", "request", "user", "extra", "contexts", "modules"} & set(event)
    assert_quiet(sentry)


def test_a_request_that_breaks_is_told_without_its_body(sentry: Sentry, db: None) -> None:
    start_backend(sentry.dsn)
    client = Client(headers={"Authorization": f"Token {settings.API_TOKEN}", HEADER: "u42-9"})
    client.raise_request_exception = False
    with patch("apps.admin.authentication.TokenAuthentication.authenticate", side_effect=ValueError(WORD)):
        client.post(f"/api/ticket/inbox/?q={WORD}", {"text": WORD, "name": NAME}, content_type="application/json")
    event = event_in(sentry.receives("u42-9"))
    assert event["exception"]["values"][0]["type"] == "ValueError"
    assert event["logentry"]["message"] == "Internal Server Error: /api/ticket/inbox/"
    assert_quiet(sentry)


def test_an_answer_of_503_is_no_news(sentry: Sentry) -> None:
    start_backend(sentry.dsn)
    logging.getLogger("django.request").error("Service Unavailable: %s", "/readyz")
    logging.getLogger("apps").error("after it")
    sentry.receives("after it")
    assert not [envelope for envelope in sentry.envelopes if "Unavailable" in envelope]


def test_without_an_address_nobody_is_told(sentry: Sentry) -> None:
    start_backend("")
    start_bot("")
    assert not sentry_sdk.get_client().is_active()


AWAY = """
import logging, sys, time
from core import sentry, logs
sentry.start(sys.argv[1], environment="test", release="1", teller=logs.OneLine([]))
began = time.monotonic()
for number in range(300):
    logging.getLogger("apps").error("error %s", number)
print(time.monotonic() - began)
"""


def test_nobody_waits_for_one_that_is_slow_or_away(sentry: Sentry) -> None:
    sentry.holds_for = 15.0
    for dsn in (sentry.dsn, "http://public@127.0.0.1:9/1"):
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-c", AWAY, dsn], cwd=ROOT, capture_output=True, text=True, check=True)
        assert float(done.stdout) < 3, "Logging three hundred errors waits for no answer."
        assert time.monotonic() - began < 12, "Neither does the end."


LAST_WORDS = """
import logging, sys
from bot import config, logs, sentry
from core import logs as core_logs, sentry as core_sentry
# A busy machine may take long over them.
sentry.LAST_WORDS = core_sentry.LAST_WORDS = 15.0
if sys.argv[2] == "bot":
    settings = config.Settings(bot_token="42:token", api_token="another", sentry_dsn=sys.argv[1])
    sentry.start(settings, logs.OneLine())
else:
    core_sentry.start(sys.argv[1], environment="test", release="1", teller=core_logs.OneLine([]))
logging.getLogger(sys.argv[2]).error("the last words")
"""


@pytest.mark.parametrize("process", ["bot", "apps"])
def test_what_ends_a_process_is_told_before_it_is_gone(sentry: Sentry, process: str) -> None:
    command = [sys.executable, "-c", LAST_WORDS, sentry.dsn, process]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert event_in(sentry.receives("the last words"))["logger"] == process
    assert (done.stdout, done.stderr.strip()) == ("", "the last words")


@pytest.mark.parametrize("dsn", WRONG)
def test_a_wrong_address_is_one_line_that_names_it_and_keeps_the_key(dsn: str) -> None:
    with pytest.raises(ConfigurationError, match="SENTRY_DSN") as backend:
        core.sentry.checked_dsn("SENTRY_DSN", dsn)
    with pytest.raises(BotRefusal, match="SENTRY_DSN") as of_bot:
        BotSettings.load({"BOT_TOKEN": TOKEN, "API_TOKEN": "x" * 20, "SENTRY_DSN": dsn})
    for refusal in (backend, of_bot):
        assert dsn not in str(refusal.value)
        assert "\n" not in str(refusal.value)


def test_all_parts_say_the_same_version() -> None:
    said = (ROOT / "pyproject.toml").read_text()
    assert VERSION == bot.VERSION
    assert f'version = "{VERSION}"' in said
