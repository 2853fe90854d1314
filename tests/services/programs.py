"""Programs that a machine may lack. A test that needs one says so; CI has all of them."""

import os
import shutil

import pytest

# Debian keeps servers where only root looks.
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
REQUIRED = os.environ.get("YORDAM_REQUIRE_SERVICES") == "1"


def program(name: str) -> str:
    """Return the path of a program; without it the test is skipped, and fails where YORDAM_REQUIRE_SERVICES is 1."""
    path = shutil.which(name, path=PATH)
    if path is not None:
        return path
    reason = f"{name} is not installed"
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)
