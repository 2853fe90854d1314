"""`python -m tests.site.showcase PICTURES`: fill the desk of the environment's database, which holds a history."""

import os
import sys
from pathlib import Path

import django


def main(pictures: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
    django.setup()
    # Django's models exist only once it is set up.
    from tests.site.showcase.story import play

    sys.stdout.write(f"{play(pictures).pk}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
