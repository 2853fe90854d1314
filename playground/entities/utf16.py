"""Telegram counts in UTF-16 code units, Python in code points."""


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def part(text: str, offset: int, size: int) -> str:
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[offset * 2 : (offset + size) * 2].decode("utf-16-le", "replace")


def boundaries(text: str) -> set[int]:
    """The offsets at which a character begins or the text ends."""
    found, at = {0}, 0
    for character in text:
        at += 2 if ord(character) > 0xFFFF else 1
        found.add(at)
    return found
