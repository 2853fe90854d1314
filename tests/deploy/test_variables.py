"""Whatever compose tells a process, that process reads: a misspelt name would be ignored in silence."""

import re
from pathlib import Path

import pytest

from tests.deploy.compose import environment
from tests.system.processes import ROOT

# Read by the programs of others.
OF_OTHERS = {
    "postgres": {"POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"},
    "nginx": {"NGINX_ENVSUBST_FILTER", "NGINX_ENVSUBST_OUTPUT_DIR"},
}
NAME = re.compile(r"""["']([A-Z][A-Z_]{2,})["']""")


def _names_in(*paths: Path) -> set[str]:
    files = [file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path])]
    return {name for file in files for name in NAME.findall(file.read_text())}


READ = {
    **dict.fromkeys(("web", "migrate", "backup", "restore"), _names_in(ROOT / "core", ROOT / "deploy" / "gunicorn.py")),
    "bot": _names_in(ROOT / "bot" / "config.py"),
    "pgbouncer": set(re.findall(r"[A-Z][A-Z_]{2,}", (ROOT / "deploy" / "pgbouncer" / "start").read_text())),
    "nginx": set(re.findall(r"DESK_[A-Z_]+", (ROOT / "deploy" / "nginx" / "nginx.conf.template").read_text())),
    "postgres": set(),
}


@pytest.mark.parametrize("service", sorted(READ))
def test_what_a_process_is_told_it_reads(service: str) -> None:
    known = READ[service] | OF_OTHERS.get(service, set())
    unread = {name for name in environment(service) if name not in known and name.removesuffix("_FILE") not in known}
    assert unread == set()


def test_nothing_that_nginx_reads_is_left_to_chance() -> None:
    assert {name for name in environment("nginx") if name.startswith("DESK_")} == READ["nginx"] - {"DESK_"}


def test_a_misspelt_name_would_be_found() -> None:
    assert "REDIS_URI" not in READ["web"]
    assert "REDIS_URL" in READ["web"]
    assert "WEBHOOK_UR" not in READ["bot"]
