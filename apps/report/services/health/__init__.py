"""How the desk fares: what it stands on, looked at one by one. It answers also where the database is away."""

from apps.report.services.health.check import Check, Health, State
from apps.report.services.health.reading import read_health

__all__ = ["Check", "Health", "State", "read_health"]
