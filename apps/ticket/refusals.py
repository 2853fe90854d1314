"""Refusals in the site's words: the services say codes, the reader's language is known here."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal

WORDS = {
    "held_by_other": gettext_lazy("%(admin)s holds this ticket. Confirm below that you take it over, then send again."),
    "ticket_closed": gettext_lazy("This ticket is closed: only an internal note can be added."),
    "cannot_answer_self": gettext_lazy("You opened this ticket yourself: a colleague has to answer it."),
    "forbidden": gettext_lazy("You may not do this."),
    "too_large": gettext_lazy("%(file)s is over 50 MB: Telegram does not take it. Nothing was sent."),
    "took_too_long": gettext_lazy("This took the database too long: ask for less."),
    "invalid": gettext_lazy("Write something or choose a file, ten at most."),
}


def words_of(refusal: Refusal) -> str:
    """Return the sentence for a refusal, with its facts in it."""
    sentence = WORDS.get(refusal.code)
    if sentence is None:
        return _("This is not possible now (%(code)s).") % {"code": refusal.code}
    return str(sentence) % {"admin": "", "file": "", **refusal.data}
