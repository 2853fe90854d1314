"""A PostgreSQL of our own in one folder: made, started, adopted and stopped without a system install.

It listens on loopback only, asks everybody for a password, and has no socket file: other users of a shared machine
stay outside, and no path is too long.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from launcher.account import Account, account_for, everyone_enters, readable_by_all
from launcher.binaries import find_binaries
from launcher.locks import alone
from launcher.refusal import Refusal

ROLE = "yordam"
PATIENCE = 60.0
SHARED_ROOT = Path("/var/lib/yordam")
# An error is told without its statement and its row, in which people's words stand.
QUIET = ("-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse")
THROWAWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def home_under(data: Path) -> Path:
    """The server's folder: `data/postgres`, or what that links to where its account could not enter `data`."""
    place = data / "postgres"
    if place.exists():
        return place.resolve()
    with readable_by_all():
        data.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0 or everyone_enters(data):
            place.mkdir()
            return place.resolve()
        SHARED_ROOT.mkdir(parents=True, exist_ok=True)
        elsewhere = Path(tempfile.mkdtemp(prefix="desk-", dir=SHARED_ROOT))
    elsewhere.chmod(0o755)
    place.unlink(missing_ok=True)
    place.symlink_to(elsewhere)
    return elsewhere


@dataclass(frozen=True)
class Cluster:
    """One folder with one PostgreSQL. `throwaway` trades safety of the data for speed, for tests."""

    home: Path
    throwaway: bool = False

    @property
    def data(self) -> Path:
        return self.home / "cluster"

    @property
    def password(self) -> str:
        return (self.home / "password").read_text()

    @property
    def port(self) -> int:
        return int((self.home / "port").read_text())

    def url(self, database: str) -> str:
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Returns when the server answers, whoever started it; several callers at once get the same one."""
        with alone(self.home / "lock"):
            account = account_for(self.data)
            binaries = find_binaries(self.home, as_other_account=account.uid is not None)
            if not self.data.exists():
                self._initialise(binaries, account)
            self._check_version(binaries)
            deadline = time.monotonic() + PATIENCE
            while not self._answers(binaries):
                if time.monotonic() > deadline:
                    raise Refusal(f"PostgreSQL does not start: {self._last_words()}")
                if self._running() is None:
                    self._launch(binaries, account, deadline)
                time.sleep(0.05)

    def stop(self) -> None:
        """Ends the server quickly and cleanly; the caller holds no connection that it still needs."""
        with alone(self.home / "lock"):
            for number, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0)):
                pid = self._running()
                if pid is None:
                    return
                os.kill(pid, number)
                deadline = time.monotonic() + patience
                while self._running() is not None and time.monotonic() < deadline:
                    time.sleep(0.02)

    def is_running(self) -> bool:
        return self._running() is not None

    def make_database(self, name: str) -> None:
        binaries = find_binaries(self.home, as_other_account=account_for(self.data).uid is not None)
        with alone(self.home / "lock"):
            if not self._ask(binaries, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608 - The name is ours.
                self._ask(binaries, f'CREATE DATABASE "{name}"')

    def _initialise(self, binaries: Path, account: Account) -> None:
        """Under a temporary name first: a start that was interrupted leaves nothing half made."""
        for leftover in self.home.glob("unfinished-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        password = secrets.token_urlsafe(24)
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=self.home))
        handed_over = unfinished / "password"
        handed_over.write_text(password)
        (unfinished / "cluster").mkdir(mode=0o700)
        for path in (unfinished, handed_over, unfinished / "cluster"):
            account.give(path)
        command: list[str | Path] = [
            binaries / "initdb",
            "-D",
            unfinished / "cluster",
            "-U",
            ROLE,
            "--auth=scram-sha-256",
        ]
        command += ["--pwfile", handed_over, "-E", "UTF8", "--locale=C.UTF-8", *(["-N"] if self.throwaway else [])]
        made = subprocess.run(
            command, cwd=self.home, env=_environment(), capture_output=True, check=False, **account.identity
        )
        if made.returncode:
            raise Refusal(f"initdb failed: {_last_line(made.stderr)}")
        kept = self.home / "password"
        kept.touch(mode=0o600)
        kept.write_text(password)
        (unfinished / "cluster").rename(self.data)
        shutil.rmtree(unfinished)

    def _check_version(self, binaries: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        if said.split()[2].partition(".")[0] != made_by:
            raise Refusal(f"{self.data} was made by PostgreSQL {made_by}, and this is {said.strip()}: set PG_BIN")

    def _launch(self, binaries: Path, account: Account, deadline: float) -> None:
        """Starts `postgres` and waits until it answers or is gone; the caller then tries again."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        port = self._free_port()
        command: list[str | Path] = [
            binaries / "postgres",
            "-D",
            self.data,
            "-p",
            str(port),
            "-c",
            "listen_addresses=127.0.0.1",
        ]
        command += ["-c", "unix_socket_directories=", *QUIET, *(THROWAWAY if self.throwaway else ())]
        with (self.home / "postgres.log").open("ab") as log:
            server = subprocess.Popen(
                command,
                cwd=self.home,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **account.identity,
            )
        while server.poll() is None and time.monotonic() < deadline and not self._answers(binaries):
            time.sleep(0.02)

    def _free_port(self) -> int:
        """The port of last time where it is free, so that addresses written down stay good."""
        kept = self.home / "port"
        for wanted in ([self.port] if kept.exists() else []) + [0]:
            with socket.socket() as probe, suppress(OSError):
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", wanted))
                kept.write_text(str(probe.getsockname()[1]))
                break
        return self.port

    def _answers(self, binaries: Path) -> bool:
        """Whether what listens there is ours: another server may have taken the port since."""
        if not (self.home / "port").exists():
            return False
        return self._ask(binaries, "SHOW data_directory", patience=5) == str(self.data)

    def _ask(self, binaries: Path, statement: str, *, patience: float = 30) -> str:
        command: list[str | Path] = [
            binaries / "psql",
            "-XAtq",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            ROLE,
            "-d",
            "postgres",
        ]
        environment = _environment() | {"PGPASSWORD": self.password, "PGREQUIREAUTH": "scram-sha-256"}
        with suppress(subprocess.TimeoutExpired):
            asked = subprocess.run(
                [*command, "-c", statement],
                env=environment | {"PGCONNECT_TIMEOUT": "2"},
                capture_output=True,
                text=True,
                check=False,
                timeout=patience,
            )
            return asked.stdout.strip()
        return ""

    def _running(self) -> int | None:
        """The server's pid by its own note, unless that note is left over and the number is now somebody else's."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        return pid if str(self.data) in _command_line(pid) else None

    def _last_words(self) -> str:
        log = self.home / "postgres.log"
        return _last_line(log.read_bytes()) if log.exists() else f"see {log}"


def _environment() -> dict[str, str]:
    """Nothing of ours: PG* variables of the person at the keyboard would point elsewhere."""
    return {"PATH": os.defpath, "LC_ALL": "C"}


def _command_line(pid: int) -> str:
    """Empty where there is no such process; a zombie counts as none, for its work is over."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    ps = shutil.which("ps") or "ps"
    return subprocess.run([ps, "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False).stdout


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
