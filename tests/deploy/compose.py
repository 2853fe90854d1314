"""The compose file as compose reads it, for tests: anchors merged, variables filled in."""

import re
from functools import cache
from typing import Any

import yaml

from tests.system.processes import ROOT

FILE = ROOT / "deploy" / "compose.yaml"
EXAMPLE = ROOT / "deploy" / "env.example"
HOST = "desk.example.com"
# `${NAME}`, `${NAME-default}`, `${NAME:-default}`, `${NAME:?what is missing}`; a default may hold one more of them.
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?:(:?[-?])((?:[^{}]|\$\{[^{}]*\})*))?\}")
Service = dict[str, Any]


def example() -> dict[str, str]:
    """What the example tells of a machine."""
    lines = EXAMPLE.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def filled_in(text: str, values: dict[str, str]) -> str:
    """The text with each variable's value; one that must be given and is not is a KeyError."""

    def value(found: re.Match[str]) -> str:
        name, rule, word = found.groups()
        given = values.get(name)
        if rule in {None, ":?", "?"}:
            return values[name]
        return filled_in(word, values) if given is None or (rule == ":-" and not given) else given

    return VARIABLE.sub(value, text)


def read(values: dict[str, str]) -> dict[str, Any]:
    """The whole file with these values; each is put into its place after the file was parsed, as compose does."""

    def fill(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: fill(value) for key, value in part.items()}
        if isinstance(part, list):
            return [fill(value) for value in part]
        return filled_in(part, values) if isinstance(part, str) else part

    filled: dict[str, Any] = fill(yaml.safe_load(FILE.read_text()))
    return filled


@cache
def compose() -> dict[str, Any]:
    """The whole file with the example's values."""
    return read(example() | {"SITE_HOST": HOST})


def services() -> dict[str, Service]:
    found: dict[str, Service] = compose()["services"]
    return found


def environment(service: str) -> dict[str, str]:
    """What the service's process is told, as it sees it."""
    return {name: str(value) for name, value in services()[service]["environment"].items()}
