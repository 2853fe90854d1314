"""Everything that is logged, as it would be written."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Heard(io.StringIO):
    """What was written, also line by line."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@contextmanager
def listening(formatter: logging.Formatter, *, loggers: tuple[str, ...]) -> Iterator[Heard]:
    """Hear all that is logged meanwhile, as at LOG_LEVEL=DEBUG."""
    heard = Heard()
    handler = logging.StreamHandler(heard)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    before = {name: logging.getLogger(name).level for name in loggers}
    root.addHandler(handler)
    try:
        for name in loggers:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield heard
    finally:
        root.removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
