"""What docs/operations.md has somebody type is there: services, scripts, and what is asked inside a container."""

import os
import re

import pytest

from tests.deploy.compose import compose, services
from tests.system.processes import ROOT

TEXT = (ROOT / "docs" / "operations.md").read_text()
COMPOSE = re.compile(r"docker compose --file (\S+) ([a-z]+)(?: ([^`|#\n]*))?")
SCRIPT = re.compile(r"(?<![\w/])deploy/[a-z-]+(?:/[a-z-]+)?(?=[\s`\"'])")
# What needs no service: it is about all of them.
FOR_ALL = {"down", "ps", "pull"}


@pytest.mark.parametrize(("file", "verb", "rest"), sorted(set(COMPOSE.findall(TEXT))))
def test_a_command_of_compose_names_the_file_and_a_service(file: str, verb: str, rest: str) -> None:
    assert (ROOT / file).is_file()
    named = {word.partition(":")[0] for word in rest.split()} & services().keys()
    assert named or verb in FOR_ALL


def test_every_script_that_is_named_can_be_started() -> None:
    named = {
        name for name in SCRIPT.findall(TEXT) if not (ROOT / name).is_dir() and not name.startswith("deploy/private")
    }
    assert {"deploy/up", "deploy/upgrade", "deploy/certificate", "deploy/make-secrets"} <= named
    assert [name for name in named if not os.access(ROOT / name, os.X_OK)] == []


def test_whoever_is_asked_for_readiness_inside_a_container_has_the_program_for_it() -> None:
    asked = set(re.findall(r"exec (\w+) python (\S+)", TEXT))
    assert ("web", "deploy/healthcheck.py") in asked
    assert [path for _, path in asked if not (ROOT / path).is_file()] == []


def test_a_volume_that_is_removed_is_one_of_the_desks_and_never_the_backups() -> None:
    named = {word for line in re.findall(r"docker volume rm (.*)", TEXT) for word in line.split()}
    assert named == {"yordam_postgres", "yordam_media"}
    assert {name.removeprefix(f"{compose()['name']}_") for name in named} <= compose()["volumes"].keys()
