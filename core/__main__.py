"""`python -m core`: Gunicorn with the desk's own settings. What else stands on the command line goes to Gunicorn."""

import os
import runpy
import sys

from core import environment


def main() -> None:
    """Serve, or say in one line what is wrong."""
    try:
        environment.load()
        workers = environment.number("WEB_CONCURRENCY", 2, minimum=1)
    except environment.ConfigurationError as error:
        sys.exit(str(error))
    # Gunicorn reads it before any settings of ours, and a wrong one, an empty one or a file is a traceback to it.
    os.environ["WEB_CONCURRENCY"] = str(workers)
    os.environ.pop("WEB_CONCURRENCY_FILE", None)
    sys.argv[1:1] = ["core.wsgi", "--config", "deploy/gunicorn.py"]
    runpy.run_module("gunicorn", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
