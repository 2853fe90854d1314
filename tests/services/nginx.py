"""An nginx with the file that the project ships, before backends and bots on ports of this machine."""

import os
import signal
import socket
import ssl
import string
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import trustme

from tests.services.programs import program
from tests.system.processes import ROOT, Process, free_port

TEMPLATE = ROOT / "deploy" / "nginx" / "nginx.conf.template"
HOST = "localhost"
READY_WITHIN = 20.0
# Longer than `worker_shutdown_timeout`.
ENDS_WITHIN = 40.0
NOWHERE = "127.0.0.1:9"


class Shipped(string.Template):
    """Fills in what nginx' image fills in: `${DESK_…}`, and leaves nginx its own names."""

    pattern = r"\$\{(?P<braced>DESK_[A-Z_]+)\}|(?P<escaped>(?!))|(?P<named>(?!))|(?P<invalid>(?!))"  # type: ignore[assignment]


def rendered(values: Mapping[str, str]) -> str:
    """The shipped file with these values; a variable without one is a KeyError."""
    return Shipped(TEMPLATE.read_text()).substitute(values)


class Nginx(Process):
    """It is reachable by TLS, by plain HTTP, and from inside the house."""

    def __init__(self, folder: Path, *, web: Sequence[int] = (), bots: Sequence[int] = (), media: Path) -> None:
        self.folder = folder
        self.tls_port, self.http_port, self.inner_port = free_port(), free_port(), free_port()
        self.media = media
        for part in ("cache", "acme", "certificates"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self.authority = folder / "authority.pem"
        self._make_certificate()
        self.web, self.bots = list(web), list(bots)
        self._write_upstreams()
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(self._account() + rendered(self.values))
        command = [program("nginx"), "-c", str(self.configuration), "-p", str(folder), "-g", "daemon off;"]
        super().__init__("nginx", command, {"PATH": os.defpath}, folder / "nginx.log")

    @property
    def values(self) -> dict[str, str]:
        return {
            "DESK_RUN": str(self.folder),
            "DESK_CACHE": str(self.folder / "cache"),
            "DESK_ACME": str(self.folder / "acme"),
            "DESK_CERTIFICATES": str(self.folder / "certificates"),
            "DESK_MEDIA": str(self.media),
            "DESK_MEDIA_PREFIX": "/_media/",
            "DESK_WEBHOOK_PATH": "/telegram/webhook",
            "DESK_HOST": HOST,
            "DESK_TLS": f"127.0.0.1:{self.tls_port}",
            "DESK_HTTP": f"127.0.0.1:{self.http_port}",
            "DESK_INNER": f"127.0.0.1:{self.inner_port}",
            "DESK_RESOLVER": "127.0.0.1",
            "DESK_UPSTREAMS": str(self.folder / "upstreams.conf"),
            "DESK_WEB": "backends",
            "DESK_BOTS": "bots",
        }

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.tls_port}"

    @property
    def inner_url(self) -> str:
        return f"http://127.0.0.1:{self.inner_port}"

    @property
    def tls(self) -> ssl.SSLContext:
        """What a client needs to trust this server's certificate."""
        return ssl.create_default_context(cafile=str(self.authority))

    def start(self) -> None:
        super().start()
        self._wait()

    def stop(self) -> None:
        """Take no new connections, finish what is in hand, and end, as its image is asked to."""
        if self.is_running:
            os.kill(self.pid, signal.SIGQUIT)
            assert self._running is not None
            self._running.wait(ENDS_WITHIN)

    def leads_to(self, *, web: Sequence[int] | None = None, bots: Sequence[int] | None = None) -> None:
        """Serve from other ports from now on; what is in hand is finished as it began."""
        self.web = self.web if web is None else list(web)
        self.bots = self.bots if bots is None else list(bots)
        self._write_upstreams()
        if self.is_running:
            self.reload()

    def reload(self) -> None:
        """Read the configuration anew, as an operator makes it do; returns once only new workers take connections."""
        before = self.workers
        os.kill(self.pid, signal.SIGHUP)
        deadline = time.monotonic() + READY_WITHIN
        while not self.workers - before or any(_takes_connections(worker) for worker in before):
            assert time.monotonic() < deadline, f"nginx did not reload:\n{self.said()[-4000:]}"
            time.sleep(0.02)

    @property
    def workers(self) -> set[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return {int(child) for child in children.split()}

    def kill_a_worker(self) -> None:
        """End one worker with all of its connections; its master starts another."""
        os.kill(min(self.workers), signal.SIGKILL)

    def _write_upstreams(self) -> None:
        groups = {"backends": self.web, "bots": self.bots}
        lines = [
            f"upstream {name} {{ {' '.join(f'server {place} max_fails=0;' for place in _places(ports))} }}"
            for name, ports in groups.items()
        ]
        (self.folder / "upstreams.conf").write_text("\n".join(lines) + "\n")

    def _make_certificate(self) -> None:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(self.authority))
        own = authority.issue_cert(HOST, "127.0.0.1")
        folder = self.folder / "certificates"
        own.private_key_pem.write_to_path(str(folder / "privkey.pem"))
        for number, part in enumerate(own.cert_chain_pems):
            part.write_to_path(str(folder / "fullchain.pem"), append=number > 0)

    def _account(self) -> str:
        """As root it stays root, because files of the tests belong to root; elsewhere it is nobody special anyway."""
        return "user root;\n" if os.geteuid() == 0 else ""

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.inner_port), timeout=1).close()
                return
            except OSError:
                assert self.is_running, f"nginx ended:\n{self.said()[-4000:]}"
                assert time.monotonic() < deadline, f"nginx did not start:\n{self.said()[-4000:]}"
            time.sleep(0.02)


def _takes_connections(worker: int) -> bool:
    """A worker that is shutting down says so in its title; one that is gone has none."""
    try:
        title = Path(f"/proc/{worker}/cmdline").read_bytes()
    except OSError:
        return False
    return bool(title) and b"shutting down" not in title


def _places(ports: Sequence[int]) -> list[str]:
    return [f"127.0.0.1:{port}" for port in ports] or [NOWHERE]
