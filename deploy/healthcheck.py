"""Asks one address, as images without curl do; ends with 0 where it answers 200, and says what it said where not."""

import sys
import urllib.error
import urllib.request

ANSWERS_WITHIN = 4.0


def main(address: str) -> int:
    """Return 0 where that address answers 200 in time."""
    try:
        with urllib.request.urlopen(address, timeout=ANSWERS_WITHIN) as answer:  # noqa: S310 - The image names it.
            return 0 if answer.status == 200 else 1
    except urllib.error.HTTPError as error:
        sys.stderr.write(f"{error.code} {error.read(500).decode(errors='replace')}\n")
    except OSError as error:
        sys.stderr.write(f"{error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
