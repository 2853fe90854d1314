"""The parse_mode HTML."""

from typing import Any

from playground.refusals import lacking


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    raise lacking("parse_mode 'HTML'; use entities")
