"""Everything is restarted in the middle of the day, part by part: no request fails, and nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from tests.chaos.clients import Operator, Program, Record, Writer, a_session, again_and_again
from tests.cluster import Cluster, a_cluster
from tests.cluster.members import Member
from tests.system.backend import Json
from tests.system.company import Colleague, Company, open_company
from tests.system.people import Person
from tests.system.telegram import following

STEP_WITHIN = 90.0


@pytest.mark.system
@pytest.mark.timeout(600)
async def test_no_request_fails_while_everything_is_restarted_one_after_the_other() -> None:
    with a_cluster() as cluster:
        async with following(cluster.people_url) as telegram:
            await _restarts_under_load(await open_company(cluster, telegram), cluster)


async def _restarts_under_load(company: Company, cluster: Cluster) -> None:
    dilnoza, karim = await company.appoints(), await company.appoints("Karim")
    first, second = await company.welcomes("Aziza"), await company.welcomes("Boris")
    tickets = {first.id: await _taken(company, first, dilnoza), second.id: await _taken(company, second, karim)}
    record, writers = Record(), [Writer(first), Writer(second)]
    async with a_session(cluster.nginx.tls) as browser, a_session(cluster.nginx.tls) as connections:
        operator = Operator("the operator", cluster, record, browser)
        await operator.logs_in(dilnoza)
        token = cluster.manage("create_api_token", f"tg{karim.id}")
        program = Program("the program", cluster, record, connections, token)
        acts: list[Callable[[], Awaitable[None]]] = [writer.writes for writer in writers]
        acts += [partial(operator.works_on, tickets[first.id]), partial(program.works_on, tickets[second.id])]
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for act in acts:
                group.create_task(again_and_again(act, stop))
            await _restart_everything(cluster, record)
            stop.set()

    assert record.failures == []
    assert min(record.asked.values()) > 20
    await _nothing_is_lost(company, writers[0], dilnoza, operator.sent)
    await _nothing_is_lost(company, writers[1], karim, program.sent)


async def _taken(company: Company, person: Person, admin: Colleague) -> Json:
    ticket = await company.asks(person, "Where is it?")
    await admin.takes(ticket)
    return ticket


async def _restart_everything(cluster: Cluster, record: Record) -> None:
    """In the order of docs/operations.md. nginx reads its files anew, and its workers are others; the program itself is
    replaced with its container only, which is the one moment of a deployment in which nobody listens."""
    steps: list[tuple[str, Callable[[], None]]] = [
        *((member.name, partial(_restart, member)) for member in (*cluster.backends, *cluster.bots)),
        ("nginx's configuration", cluster.nginx.reload),
        ("Redis", partial(_stop_and_start, cluster)),
        ("PostgreSQL", partial(_restart_postgresql, cluster)),
        *((f"{member.name} again", partial(_restart, member)) for member in (cluster.backends[0], cluster.bots[0])),
        ("nginx's configuration again", cluster.nginx.reload),
    ]
    for name, step in steps:
        record.step = name
        async with asyncio.timeout(STEP_WITHIN):
            await asyncio.to_thread(step)
        await asyncio.sleep(1)


def _restart(member: Member) -> None:
    member.stop()
    member.start()
    member.wait_until_ready()


def _stop_and_start(cluster: Cluster) -> None:
    cluster.redis.stop()
    cluster.redis.start()


def _restart_postgresql(cluster: Cluster) -> None:
    """Whoever asks meanwhile waits in PgBouncer."""
    cluster.pgbouncer.command("PAUSE")
    cluster.postgres.stop()
    cluster.postgres.start()
    cluster.pgbouncer.command("RESUME")


async def _nothing_is_lost(company: Company, writer: Writer, holder: Colleague, answers: list[str]) -> None:
    """Each message once in the database and once in the other's chat, in order; so with the answers."""
    await holder.reads(writer.sent[-1])
    await writer.person.reads(answers[-1])
    stored = [message["text"] for message in await company.messages_of(writer.person)]
    assert [text for text in stored if text in set(writer.sent)] == writer.sent
    assert [text for text in stored if text in set(answers)] == answers
    seen = [words.rpartition("\n")[2] for words in holder.chat.words]
    assert [text for text in seen if text in set(writer.sent)] == writer.sent
    assert [text for text in writer.person.chat.words if text in set(answers)] == answers
