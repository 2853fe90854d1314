"""Refusals in the site's words: the services say codes, the reader's language is known here."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal

WORDS = {
    "held_by_other": gettext_lazy("%(admin)s holds this ticket. Confirm below that you take it over, then send again."),
    "ticket_closed": gettext_lazy("This ticket is closed: only an internal note can be added."),
    "cannot_answer_self": gettext_lazy("You opened this ticket yourself: a colleague has to answer it."),
    "forbidden": gettext_lazy("You may not do this."),
    "person_blocked": gettext_lazy("The desk has blocked this person: unblock them first."),
    "cannot_block_staff": gettext_lazy("This is an admin of the desk, and admins cannot be blocked."),
    "already_admin": gettext_lazy("This person is an admin already, or was one: look among the dismissed."),
    "last_super_admin": gettext_lazy("The last super admin stays one: appoint another first."),
    "permanent_super_admin": gettext_lazy("This is a super admin in the server's settings (SUPER_ADMIN_IDS)."),
    "already_taken": gettext_lazy("Somebody was quicker: %(admin)s has taken this ticket."),
    "not_holder": gettext_lazy("You do not hold this ticket."),
    "ticket_not_closed": gettext_lazy("This ticket is open already."),
    "open_ticket_exists": gettext_lazy("The person has an open ticket already: #%(ticket)s."),
    "transition_not_allowed": gettext_lazy("This ticket has moved on: that is not possible now."),
    "category_inactive": gettext_lazy("This category is not active: choose another one."),
    "not_bound": gettext_lazy("This admin does not work on the ticket's category."),
    "too_large": gettext_lazy("%(file)s is over 50 MB: Telegram does not take it. Nothing was sent."),
    "empty_file": gettext_lazy("%(file)s is empty. Nothing was sent."),
    "wrong_type": gettext_lazy("%(file)s holds no sound that could be sent as a voice message. Nothing was sent."),
    "voice_too_long": gettext_lazy("A voice message takes 20 minutes at most. Nothing was sent."),
    "disk_full": gettext_lazy("The server has no room left for files. Nothing was sent: try the words alone."),
    "conflict": gettext_lazy("This was sent from another window already. Load the page again."),
    "not_found": gettext_lazy("This is not there any more, or not yours to see."),
    "not_editable": gettext_lazy("Only your own messages can be edited."),
    "not_deletable": gettext_lazy("Only your own messages can be deleted."),
    "not_failed": gettext_lazy("This message did not fail, or goes out again already."),
    "delete_window_over": gettext_lazy("It is older than 48 hours: Telegram does not delete it any more."),
    "took_too_long": gettext_lazy("This took the database too long: ask for less."),
    "invalid": gettext_lazy("Write something or choose a file, ten at most."),
}


# What is wrong with a field, where a form asks for just that.
FIELDS = {
    "reason": gettext_lazy("Say why, in 500 letters at most."),
    "tags": gettext_lazy("Ten tags at most, of 40 letters each, without commas and letters that are not seen."),
    "priority": gettext_lazy("Choose one of the four priorities."),
    "target": gettext_lazy("Choose a category or an admin."),
}


def words_of(refusal: Refusal) -> str:
    """Return the sentence for a refusal, with its facts in it."""
    sentence = WORDS.get(refusal.code)
    for name in refusal.fields or ():
        sentence = FIELDS.get(name, sentence)
    if sentence is None:
        return _("This is not possible now (%(code)s).") % {"code": refusal.code}
    return str(sentence) % {"admin": "", "file": "", "ticket": "", **refusal.data}
