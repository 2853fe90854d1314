"""What is shipped for watching, as it stands in its files."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from tests.system.processes import ROOT

FOLDER = ROOT / "deploy" / "monitoring"
RUNBOOK = ROOT / "docs" / "operations.md"
# Where a question names labels: to sum by them, to choose by them; and where a legend or an alert shows one.
LABELS = re.compile(r"\bby \(([^)]*)\)|[{,]\s*([a-z_]+)\s*[=!]~?\"|\{\{\s*(?:\$labels\.)?([a-z_]+)\s*\}\}")
METRIC = re.compile(r"\b(?:yordam_[a-z0-9_]+|process_[a-z_]+)\b")


def rules() -> list[dict[str, Any]]:
    """Return every alert."""
    groups = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def dashboard() -> dict[str, Any]:
    """Return the dashboard as Grafana reads it."""
    found: dict[str, Any] = json.loads((FOLDER / "grafana" / "dashboards" / "yordam.json").read_text())
    return found


def questions() -> list[str]:
    """Return all that the dashboard asks."""
    return [target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", [])]


def asked_for() -> set[str]:
    """Return the names of all metrics that an alert or the dashboard asks for."""
    return {name for words in [*questions(), *(rule["expr"] for rule in rules())] for name in METRIC.findall(words)}


def labels_asked_for() -> set[str]:
    """Return the names of all labels that an alert or the dashboard goes by, or shows."""
    legends = [target["legendFormat"] for panel in dashboard()["panels"] for target in panel.get("targets", [])]
    alerts = [words for rule in rules() for words in (rule["expr"], *rule["annotations"].values())]
    found = (name for words in [*questions(), *legends, *alerts] for match in LABELS.findall(words) for name in match)
    return {label.strip() for names in found for label in names.split(",") if label.strip()}


def read(path: Path) -> Any:
    """Return what a YAML file says."""
    return yaml.safe_load(path.read_text())
