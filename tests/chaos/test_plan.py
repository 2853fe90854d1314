"""The plan of a run: the same seed is the same plan, each kind comes, and there is an end."""

from itertools import pairwise

from chaos.plan import APART_AT_LEAST, AWAY_AT_MOST, DECK, MOST_BLOWS, QUIET_AT_THE_END, Kind, make_plan
from chaos.run import Options
from chaos.table import plan_lines


def test_the_same_seed_is_the_same_plan() -> None:
    plan = make_plan(seed=7, seconds=600, every=4)

    assert make_plan(seed=7, seconds=600, every=4) == plan
    assert make_plan(seed=8, seconds=600, every=4) != plan


def test_a_longer_run_begins_as_a_shorter_one() -> None:
    short = make_plan(seed=7, seconds=60, every=2)

    assert make_plan(seed=7, seconds=600, every=2)[: len(short)] == short


def test_every_kind_comes_before_any_comes_more_often_than_the_deck_has_it() -> None:
    dealt: list[Kind] = [blow.kind for blow in make_plan(seed=3, seconds=600, every=2)][: len(DECK)]

    assert sorted(dealt) == sorted(DECK)


def test_blows_keep_apart_and_leave_time_to_recover() -> None:
    plan = make_plan(seed=1, seconds=300, every=1)

    assert all(other.at - one.at >= APART_AT_LEAST - 0.11 for one, other in pairwise(plan))
    assert plan[-1].at <= 300 - QUIET_AT_THE_END
    assert all(0 <= blow.away <= AWAY_AT_MOST for blow in plan)


def test_a_plan_is_bounded_however_long_the_run() -> None:
    assert len(make_plan(seed=1, seconds=10**9, every=0.1)) == MOST_BLOWS


def test_what_is_printed_runs_it_again() -> None:
    options = Options(seconds=60, seed=5, every=2)

    command, *blows = plan_lines(options)

    assert command == 'make chaos ARGS="--seconds 60 --seed 5 --every 2"'
    assert len(blows) == len(options.plan)
    assert options.plan[0].kind in blows[0]
