"""The health page: how each part of the desk fares, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from apps.admin.site import operator_of
from apps.report.services.health import Check, read_health
from apps.ticket.views.site.attempts import page
from apps.ticket.views.site.managers import for_super_admins
from core.wording import human_time

PARTS = {
    "database": gettext_lazy("Database"),
    "migrations": gettext_lazy("Migrations"),
    "bots": gettext_lazy("Bots"),
    "webhook": gettext_lazy("Webhook"),
    "outbox": gettext_lazy("Messages on their way"),
    "failures": gettext_lazy("Delivery"),
    "files": gettext_lazy("Files"),
    "redis": "Redis",
    "disk": gettext_lazy("Disk"),
    "backup": gettext_lazy("Backup"),
}
WELL = {
    "database": gettext_lazy("It answers in %(ms)s ms."),
    "migrations": gettext_lazy("All are applied."),
    "bots": gettext_lazy("At work: %(alive)s."),
    "webhook": gettext_lazy("Telegram finds us. Updates that wait there: %(pending)s."),
    "outbox": gettext_lazy("Nothing is late. Waiting: %(pending)s."),
    "failures": gettext_lazy("Nothing has failed in 24 hours."),
    "files": gettext_lazy("All are fetched in time. Waiting: %(waiting)s."),
    "redis": gettext_lazy("It answers."),
    "disk": gettext_lazy("Free: %(percent)s %%, %(free)s."),
    "backup": gettext_lazy("The newest is %(age)s old."),
}
# What a part that nobody needs is told to be.
UNUSED = {
    "webhook": gettext_lazy("Not used: the bot fetches its updates itself."),
    "redis": gettext_lazy("Not used: one bot and one backend do without."),
}
# What is wrong, and what to do about it.
PROBLEMS = {
    "database_away": gettext_lazy("It does not answer. Start PostgreSQL, and check DATABASE_URL and the disk."),
    "database_slow": gettext_lazy(
        "It takes %(ms)s ms for the simplest question, so everything is slow. See what it is busy with."
    ),
    "migrations_missing": gettext_lazy(
        "Missing: %(missing)s. Until they are applied, some things fail. Run “python manage.py migrate”."
    ),
    "no_bot": gettext_lazy("None has reported for 45 seconds: nobody gets messages. Start the bot and read its log."),
    "bot_silent": gettext_lazy(
        "Fell silent: %(silent)s, at work: %(alive)s. The others go on; read the log of the one that ended."
    ),
    "bots_disturb": gettext_lazy(
        "Several fetch the updates of one bot, and Telegram serves only one. Stop all but one, or set WEBHOOK_URL for"
        " all."
    ),
    "webhook_not_ours": gettext_lazy(
        "Telegram brings updates to another address or to none: what people write does not arrive. The bot corrects"
        " this within a minute, or its log says why it cannot. If it happens again and again, somebody else has the"
        " token: revoke it at @BotFather."
    ),
    "webhook_not_known": gettext_lazy(
        "Not known: Telegram has not told any bot how it finds us. See whether a bot is at work."
    ),
    "webhook_error": gettext_lazy(
        "Telegram could not bring updates: “%(last_error)s”. Check the certificate, nginx and the bots."
    ),
    "webhook_pending": gettext_lazy(
        "Updates that wait at Telegram: %(pending)s. Start more bots, or see why they are slow."
    ),
    "deliveries_late": gettext_lazy(
        "The oldest has been waiting for %(oldest)s; in all: %(pending)s. See whether a bot works and Telegram answers."
    ),
    "deliveries_failed": gettext_lazy(
        "Not delivered in 24 hours: %(failed)s. The list of deliveries shows Telegram’s reasons; answers can be sent"
        " again in their conversations."
    ),
    "files_late": gettext_lazy("The first has been waiting for %(late)s. See whether a bot is at work."),
    "files_struggling": gettext_lazy(
        "Tried again and again: %(struggling)s. See the bot’s log and the room on the disk."
    ),
    "redis_away": gettext_lazy(
        "It does not answer. The desk goes on without it, slower: start it, and check REDIS_URL."
    ),
    "disk_low": gettext_lazy("Free: %(percent)s %%, %(free)s. Make room, or enlarge the disk."),
    "disk_full": gettext_lazy("Free: %(percent)s %%, %(free)s. Make room now: soon nothing can be stored."),
    "disk_unreadable": gettext_lazy("Files that people send cannot be kept. Check MEDIA_ROOT and whose folder it is."),
    "backup_missing": gettext_lazy("There is none yet. See the log of what makes backups, and BACKUP_FOLDER."),
    "backup_old": gettext_lazy(
        "The newest is %(age)s old: if the disk is lost, what came after it is too. See the log of what makes backups,"
        " and the room on the disk."
    ),
    "not_known": gettext_lazy("Not known: the database did not answer in time. Look again in a minute."),
}
STATES = {"ok": gettext_lazy("well"), "warn": gettext_lazy("attention"), "fail": gettext_lazy("wrong")}
TOGETHER = {
    "ok": gettext_lazy("All is well"),
    "warn": gettext_lazy("Something wants attention today"),
    "fail": gettext_lazy("Something is wrong: act now"),
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part in words. `state` is what the stylesheet colours by."""

    label: str
    state: str
    state_words: str
    words: str


@require_GET
@for_super_admins
def health_page(request: HttpRequest) -> HttpResponse:
    """Show how everything fares at this moment; health.js asks for the page again."""
    health = read_health(actor=operator_of(request))
    state = str(health.state)
    shown = {"state": state, "together": TOGETHER[state], "parts": list(_parts(health.checks))}
    return page(request, "site/health.html", _("Health"), **shown)


def _parts(checks: list[Check]) -> Iterator[Part]:
    for check in checks:
        state = str(check.state)
        yield Part(label=str(PARTS[check.name]), state=state, state_words=str(STATES[state]), words=_words(check))


def _words(check: Check) -> str:
    if check.problem:
        return str(PROBLEMS[check.problem] % _said(check.facts))
    is_unused = check.facts.get("used") is False
    return str((UNUSED if is_unused else WELL)[check.name] % _said(check.facts))


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """Say numbers that have a unit in the reader's words."""
    said = dict(facts)
    for name in ("oldest", "late", "age"):
        if said.get(name) is not None:
            said[name] = human_time(said[name])
    if "free" in said:
        said["free"] = filesizeformat(said["free"])
    for name in ("ms", "percent"):
        if name in said:
            said[name] = number_format(said[name], 1)
    return said
