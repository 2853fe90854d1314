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
import time
from contextlib import suppress
from pathlib import Path

from launcher.locks import Presence, alone
from launcher.postgres import Cluster
from launcher.refusal import Refusal

GRACE = 10.0
LOOK_EVERY = 1.0


class Keeper:
    """The user's end: `url` is the database, and the life of this object is the life of what is kept."""

    def __init__(self, home: Path, database: str, *, processes: Path | None = None, throwaway: bool = False) -> None:
        command = [sys.executable, "-m", "launcher.keeper", str(home), database]
        command += ["--processes", str(processes)] if processes else []
        command += ["--throwaway"] if throwaway else []
        root = Path(__file__).resolve().parent.parent
        self._process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipe = self._process.stdin
        os.register_at_fork(after_in_child=self._pipe.close)
        said = self._process.stdout.readline().strip()
        if not said.startswith("postgresql://"):
            raise Refusal(said or "PostgreSQL's keeper ended before it said anything")
        self.url = said

    def release(self) -> None:
        self._pipe.close()
        self._process.wait()


def main() -> int:
    options = _options()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    cluster = Cluster(options.home, throwaway=options.throwaway)
    presence = Presence(cluster.home / "users")
    try:
        cluster.start()
        cluster.make_database(options.database)
        print(cluster.url(options.database), flush=True)
    except (Refusal, OSError) as refusal:
        print(str(refusal).replace("\n", " "), flush=True)
        return 1
    try:
        _watch(cluster)
    finally:
        if options.processes is not None:
            stop_processes(options.processes)
        with alone(cluster.home / "leaving"):
            if presence.is_last():
                cluster.stop()
                if options.throwaway:
                    shutil.rmtree(cluster.home)
            else:
                presence.leave()
    return 0


def _watch(cluster: Cluster) -> None:
    """Until our user's pipe closes, a server that was killed is started again: on its port, with its data."""
    while not select.select([sys.stdin], [], [], LOOK_EVERY)[0]:
        if not cluster.is_running():
            cluster.start()


def stop_processes(folder: Path) -> None:
    """Ends the process groups whose leaders are noted in this folder, one number in a file."""
    notes = sorted(folder.glob("*.pid"))
    for number, patience in ((signal.SIGTERM, GRACE), (signal.SIGKILL, 1.0)):
        deadline = time.monotonic() + patience
        alive = [note for note in notes if _signal_group(note, number)]
        while alive and time.monotonic() < deadline:
            alive = [note for note in alive if _signal_group(note, 0)]
            time.sleep(0.05)
    for note in notes:
        note.unlink(missing_ok=True)


def _signal_group(note: Path, number: int) -> bool:
    with suppress(OSError, ValueError):
        os.killpg(int(note.read_text()), number)
        return True
    return False


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="launcher.keeper")
    parser.add_argument("home", type=Path)
    parser.add_argument("database")
    parser.add_argument("--processes", type=Path)
    parser.add_argument("--throwaway", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
