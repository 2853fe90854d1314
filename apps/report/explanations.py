"""What each figure of a report means, in a sentence or two: shown next to it. docs/reports.md tells the whole."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXPLANATIONS: dict[str, Promise] = {
    "opened": _("Tickets that were opened in these days."),
    "closed": _("How often tickets were closed in these days. A ticket that was closed twice counts twice."),
    "reopened": _("How often closed tickets were opened again in these days."),
    "reopen_rate": _("Reopenings for each closing of these days: how often a closing was not the end of it."),
    "backlog": _("Tickets that were open, new or taken, at the end of the last day."),
    "messages_in": _("Messages that people wrote into tickets in these days."),
    "messages_out": _("Answers that people were sent in these days. Internal notes do not count."),
    "first_response": _(
        "From the opening or reopening of a ticket to the first answer of an admin, for the answers of these days."
    ),
    "response": _(
        "From a person's first message that nobody had answered to the answer, for every answer of these days."
    ),
    "resolution": _("From the opening or reopening of a ticket to its closing, for every closing of these days."),
    "full_resolution": _(
        "From the first opening of a ticket to its last closing in these days, with all reopenings in between."
    ),
    "ratings": _("The mean of the ratings, 1 to 5, that people gave in these days."),
    "rating_response": _("The share of the closings of these days that people rated, whenever they did."),
    "median": _("Half of the times are shorter than the median, half are longer."),
    "p90": _("Nine of ten times are shorter than the 90th percentile."),
    "mean": _("The sum of the times divided by their number n; a few very long times raise it."),
    "by_admin": _("By admin counts what each admin did, not what they hold now."),
    "previous": _("The period just before, of the same length."),
}
