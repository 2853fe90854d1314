"""Whether memory grows: the line through samples, and what a group of processes holds."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.memory import Sample, growth, sample

HOLD = "import sys; held = b'x' * {size}; print('held', flush=True); sys.stdin.read()"


def samples(*megabytes: float, every: int = 1000) -> list[Sample]:
    return [Sample(number * every, own, own, 1) for number, own in enumerate(megabytes)]


def test_flat_memory_does_not_grow() -> None:
    assert growth(samples(100, 100, 100)) == 0


def test_growth_is_told_for_ten_thousand_messages() -> None:
    assert growth(samples(100, 101, 102, 103)) == pytest.approx(10)


def test_a_single_peak_is_no_growth() -> None:
    assert growth(samples(100, 100, 130, 100, 100)) == pytest.approx(0)


def test_one_moment_makes_no_line() -> None:
    with pytest.raises(ValueError, match="different moments"):
        growth(samples(100))


@pytest.fixture
def holding() -> Iterator[dict[int, subprocess.Popen[str]]]:
    """Processes in groups of their own, by the megabytes that they hold."""
    started = {}
    for megabytes in (1, 40):
        command = [sys.executable, "-c", HOLD.format(size=megabytes * 2**20)]
        process = subprocess.Popen(
            command, text=True, start_new_session=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        started[megabytes] = process
    yield started
    for process in started.values():
        process.communicate()


def test_a_sample_tells_what_the_group_holds_and_nobody_else(holding: dict[int, subprocess.Popen[str]]) -> None:
    small, large = (sample(holding[megabytes].pid, 7) for megabytes in (1, 40))

    assert large.own - small.own == pytest.approx(39, abs=3)
    assert large.rss >= large.own
    assert large.processes == 1
    assert large.messages == 7


def test_a_group_that_has_ended_holds_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    ended.wait()

    assert sample(ended.pid, 0) == Sample(0, 0.0, 0.0, 0)
    assert sample(os.getpgid(0), 0).processes >= 1
