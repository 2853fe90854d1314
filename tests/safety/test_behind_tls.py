"""What a desk under https:// tells browsers: cookies that nobody else can set or read, and no way back to http."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.system.processes import ROOT

# Django reads its settings once: a site of another address is another process.
LOOK = """
import json, django
django.setup()
from django.test import Client
page = Client().get("/admin/login/", secure=True, headers={"host": "desk.example"})
plain = Client().get("/admin/login/", headers={"host": "desk.example"})
choice = Client().post("/i18n/setlang/", {"language": "ru", "next": "/"}, secure=True, headers={"host": "desk.example"})
cookies = {**page.cookies, **choice.cookies}
robots = Client().get("/robots.txt", secure=True, headers={"host": "desk.example"})
print(json.dumps({
    "status": page.status_code,
    "headers": dict(page.headers),
    "plain": [plain.status_code, plain.headers.get("Location")],
    "cookies": {name: {part: morsel[part] for part in ("secure", "httponly", "samesite", "path", "domain")}
                for name, morsel in cookies.items()},
    "names": [django.conf.settings.SESSION_COOKIE_NAME, django.conf.settings.CSRF_COOKIE_NAME],
    "session": [django.conf.settings.SESSION_COOKIE_SECURE, django.conf.settings.SESSION_COOKIE_HTTPONLY],
    "robots": [robots.status_code, b"".join(robots).decode()],
}))
"""


def in_a_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "core.settings",
        "SITE_URL": "https://desk.example",
        "ALLOWED_HOSTS": "desk.example",
        "DEBUG": "no",
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    done = in_a_process("-c", LOOK)
    assert done.returncode == 0, done.stderr
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


def test_cookies_are_bound_to_this_very_host(seen: dict[str, Any]) -> None:
    assert seen["names"] == ["__Host-session", "__Host-csrf"]
    csrf = seen["cookies"]["__Host-csrf"]
    assert (csrf["secure"], csrf["path"], csrf["domain"], csrf["samesite"]) == (True, "/", "", "Lax")
    assert seen["session"] == [True, True]


def test_every_cookie_goes_over_tls_only(seen: dict[str, Any]) -> None:
    assert len(seen["cookies"]) >= 2
    assert all(cookie["secure"] for cookie in seen["cookies"].values()), seen["cookies"]


def test_a_browser_never_comes_back_without_tls(seen: dict[str, Any]) -> None:
    assert seen["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert seen["plain"] == [301, "https://desk.example/admin/login/"]


def test_a_page_says_nothing_to_others(seen: dict[str, Any]) -> None:
    headers = seen["headers"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_no_search_engine_is_invited(seen: dict[str, Any]) -> None:
    assert seen["robots"] == [200, "User-agent: *\nDisallow: /\n"]


def test_the_check_of_a_deployment_is_silent() -> None:
    done = in_a_process("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "0 silenced" in done.stdout) == (0, True), done.stderr
