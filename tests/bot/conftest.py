"""The bot's faces, standing ready."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.faces import Faces, standing_faces


@pytest.fixture
async def faces() -> AsyncIterator[Faces]:
    async with standing_faces() as standing:
        yield standing
