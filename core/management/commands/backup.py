"""`manage.py backup <folder>`: the desk, while it serves, as one folder; every so often, if told to."""

import logging
import re
import signal
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from core.backup import shelf
from core.backup.failure import BackupFailed
from core.backup.making import make_backup

logger = logging.getLogger(__name__)

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
# After a backup that failed, the next try.
AGAIN_AFTER = timedelta(minutes=10)
# A machine may sleep and its clock may be set: how long there is to wait is asked for again and again.
LOOK_EVERY = timedelta(minutes=1)
# When the next backup is to be made, by when the newest was.
Due = Callable[[datetime], datetime]


def span(words: str) -> timedelta:
    """Read `24h`, `90m`, `30s` or `7d`."""
    found = re.fullmatch(r"([1-9]\d{0,5})([smhd])", words)
    if found is None:
        raise ArgumentTypeError(f"{words!r} is no time such as 24h or 90m")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def daily(words: str) -> Due:
    """Read `03:00`, an hour of the desk's own time zone."""
    found = re.fullmatch(r"([01][0-9]|2[0-3]):([0-5][0-9])", words)
    if found is None:
        raise ArgumentTypeError(f"{words!r} is no time of the day such as 03:00")
    at = time_of_day(int(found[1]), int(found[2]))

    def due(newest: datetime) -> datetime:
        local = timezone.localtime(newest)
        same_day = datetime.combine(local.date(), at, local.tzinfo)
        return same_day if same_day > local else same_day + timedelta(days=1)

    return due


def every(words: str) -> Due:
    """Read how long after one backup the next is to be made."""
    pause = span(words)
    return lambda newest: newest + pause


def kept(words: str) -> int:
    """Read how many backups stay."""
    if not words.isdecimal() or int(words) < 1:
        raise ArgumentTypeError(f"{words!r} is no number from 1")
    return int(words)


class Command(BaseCommand):
    """Makes one backup, or one after the other."""

    help = "Keep database and files in a folder of their own below <folder>, while the desk serves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where, how many, and how often."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=kept, default=0, metavar="N", help="remove all but the newest N")
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--daily", dest="due", type=daily, metavar="03:00", help="go on, one a day, until told to end"
        )
        what.add_argument("--every", dest="due", type=every, metavar="6h", help="go on, one each such time")
        what.add_argument("--check", type=span, metavar="26h", help="make none: fail if the newest is older than that")

    def handle(self, *, folder: Path, check: timedelta | None, **options: Any) -> None:
        """Make what was asked for, or look at what there is."""
        if check is not None:
            self._refuse_old(folder, check)
            return
        # Told to end, as a container is, it takes away what is unfinished.
        before = signal.signal(signal.SIGTERM, _leave)
        try:
            self._make_asked(folder, keep=options["keep"], due=options["due"])
        finally:
            signal.signal(signal.SIGTERM, before)

    def _refuse_old(self, folder: Path, limit: timedelta) -> None:
        newest = shelf.newest(folder)
        if newest is None:
            raise CommandError(f"there is no whole backup in {folder}")
        if datetime.now(UTC) - newest > limit:
            raise CommandError(f"the newest backup in {folder} is of {newest:%Y-%m-%d %H:%M} UTC")
        self.stdout.write(f"the newest backup is of {newest:%Y-%m-%d %H:%M} UTC")

    def _make_asked(self, folder: Path, *, keep: int, due: Due | None) -> None:
        if due is not None:
            self._keep_making(folder, keep, due)
        try:
            self.stdout.write(str(self._make(folder, keep)))
        except BackupFailed as error:
            raise CommandError(str(error)) from None
        except OperationalError:
            raise CommandError("the database cannot be reached") from None

    def _make(self, folder: Path, keep: int) -> Path:
        began = time.monotonic()
        backup = make_backup(folder, keep=keep)
        size = sum(path.stat().st_size for path in backup.iterdir())
        logger.info("%s is made: %d bytes in %.1f s", backup.name, size, time.monotonic() - began)
        missing = shelf.read_manifest(backup).missing_files
        if missing:
            logger.warning("%d files that rows speak of are missing: the manifest names them", len(missing))
        return backup

    def _keep_making(self, folder: Path, keep: int, due: Due) -> None:
        """Go by the newest backup there is: a restart makes none before its time, and a missed one is made at once."""
        while True:
            while (newest := shelf.newest(folder)) and (pause := due(newest) - datetime.now(UTC)) > timedelta():
                time.sleep(min(pause, LOOK_EVERY).total_seconds())
            try:
                self._make(folder, keep)
            except BackupFailed as error:
                logger.error("no backup: %s", str(error))
                time.sleep(AGAIN_AFTER.total_seconds())
            except OperationalError:
                logger.error("no backup: the database cannot be reached")
                time.sleep(AGAIN_AFTER.total_seconds())
            finally:
                connection.close()


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
