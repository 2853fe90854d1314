"""The bot's faces, standing ready."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.faces import Faces, standing_faces
from tests.services.redis import Redis, a_redis


@pytest.fixture
async def faces() -> AsyncIterator[Faces]:
    async with standing_faces() as standing:
        yield standing


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    """A Redis that the test may kill, hang, empty and start again."""
    with a_redis(tmp_path) as redis:
        yield redis
