"""Draws the documentation's charts from sample data. `make charts` calls it; no database is asked."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from apps.report.charts.gallery import draw_gallery


class Command(BaseCommand):
    """Writes a PNG of every kind in every language, and a note of what was drawn."""

    help = "Draws sample charts in three languages into docs/images/charts."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs" / "images" / "charts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command."""
        for file in draw_gallery(options["folder"]):
            self.stdout.write(str(file))
