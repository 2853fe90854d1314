"""A process of its own that keeps PostgreSQL for one user of it, and cleans up after that user however it ended.

It holds its user's pipe: when that closes, be it by a clean end or by kill -9, it stops the processes that the user
noted down, and PostgreSQL too unless somebody else uses it.
"""

import argparse
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.locks import Presence, alone
from launcher.postgres import Cluster
from launcher.processes import stop_processes
from launcher.refusal import Refusal

NOTHING = "nothing to keep"
LOOK_EVERY = 1.0


class Keeper:
    """The user's end: the life of this object is the life of what is kept; `url` leads to the database."""

    def __init__(
        self, home: Path | None, database: str, *, processes: Path | None = None, throwaway: bool = False
    ) -> None:
        command = [sys.executable, "-m", "launcher.keeper", database]
        command += ["--home", str(home)] if home else []
        command += ["--processes", str(processes)] if processes else []
        command += ["--throwaway"] if throwaway else []
        root = Path(__file__).resolve().parent.parent
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipe = self._process.stdin
        # A forked child that held the pipe too would keep it open beyond our end.
        os.register_at_fork(after_in_child=self._pipe.close)
        said = self._process.stdout.readline().strip()
        if said != NOTHING and not said.startswith("postgresql://"):
            raise Refusal(said or "PostgreSQL's keeper ended before it said anything")
        self.url = said

    def release(self) -> None:
        self._pipe.close()
        self._process.wait()


def main() -> int:
    options = _options()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    try:
        if options.home is None:
            with _ending(options.processes):
                print(NOTHING, flush=True)
                sys.stdin.read()
        else:
            cluster = Cluster(options.home, throwaway=options.throwaway)
            with _using(cluster), _ending(options.processes):
                _keep(cluster, options.database)
    except (Refusal, OSError) as refusal:
        print(str(refusal).replace("\n", " "), flush=True)
        return 1
    return 0


@contextmanager
def _ending(processes: Path | None) -> Iterator[None]:
    try:
        yield
    finally:
        if processes is not None:
            stop_processes(processes)


@contextmanager
def _using(cluster: Cluster) -> Iterator[None]:
    """The last user to leave stops the server; the gate lets them leave one by one."""
    presence = Presence(cluster.home / "users")
    try:
        yield
    finally:
        with alone(cluster.home / "leaving"):
            if presence.is_last():
                cluster.stop()
                if cluster.throwaway:
                    shutil.rmtree(cluster.home)
            presence.leave()


def _keep(cluster: Cluster, database: str) -> None:
    """Until our user's pipe closes, a server that was killed is started again: on its port, with its data."""
    cluster.start()
    cluster.make_database(database)
    print(cluster.url(database), flush=True)
    while not select.select([sys.stdin], [], [], LOOK_EVERY)[0]:
        if not cluster.is_running():
            cluster.start()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launcher.keeper")
    parser.add_argument("database")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--processes", type=Path)
    parser.add_argument("--throwaway", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
