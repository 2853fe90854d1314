"""Commands, mentions, hashtags and links, which Telegram finds in any text by itself."""

import re
from typing import Any

from playground.entities.utf16 import length

Entity = dict[str, Any]
# No entity is found within these.
OPAQUE = {"code", "pre", "text_link", "text_mention"}
TOP = r"(?:com|org|net|uz|ru|me|io|dev|app|info|co|uk|de|kz|gov|edu|ai|tv|ly|shop|online|site)"
PATTERNS = (
    ("url", re.compile(r"(?:https?|tg|ton)://[^\s<>\"'«»]*[^\s<>\"'«».,:;!?()\[\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(rf"(?<![\w@/.-])(?:[\w-]+\.)+{TOP}(?![\w@.-]\w)(?:[/?#][^\s<>\"']*[\w/])?", re.IGNORECASE)),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#/&])#(?=\w*[^\W\d])\w{1,256}(?!\w)")),
    ("cashtag", re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?!\w)")),
)
SIGNS = re.compile(r"[@/#$.:]")


def detect(text: str, given: list[Entity]) -> list[Entity]:
    if not SIGNS.search(text):
        return []
    taken = [(one["offset"], one["offset"] + one["length"]) for one in given if one["type"] in OPAQUE]
    found: list[Entity] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            begin = length(text[: match.start()])
            end = begin + length(match.group())
            if all(end <= first or last <= begin for first, last in taken):
                taken.append((begin, end))
                found.append({"type": kind, "offset": begin, "length": end - begin})
    return found
