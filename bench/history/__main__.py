"""`python -m bench.history`: fill an empty database with the past of a big desk."""

import argparse
import sys
import time
from datetime import UTC, date, datetime, timedelta

from bench.history.database import the_history


def main() -> int:
    options = _options()
    with the_history():
        # Django's models exist only once it is set up.
        from bench.history.history import NotEmpty, Scale, make_history, settle

        began = time.perf_counter()
        scale = Scale(
            tickets=options.tickets, messages=options.messages, days=options.days, last=options.last, seed=options.seed
        )
        try:
            counts = make_history(scale)
        except NotEmpty:
            sys.stderr.write("This database holds people or tickets already: a history goes into an empty one.\n")
            return 1
        made = time.perf_counter()
        settle()
        for name, count in counts.items():
            sys.stdout.write(f"{name:<24}{count:>12,}\n")
        sys.stdout.write(f"made in {made - began:.0f} s, analysed in {time.perf_counter() - made:.0f} s\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.history", description="Make the past of a big desk.")
    parser.add_argument("--tickets", type=int, default=100_000, help="%(default)s")
    parser.add_argument("--messages", type=int, default=1_000_000, help="about so many (%(default)s)")
    parser.add_argument("--days", type=int, default=730, help="how long it lasted (%(default)s)")
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    parser.add_argument("--last", type=date.fromisoformat, default=yesterday, help="its last day (yesterday)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same rows (%(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
