"""The account under which PostgreSQL runs: it refuses to be root, so as root we drop to another."""

import os
import pwd
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from launcher.refusal import Refusal


class Identity(TypedDict, total=False):
    """The keyword arguments with which `subprocess` changes its user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """Nobody to change to (`uid` is None) unless we are root."""

    uid: int | None = None
    gid: int | None = None

    @property
    def identity(self) -> Identity:
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def account_for(data: Path) -> Account:
    """The owner of data that already exists, so that both `make run` and `sudo make run` can use it; else `nobody`."""
    if os.geteuid() != 0:
        return Account()
    owner = data.stat().st_uid if data.exists() else 0
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:
        if owner:
            return Account(owner, owner)
        raise Refusal("PostgreSQL refuses to run as root, and there is no user `nobody`: run as another user") from None
    return Account(entry.pw_uid, entry.pw_gid)


def everyone_enters(path: Path) -> bool:
    """Whether an account without rights of its own reaches this path; every folder above it counts."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


@contextmanager
def readable_by_all() -> Iterator[None]:
    """A strict umask of ours must not shut the other account out of the folders made for it."""
    previous = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(previous)
