"""A whole deployment on this machine: several backends and bots behind what stands before and beside them."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.cluster.assembly import Wanted, assemble
from tests.cluster.cluster import Cluster
from tests.services.postgres import a_postgres
from tests.system.harness import NO_LIMITS

__all__ = ["Cluster", "a_cluster"]


@contextmanager
def a_cluster(
    *,
    bots: int = 2,
    backends: int = 2,
    variables: Mapping[str, str] | None = None,
    playground: tuple[str, ...] = ("--memory",),
    is_started: bool = True,
) -> Iterator[Cluster]:
    """A deployment of its own, migrated and ready to serve; `variables` are set on top for all of its processes.

    Without limits of sending unless `variables` are given, so that a test waits for nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="yordam-cluster-"))
    # PostgreSQL's and PgBouncer's account has to enter.
    folder.chmod(0o755)
    told = NO_LIMITS if variables is None else variables
    wanted = Wanted(backends=backends, bots=bots, variables=told, playground=playground)
    with a_postgres() as postgres:
        cluster = assemble(folder, postgres, wanted)
        cluster.manage("migrate", "--verbosity", "0")
        try:
            if is_started:
                cluster.start()
            yield cluster
        finally:
            for process in reversed(cluster.processes):
                process.kill()
    shutil.rmtree(folder, ignore_errors=True)
