#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def main() -> None:
    """Run a command; a wrong configuration is one line, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from core.environment import ConfigurationError

    try:
        execute_from_command_line(sys.argv)
    except ConfigurationError as error:
        sys.exit(str(error))
    except OperationalError as error:
        # The driver gives no code to what never reached a server: a wrong host, a wrong password, a server that is off.
        if getattr(error.__cause__, "pgcode", None) or "--traceback" in sys.argv:
            raise
        sys.exit(f"DATABASE_URL: the database cannot be reached: {' '.join(str(error).split())}")


if __name__ == "__main__":
    main()
