"""Reports: the figures as text, as a picture, and as a table."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.keyboards.callbacks import DrawReport, ExportReport, ShowReport, SpanName
from bot.services.api import Api
from bot.services.reports import report_screen
from bot.services.screens import Answer, File
from bot.services.spans import days_of, span_words
from bot.services.words import Words


async def show_report(
    query: CallbackQuery, callback_data: ShowReport, api: Api, zone: ZoneInfo, words: Words
) -> Answer:
    view, span, page = callback_data.view, callback_data.span, callback_data.page
    first, last = _days(span, zone)
    report = await api.report(as_=query.from_user.id, first=first, last=last)
    return Answer(screen=report_screen(report, view, span, words, page=page))


async def draw_report(
    query: CallbackQuery, callback_data: DrawReport, api: Api, zone: ZoneInfo, words: Words
) -> Answer:
    kind, person = callback_data.kind, query.from_user.id
    first, last = _days(callback_data.span, zone)
    caption = words(f"chart-{kind}", span=span_words(first, last))

    async def load() -> bytes:
        return await api.chart(kind, as_=person, first=first, last=last, language=words.language)

    picture = File(kind="photo", name=f"{kind}-{first}-{last}.png", caption=caption, load=load)
    return Answer(toast=words("report-coming"), files=(picture,))


async def export_report(
    query: CallbackQuery, callback_data: ExportReport, api: Api, zone: ZoneInfo, words: Words
) -> Answer:
    file, person = callback_data.file, query.from_user.id
    first, last = _days(callback_data.span, zone)
    caption = words("report-export", span=span_words(first, last))

    async def load() -> bytes:
        return await api.export(file, as_=person, first=first, last=last, language=words.language)

    table = File(kind="document", name=f"tickets-{first}-{last}.{file}", caption=caption, load=load)
    return Answer(toast=words("report-coming"), files=(table,))


def _days(span: SpanName, zone: ZoneInfo) -> tuple[str, str]:
    """The days as the API takes them; which day it is now, the desk's time zone decides."""
    first, last = days_of(span, datetime.now(zone).date())
    return first.isoformat(), last.isoformat()


def build_router() -> Router:
    router = Router(name="super_reports")
    router.callback_query.register(show_report, ShowReport.filter())
    router.callback_query.register(draw_report, DrawReport.filter())
    router.callback_query.register(export_report, ExportReport.filter())
    return router
