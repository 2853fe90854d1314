"""The parse_mode MarkdownV2."""

from typing import Any

from playground.refusals import lacking


def parse_markdown(text: str) -> tuple[str, list[dict[str, Any]]]:
    raise lacking("parse_mode 'MarkdownV2'; use entities")
