"""A call to the backend that did not work out, in words."""

from bot.services.api_errors import ApiError, BackendAway, Refused
from bot.services.words import Words

REFUSALS = {
    "invalid": "refusal-invalid",
    "not_authenticated": "refusal-not-authenticated",
    "forbidden": "refusal-forbidden",
    "not_found": "refusal-not-found",
    "already_taken": "refusal-already-taken",
    "held_by_other": "refusal-held-by-other",
    "ticket_closed": "refusal-ticket-closed",
    "ticket_not_closed": "refusal-ticket-not-closed",
    "open_ticket_exists": "refusal-open-ticket-exists",
    "not_holder": "refusal-not-holder",
    "reopen_window_over": "refusal-reopen-window-over",
    "transition_not_allowed": "refusal-transition-not-allowed",
    "nothing_waiting": "refusal-nothing-waiting",
    "delete_window_over": "refusal-delete-window-over",
    "not_deletable": "refusal-not-deletable",
    "last_super_admin": "refusal-last-super-admin",
    "permanent_super_admin": "refusal-permanent-super-admin",
    "category_inactive": "refusal-category-inactive",
    "already_admin": "refusal-already-admin",
    "cannot_answer_self": "refusal-cannot-answer-self",
    "not_bound": "refusal-not-bound",
    "not_failed": "refusal-not-failed",
    "rating_window_over": "refusal-rating-window-over",
    "took_too_long": "refusal-took-too-long",
    "rate_limited": "refusal-rate-limited",
    "person_blocked": "refusal-person-blocked",
    "cannot_block_staff": "refusal-cannot-block-staff",
    "too_large": "refusal-too-large",
    "wrong_type": "refusal-wrong-type",
    "empty_file": "refusal-empty-file",
    "voice_too_long": "refusal-voice-too-long",
}
NAMING_AN_ADMIN = {"already_taken", "held_by_other"}


def refusal_words(error: ApiError, words: Words) -> str:
    """The sentence for any failed call. A code that this bot does not know yet has a sentence too."""
    if isinstance(error, BackendAway):
        return words("backend-away")
    if not isinstance(error, Refused):
        return words("backend-failed")
    key = REFUSALS.get(error.code, "refusal-unknown")
    if error.code in NAMING_AN_ADMIN:
        return words(key, admin=str(error.data.get("admin") or words("refusal-somebody")))
    return words(key)
