"""Pictures of a report: SVG for the site, PNG for Telegram, out of the same drawing."""

from apps.report.charts.canvas import Size
from apps.report.charts.drawing import CHAT, KINDS, NARROW, WIDE, draw
from apps.report.charts.picture import picture

__all__ = ["CHAT", "KINDS", "NARROW", "WIDE", "Size", "draw", "picture"]
