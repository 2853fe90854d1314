"""What the workers share is loaded before they part, and asks nobody for anything."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
# A database that nobody serves: the order in which parts start must not matter.
NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"
ENVIRONMENT = {"SECRET_KEY": "s" * 50, "API_TOKEN": "t" * 32, "DATABASE_URL": NOWHERE}

LOADED = """
import sys
import core.wsgi
print("apps.ticket.views.inbox" in sys.modules, "apps.report.views" in sys.modules)
"""
FROZEN = """
import gc, runpy
settings = runpy.run_path("deploy/gunicorn.py")
before = gc.get_freeze_count()
settings["pre_fork"](None, None)
print(before, gc.get_freeze_count() > 10_000, gc.isenabled())
settings["on_exit"](None)
"""


def _prints(program: str) -> str:
    environment = {**os.environ, **ENVIRONMENT}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_what_serves_the_paths_is_loaded_with_the_program_and_without_the_database() -> None:
    assert _prints(LOADED) == "True True"


def test_no_worker_looks_for_garbage_in_what_is_shared() -> None:
    assert _prints(FROZEN) == "0 True True"
