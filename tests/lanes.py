"""Which tests a worker of pytest-xdist runs in a row, and which of them begin first.

xdist itself would write a group behind each test's id, which pytest has not let it do since 9.2: every test was a group
of its own, and every worker made whatever tests share.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, product
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# The tests of a file always stay together. So do those of several files which share what takes long to make: a played
# year, a deployment, a desk whose processes are killed, and one that nobody harms. The first that fits counts.
TOGETHER = {
    "a year": ("tests/report/year/",),
    "a deployment": ("tests/cluster/",),
    "a frail desk": tuple(f"tests/system/test_{name}.py" for name in ("kills", "outages", "two_bots", "webhook")),
    "a desk": ("tests/system/",),
}
# What takes longest begins first, so that no worker is left alone with it at the end.
LONGEST = (
    *("a frail desk", "a desk", "tests/launcher/test_readme.py", "tests/chaos/test_chaos.py"),
    *("tests/chaos/test_rolling_restart.py", "tests/launcher/test_run.py", "tests/site/test_accessibility.py"),
    *("a deployment", "tests/site/test_story.py", "tests/site/test_desk_story.py"),
    *("a year", "tests/bot/test_redis_start.py", "tests/backup/test_restoring.py", "tests/api/test_permissions.py"),
)


def lane_of(nodeid: str) -> str:
    """Return the name of what this test shares with others, else its file."""
    file = nodeid.partition("::")[0]
    return next((name for name, places in TOGETHER.items() if file.startswith(places)), file)


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the tests as they begin, those of a lane in a row. Whatever empties the database comes after all others,
    because they find in it what the migrations have put there."""
    lanes: dict[tuple[bool, str], list[pytest.Item]] = {key: [] for key in product((False, True), LONGEST)}
    for item in items:
        lanes.setdefault((_empties_the_database(item), lane_of(item.nodeid)), []).append(item)
    return [item for _, lane in sorted(lanes.items(), key=lambda each: each[0][0]) for item in lane]


def _empties_the_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


class Lanes(LoadScopeScheduling):  # type: ignore[misc]  # xdist is not typed.
    """A worker that has little left to do gets the next lane as a whole."""

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        """Name each run of tests of one lane: the same lane may come once more, among those that empty the database."""
        runs = enumerate(groupby(collection, key=lane_of))
        self._runs = {nodeid: f"{number} {lane}" for number, (lane, nodeids) in runs for nodeid in nodeids}
        super().add_node_collection(node, collection)

    def _split_scope(self, nodeid: str) -> str:
        return self._runs[nodeid]
