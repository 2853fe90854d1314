"""Bytes into the storage: whole, or not at all."""

import errno
import logging
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage

from core.errors import NoRoom

logger = logging.getLogger(__name__)

NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def store(storage: Storage, place: str, stream: IO[bytes]) -> str:
    """Write the stream to that place, which nobody else writes to; returns the name under which it lies.

    Django leaves what it wrote before a failure where it is: on a full disk that would be the last of the room.
    """
    try:
        return storage.save(place, File(stream))
    except OSError as error:
        storage.delete(place)
        if error.errno not in NO_ROOM:
            raise
        logger.error("no room is left for files: %s", error.strerror)
        raise NoRoom from error
