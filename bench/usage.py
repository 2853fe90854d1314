"""What a process and its children have used, as Linux counts it."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """CPU seconds since the start, and the peak of resident memory in megabytes, of all processes of a group."""

    cpu: float
    peak: float


def usage_of(leader: int) -> Usage:
    members = members_of(leader)
    return Usage(sum(_cpu(member) for member in members), sum(_peak(member) for member in members) / 1024)


def members_of(leader: int) -> list[Path]:
    """The processes of a group, as their folders under /proc."""
    return [path for path in Path("/proc").iterdir() if path.name.isdecimal() and _group(path) == leader]


def _fields(process: Path) -> list[str]:
    """The fields of its line after the name, which may hold spaces; none where it has just ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _group(process: Path) -> int | None:
    fields = _fields(process)
    return int(fields[2]) if fields else None


def _cpu(process: Path) -> float:
    fields = _fields(process)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _peak(process: Path) -> int:
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
