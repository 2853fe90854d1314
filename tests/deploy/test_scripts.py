"""The scripts of a deployment: what they make, what they refuse, and in which order they speak to Docker."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.services.programs import program
from tests.system.processes import ROOT

TOKEN = "4242:letters"
HOST = "desk.example.com"
# An engine that notes what it is told, and knows two running containers of each service until others are asked for.
DOCKER = """#!/bin/sh
echo "$*" >>"$NOTES"
case "$*" in
    "compose --file "*) [ -e "$3" ] || exit 14 ;;
    compose*) [ -e compose.yaml ] || exit 14 ;;
esac
case "$*" in
    *"ps --quiet nginx") [ ! -e "$STATE/away" ] && echo n1 ;;
    *"ps --quiet web") echo w1; echo w2; [ -e "$STATE/web" ] && { echo w3; echo w4; }; true ;;
    *"ps --quiet bot") echo b1; echo b2; [ -e "$STATE/bot" ] && { echo b3; echo b4; }; true ;;
    *"--scale web=4 web") touch "$STATE/web" ;;
    *"--scale bot=4 bot") touch "$STATE/bot" ;;
    *"build --pull") [ ! -e "$STATE/broken" ] ;;
    *"run --rm --no-deps migrate") [ ! -e "$STATE/unmigrated" ] ;;
    "stop w1") [ ! -e "$STATE/interrupted" ] || { rm "$STATE/interrupted"; kill -s INT "$PPID"; exit 130; } ;;
    logs*) echo "why $4 does not start" ;;
    inspect*) if [ -e "$STATE/sick" ]; then echo starting; else echo healthy; fi ;;
esac
"""


class Desk:
    """A copy of deploy/ in a folder of its own, with an engine that only takes notes."""

    def __init__(self, folder: Path) -> None:
        self.folder = shutil.copytree(
            ROOT / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("private", ".env")
        )
        self.notes = folder / "notes"
        self.state = folder / "state"
        self.state.mkdir()
        programs = folder / "programs"
        programs.mkdir()
        (programs / "docker").write_text(DOCKER)
        (programs / "docker").chmod(0o755)
        self.environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "NOTES": str(self.notes),
            "STATE": str(self.state),
            "READY_WITHIN": "1",
        }

    def run(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.folder / script), *arguments],
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def told(self) -> list[str]:
        """What the engine was told, without where the file is."""
        if not self.notes.exists():
            return []
        where = f"--file {self.folder / 'compose.yaml'} "
        return [line.removeprefix("compose ").replace(where, "") for line in self.notes.read_text().splitlines()]

    @property
    def secrets(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in (self.folder / "private" / "secrets").iterdir()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    program("openssl")
    return Desk(tmp_path)


def test_every_secret_is_made_once(desk: Desk) -> None:
    assert desk.run("make-secrets", BOT_TOKEN=TOKEN).returncode == 0
    made = desk.secrets
    assert made["bot_token"] == TOKEN
    given = {"bot_token", "database_url", "database_url_direct"}
    random = [value for name, value in made.items() if name not in given]
    assert len(random) == 6
    assert len(set(random)) == len(random)
    assert {len(value) for value in random} == {64}
    assert made["database_url"] == f"postgresql://yordam:{made['postgres_password']}@pgbouncer:6432/yordam"
    assert made["database_url_direct"] == f"postgresql://yordam:{made['postgres_password']}@postgres:5432/yordam"
    assert desk.run("make-secrets", BOT_TOKEN="1:another").returncode == 0
    assert desk.secrets == made


def test_secrets_are_behind_a_folder_that_is_ours_alone(desk: Desk) -> None:
    desk.run("make-secrets", BOT_TOKEN=TOKEN)
    private = desk.folder / "private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (private / "secrets").iterdir()} == {0o444}


@pytest.mark.parametrize("token", ["", "nonsense", "4242"])
def test_without_a_bots_token_nothing_is_made(desk: Desk, token: str) -> None:
    done = desk.run("make-secrets", BOT_TOKEN=token)
    assert (done.returncode, done.stderr) == (1, "BOT_TOKEN is missing or wrong: it looks like 123456:ABC-DEF\n")
    assert desk.secrets == {}


def test_one_command_makes_what_is_missing_and_starts(desk: Desk) -> None:
    (desk.folder / ".env").write_text(f"SITE_HOST={HOST}\n")
    done = desk.run("up", "--scale", "web=3", "--scale", "bot=3", BOT_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    assert desk.told()[-1] == "up --detach --build --remove-orphans --scale web=3 --scale bot=3"
    assert _name_in(desk.folder / "private" / "certificates" / "fullchain.pem") == HOST


def test_without_a_name_it_does_not_start(desk: Desk) -> None:
    done = desk.run("up", BOT_TOKEN=TOKEN)
    assert done.returncode == 1
    assert "deploy/.env is missing" in done.stderr
    assert desk.told() == []


@pytest.mark.parametrize("line", [f'SITE_HOST="{HOST}"', f"SITE_HOST='{HOST}' # ours", f"SITE_HOST={HOST} "])
def test_a_name_is_read_as_compose_reads_it(desk: Desk, line: str) -> None:
    (desk.folder / ".env").write_text(f"{line}\n")
    assert desk.run("up", BOT_TOKEN=TOKEN).returncode == 0
    assert _name_in(desk.folder / "private" / "certificates" / "fullchain.pem") == HOST


def test_a_name_that_is_empty_is_said(desk: Desk) -> None:
    (desk.folder / ".env").write_text("SITE_HOST=\n")
    done = desk.run("up", BOT_TOKEN=TOKEN)
    assert (done.returncode, desk.told()) == (1, [])
    assert done.stderr.startswith("SITE_HOST is missing in deploy/.env")


@pytest.mark.parametrize("script", ["up", "upgrade"])
def test_a_checkout_under_a_strict_umask_shuts_no_container_out(desk: Desk, script: str) -> None:
    (desk.folder / ".env").write_text(f"SITE_HOST={HOST}\n")
    mounted = [desk.folder / name for name in ("nginx", "pgbouncer", "monitoring")]
    inside = [path for folder in mounted for path in (folder, *folder.rglob("*"))]
    for path in reversed(inside):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)
    assert desk.run(script, BOT_TOKEN=TOKEN).returncode == 0
    for path in inside:
        needed = 0o555 if path.is_dir() or path.name == "start" else 0o444
        assert stat.S_IMODE(path.stat().st_mode) & needed == needed, path


def test_a_certificate_is_readable_to_nginx_under_a_strict_umask(desk: Desk) -> None:
    command = ["sh", "-c", f"umask 077; {desk.folder / 'certificate'} self-signed {HOST}"]
    subprocess.run(command, env=desk.environment, check=True, capture_output=True)
    place = desk.folder / "private" / "certificates"
    assert stat.S_IMODE(place.stat().st_mode) == 0o755
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {0o444}


def test_an_authoritys_certificate_is_put_in_place_and_taken_up(desk: Desk, tmp_path: Path) -> None:
    chain, key = _certificate(tmp_path, "first")
    assert desk.run("certificate", "install", str(chain), str(key)).returncode == 0
    place = desk.folder / "private" / "certificates"
    assert (place / "fullchain.pem").read_text() == chain.read_text()
    assert (place / "privkey.pem").read_text() == key.read_text()
    assert desk.told()[-1] == "kill --signal HUP nginx"


def test_that_nginx_could_not_be_told_of_a_certificate_is_said(desk: Desk, tmp_path: Path) -> None:
    (desk.state / "away").touch()
    chain, key = _certificate(tmp_path, "first")
    done = desk.run("certificate", "install", str(chain), str(key))
    assert (done.returncode, done.stderr) == (
        0,
        "Docker could not be asked: nginx takes the certificate at its next start\n",
    )
    assert (desk.folder / "private" / "certificates" / "privkey.pem").read_text() == key.read_text()


def test_a_certificate_that_would_not_work_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    chain, key = _certificate(tmp_path, "first")
    _, other = _certificate(tmp_path, "second")
    desk.run("certificate", "install", str(chain), str(key))
    wrong = desk.run("certificate", "install", str(chain), str(other))
    assert wrong.returncode == 1
    assert "is not the key of" in wrong.stderr
    missing = desk.run("certificate", "install", str(tmp_path / "none"), str(key))
    assert missing.returncode == 1
    assert (desk.folder / "private" / "certificates" / "privkey.pem").read_text() == key.read_text()


def test_an_upgrade_puts_the_new_beside_the_old_until_they_are_ready(desk: Desk) -> None:
    done = desk.run("upgrade")
    assert done.returncode == 0, done.stderr
    told = [line for line in desk.told() if not line.startswith(("ps ", "inspect "))]
    assert told == [
        "build --pull",
        "run --rm --no-deps migrate",
        "up --detach --no-deps --no-recreate --scale web=4 web",
        "stop w1",
        "rm w1",
        "stop w2",
        "rm w2",
        "up --detach --no-deps --no-recreate --scale bot=4 bot",
        "stop b1",
        "rm b1",
        "stop b2",
        "rm b2",
        "up --detach --no-deps nginx backup",
        "exec -T nginx /docker-entrypoint.d/20-envsubst-on-templates.sh",
        "exec -T nginx nginx -t -q -c /tmp/nginx.conf",
        "kill --signal HUP nginx",
    ]
    looked = [line.split()[-1] for line in desk.told() if line.startswith("inspect")]
    assert looked == ["w3", "w4", "b3", "b4"], "Only the new ones are waited for."


def test_new_ones_that_do_not_get_ready_go_and_the_old_ones_serve_on(desk: Desk) -> None:
    """Otherwise the next try would take them for old ones, and there would be twice as many."""
    (desk.state / "sick").touch()
    done = desk.run("upgrade")
    assert done.returncode == 1
    assert done.stderr == "why w3 does not start\nw3 does not get ready: the old ones serve on\n"
    assert [line for line in desk.told() if line.startswith(("stop", "rm"))] == ["stop w3", "rm w3", "stop w4", "rm w4"]


def test_an_upgrade_that_is_interrupted_leaves_as_many_as_there_were(desk: Desk) -> None:
    (desk.state / "interrupted").touch()
    assert desk.run("upgrade").returncode != 0
    ended = [line for line in desk.told() if line.startswith(("stop", "rm"))]
    assert ended == ["stop w1", "stop w1", "rm w1", "stop w2", "rm w2"]
    assert not [line for line in desk.told() if "bot" in line], "What comes next is for the next try."


@pytest.mark.parametrize(
    ("trouble", "told"),
    [("broken", ["build --pull"]), ("unmigrated", ["build --pull", "run --rm --no-deps migrate"])],
)
def test_code_or_tables_that_cannot_be_made_end_no_old_one(desk: Desk, trouble: str, told: list[str]) -> None:
    (desk.state / trouble).touch()
    assert desk.run("upgrade").returncode != 0
    assert desk.told() == told


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    chain, key = folder / f"{name}.pem", folder / f"{name}.key"
    command = [
        program("openssl"),
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-days", "2", "-subj", f"/CN={HOST}", "-keyout", str(key), "-out", str(chain)]
    subprocess.run(command, check=True, capture_output=True)
    return chain, key


def _name_in(certificate: Path) -> str:
    command = [program("openssl"), "x509", "-in", str(certificate), "-noout", "-checkhost", HOST]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return HOST if "does match" in said else said
