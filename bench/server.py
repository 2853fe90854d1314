"""The PostgreSQL of a measurement."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.account import readable_by_all
from launcher.keeper import Keeper


@contextmanager
def a_server() -> Iterator[str]:
    """A PostgreSQL that writes to the disk before it says so, as in production."""
    with readable_by_all():
        home = Path(tempfile.mkdtemp(prefix="yordam-bench-"))
    home.chmod(0o755)
    keeper = Keeper(home, "bench")
    try:
        yield keeper.url
    finally:
        keeper.release()
        shutil.rmtree(home, ignore_errors=True)
