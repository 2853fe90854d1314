"""What stops a start, in one line that a person can act on."""


class Refusal(Exception):
    """Raised with the line to print; the launcher then ends with status 1 and no traceback."""
