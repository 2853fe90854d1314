"""`python -m chaos`: break a deployment of its own as a seed says, and count every word afterwards."""

import argparse
import asyncio
import signal
import sys
import time
from pathlib import Path

from chaos.run import Options, run
from chaos.table import outcome_lines, plan_lines


def main() -> int:
    options = read_options()
    began = time.monotonic()

    def say(line: str) -> None:
        sys.stdout.write(f"{time.monotonic() - began:6.0f} s  {line}\n")
        sys.stdout.flush()

    # Whoever ends it politely gets what Ctrl-C gets: nothing of the deployment is left behind.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    sys.stdout.write("\n".join([*plan_lines(options), "", ""]))
    outcome = asyncio.run(run(options, say))
    sys.stdout.write("\n".join([*outcome_lines(outcome), ""]))
    return 1 if outcome.problems else 0


def read_options() -> Options:
    default = Options()
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=default.seconds, help="how long blows fall (%(default)s)")
    parser.add_argument(
        "--seed", type=int, default=default.seed, help="all that is random follows from it (%(default)s)"
    )
    parser.add_argument("--every", type=float, default=default.every, help="seconds between two blows (%(default)s)")
    parser.add_argument("--customers", type=int, default=default.customers, help="people who write (%(default)s)")
    parser.add_argument("--logs", type=Path, help="a folder for what all processes said")
    return Options(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
