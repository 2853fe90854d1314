"""Addresses that Telegram takes in buttons and links."""

import re
from urllib.parse import urlsplit

HOST = re.compile(r"^[\w-]+(\.[\w-]+)+$", re.UNICODE)
SCHEMES = {"http", "https", "tg", "ton", "tonsite"}


def wrong_url(url: str) -> str | None:
    """Why Telegram refuses the address, or None when it takes it. A host needs a dot: localhost has none."""
    try:
        parts = urlsplit(url if "://" in url or ":" in url.split("/", 1)[0] else f"http://{url}")
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "Wrong port number specified in the URL"
    if not url.strip() or len(url) > 2048 or re.search(r"\s", url.strip()):
        return "Wrong HTTP URL"
    if parts.scheme not in SCHEMES:
        return "Unsupported URL protocol"
    if parts.scheme in {"http", "https"} and not HOST.match(host):
        return "Wrong HTTP URL"
    return None
