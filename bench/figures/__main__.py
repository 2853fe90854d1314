"""`python -m bench.figures`: ask a big desk for its reports and searches, and print how long they took."""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial

from bench.history.database import the_history

# A third of a second is felt; below it nobody waits.
AIM_MS = 300


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description="Measure reports and searches.")
    parser.add_argument("--only", default="", help="only the questions whose name holds this")
    parser.add_argument("--repeats", type=int, default=7, help="how often each is asked (%(default)s)")
    parser.add_argument("--plans", action="store_true", help="show the plans of the statements instead of their times")
    parser.add_argument("--without-exports", action="store_true", help="leave out the files")
    options = parser.parse_args()
    with the_history():
        if options.plans:
            show_plans(options.only)
            return 0
        show_costs(options.only, options.repeats)
        if not options.without_exports:
            show_exports(options.only)
    return 0


def show_costs(only: str, repeats: int) -> None:
    from bench.figures.questions import Refused, questions
    from bench.figures.stopwatch import cost_of

    say(f"{'milliseconds':<48}{'statements':>11}{'database':>10}{'slowest':>10}{'its CPU':>9}{'wall':>8}")
    for question in questions():
        if only in question.name:
            try:
                cost = cost_of(question.ask, repeats)
            except Refused as refused:
                say(f"{question.name:<48} {refused}")
                continue
            mark = " !" if cost.database > AIM_MS else ""
            times = f"{cost.database:>10.0f}{cost.slowest:>10.0f}{cost.processor:>9.0f}{cost.wall:>8.0f}"
            say(f"{question.name:<48}{cost.statements:>11}{times}{mark}")


def show_exports(only: str) -> None:
    from bench.figures.questions import days, readers
    from bench.figures.stopwatch import flood_of

    reader = readers()["super admin"]
    streams: dict[str, Callable[[], Iterator[bytes]]] = {
        f"export of {name} ({kind})": partial(reader.stream, path, file=kind, **days(length))
        for name, path, length in (
            ("a month's tickets", "report/export/", 30),
            ("a year's tickets", "report/export/", 365),
            ("a month's audit", "ticket/events/export/", 30),
        )
        for kind in ("csv", "xlsx")
    }
    say(f"\n{'files':<48}{'seconds':>11}{'lines':>10}{'MB':>10}{'memory':>8}")
    for name, stream in streams.items():
        if only in name:
            flood = flood_of(stream)
            lines = f"{flood.lines:,}" if "csv" in name else ""
            say(f"{name:<48}{flood.seconds:>11.1f}{lines:>10}{flood.size / 1e6:>10.1f}{flood.memory:>6.0f}MB")


def show_plans(only: str) -> None:
    from bench.figures.questions import questions
    from bench.figures.stopwatch import plans

    for question in questions():
        if only in question.name:
            say(f"\n=== {question.name}")
            for plan in plans(question.ask):
                say(f"\n{plan}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
