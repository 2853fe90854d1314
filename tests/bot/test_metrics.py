"""What the bot counts for Prometheus."""

import pytest

from bot.services.metrics import Metrics
from bot.services.updates import ALLOWED_UPDATES


@pytest.mark.parametrize("kind", [*ALLOWED_UPDATES, "other"])
def test_an_update_that_is_kept_raw_is_seen_the_first_time_too(kind: str) -> None:
    """A count that begins with 1 has not grown in Prometheus' eyes: the alert would be silent for the first."""
    told = Metrics().registry.get_sample_value("yordam_bot_updates_total", {"kind": kind, "outcome": "kept_raw"})
    assert told == 0
