"""A report as a message: the figures of a time, beside those of the time before it."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from bot.keyboards.callbacks import ReportView, SpanName
from bot.keyboards.layout import category_name, shorten
from bot.keyboards.report import report_keyboard
from bot.services.api_report_types import AdminFigures, CategoryFigures, Durations, Figures, Report
from bot.services.durations import measured_words
from bot.services.figures import count_words, duration_figure, rating_figure, share_words
from bot.services.outgoing.styled import Styled
from bot.services.screens import Screen
from bot.services.spans import span_words
from bot.services.words import Words

# So many categories or admins stand in one message; their names are cut to this length.
PAGE = 8
NAME_LIMIT = 60
TITLES: dict[ReportView, str] = {
    "totals": "report-title-totals",
    "categories": "report-title-categories",
    "admins": "report-title-admins",
}


def report_screen(report: Report, view: ReportView, span: SpanName, words: Words, *, page: int = 0) -> Screen:
    count = {"totals": 0, "categories": len(report["by_category"]), "admins": len(report["by_admin"])}[view]
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 0), pages - 1)
    text = _title(report, view, words) + Styled.of("\n\n") + _body(report, view, page, words)
    return Screen(text, report_keyboard(view, span, words, page=page, pages=pages))


def _title(report: Report, view: ReportView, words: Words) -> Styled:
    before = span_words(report["before"]["from"], report["before"]["to"])
    title = words(TITLES[view], span=span_words(report["from"], report["to"]))
    return Styled.bold(title) + Styled.of("\n" + words("report-compared", span=before))


def _body(report: Report, view: ReportView, page: int, words: Words) -> Styled:
    shown = slice(page * PAGE, (page + 1) * PAGE)
    match view:
        case "totals":
            return Styled.of("\n".join(_totals(report["totals"], report["previous"], words)))
        case "categories":
            return _rows([_category(row, words) for row in report["by_category"][shown]], words)
        case "admins":
            return _rows([_admin(row, words) for row in report["by_admin"][shown]], words)


def _totals(now: Figures, before: Figures, words: Words) -> list[str]:
    return [
        f"{words('report-opened')}: {count_words(now['opened'], before['opened'], words)}",
        f"{words('report-closed')}: {count_words(now['closed'], before['closed'], words)}",
        f"{words('report-reopened')}: {count_words(now['reopened'], before['reopened'], words)}",
        f"{words('report-reopen-rate')}: {share_words(now['reopen_rate'], before['reopen_rate'], words)}",
        f"{words('report-backlog')}: {count_words(now['backlog'], before['backlog'], words)}",
        f"{words('report-messages-in')}: {count_words(now['messages_in'], before['messages_in'], words)}",
        f"{words('report-messages-out')}: {count_words(now['messages_out'], before['messages_out'], words)}",
        "",
        *_times(words("report-first-response"), now["first_response"], before["first_response"], words),
        *_times(words("report-response"), now["response"], before["response"], words),
        *_times(words("report-resolution"), now["resolution"], before["resolution"], words),
        *_times(words("report-full-resolution"), now["full_resolution"], before["full_resolution"], words),
        "",
        f"{words('report-ratings')}: {rating_figure(now['ratings'], before['ratings'], words)}",
        *_rated(now, before, words),
    ]


def _times(label: str, now: Durations, before: Durations, words: Words) -> list[str]:
    """The median with what it was; beside it what shows how the times are spread."""
    lines = [f"{label}: {duration_figure(now, before, words)}"]
    if now["mean"] is not None and now["p90"] is not None:
        mean, p90 = measured_words(now["mean"], words), measured_words(now["p90"], words)
        lines.append("     " + words("report-spread", mean=mean, p90=p90, count=now["n"]))
    return lines


def _rated(now: Figures, before: Figures, words: Words) -> list[str]:
    """How many of the closings were rated; an admin's closings are not counted for it."""
    given, earlier = now["rating_response"], before["rating_response"]
    if given is None:
        return []
    share = share_words(given["rate"], earlier["rate"] if earlier else None, words)
    return [f"{words('report-rating-response')}: {share}"]


def _rows(blocks: Sequence[Styled], words: Words) -> Styled:
    if not blocks:
        return Styled.of(words("report-empty"))
    return reduce(lambda whole, block: whole + Styled.of("\n\n") + block, blocks)


def _category(row: CategoryFigures, words: Words) -> Styled:
    now, before = row["totals"], row["previous"]
    counts = words(
        "report-category",
        opened=count_words(now["opened"], before["opened"], words),
        closed=count_words(now["closed"], before["closed"], words),
        backlog=count_words(now["backlog"], before["backlog"], words),
    )
    return _block(f"🏷 {shorten(category_name(row['category'], words), NAME_LIMIT)}", counts, now, before, words)


def _admin(row: AdminFigures, words: Words) -> Styled:
    now, before = row["totals"], row["previous"]
    counts = words(
        "report-admin",
        answered=count_words(now["messages_out"], before["messages_out"], words),
        closed=count_words(now["closed"], before["closed"], words),
    )
    icon = "👤" if row["admin"]["is_active"] else "🚪"
    return _block(f"{icon} {shorten(row['admin']['first_name'], NAME_LIMIT)}", counts, now, before, words)


def _block(name: str, counts: str, now: Figures, before: Figures, words: Words) -> Styled:
    times = duration_figure(now["first_response"], before["first_response"], words)
    lines = [
        counts,
        f"{words('report-first-response')}: {times}",
        f"{words('report-ratings')}: {rating_figure(now['ratings'], before['ratings'], words)}",
    ]
    return reduce(add, [Styled.bold(name), *(Styled.of("\n" + line) for line in lines)])
