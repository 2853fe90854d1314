"""However its user ends, the keeper leaves nothing running that nobody uses."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from launcher.keeper import Keeper
from launcher.postgres import Cluster
from launcher.refusal import Refusal

USER_THAT_WAITS = """
import sys, time
from pathlib import Path
from launcher.keeper import Keeper
print(Keeper(Path(sys.argv[1]), "yordam", throwaway=True).url, flush=True)
time.sleep(60)
"""


def eventually(promise: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not promise():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_four_at_once_share_one_server_and_the_last_stops_it(folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        keepers = list(pool.map(lambda _: Keeper(folder, "yordam"), range(4)))
    assert len({keeper.url for keeper in keepers}) == 1
    for keeper in keepers[:3]:
        keeper.release()
        assert answers(keepers[3].url)
    keepers[3].release()
    assert not Cluster(folder).is_running()


def test_a_throwaway_leaves_nothing_behind(home: Path) -> None:
    keeper = Keeper(home, "yordam", throwaway=True)
    assert answers(keeper.url)
    keeper.release()
    assert not home.exists()


def test_kill_9_of_the_user_stops_the_server(home: Path) -> None:
    user = subprocess.Popen([sys.executable, "-c", USER_THAT_WAITS, str(home)], stdout=subprocess.PIPE, text=True)
    assert user.stdout is not None
    assert answers(user.stdout.readline().strip())
    user.kill()
    user.wait()
    user.stdout.close()
    assert eventually(lambda: not home.exists())


def test_kill_9_of_the_keeper_too_leaves_a_server_that_the_next_adopts(home: Path) -> None:
    first = Keeper(home, "yordam")
    first._process.kill()
    first.release()
    assert answers(first.url)
    second = Keeper(home, "yordam")
    assert second.url == first.url
    second.release()
    assert not Cluster(home).is_running()


def test_a_server_that_dies_comes_back_on_its_port(home: Path) -> None:
    keeper = Keeper(home, "yordam", throwaway=True)
    pid = int((home / "cluster" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not answers(keeper.url))
    assert eventually(lambda: answers(keeper.url))
    keeper.release()


def test_noted_processes_end_with_their_user(folder: Path) -> None:
    child = subprocess.Popen(["sleep", "60"], start_new_session=True)
    (folder / "child.pid").write_text(str(child.pid))
    keeper = Keeper(None, "", processes=folder)
    with ThreadPoolExecutor() as pool:
        status = pool.submit(child.wait)
        keeper.release()
    assert status.result() == -signal.SIGTERM
    assert not list(folder.glob("*.pid"))


def test_what_stops_the_server_is_said_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", str(folder))
    with pytest.raises(Refusal, match=r"^PG_BIN: [^\n]*$"):
        Keeper(folder, "yordam")
