"""What the processes of a deployment are told, by the names that compose gives."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from tests.services.nginx import Nginx
from tests.services.redis import Redis
from tests.system.harness import BOT_TOKEN
from tests.system.processes import ROOT

# What the tests need of the machine; everything else is the deployment's own business.
TAKEN_OVER = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")


def inherited() -> dict[str, str]:
    """Of the machine only what programs need. What `.env` holds there is emptied, for an empty value is none."""
    taken = {name: os.environ[name] for name in TAKEN_OVER if name in os.environ}
    return dict.fromkeys(_names_in_example(), "") | taken


def shared_variables(folder: Path, nginx: Nginx, redis: Redis, ports: Mapping[str, int]) -> dict[str, str]:
    """Everything but where the database is and where a process listens."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "API_TOKEN": secrets.token_urlsafe(48),
        "BOT_TOKEN": BOT_TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{ports['PLAYGROUND_API_PORT']}",
        "DJANGO_API_URL": f"{nginx.inner_url}/api",
        "WEBHOOK_URL": f"{nginx.url}/telegram/webhook",
        "WEBHOOK_SECRET": secrets.token_urlsafe(32),
        "SITE_URL": nginx.url,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "TRUSTED_PROXIES": "127.0.0.1/32",
        "REDIS_URL": redis.url,
        "MEDIA_ROOT": str(folder / "media"),
        "MEDIA_ACCEL": "/_media/",
        "METRICS_TOKEN": secrets.token_urlsafe(32),
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "json",
        "PYTHONUNBUFFERED": "1",
        **{name: str(port) for name, port in ports.items()},
    }


def _names_in_example() -> list[str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return [line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")]
