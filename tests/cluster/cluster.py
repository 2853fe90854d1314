"""Several backends and bots behind nginx, over one PgBouncer, PostgreSQL and Redis, as compose starts them."""

from dataclasses import dataclass

from tests.cluster.members import Member
from tests.services.nginx import Nginx
from tests.services.pgbouncer import Pgbouncer
from tests.services.postgres import Postgres
from tests.services.redis import Redis
from tests.system.harness import Desk, wait_for_http
from tests.system.processes import Process


@dataclass(kw_only=True)
class Cluster(Desk):
    """A desk of several of each. As a `Desk` it shows its first backend and bot, and the way in through nginx."""

    postgres: Postgres
    pgbouncer: Pgbouncer
    redis: Redis
    nginx: Nginx
    backends: list[Member]
    bots: list[Member]

    @property
    def site(self) -> str:
        """From outside, by TLS; `nginx.tls` holds what a client needs to trust it."""
        return self.nginx.url

    @property
    def api_url(self) -> str:
        """From inside, as the bots come."""
        return f"{self.nginx.inner_url}/api"

    @property
    def processes(self) -> tuple[Process, ...]:
        """All but PostgreSQL, in the order of a start."""
        return self.redis, self.pgbouncer, self.playground, self.nginx, *self.backends, *self.bots

    def wait_until_ready(self) -> None:
        """Return once everybody who runs serves."""
        wait_for_http(f"{self.people_url}/calls", self.playground)
        for member in (*self.backends, *self.bots):
            member.wait_until_ready()

    def restart(self, process: Process) -> None:
        """Start again what was ended, and wait until everybody serves."""
        process.start()
        self.wait_until_ready()
