"""Keeps the formatting of words that stay, where somebody changes a text without seeing it."""

from typing import Any

Entities = list[dict[str, Any]]


def kept_entities(before: str, entities: Entities, after: str) -> Entities:
    """Return the entities of the unchanged beginning and end, moved; what covers a change is dropped.

    Offsets and lengths are in UTF-16 units, as Telegram counts.
    """
    old, new = _units(before), _units(after)
    shortest = min(len(old), len(new))
    head = next((place for place in range(shortest) if old[place] != new[place]), shortest)
    rest = shortest - head
    tail = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    kept = []
    for entity in entities:
        if entity["offset"] + entity["length"] <= head:
            kept.append(entity)
        elif entity["offset"] >= len(old) - tail:
            kept.append({**entity, "offset": entity["offset"] + len(new) - len(old)})
    return kept


def _units(text: str) -> list[bytes]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[place : place + 2] for place in range(0, len(raw), 2)]
