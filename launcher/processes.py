"""The processes of a run, by the notes that they leave: one file each, with the number of their process group.

Each run has a folder of its own for them: the keeper of a killed run may still be ending its processes while the next
run starts its own, and must not take those for its own.
"""

import os
import shutil
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
    """Ends the process groups whose leaders are noted in this folder or those below it, one number in a file."""
    notes = sorted(folder.rglob("*.pid"))
    for number, patience in ((signal.SIGTERM, GRACE), (signal.SIGKILL, 1.0)):
        deadline = time.monotonic() + patience
        alive = [note for note in notes if _signal_group(note, number)]
        while alive and time.monotonic() < deadline:
            alive = [note for note in alive if _signal_group(note, 0)]
            time.sleep(0.05)
    for note in notes:
        note.unlink(missing_ok=True)


def make_notes_folder(parent: Path) -> Path:
    """A folder for this run's notes. Those of earlier runs go, where none of their processes lives any more."""
    for earlier in [folder for folder in parent.glob("*") if folder.is_dir()]:
        if not any(_signal_group(note, 0) for note in earlier.glob("*.pid")):
            shutil.rmtree(earlier, ignore_errors=True)
    own = parent / f"{os.getpid()}-{time.time_ns()}"
    own.mkdir(parents=True)
    return own


def _signal_group(note: Path, number: int) -> bool:
    with suppress(OSError, ValueError):
        os.killpg(int(note.read_text()), number)
        return True
    return False
