"""The processes of a run, by the notes that they leave: one file each, with the number of their process group."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

GRACE = 5.0


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop_processes(folder: Path) -> None:
    """Ends the process groups whose leaders are noted in this folder, one number in a file."""
    notes = sorted(folder.glob("*.pid"))
    for number, patience in ((signal.SIGTERM, GRACE), (signal.SIGKILL, 1.0)):
        deadline = time.monotonic() + patience
        alive = [note for note in notes if _signal_group(note, number)]
        while alive and time.monotonic() < deadline:
            alive = [note for note in alive if _signal_group(note, 0)]
            time.sleep(0.05)
    for note in notes:
        note.unlink(missing_ok=True)


def _signal_group(note: Path, number: int) -> bool:
    with suppress(OSError, ValueError):
        os.killpg(int(note.read_text()), number)
        return True
    return False
