"""Gunicorn's settings, read by `make run` and by a deployment alike.

Few threads with persistent connections, to the bot and to the database, serve most requests on few cores.
"""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.base import Worker as AnyWorker

from core import environment
from core.logs import formatter
from core.serving import Worker, stop_in_order


class Log(Logger):
    """Gunicorn's own words, in the form of all others. Requests are told of by the desk itself, under their ids."""

    def setup(self, cfg: Config) -> None:
        """Write as it is set, but with our formatter."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            # A wrong name is said by the settings, in one line.
            handler.setFormatter(formatter(environment.text("LOG_FORMAT", "line").lower()))


try:
    environment.load()
    bind = f"{environment.text('HOST', '127.0.0.1')}:{environment.number('PORT', 8000, maximum=65535)}"
    workers = environment.number("WEB_CONCURRENCY", 2, minimum=1)
    # What is in hand at a stop has so long to end, in seconds.
    graceful_timeout = environment.number("GRACEFUL_TIMEOUT", 25)
except environment.ConfigurationError as error:
    # One line that names the variable; a traceback would only hide it.
    sys.exit(str(error))
worker_class = Worker
logger_class = Log
threads = 2
# The code is loaded once and shared by the workers: a quicker start and less memory.
preload_app = True
# Longer than the bot's own idle time, so that the backend never closes a connection that the bot is about to use.
keepalive = 75
when_ready = stop_in_order
# It would lie in the home folder, the same file for every desk of one person.
control_socket_disable = True
# A heartbeat file on a disk can block a worker; memory cannot.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 - Gunicorn wants a plain string.

# The workers count into files that they share (core/metrics.py), in a folder of this start's own: what an earlier one
# counted must not be added up with it. At a reload the folder is known already.
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
FOLDER = "yordam-metrics-"


def counts_folder() -> str:
    """Make this start's folder, and remove those whose process was killed and could not do so."""
    memory = Path(worker_tmp_dir or tempfile.gettempdir())
    for left in memory.glob(f"{FOLDER}*"):
        try:
            os.kill(int(left.name.split("-")[2]), 0)
        except (ProcessLookupError, ValueError, IndexError):
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue
    return tempfile.mkdtemp(prefix=f"{FOLDER}{os.getpid()}-", dir=memory)


_folder = os.environ.get(COUNTS) or counts_folder()
os.environ[COUNTS] = _folder


def on_starting(server: Arbiter) -> None:
    """Begin with an empty folder, also in one that a deployment has named."""
    Path(_folder).mkdir(parents=True, exist_ok=True)
    for file in Path(_folder).glob("*.db"):
        file.unlink()


def pre_fork(server: Arbiter, worker: AnyWorker) -> None:
    """Set apart what has been loaded: no worker looks through it for garbage, which would copy it and take its time."""
    gc.freeze()


def child_exit(server: Arbiter, worker: AnyWorker) -> None:
    """Let a worker's gauges go with it; what it counted stays in the sum."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Arbiter) -> None:
    """Leave nothing behind but what a deployment has named."""
    if FOLDER in _folder:
        shutil.rmtree(_folder, ignore_errors=True)
