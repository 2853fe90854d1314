"""How the desk fares, in words: a line for each part, and under what is wrong what to do about it."""

from typing import Any

from bot.services.api_report_types import Check, Health
from bot.services.durations import measured_words
from bot.services.words import Words

MARKS = {"ok": "✅", "warn": "⚠️", "fail": "❌"}
GIGABYTE = 1024**3


def health_words(health: Health, words: Words) -> str:
    lines = [words(f"fares-{health['state']}"), "", *(_line(check, words) for check in health["checks"])]
    if health["state"] != "ok":
        lines += ["", words("health-forward")]
    return "\n".join(lines)


def _line(check: Check, words: Words) -> str:
    name, problem = check["name"], check["problem"]
    line = f"{MARKS[check['state']]} {words(f'part-{name}')}"
    if not problem:
        return line
    what_to_do = words(f"problem-{problem}", **_said(check["facts"], words))
    return f"{line}\n{what_to_do}"


def _said(facts: dict[str, Any], words: Words) -> dict[str, Any]:
    """Numbers that have a unit, in the reader's words. What is not known is not said."""
    said = {name: value for name, value in facts.items() if value is not None and not isinstance(value, bool)}
    for name in ("oldest", "late", "age"):
        if name in said:
            said[name] = measured_words(said[name], words)
    if "free" in said:
        said["free"] = round(said["free"] / GIGABYTE, 1)
    return said
