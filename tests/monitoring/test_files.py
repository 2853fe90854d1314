"""Alerts, dashboard and the watchers' own files: valid, complete, and each alert leads to a section that helps."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import resolve, reverse

from tests.deploy.compose import compose
from tests.monitoring.files import FOLDER, RUNBOOK, dashboard, questions, read, rules
from tests.services.programs import program


def promtool(*arguments: str, folder: Path = FOLDER) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program("promtool"), *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def test_prometheus_reads_its_files() -> None:
    done = promtool("check", "config", "--syntax-only", "prometheus.yml")
    assert done.returncode == 0, done.stderr
    done = promtool("check", "rules", "alerts.yml")
    assert done.returncode == 0, done.stderr


def test_each_alert_fires_where_it_must_and_stays_quiet_where_it_must_not() -> None:
    done = promtool("test", "rules", "alerts.test.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_threshold_that_is_moved_is_noticed(tmp_path: Path) -> None:
    for name in ("alerts.yml", "alerts.test.yml"):
        shutil.copy(FOLDER / name, tmp_path)
    text = (tmp_path / "alerts.yml").read_text()
    (tmp_path / "alerts.yml").write_text(
        text.replace("yordam_outbox_oldest_seconds) > 120", "yordam_outbox_oldest_seconds) > 150")
    )
    assert promtool("test", "rules", "alerts.test.yml", folder=tmp_path).returncode != 0


def test_every_alert_is_tested_both_ways() -> None:
    tested = {group["name"] for group in read(FOLDER / "alerts.test.yml")["tests"]}
    names = {rule["alert"] for rule in rules()}
    assert tested == {f"{name} {way}" for name in names for way in ("fires", "stays quiet")}


def test_every_alert_says_what_is_wrong_and_where_to_read_on() -> None:
    headings = {line.removeprefix("### Alert: ").strip() for line in RUNBOOK.read_text().splitlines()}
    for rule in rules():
        name, said = rule["alert"], rule["annotations"]
        assert rule["labels"]["severity"] in {"warning", "critical"}, name
        assert said["summary"], name
        assert said["description"], name
        assert said["runbook_url"] == f"docs/operations.md#alert-{name.lower()}"
        assert name in headings, f"docs/operations.md has no section for {name}"


def test_the_runbook_tells_of_no_alert_that_is_not_there() -> None:
    told = [line for line in RUNBOOK.read_text().splitlines() if line.startswith("### Alert: ")]
    assert sorted(told) == sorted(f"### Alert: {rule['alert']}" for rule in rules())


@pytest.mark.parametrize("name", ["RequestsFailing", "RequestsSlow"])
def test_what_is_asked_by_the_clock_hides_no_failure(name: str) -> None:
    [words] = [rule["expr"] for rule in rules() if rule["alert"] == name]
    [left_out] = set(re.findall(r'view!~"([^"]*)"', words))
    live = [reverse("admin:ticket_ticket_queue_live"), reverse("admin:ticket_ticket_live", args=[1])]
    leases = ["/api/delivery/deliveries/lease/", "/api/ticket/attachments/lease/"]
    for path in (*live, *leases, "/api/delivery/bots/", "/api/ticket/reminders/", "/healthz", "/readyz"):
        assert re.fullmatch(left_out, resolve(path).view_name), path
    for path in ("/api/ticket/inbox/", "/api/ticket/outcomes/", "/admin/ticket/ticket/"):
        assert not re.fullmatch(left_out, resolve(path).view_name), path


def test_a_bot_that_grows_is_told_of_before_it_is_ended() -> None:
    [words] = [rule["expr"] for rule in rules() if rule["alert"] == "BotMemory"]
    [told_at] = re.findall(r"> (\d+) \* 1024 \* 1024$", words)
    ended_at = compose()["services"]["bot"]["deploy"]["resources"]["limits"]["memory"]
    assert int(told_at) <= int(ended_at.removesuffix("m")) * 3 / 4


def test_the_dashboard_is_whole() -> None:
    panels = dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["title"] for panel in panels)
    taken = [(place["x"], place["y"]) for place in (panel["gridPos"] for panel in panels)]
    assert len(set(taken)) == len(taken)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels)


def test_prometheus_understands_every_question_of_the_dashboard(tmp_path: Path) -> None:
    """Promtool checks questions as rules; what Grafana fills in has a value here."""
    asked = [words.replace("$__rate_interval", "1m") for words in questions()]
    lines = ["groups:", "  - name: dashboard", "    rules:"]
    for number, words in enumerate(asked):
        lines += [f"      - record: panel_{number}", f"        expr: '{words}'"]
    (tmp_path / "questions.yml").write_text("\n".join(lines))
    done = promtool("check", "rules", "questions.yml", folder=tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.parametrize("job", ["web", "bot"])
def test_prometheus_asks_every_process_with_the_token(job: str) -> None:
    [scrape] = [
        each for each in read(FOLDER / "prometheus.yml")["scrape_configs"] if each["job_name"] == f"yordam-{job}"
    ]
    [found] = scrape["dns_sd_configs"]
    service = compose()["services"][job]
    assert found["names"] == [job]
    assert str(found["port"]) == service["environment"]["BOT_PORT" if job == "bot" else "PORT"]
    assert scrape["authorization"] == {"credentials_file": "/run/secrets/metrics_token"}
    assert "inner" in service["networks"]


def test_the_watchers_compose_file_is_one() -> None:
    schema = ["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FOLDER / "compose.yaml")]
    done = subprocess.run([sys.executable, *schema], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_watchers_are_fixed_bounded_and_for_this_machine_only() -> None:
    watchers = read(FOLDER / "compose.yaml")["services"]
    for name, service in watchers.items():
        assert service["image"].rpartition(":")[2][0] in "v0123456789", name
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["deploy"]["resources"]["limits"].keys() == {"memory", "pids"}
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        for mount in (mount for mount in service["volumes"] if mount.startswith("./")):
            assert (FOLDER.parent / mount.split(":")[0]).exists(), mount
