"""The buttons of a report: its time, its views, its pictures and tables."""

from aiogram.types import InlineKeyboardMarkup

from bot.keyboards.callbacks import DrawReport, ExportReport, ReportView, ShowReport, SpanName
from bot.keyboards.layout import Row, button, in_rows, keyboard
from bot.keyboards.menu import menu_row
from bot.services.api_report_types import ChartKind, ExportFile
from bot.services.words import Words

SPANS: dict[SpanName, str] = {
    "today": "button-today",
    "week": "button-week",
    "days30": "button-days30",
    "month": "button-month",
    "last_month": "button-last-month",
}
VIEWS: dict[ReportView, str] = {
    "totals": "button-totals",
    "categories": "button-by-category",
    "admins": "button-by-admin",
}
CHARTS: dict[ChartKind, str] = {
    "volume": "button-chart-volume",
    "response": "button-chart-response",
    "ratings": "button-chart-ratings",
}
EXPORTS: tuple[ExportFile, ...] = ("csv", "xlsx")


def report_keyboard(
    view: ReportView, span: SpanName, words: Words, *, page: int = 0, pages: int = 1
) -> InlineKeyboardMarkup:
    """Whatever is pressed, the rest of the choice stays."""
    spans = [button(_chosen(words(key), name == span), ShowReport(view=view, span=name)) for name, key in SPANS.items()]
    views = [button(words(key), ShowReport(view=name, span=span)) for name, key in VIEWS.items() if name != view]
    charts = [button(words(key), DrawReport(kind=kind, span=span)) for kind, key in CHARTS.items()]
    exports = [button(f"📄 {file.upper()}", ExportReport(file=file, span=span)) for file in EXPORTS]
    turning = _pages_row(view, span, words, page=page, pages=pages)
    return keyboard(*in_rows(spans, 3), turning, views, charts, exports, menu_row(words))


def _chosen(label: str, is_chosen: bool) -> str:
    return f"✅ {label}" if is_chosen else label


def _pages_row(view: ReportView, span: SpanName, words: Words, *, page: int, pages: int) -> Row:
    row = []
    if page > 0:
        row.append(button(words("button-previous"), ShowReport(view=view, span=span, page=page - 1)))
    if page + 1 < pages:
        row.append(button(words("button-next"), ShowReport(view=view, span=span, page=page + 1)))
    return row
