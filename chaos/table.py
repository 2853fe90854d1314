"""What is printed: the plan before, and the ledger after."""

from collections import Counter
from collections.abc import Iterator

from chaos.invariants import INVARIANTS
from chaos.run import Options, Outcome

SHOWN_PROBLEMS = 40


def plan_lines(options: Options) -> Iterator[str]:
    """How to run it again, and what will be done."""
    yield f'make chaos ARGS="--seconds {options.seconds:.0f} --seed {options.seed} --every {options.every:g}"'
    for blow in options.plan:
        yield f"  {blow}"


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """The ledger as a table, what was done, and each difference by name."""
    yield from _done(outcome)
    ledger = outcome.ledger
    yield ""
    yield f"  {'':<20}{'sent':>8}{'stored':>8}{'asked':>8}{'delivered':>11}{'edited':>8}"
    for line in ledger.accounts:
        delivered = "inside" if line.name == "notes" else str(line.delivered)
        yield f"  {line.name:<20}{line.sent:>8}{line.stored:>8}{line.asked:>8}{delivered:>11}{line.edited:>8}"
    worst = max(ledger.repeats.values(), default=0)
    most = max(ledger.books.losses.values(), default=0)
    yield f"  repeats: {sum(ledger.repeats.values())} in all, {worst} in one chat, where at most {most} may be"
    yield f"  acts {outcome.journal.acts}, of which {outcome.journal.too_late} came too late; left over: {outcome.left}"
    yield f"  invariants of the database: {len(INVARIANTS)} asked"
    yield ""
    for problem in outcome.problems[:SHOWN_PROBLEMS]:
        yield f"  DIFFERS: {problem}"
    if len(outcome.problems) > SHOWN_PROBLEMS:
        yield f"  … and {len(outcome.problems) - SHOWN_PROBLEMS} more"
    yield "NOT as promised" if outcome.problems else "Everything is as promised: sent = stored = delivered, in order"


def _done(outcome: Outcome) -> Iterator[str]:
    yield ""
    for kind, times in sorted(Counter(done.blow.kind for done in outcome.hammer.done).items()):
        lasted = max(done.lasted for done in outcome.hammer.done if done.blow.kind == kind)
        yield f"  {kind:<24}{times:>4} times, whole again after at most {lasted:.1f} s"
    away = outcome.hammer.backend
    yield f"  no backend ready for {away.longest:.1f} s at most, {away.outages} times for long enough to cost a lease"
    for wire in outcome.hammer.wires:
        for moment, times in sorted(wire.cuts.items()):
            yield f"  {wire.name}: {times} connections cut {moment} the act"
