"""What is looked up: found tickets, figures, and figures as pictures and tables."""

from typing import Any, cast

from bot.services.api_report_types import ActivityReport, ChartKind, ExportFile, Health, Hit, Report
from bot.services.api_types import Page
from bot.services.backend import Backend

# As much as Telegram takes as a photo, and as a document; a report of ours is far below.
CHART_LIMIT = 10 * 1024 * 1024
EXPORT_LIMIT = 45 * 1024 * 1024
# Longer than any search may be, and short enough for a request line: what is refused need not arrive whole.
QUERY_SENT = 256
CONTENT_TYPES: dict[ExportFile, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ReportsApi(Backend):
    """Each call shows what the person whose Telegram id it is given may see. Days are `2026-11-22`."""

    async def search_tickets(self, query: str, *, as_: int, limit: int, offset: int = 0) -> Page[Hit]:
        params = {"q": query[:QUERY_SENT], "limit": limit, "offset": offset}
        return cast(Page[Hit], await self._get("/ticket/search/", as_=as_, params=params))

    async def activity(self, *, as_: int) -> ActivityReport:
        return cast(ActivityReport, await self._get("/report/activity/", as_=as_))

    async def health(self, *, as_: int) -> Health:
        return cast(Health, await self._get("/report/health/", as_=as_))

    async def report(self, *, as_: int, first: str, last: str) -> Report:
        return cast(Report, await self._get("/report/summary/", as_=as_, params={"from": first, "to": last}))

    async def chart(self, kind: ChartKind, *, as_: int, first: str, last: str, language: str) -> bytes:
        """The picture as a PNG."""
        params: dict[str, Any] = {"kind": kind, "from": first, "to": last, "language": language}
        return await self._fetch("/report/chart/", "image/png", CHART_LIMIT, as_=as_, params=params)

    async def export(self, file: ExportFile, *, as_: int, first: str, last: str, language: str) -> bytes:
        """The table with one row for each ticket."""
        params: dict[str, Any] = {"file": file, "from": first, "to": last, "language": language}
        return await self._fetch("/report/export/", CONTENT_TYPES[file], EXPORT_LIMIT, as_=as_, params=params)
