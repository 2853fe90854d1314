"""One deployment for all tests that harm nobody's process."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.cluster import Cluster, a_cluster
from tests.system.company import Company, open_company
from tests.system.telegram import following
from tests.system.test_site import Seat

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them share one event loop, because they share what listens in it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.system)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with a_cluster() as cluster:
        yield cluster
        for process in cluster.processes:
            assert "Traceback" not in (said := process.said()), f"{process.name} stumbled:\n{said[-6000:]}"


@pytest_asyncio.fixture(loop_scope="session")
async def company(cluster: Cluster) -> AsyncIterator[Company]:
    async with following(cluster.people_url) as telegram:
        company = await open_company(cluster, telegram)
        yield company
        await company.closes()


@pytest_asyncio.fixture(loop_scope="session")
async def seat(cluster: Cluster) -> AsyncIterator[Seat]:
    """A browser in which nobody is signed in yet; it trusts the authority of the door's certificate."""
    async with a_session(cluster) as session:
        yield Seat(session, cluster)


def a_session(cluster: Cluster) -> aiohttp.ClientSession:
    """A browser's connections from outside. It says where a form comes from, as browsers do."""
    connector = aiohttp.TCPConnector(ssl=cluster.nginx.tls)
    return aiohttp.ClientSession(connector=connector, headers={"Origin": cluster.site})
