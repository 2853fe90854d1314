"""`make audit`: is a fault known in what the images hold? Where nobody can be asked it says so, and passes.

A finding fails. Not to know is no finding: a build without the internet must not break, and must not look like a clean
bill either.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCKS = sorted((Path(__file__).parent / "locks").glob("*.txt"))
# A machine that reaches the data needs some seconds for all of them.
SECONDS_FOR_A_FILE = 60
SECONDS_FOR_AN_ANSWER = 5


def main() -> int:
    """Return 1 where a fault is known."""
    return max(_audit(lock) for lock in LOCKS)


def _audit(lock: Path) -> int:
    said = _asked(lock)
    if said is None:
        return _say(f"{lock.name}: the data on known faults cannot be reached from here; nothing was checked")
    found = [f"{each['name']} {each['version']}: {fault['id']}" for each in said for fault in each.get("vulns", ())]
    unknown = [each["name"] for each in said if "skip_reason" in each]
    if len(unknown) == len(said):
        return _say(f"{lock.name}: the data on known faults cannot be reached from here; nothing was checked")
    if unknown:
        _say(f"{lock.name}: nothing could be learnt of {', '.join(unknown)}")
    for fault in found:
        _say(f"{lock.name}: {fault}")
    _say(f"{lock.name}: {len(said) - len(unknown)} packages checked, {len(found)} known faults")
    return 1 if found else 0


def _asked(lock: Path) -> list[dict[str, Any]] | None:
    """Return what pip-audit knows of each package; None where it could ask nobody. It installs nothing."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", str(SECONDS_FOR_AN_ANSWER)]
    try:
        done = subprocess.run(  # noqa: S603 - The words are ours.
            command, capture_output=True, text=True, check=False, timeout=SECONDS_FOR_A_FILE
        )
    except subprocess.TimeoutExpired:
        return None
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        # It may also be that it cannot read the file: that is for whoever reads this to tell.
        _say(done.stderr.strip().rpartition("\n")[2])
        return None
    return packages


def _say(line: str) -> int:
    sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
