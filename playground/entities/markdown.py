"""The parse_mode MarkdownV2."""

import re
from dataclasses import dataclass, field

from playground.entities.parsed import Entity, Parsed, cannot_parse, mark_link

# Longer marks first: "__" is no two "_".
MARKS = {"||": "spoiler", "__": "underline", "*": "bold", "_": "italic", "~": "strikethrough"}
NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
RESERVED = set("_*[]()~`>#+-=|{}.!")
EMOJI = re.compile(r"tg://emoji\?id=(\d+)")


@dataclass
class Reader:
    text: str
    at: int = 0
    parsed: Parsed = field(default_factory=Parsed)
    stack: list[tuple[str, int, int]] = field(default_factory=list)  # Kind, offset in the result, place in the source.
    quote: int | None = None

    def bytes_before(self, place: int) -> int:
        return len(self.text[:place].encode())

    def sees(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    reader = Reader(text)
    while reader.at < len(text):
        _read_line_start(reader)
        if reader.at < len(text):
            _read_next(reader)
    _end_quote(reader)
    if reader.stack:
        raise _without_end(reader, *reader.stack[-1])
    return reader.parsed.finished()


def _read_line_start(reader: Reader) -> None:
    """Quotes are lines that begin with ">"; an empty bold entity separates two of them."""
    if reader.at and reader.text[reader.at - 1] != "\n":
        return
    if reader.sees("**>") and not reader.stack:
        _end_quote(reader)
        reader.at += 2
    if reader.sees(">"):
        reader.at += 1
        if reader.quote is None:
            reader.quote = reader.parsed.size
    elif reader.quote is not None:
        _end_quote(reader)


def _end_quote(reader: Reader) -> None:
    """A quote whose last line ends with a spoiler mark that opens nothing is an expandable one."""
    if reader.quote is None:
        return
    kind = "blockquote"
    if reader.stack and reader.stack[-1][0] == "spoiler" and reader.stack[-1][1] >= reader.parsed.size - 1:
        reader.stack.pop()
        kind = "expandable_blockquote"
    if reader.stack and reader.stack[-1][1] >= reader.quote:
        raise _without_end(reader, *reader.stack[-1])
    # The line break after the last line is not part of the quote.
    reader.parsed.mark(kind, reader.quote)
    if reader.parsed.entities and reader.parsed.pieces[-1:] == ["\n"]:
        reader.parsed.entities[-1]["length"] -= 1
    reader.quote = None


def _read_next(reader: Reader) -> None:
    character = reader.text[reader.at]
    if character == "\\" and 0 < ord(reader.text[reader.at + 1 : reader.at + 2] or "\0") <= 126:
        reader.parsed.add(reader.text[reader.at + 1])
        reader.at += 2
    elif character == "`":
        _read_code(reader)
    elif character == "[" or reader.sees("!["):
        kind = "text_link" if character == "[" else "custom_emoji"
        reader.stack.append((kind, reader.parsed.size, reader.at))
        reader.at += 1 if kind == "text_link" else 2
    elif character == "]" and reader.stack and reader.stack[-1][0] in {"text_link", "custom_emoji"}:
        _read_target(reader)
    else:
        _read_mark_or_plain(reader)


def _read_mark_or_plain(reader: Reader) -> None:
    for mark, kind in MARKS.items():
        if reader.sees(mark):
            _toggle(reader, mark, kind)
            return
    character = reader.text[reader.at]
    if character in RESERVED:
        raise cannot_parse(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
    reader.parsed.add(character)
    reader.at += 1


def _toggle(reader: Reader, mark: str, kind: str) -> None:
    if reader.stack and reader.stack[-1][0] == kind:
        _, offset, _ = reader.stack.pop()
        reader.parsed.mark(kind, offset)
    elif mark == "__" and reader.stack and reader.stack[-1][0] == "italic":
        # An underscore closes what is open before two of them open something new.
        _toggle(reader, "_", "italic")
        return
    else:
        reader.stack.append((kind, reader.parsed.size, reader.at))
    reader.at += len(mark)


def _read_code(reader: Reader) -> None:
    mark = "```" if reader.sees("```") else "`"
    kind = "pre" if mark == "```" else "code"
    begin, offset = reader.at, reader.parsed.size
    reader.at += len(mark)
    language = re.match(r"([^\s`\\]+)\n", reader.text[reader.at :]) if kind == "pre" else None
    if language:
        reader.at += language.end()
    elif kind == "pre" and reader.sees("\n"):
        reader.at += 1
    while not reader.sees(mark):
        if reader.at >= len(reader.text):
            raise _without_end(reader, kind, offset, begin)
        if reader.sees("\\") and reader.at + 1 < len(reader.text):
            reader.at += 1
        reader.parsed.add(reader.text[reader.at])
        reader.at += 1
    reader.at += len(mark)
    reader.parsed.mark(kind, offset, **({"language": language[1]} if language else {}))


def _read_target(reader: Reader) -> None:
    kind, offset, begin = reader.stack.pop()
    reader.at += 1
    target = re.match(r"\(((?:\\.|[^)\\])*)\)", reader.text[reader.at :], re.DOTALL)
    if target is None:
        if reader.sees("("):
            raise cannot_parse(f"Can't find end of a URL at byte offset {reader.bytes_before(reader.at)}")
        url = reader.parsed.since(offset)
    else:
        url = re.sub(r"\\(.)", r"\1", target[1], flags=re.DOTALL)
        reader.at += target.end()
    if kind == "text_link":
        mark_link(reader.parsed, url, offset)
        return
    emoji = EMOJI.fullmatch(url)
    if emoji is None:
        raise cannot_parse(
            f"Custom emoji entity must have a tg://emoji URL at byte offset {reader.bytes_before(begin)}"
        )
    reader.parsed.mark("custom_emoji", offset, custom_emoji_id=emoji[1])


def _without_end(reader: Reader, kind: str, offset: int, begin: int) -> Exception:
    return cannot_parse(f"Can't find end of {NAMES[kind]} entity at byte offset {reader.bytes_before(begin)}")
