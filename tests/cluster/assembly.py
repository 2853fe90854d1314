"""Puts the parts of a deployment together: who listens where, and who is told what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.cluster.cluster import Cluster
from tests.cluster.members import Member, python
from tests.cluster.variables import inherited, shared_variables
from tests.services.nginx import Nginx
from tests.services.pgbouncer import Pgbouncer
from tests.services.postgres import Postgres
from tests.services.redis import Redis
from tests.system.processes import Process, free_port

# What the images start (tests/deploy/ compares).
BACKEND = ["core"]
BOT = ["bot"]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How many of each, what all of them are told beside what compose tells, and the playground's flags."""

    backends: int
    bots: int
    variables: Mapping[str, str]
    playground: Sequence[str]


def assemble(folder: Path, postgres: Postgres, wanted: Wanted) -> Cluster:
    """Nothing is started; everything lies in `folder`."""
    (media := folder / "media").mkdir()
    ports = {name: free_port() for name in ("PLAYGROUND_PORT", "PLAYGROUND_API_PORT")}
    web_ports = [free_port() for _ in range(wanted.backends)]
    bot_ports = [free_port() for _ in range(wanted.bots)]
    nginx = Nginx(folder / "nginx", web=web_ports, bots=bot_ports, media=media)
    redis, pgbouncer = Redis(folder), Pgbouncer(folder, postgres.url)
    shared = inherited() | shared_variables(folder, nginx, redis, ports) | dict(wanted.variables)
    # What is run beside the desk goes to the database itself, as the migrations do.
    direct, pooled = ({"DATABASE_URL": url} for url in (postgres.url, pgbouncer.url))
    backends = [_backend(folder, shared | pooled, port) for port in web_ports]
    bots = [_bot(folder, shared, port) for port in bot_ports]
    return Cluster(
        folder=folder,
        database_url=postgres.url,
        environment=shared | direct,
        backend=backends[0],
        bot=bots[0],
        playground=_playground(folder, shared, nginx, wanted.playground),
        ports=ports,
        postgres=postgres,
        pgbouncer=pgbouncer,
        redis=redis,
        nginx=nginx,
        backends=backends,
        bots=bots,
    )


def _backend(folder: Path, variables: Mapping[str, str], port: int) -> Member:
    own = {"HOST": "127.0.0.1", "PORT": str(port), "DATABASE_POOLED": "yes"}
    return Member(f"backend-{port}", BACKEND, {**variables, **own}, folder / f"backend-{port}.log", port)


def _bot(folder: Path, variables: Mapping[str, str], port: int) -> Member:
    own = {"BOT_HOST": "127.0.0.1", "BOT_PORT": str(port)}
    return Member(f"bot-{port}", BOT, {**variables, **own}, folder / f"bot-{port}.log", port)


def _playground(folder: Path, variables: Mapping[str, str], nginx: Nginx, flags: Sequence[str]) -> Process:
    """Telegram trusts the certificate of our door."""
    environment = {**variables, "SSL_CERT_FILE": str(nginx.authority)}
    command = python("playground", "--data", str(folder / "playground"), *flags)
    return Process("playground", command, environment, folder / "playground.log")
