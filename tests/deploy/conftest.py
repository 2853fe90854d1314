"""One nginx for all tests of a run, before new servers for each."""

from collections.abc import Iterator

import pytest

from tests.deploy.door import Door
from tests.deploy.upstream import upstreams
from tests.services.nginx import Nginx


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx")
    (media := folder / "media").mkdir()
    nginx = Nginx(folder / "run", media=media)
    nginx.start()
    yield nginx
    nginx.kill()


@pytest.fixture
def door(running: Nginx) -> Iterator[Door]:
    with upstreams(2) as web, upstreams(2) as bots:
        running.leads_to(web=[one.port for one in web], bots=[one.port for one in bots])
        yield Door(running, web, bots)
