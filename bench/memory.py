"""How much memory processes hold, and whether it grows with the work that they have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.usage import members_of


@dataclass(frozen=True)
class Sample:
    """What a group of processes held after so many messages, in megabytes.

    `own` is what the group alone holds: memory that lies in no file, a page that three of its processes share counted
    as a third in each. Code in files is left out, because others on the machine share it and come and go. `rss` is
    everything that is resident, counted in each process.
    """

    messages: int
    own: float
    rss: float
    processes: int


def sample(leader: int, messages: int) -> Sample:
    """Look at all processes of the group that this one leads."""
    held = [_held_by(member) for member in members_of(leader)]
    own, rss = (sum(one[place] for one in held) / 1024 for place in (0, 1))
    return Sample(messages, own, rss, len([one for one in held if one[1]]))


def growth(samples: Sequence[Sample], per: int = 10_000) -> float:
    """The slope of the line through the samples (least squares): megabytes for so many messages."""
    middle = sum(one.messages for one in samples) / len(samples)
    height = sum(one.own for one in samples) / len(samples)
    spread = sum((one.messages - middle) ** 2 for one in samples)
    if not spread:
        raise ValueError("a line needs samples of different moments")
    return sum((one.messages - middle) * (one.own - height) for one in samples) / spread * per


def _held_by(process: Path) -> tuple[int, int]:
    """Own and resident memory in kilobytes; nothing for a process that has just ended."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    found = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines[1:])}
    return found.get("Pss_Anon", 0) + found.get("Pss_Shmem", 0), found.get("Rss", 0)
