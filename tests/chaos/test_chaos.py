"""A short run by a fixed seed: everything is killed at least once, and every word is where it belongs."""

import pytest

from chaos.plan import DECK
from chaos.run import Options, run
from chaos.table import outcome_lines, plan_lines

SHORT = Options(seconds=42.0, seed=7, every=1.5, customers=10)


@pytest.mark.system
@pytest.mark.timeout(900)
async def test_nothing_is_lost_whatever_is_killed() -> None:
    said = list(plan_lines(SHORT))

    outcome = await run(SHORT, said.append)

    assert outcome.problems == [], "\n".join([*said, *outcome_lines(outcome)])
    struck = {done.blow.kind for done in outcome.hammer.done}
    assert struck == set(DECK), "The plan has everything in it."
    people, answers, _ = outcome.ledger.accounts
    assert people.sent == people.stored == people.delivered > 30
    assert answers.sent == answers.stored == answers.asked + answers.delivered > 5
