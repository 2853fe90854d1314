"""Waits until the desk answers, and then says where it is. A process of its own, so that nothing waits for it."""

import signal
import sys
import time
import urllib.request
from contextlib import suppress

from launcher.environment import Desk

PATIENCE = 60.0


def words_of_welcome(desk: Desk) -> str:
    site = desk.site.replace("127.0.0.1", "localhost")
    lines = []
    if desk.has_playground:
        page = f"http://localhost:{desk.variables['PLAYGROUND_PORT']}/"
        lines += [f"Playground   {page}", "             a local Telegram: no BOT_TOKEN is set"]
    lines += [f"Admin site   {site}/admin/"]
    if desk.has_playground:
        lines += [f"             user rustam, password {desk.variables['PLAYGROUND_PASSWORD']}"]
        lines += ["             or write /site as Rustam or Dilnoza in the playground"]
    else:
        lines += ["             write /site to the bot; make superuser gives you a login without it"]
    lines += [f"API          {site}/api/docs/", "", "Ctrl-C stops everything; what was written stays."]
    return "\n".join(lines)


def main() -> int:
    """Reads the words from its input, and the addresses to wait for from its arguments."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    words = sys.stdin.read()
    deadline = time.monotonic() + PATIENCE
    for address in sys.argv[1:]:
        while not _answers(address):
            if time.monotonic() > deadline:
                print(f"{address} does not answer after {PATIENCE:.0f} seconds: see the lines above", flush=True)
                return 1
            time.sleep(0.1)
    line = "─" * 60
    print(f"\n{line}\nYordam is ready.\n\n{words}\n{line}\n", flush=True)
    return 0


def _answers(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - Ours, on loopback.
        return bool(answer.status == 200)
    return False


if __name__ == "__main__":
    sys.exit(main())
