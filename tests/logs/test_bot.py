"""The bot's logs: an update's id goes with it to the backend and comes back with what it causes; nobody is quoted."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from pydantic import BaseModel, ValidationError

from bot.logs import JOURNEY, JsonLine, set_up_logs
from bot.services.api_errors import BackendFailed, Refused
from bot.services.request_id import current_request_id, following
from bot.services.telling import told
from tests.bot.desk import AZIZA, Desk, standing_desk, until
from tests.bot.fake_backend import TOKEN
from tests.logs.listening import Heard, listening

WORD = "qizilolma"
NAME = "Azizaxon"


@pytest.fixture
def heard() -> Iterator[Heard]:
    with listening(JsonLine(TOKEN), loggers=("bot", JOURNEY, "aiogram", "aiohttp")) as heard:
        yield heard


def assert_quiet(heard: Heard, desk: Desk) -> None:
    said = heard.getvalue()
    assert said, "There was something to say."
    for secret in (WORD, NAME, TOKEN, desk.playground.token):
        assert secret not in said, said


def journeys(heard: Heard) -> list[tuple[str, str]]:
    return [(line["request_id"], line["message"]) for line in heard.lines if line["logger"] == JOURNEY]


async def test_an_update_takes_its_id_to_the_backend(heard: Heard) -> None:
    async with standing_desk() as desk, desk.running():
        await desk.write(AZIZA, f"Salom {WORD}")
        await until(lambda: desk.backend.inbox)
        [call] = desk.backend.made("/ticket/inbox/")
        [(request_id, message)] = journeys(heard)
        assert request_id == call.request_id
        assert request_id == f"u{desk.bot.id}-{message.split()[1]}"
        assert_quiet(heard, desk)


async def test_a_delivery_goes_under_the_id_that_caused_it(heard: Heard) -> None:
    async with standing_desk() as desk, desk.running():
        desk.backend.text(AZIZA, WORD, request_id="u42-7")
        desk.backend.text(AZIZA, WORD)
        await until(lambda: len(desk.backend.outcomes) == 2)
        assert journeys(heard) == [("u42-7", "delivery 1: sent"), ("d2", "delivery 2: sent")]
        assert_quiet(heard, desk)


async def test_what_belongs_to_nothing_has_an_id_of_its_own() -> None:
    async with standing_desk() as desk, desk.running():
        await until(lambda: len(desk.backend.made("/delivery/deliveries/lease/")) > 1)
        first, second = desk.backend.made("/delivery/deliveries/lease/")[:2]
        assert first.request_id.startswith("b-")
        assert first.request_id != second.request_id


ERRORS = [ValueError(WORD), KeyError(NAME), RuntimeError(f"{WORD} {TOKEN}")]
LAYERS = [
    "bot.services.intake.Update.model_validate",
    "aiogram.Dispatcher.feed_update",
    "bot.services.api.Api.receive_message",
    "bot.services.reactions.Reactions.acknowledge",
    "bot.services.rendering.Renderer.render",
    "bot.services.sender.Sender.send",
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("layer", LAYERS)
async def test_an_error_in_any_layer_quotes_nobody(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, layer: str, error: Exception
) -> None:
    async with standing_desk() as desk:
        reached = []

        def fail(*_: Any, **__: Any) -> None:
            reached.append(layer)
            raise error

        monkeypatch.setattr(layer, fail)
        async with desk.running():
            await desk.write(AZIZA, f"Salom {WORD}")
            desk.backend.text(AZIZA, WORD)
            await until(lambda: reached and any(line["level"] == "ERROR" for line in heard.lines))
        assert_quiet(heard, desk)
        assert any(type(error).__name__ in line["message"] and " at /" in line["message"] for line in heard.lines)


async def test_telegrams_own_words_are_told_without_what_they_quote(heard: Heard) -> None:
    async with standing_desk() as desk, desk.running():
        await desk.fault("sendMessage", "400", description=f'Bad Request: unsupported start tag "{WORD}" at 5')
        desk.backend.text(AZIZA, WORD)
        await until(lambda: desk.backend.outcomes)
        assert_quiet(heard, desk)
        assert any("refused" in line["message"] for line in heard.lines)


def test_only_what_may_be_said_of_an_error_is_told() -> None:
    class Shape(BaseModel):
        number: int

    with pytest.raises(ValidationError) as caught:
        Shape.model_validate({"number": WORD})
    assert told(caught.value) == "ValidationError: number int_parsing"
    assert told(Refused(409, "already_taken", {"name": NAME}, {})) == "Refused: 409 already_taken"
    assert told(BackendFailed(500, "unexpected status")) == "BackendFailed: 500 unexpected status"
    assert told(ValueError(WORD)) == "ValueError"
    refused = TelegramBadRequest(SendMessage(chat_id=1, text=WORD), f'Bad Request: tag "{WORD}"')
    assert told(refused) == 'TelegramBadRequest: Bad Request: tag "…"'


def test_a_token_in_an_address_of_telegram_is_hidden_whoever_it_belongs_to(heard: Heard) -> None:
    """Such as the one before, which this process does not know any more."""
    former = "4343:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    logging.getLogger("bot.test").warning("asked https://api.telegram.org/bot%s/getMe", former)
    assert heard.lines[-1]["message"] == "asked https://api.telegram.org/bot…/getMe"


def test_an_id_lasts_as_long_as_its_work() -> None:
    assert not current_request_id()
    with following("u1-2"):
        assert current_request_id() == "u1-2"
    assert not current_request_id()


@pytest.fixture
def levels() -> Iterator[None]:
    """Put back what a set-up of the logs changes."""
    root, names = logging.getLogger(), ("bot", JOURNEY)
    before, handlers = (
        [(logging.getLogger(name), logging.getLogger(name).level) for name in ("", *names)],
        root.handlers[:],
    )
    yield
    root.handlers[:] = handlers
    for logger, level in before:
        logger.setLevel(level)


@pytest.mark.parametrize(
    ("level", "log_format", "of_libraries", "of_journeys"),
    [("INFO", "line", "INFO", "WARNING"), ("INFO", "json", "INFO", "INFO"), ("DEBUG", "line", "INFO", "DEBUG")],
)
def test_a_library_is_never_heard_at_debug(
    levels: None, level: str, log_format: str, of_libraries: str, of_journeys: str
) -> None:
    set_up_logs(level, log_format=log_format)
    assert logging.getLogger("anything").getEffectiveLevel() == logging.getLevelNamesMapping()[of_libraries]
    assert logging.getLogger(JOURNEY).getEffectiveLevel() == logging.getLevelNamesMapping()[of_journeys]
