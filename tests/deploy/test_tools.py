"""What other programs know of our files: each of them is asked, with the very values that compose gives."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.compose import FILE, environment
from tests.services.nginx import Nginx, rendered
from tests.services.programs import program
from tests.system.processes import ROOT

DEPLOY = ROOT / "deploy"
SCRIPTS = ("up", "upgrade", "certificate", "make-secrets", "make-readable", "pgbouncer/start")


def said_by(command: list[str], environment: dict[str, str] | None = None) -> str:
    """What the command said; it has to end well."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def tool(name: str) -> str:
    """A program that came with the tests' own interpreter, else one of the machine's."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else program(name)


@pytest.mark.parametrize("name", ["backend", "bot"])
def test_hadolint_finds_nothing(name: str) -> None:
    said_by([tool("hadolint"), str(DEPLOY / f"{name}.Dockerfile")])


@pytest.mark.parametrize("name", SCRIPTS)
def test_shellcheck_finds_nothing(name: str) -> None:
    said_by([tool("shellcheck"), str(DEPLOY / name)])


def test_every_script_can_be_started() -> None:
    assert [name for name in SCRIPTS if not os.access(DEPLOY / name, os.X_OK)] == []


@pytest.mark.parametrize("file", [FILE, DEPLOY / "monitoring" / "compose.yaml"], ids=["desk", "monitoring"])
def test_the_file_is_what_compose_reads(file: Path) -> None:
    said_by([tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(file)])


def test_a_word_that_compose_does_not_know_is_found(tmp_path: Path) -> None:
    wrong = tmp_path / "compose.yaml"
    wrong.write_text(FILE.read_text().replace("stop_grace_period: 60s", "stop_grace_perod: 60s", 1))
    with pytest.raises(AssertionError, match="stop_grace_perod"):
        said_by([tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(wrong)])


def test_nginx_reads_what_compose_gives_it(tmp_path: Path) -> None:
    """Only the folders are of this machine; names of containers stay the names that they are."""
    told = {name: value for name, value in environment("nginx").items() if name.startswith("DESK_")}
    here = Nginx(tmp_path / "nginx", media=tmp_path).values
    folders = {name: here[name] for name in ("DESK_CERTIFICATES", "DESK_CACHE", "DESK_RUN", "DESK_ACME")}
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(rendered(told | folders))
    said = said_by([program("nginx"), "-t", "-c", str(configuration), "-p", str(tmp_path)])
    assert "test is successful" in said
    assert told.keys() == here.keys(), "What is filled in for the tests is what compose fills in."


@pytest.mark.parametrize("service", ["web", "migrate"])
def test_django_finds_nothing_that_is_unsafe(service: str, tmp_path: Path) -> None:
    said_by([sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], _told(service, tmp_path))


def test_the_bot_takes_what_compose_tells_it(tmp_path: Path) -> None:
    asked = "from bot.config import Settings; s = Settings.load(); print(s.webhook_url, s.host, s.port, s.redis_url)"
    said = said_by([sys.executable, "-c", asked], _told("bot", tmp_path)).split()
    assert said == ["https://desk.example.com/telegram/webhook", "0.0.0.0", "8082", "redis://redis:6379/0"]


@pytest.mark.parametrize("missing", ["webhook_secret", "database_url"])
def test_a_secret_that_is_missing_is_named(missing: str, tmp_path: Path) -> None:
    service = "bot" if missing == "webhook_secret" else "web"
    told = _told(service, tmp_path)
    path = tmp_path / "private" / "secrets" / missing
    path.unlink()
    name = next(name for name, value in told.items() if value == str(path))
    asked = "from bot.config import Settings; Settings.load()" if service == "bot" else "import core.settings"
    with pytest.raises(AssertionError, match=name):
        said_by([sys.executable, "-c", asked], told)


def _told(service: str, folder: Path) -> dict[str, str]:
    """The variables of that service, with secrets that the shipped script makes in this folder."""
    shutil.copy(DEPLOY / "make-secrets", folder)
    said_by([str(folder / "make-secrets")], {"PATH": os.environ["PATH"], "BOT_TOKEN": "4242:letters"})
    secrets = str(folder / "private" / "secrets")
    told = {
        name: value.replace("/run/secrets", secrets) if name.endswith("_FILE") else value
        for name, value in environment(service).items()
    }
    emptied = [line.partition("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line]
    return dict.fromkeys(emptied, "") | {"PATH": os.environ["PATH"]} | told
