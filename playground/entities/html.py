"""The parse_mode HTML."""

import html
import re
from dataclasses import dataclass
from typing import Any

from playground.entities.parsed import Entity, Parsed, cannot_parse, mark_link

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
WITH_ATTRIBUTES = {"a", "span", "blockquote", "tg-emoji"}
TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w-]*)?(?P<rest>[^>]*)(?P<end>>?)|(?P<text>[^<]+)")
ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
# Telegram knows four names and numbers; any other ampersand stays as it is.
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


@dataclass
class Open:
    tag: str
    offset: int
    attributes: dict[str, str]


def parse_html(text: str) -> tuple[str, list[Entity]]:
    parsed = Parsed()
    stack: list[Open] = []
    for match in TOKEN.finditer(text):
        if match["text"] is not None:
            parsed.add(REFERENCE.sub(lambda found: html.unescape(found.group()), match["text"]))
            continue
        at = len(text[: match.start()].encode())
        tag = (match["name"] or "").lower()
        if not match["end"]:
            raise cannot_parse(f"Unclosed {'end' if match['close'] else 'start'} tag at byte offset {at}")
        if match["close"]:
            _close(parsed, stack, tag, at)
        else:
            stack.append(Open(tag, parsed.size, _attributes(tag, match["rest"], at)))
    if stack:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return parsed.finished()


def _attributes(tag: str, rest: str, at: int) -> dict[str, str]:
    if tag not in SIMPLE and tag not in WITH_ATTRIBUTES:
        raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {at}')
    found = {name.lower(): html.unescape(one or two or three) for name, one, two, three in ATTRIBUTE.findall(rest)}
    if tag == "span" and found.get("class") != "tg-spoiler":
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    return found


def _close(parsed: Parsed, stack: list[Open], tag: str, at: int) -> None:
    if not stack:
        raise cannot_parse(f"Unexpected end tag at byte offset {at}")
    opened = stack.pop()
    if tag and tag != opened.tag:
        raise cannot_parse(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
    _mark(parsed, opened, within=stack[-1].tag if stack else "")


def _mark(parsed: Parsed, opened: Open, within: str) -> None:
    tag, attributes = opened.tag, opened.attributes
    if tag == "a":
        mark_link(parsed, attributes.get("href") or parsed.since(opened.offset), opened.offset)
    elif tag == "span":
        parsed.mark("spoiler", opened.offset)
    elif tag == "blockquote":
        kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
        parsed.mark(kind, opened.offset)
    elif tag == "tg-emoji":
        parsed.mark("custom_emoji", opened.offset, custom_emoji_id=attributes.get("emoji-id", ""))
    elif tag == "code" and within == "pre":
        _name_language(parsed, opened)
    elif tag == "pre":
        _mark_pre(parsed, opened.offset)
    else:
        parsed.mark(SIMPLE[tag], opened.offset)


def _name_language(parsed: Parsed, opened: Open) -> None:
    """A code tag within pre only says the language; keep it where the closing pre finds it."""
    language = opened.attributes.get("class", "").removeprefix("language-")
    parsed.mark("language", opened.offset, language=language)


def _mark_pre(parsed: Parsed, offset: int) -> None:
    fields: dict[str, Any] = {}
    for entity in [one for one in parsed.entities if one["type"] == "language"]:
        parsed.entities.remove(entity)
        whole = entity["offset"] == offset and entity["offset"] + entity["length"] == parsed.size
        if whole and entity["language"]:
            fields = {"language": entity["language"]}
    parsed.mark("pre", offset, **fields)
