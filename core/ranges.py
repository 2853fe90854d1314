"""Parts of a file, as a browser asks for them when somebody listens from the middle (RFC 9110, 14)."""

import re
from dataclasses import dataclass
from typing import IO

# One part only, which is what players ask for; a request for several gets the whole file, as the standard allows.
PATTERN = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True)
class Part:
    """Bytes from `start` up to and without `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def header(self, size: int) -> str:
        """Return the value of Content-Range for a file of that size."""
        return f"bytes {self.start}-{self.end - 1}/{size}"


class OutOfRange(ValueError):
    """The part begins behind the end of the file."""


def wanted_part(header: str, size: int) -> Part | None:
    """Return the part of a file of that size that a Range header asks for; None where it asks for the whole."""
    match = PATTERN.fullmatch(header.replace(" ", "").lower())
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return _tail(int(last), size)
    start = int(first)
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise OutOfRange
    return Part(start, end)


def _tail(length: int, size: int) -> Part:
    if length == 0 or size == 0:
        raise OutOfRange
    return Part(max(0, size - length), size)


class PartOfFile:
    """An open file that ends where the part ends."""

    def __init__(self, stream: IO[bytes], part: Part) -> None:
        """Go to where the part begins."""
        stream.seek(part.start)
        self._stream, self._left = stream, part.length

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of the part, none behind its end."""
        wanted = self._left if size < 0 else min(size, self._left)
        chunk = self._stream.read(wanted)
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
