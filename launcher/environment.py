"""What the desk runs with: the environment, `.env`, and what is made once under `.data/` where none is given."""

import os
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from launcher.account import readable_by_all
from launcher.refusal import Refusal

PLAYGROUND_TOKEN = "4242:playground"  # noqa: S105 - It opens a Telegram that exists on this machine only.
DEFAULT_API_URL = "http://localhost:8000/api"
DEFAULT_SITE_URL = "http://localhost:8000"
READ_HERE = (
    *("SECRET_KEY", "API_TOKEN", "BOT_TOKEN", "DATABASE_URL", "DJANGO_API_URL", "SITE_URL"),
    *("HOST", "PORT", "PLAYGROUND_PORT", "PLAYGROUND_API_PORT", "WEB_CONCURRENCY"),
)


@dataclass(frozen=True)
class Desk:
    """One checkout and the variables that its processes get."""

    root: Path
    variables: Mapping[str, str]

    @property
    def data(self) -> Path:
        return self.root / ".data"

    @property
    def has_playground(self) -> bool:
        return self.variables["BOT_TOKEN"] == PLAYGROUND_TOKEN

    @property
    def database(self) -> str:
        return "yordam_playground" if self.has_playground else "yordam"

    def ports(self) -> dict[str, int]:
        names = ["PORT", *(["PLAYGROUND_PORT", "PLAYGROUND_API_PORT"] if self.has_playground else [])]
        return {name: int(self.variables[name]) for name in names}

    @property
    def site(self) -> str:
        """The backend as this machine reaches it."""
        host = self.variables["HOST"]
        return f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{self.variables['PORT']}"  # noqa: S104


def read_desk(root: Path) -> Desk:
    """Reads and completes the variables; the folder for what they point to exists afterwards."""
    data = root / ".data"
    with readable_by_all():
        # Anybody may pass through, as PostgreSQL's account must; nobody else sees what there is.
        data.mkdir(mode=0o711, exist_ok=True)
    given = _with_files(
        {name: value for name, value in dotenv_values(root / ".env").items() if value} | dict(os.environ)
    )
    variables = given | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), given.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
        "SECRET_KEY": given.get("SECRET_KEY") or kept_secret(data / "secret_key"),
        "API_TOKEN": given.get("API_TOKEN") or kept_secret(data / "api_token"),
        "HOST": given.get("HOST") or "127.0.0.1",
        "PORT": _port(given, "PORT", 8000),
        "BOT_TOKEN": given.get("BOT_TOKEN") or PLAYGROUND_TOKEN,
        # Whoever presses Ctrl-C waits for it.
        "GRACEFUL_TIMEOUT": given.get("GRACEFUL_TIMEOUT") or "4",
    }
    _refuse_wrong_count(given, "WEB_CONCURRENCY")
    desk = Desk(root, variables)
    for name, default, here in (
        ("DJANGO_API_URL", DEFAULT_API_URL, f"{desk.site}/api"),
        ("SITE_URL", DEFAULT_SITE_URL, f"http://localhost:{variables['PORT']}"),
    ):
        # The default means the backend that is started here, whichever port it has got.
        variables[name] = here if given.get(name, "") in ("", default) else given[name]
    if desk.has_playground:
        variables["PLAYGROUND_PORT"] = _port(given, "PLAYGROUND_PORT", 8080)
        variables["PLAYGROUND_API_PORT"] = _port(given, "PLAYGROUND_API_PORT", 8081)
        variables["PLAYGROUND_PASSWORD"] = kept_secret(data / "playground_password", length=9)
        variables["TELEGRAM_API_URL"] = f"http://127.0.0.1:{variables['PLAYGROUND_API_PORT']}"
    return desk


def _with_files(given: dict[str, str]) -> dict[str, str]:
    """Puts the content of the files in place that NAME_FILE names, for what this program itself asks for.

    What only the processes ask for stays as it is: they read their files themselves.
    """
    for name in READ_HERE:
        path = given.pop(f"{name}_FILE", "").strip()
        if path and given.get(name):
            raise Refusal(f"{name} and {name}_FILE are both given: leave one of them out")
        if path:
            given[name] = _content(f"{name}_FILE", path)
    return given


def _content(name: str, path: str) -> str:
    try:
        content = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise Refusal(f"{name} names a file that cannot be read: {path}") from error
    if not content:
        raise Refusal(f"{name} names an empty file: {path}")
    return content


def kept_secret(path: Path, *, length: int = 48) -> str:
    """A secret that is made once and then stays, readable by its owner alone."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(length))
        with suppress(FileExistsError):
            path.hardlink_to(unfinished)
        unfinished.unlink()
    return path.read_text().strip()


def _refuse_wrong_count(given: Mapping[str, str], name: str) -> None:
    """Gunicorn itself reads it, and would answer with a traceback."""
    value = given.get(name) or "1"
    if not value.isdecimal() or int(value) < 1:
        raise Refusal(f"{name} is no whole number from 1: {value!r}")


def _port(given: Mapping[str, str], name: str, default: int) -> str:
    value = given.get(name) or str(default)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise Refusal(f"{name} is no port: {value!r}")
    return value
