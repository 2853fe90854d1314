"""Parts of a file: exactly the bytes that were asked for, and never one behind the end."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ranges import OutOfRange, Part, PartOfFile, wanted_part

BYTES = bytes(range(256)) * 4
sizes = st.integers(0, len(BYTES))
places = st.integers(0, len(BYTES) + 20)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", Part(0, 10)),
        ("bytes=0-0", Part(0, 1)),
        ("bytes=3-5", Part(3, 6)),
        ("bytes=3-99", Part(3, 10)),
        ("bytes=-4", Part(6, 10)),
        ("bytes=-99", Part(0, 10)),
        ("Bytes= 3 - 5", Part(3, 6)),
    ],
)
def test_a_part_is_what_the_header_says(header: str, part: Part) -> None:
    assert wanted_part(header, 10) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes=-", "bytes=5-3", "bytes=0-1,4-5", "pages=1-2", "bytes=a-b", "bytes=٣-٤", "bytes=" + "9" * 30 + "-"],
)
def test_what_asks_for_no_single_part_gets_the_whole(header: str) -> None:
    assert wanted_part(header, 10) is None


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=99-100", 10), ("bytes=-0", 10), ("bytes=-1", 0)]
)
def test_a_part_behind_the_end_is_refused(header: str, size: int) -> None:
    with pytest.raises(OutOfRange):
        wanted_part(header, size)


@given(st.text())
def test_no_header_breaks_it(header: str) -> None:
    try:
        part = wanted_part(header, 10)
    except OutOfRange:
        return
    assert part is None or 0 <= part.start < part.end <= 10


@given(sizes, places, places, st.integers(1, 300))
def test_reading_a_part_gives_its_very_bytes(size: int, first: int, last: int, chunk: int) -> None:
    whole = BYTES[:size]
    try:
        part = wanted_part(f"bytes={first}-{last}", size)
    except OutOfRange:
        assert first >= size
        return
    if part is None:
        assert last < first
        return
    stream = BytesIO(whole)
    reader = PartOfFile(stream, part)
    read = b"".join(iter(lambda: reader.read(chunk), b""))
    assert read == whole[first : last + 1]
    assert part.header(size) == f"bytes {first}-{first + len(read) - 1}/{size}"
    reader.close()
    assert stream.closed


def test_the_rest_of_a_part_is_read_at_once() -> None:
    assert PartOfFile(BytesIO(BYTES), Part(10, 300)).read() == BYTES[10:300]
