"""Every method of the bot's client speaks to the live backend, and is answered in the shape that it promises."""

import inspect
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import pytest_asyncio
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from bot.services.api import Api, BackendAway, BackendFailed, Refused
from tests.api.desk import AZIZA, BORIS, BOT, DILNOZA, KAMOLA, RUSTAM, Desk, build_desk
from tests.contract import story
from tests.contract.shapes import differences

# These open and end the connection; they say nothing to the backend.
NO_ACTS = {"disconnect"}
DAY = {"first": "2026-11-22", "last": "2026-11-22", "language": "en"}


class RecordingApi(Api):
    """The client itself; what it was answered is held against its own type hints."""

    def __init__(self, url: str, token: str) -> None:
        super().__init__(url, token)
        self.called: set[str] = set()
        self.differences: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name.startswith("_") or name in NO_ACTS or not inspect.ismethod(found):
            return found
        self.called.add(name)
        return self._checked(name, found) if inspect.iscoroutinefunction(found) else found

    def _checked(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        async def call(*arguments: Any, **named: Any) -> Any:
            answer = await method(*arguments, **named)
            self.differences += differences(answer, get_type_hints(method)["return"], name)
            return answer

        return call


def acts_of_the_client() -> set[str]:
    return {name for name, _ in inspect.getmembers(Api, inspect.isfunction) if not name.startswith("_")} - NO_ACTS


@pytest.fixture
def office(transactional_db: None, settings: Settings, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    return build_desk()


@pytest_asyncio.fixture
async def api(office: Desk, live_server: LiveServer, settings: Settings) -> AsyncIterator[RecordingApi]:
    async with RecordingApi(f"{live_server.url}/api", settings.API_TOKEN) as api:
        yield api


async def test_every_method_speaks_and_is_answered_in_its_own_shape(api: RecordingApi, office: Desk) -> None:
    ticket = await story.a_user_asks(api, office)
    await story.the_courier_works(api)
    await story.an_admin_works(api, office, ticket)
    await story.bytes_come_in(api)
    await story.a_user_rates(api, ticket)
    await story.tickets_are_found(api, office, ticket)
    await story.reports_are_read(api, office)
    await story.an_admin_sends_a_saved_reply(api, office)
    await story.a_super_admin_runs_the_desk(api, office)
    await story.bots_come_and_go(api)
    assert api.called == acts_of_the_client()
    assert api.differences == []


async def test_deliveries_carry_what_the_client_promises_for_every_kind(api: RecordingApi, office: Desk) -> None:
    ticket = await story.a_user_asks(api, office)
    await story.the_courier_works(api)
    await story.an_admin_works(api, office, ticket)
    await api.set_reachability(chat_id=AZIZA, reachable=True)
    await story.the_courier_works(api)
    assert api.differences == []


async def test_actors_are_learnt_from_answers(api: RecordingApi, office: Desk) -> None:
    learnt: list[Any] = []
    api.on_actor = learnt.append
    await api.receive_message(story.incoming(BORIS, 501, story.text("Salom")))
    await api.start(bot_id=BOT, sender=story.sender(DILNOZA, "Dilnoza"))
    assert [(actor["telegram_id"], actor["role"]) for actor in learnt] == [(BORIS, "user"), (DILNOZA, "admin")]


async def test_refusals_come_with_their_code_and_facts(api: RecordingApi, office: Desk) -> None:
    ticket = office.ticket.pk
    await api.take(ticket, as_=RUSTAM)
    refusals: list[tuple[Any, int, str, dict[str, Any], list[str]]] = [
        (api.take(ticket, as_=DILNOZA), 409, "already_taken", {"admin": "Rustam"}, []),
        (api.focus(ticket, as_=DILNOZA), 409, "held_by_other", {"admin": "Rustam"}, []),
        (api.take(ticket, as_=KAMOLA), 404, "not_found", {}, []),
        (api.take(ticket, as_=AZIZA), 403, "forbidden", {}, []),
        (api.get_ticket(999_999, as_=DILNOZA), 404, "not_found", {}, []),
        (api.discard_pending(as_=777), 403, "person_required", {}, []),
        (api.transfer(ticket, as_=DILNOZA, category=10**20), 400, "invalid", {}, ["category"]),
        (api.set_language("de", as_=DILNOZA), 400, "invalid", {}, ["language"]),  # type: ignore[arg-type]
        (api.rate(999_999, 3, as_=AZIZA), 404, "not_found", {}, []),
        (api.rate(1, 9, as_=AZIZA), 400, "invalid", {}, ["value"]),
        (api.search_tickets("a", as_=DILNOZA, limit=5), 400, "invalid", {}, ["q"]),
        (api.search_tickets("x" * 5000, as_=DILNOZA, limit=5), 400, "invalid", {}, ["q"]),
        (api.report(as_=AZIZA, first="2026-11-01", last="2026-11-30"), 403, "forbidden", {}, []),
        (api.report(as_=RUSTAM, first="2026-11-30", last="2026-11-01"), 400, "invalid", {}, ["to"]),
        (api.chart("volume", as_=AZIZA, **DAY), 403, "forbidden", {}, []),
        (api.export("csv", as_=AZIZA, **DAY), 403, "forbidden", {}, []),
        (
            api.upload_content(office.attachment.pk, lease="0" * 32, content=BytesIO(b"x")),
            409,
            "lease_lost",
            {},
            [],
        ),
    ]
    for call, status, code, data, fields in refusals:
        with pytest.raises(Refused) as refused:
            await call
        found = refused.value
        assert (found.status, found.code, found.data, list(found.fields)) == (status, code, data, fields)


async def test_a_wrong_token_is_a_refusal(live_server: LiveServer, office: Desk) -> None:
    async with Api(f"{live_server.url}/api", "wrong") as api:
        with pytest.raises(Refused) as refused:
            await api.lease(bot_id=1, limit=1)
    assert (refused.value.status, refused.value.code) == (401, "not_authenticated")


async def test_a_missing_file_is_a_refusal_and_no_empty_file(api: RecordingApi, office: Desk) -> None:
    with pytest.raises(Refused) as refused:
        _ = [chunk async for chunk in api.download_content(999_999)]
    assert refused.value.code == "not_found"


async def test_a_fault_of_the_backend_is_no_refusal(api: RecordingApi, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("apps.report.views.count_activity", fail)
    with pytest.raises(BackendFailed) as failed:
        await api.activity(as_=DILNOZA)
    assert failed.value.status == 500


async def test_a_backend_that_nobody_answers_for_is_away() -> None:
    async with Api("http://127.0.0.1:9/api", "token") as api:
        with pytest.raises(BackendAway):
            await api.lease(bot_id=1, limit=1)
