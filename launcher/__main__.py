"""`python -m launcher run` starts the desk; `python -m launcher manage …` runs manage.py on its database."""

import argparse
import signal
import sys
from pathlib import Path

from launcher.environment import read_desk
from launcher.refusal import Refusal
from launcher.run import database_of, manage, run

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="launcher")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start everything on this machine")
    rest = commands.add_parser("manage", help="run a command of manage.py on the desk's database")
    rest.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    # A start that is told to end cleans up as if Ctrl-C had been pressed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.command == "run":
            return run(ROOT)
        desk = read_desk(ROOT)
        with database_of(desk) as variables:
            return manage(desk, variables, *options.arguments)
    except (Refusal, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
