"""The very processes that the images start, behind the shipped nginx: a desk is served, and strangers are not."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiohttp
import pytest

from tests.cluster import Cluster
from tests.cluster.conftest import a_session
from tests.system.company import Company
from tests.system.pictures import PNG
from tests.system.test_conversation import meet
from tests.system.test_site import Seat

WEBHOOK = "/telegram/webhook"
SECRET = "X-Telegram-Bot-Api-Secret-Token"
WITHIN = 30.0


async def until(condition: Callable[[], Awaitable[Any]], what: str) -> Any:
    """Ask until the answer is yes."""
    deadline = asyncio.get_running_loop().time() + WITHIN
    while not (found := await condition()):
        assert asyncio.get_running_loop().time() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.1)
    return found


async def test_a_question_by_webhook_is_answered_at_the_site(company: Company, seat: Seat) -> None:
    dilnoza, aziza, ticket = await meet(company)
    await seat.logs_in(dilnoza)
    await seat.sends(f"/admin/ticket/ticket/{ticket['id']}/answer/", {"text": "From the site."})
    answer = await aziza.reads("From the site.")
    await aziza.writes("Thanks!", reply_to=answer["message_id"])
    await dilnoza.reads("Thanks!")


async def test_what_many_write_at_once_arrives_in_order_whichever_bot_has_it(company: Company) -> None:
    dilnoza, aziza, _ = await meet(company)
    boris = await company.welcomes("Boris", language="ru")
    await company.asks(boris, "Здравствуйте")
    texts = [f"Message {number}" for number in range(12)]
    for text in texts:
        await asyncio.gather(aziza.writes(text), boris.writes(text))
    for person in (aziza, boris):
        stored = await until(partial(_all_of, company, person, texts), "every message")
        assert stored == texts
    await dilnoza.sees(lambda: len([m for m in dilnoza.chat.words if texts[-1] in m]) == 2, "both last messages")


async def _all_of(company: Company, person: Any, texts: list[str]) -> list[str]:
    stored = [message["text"] for message in await company.messages_of(person) if message["text"] in texts]
    return stored if len(stored) >= len(texts) else []


async def test_both_bots_work(cluster: Cluster, company: Company) -> None:
    """nginx hands updates to one after the other."""
    await meet(company)
    for bot in cluster.bots:
        assert "/ticket/inbox/" in bot.said() or "u4242-" in bot.said(), f"{bot.name} did nothing:\n{bot.said()}"


async def test_a_picture_is_given_by_nginx_to_those_who_may_see_it(
    cluster: Cluster, company: Company, seat: Seat
) -> None:
    dilnoza, aziza, ticket = await meet(company)
    await aziza.sends_files("photo", PNG)
    path = await until(lambda: _path_of_picture(company, ticket["id"]), "the picture's bytes")
    await seat.logs_in(dilnoza)
    async with seat.session.get(f"{cluster.site}{path}") as answer:
        assert (answer.status, await answer.read()) == (200, PNG)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "X-Accel-Redirect" not in answer.headers
    async with seat.session.get(f"{cluster.site}{path}", headers={"Range": "bytes=0-3"}) as answer:
        assert (answer.status, await answer.read()) == (206, PNG[:4])

    elsewhere = await company.opens_category()
    jasur = await company.appoints("Jasur", categories=[elsewhere["id"]])
    async with a_session(cluster) as session:
        async with session.get(f"{cluster.site}{path}", allow_redirects=False) as answer:
            assert answer.status == 302, "Nobody is signed in: the way leads to the sign-in."
        await Seat(session, cluster).logs_in(jasur)
        async with session.get(f"{cluster.site}{path}") as answer:
            assert answer.status == 404


async def _path_of_picture(company: Company, ticket: int) -> str | None:
    """Where the picture is found once its bytes have been fetched."""
    query = (
        "SELECT attachment.id FROM ticket_attachment attachment JOIN ticket_message message"
        " ON message.id = attachment.message_id WHERE message.ticket_id = %s AND attachment.file <> ''"
    )
    rows = await asyncio.to_thread(company.desk.rows, query, ticket)
    return f"/admin/ticket/ticket/attachments/{rows[0][0]}/" if rows else None


@pytest.mark.parametrize("secret", [None, "wrong", ""])
async def test_who_does_not_know_the_secret_is_not_telegram(cluster: Cluster, secret: str | None) -> None:
    message = {"message_id": 1, "date": 0, "chat": {"id": 77, "type": "private"}, "text": "Let me in"}
    headers = {} if secret is None else {SECRET: secret}
    update = {"update_id": 1, "message": message}
    async with (
        a_session(cluster) as session,
        session.post(f"{cluster.site}{WEBHOOK}", json=update, headers=headers) as answer,
    ):
        assert answer.status == 401
    assert cluster.rows("SELECT 1 FROM user_telegramuser WHERE telegram_id = 77") == []


async def test_a_hundred_megabytes_are_refused_and_others_are_served(cluster: Cluster, company: Company) -> None:
    dilnoza, aziza, _ = await meet(company)

    async def too_much() -> Any:
        for _ in range(1600):
            yield b"x" * 65536

    async with a_session(cluster) as session:
        sending = [
            asyncio.create_task(_status(session, f"{cluster.site}{path}", too_much())) for path in (WEBHOOK, "/api/x/")
        ]
        await aziza.writes("Is anybody there?")
        await dilnoza.reads("Is anybody there?")
        assert set(await asyncio.gather(*sending)) <= {413, 0}


async def _status(session: aiohttp.ClientSession, url: str, body: Any) -> int:
    """The status; 0 where the connection was cut while we were still sending."""
    try:
        async with session.post(url, data=body) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


async def test_the_site_is_as_safe_as_a_browser_can_make_it(cluster: Cluster) -> None:
    async with a_session(cluster) as session:
        async with session.get(f"{cluster.site}/admin/login/") as answer:
            assert answer.status == 200
            assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
            cookies = answer.headers.getall("Set-Cookie")
            assert cookies
            assert all("Secure" in cookie for cookie in cookies)
        async with session.get(f"{cluster.site}/static/admin/css/base.css") as answer:
            assert answer.status == 200
            assert answer.headers["Content-Encoding"] == "gzip"
        for path in ("/metrics", "/readyz", "/_media/"):
            async with session.get(f"{cluster.site}{path}") as answer:
                assert answer.status == 404, path


async def test_watchers_inside_read_both_kinds_of_process(cluster: Cluster) -> None:
    """By an address and not by a name, as Prometheus comes."""
    bearer = {"Authorization": f"Bearer {cluster.environment['METRICS_TOKEN']}", "Host": "172.30.213.9:8000"}
    async with aiohttp.ClientSession(headers=bearer) as session:
        for member in (*cluster.backends, *cluster.bots):
            async with session.get(f"http://127.0.0.1:{member.port}/metrics") as answer:
                assert answer.status == 200, member.name
                assert "yordam_" in await answer.text()


async def test_a_few_connections_of_the_database_serve_everybody(cluster: Cluster, company: Company) -> None:
    people = [await company.welcomes(f"Person {number}") for number in range(6)]
    await asyncio.gather(*(company.asks(person, "Salom") for person in people))
    ((used,),) = cluster.rows(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert isinstance(used, int)
    assert 0 < used <= 25


async def test_a_report_comes_whole_through_the_pooler(cluster: Cluster, company: Company) -> None:
    _, _, ticket = await meet(company)
    async with a_session(cluster) as session:
        session.headers["Authorization"] = f"Token {cluster.api_token}"
        async with session.get(f"{cluster.site}/api/report/export/?file=csv") as answer:
            assert answer.status == 200, await answer.text()
            rows = (await answer.text()).splitlines()
    assert any(row.startswith(f"{ticket['number']},") for row in rows), rows


async def test_every_process_of_ours_speaks_json(cluster: Cluster) -> None:
    for process in (cluster.nginx, *cluster.backends, *cluster.bots):
        lines = process.said().splitlines()
        assert lines, process.name
        for line in lines:
            assert {"time", "level", "message"} <= json.loads(line).keys(), (process.name, line)
