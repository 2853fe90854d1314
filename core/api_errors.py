"""The one exception handler of the API: every refusal leaves as `{code, detail, fields?, data?}`."""

import logging
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, UnreadablePostError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from core.errors import Refusal

logger = logging.getLogger(__name__)

# English, for the programmer who reads an answer; people read the bot's or the site's own words for the code.
DETAILS = {
    "invalid": "Some fields of the request are wrong.",
    "malformed": "The body is not valid JSON.",
    "not_authenticated": "A valid token is needed.",
    "forbidden": "The acting person may not do this.",
    "person_required": "This act needs a person: send X-Telegram-Id.",
    "person_not_allowed": "An operator's own token acts as that operator: leave X-Telegram-Id out.",
    "not_found": "There is no such thing, or it is not yours to see.",
    "method_not_allowed": "This path does not take that method.",
    "unsupported_media_type": "This path does not take that content type.",
    "not_acceptable": "This path cannot answer in that content type.",
    "rate_limited": "Too many requests within a minute: try again after `data.retry_after` seconds.",
    "too_large": "The file or the body is over the limit.",
    "length_required": "A body needs a Content-Length.",
    "too_slow": "The body did not come in time, or not to its end.",
    "wrong_type": "The file is not of the type that was asked for.",
    "empty_file": "The file holds nothing.",
    "voice_too_long": "A voice message takes 20 minutes at most.",
    "conflict": "Somebody changed the same thing at the same time.",
    "already_taken": "Another admin already took the ticket.",
    "held_by_other": "Another admin holds the ticket.",
    "ticket_closed": "The ticket is closed.",
    "ticket_not_closed": "The ticket is not closed.",
    "open_ticket_exists": "The user already has an open ticket.",
    "not_holder": "The acting admin does not hold the ticket.",
    "reopen_window_over": "The ticket was closed too long ago to be reopened.",
    "transition_not_allowed": "The ticket's status does not allow this act.",
    "rating_window_over": "A rating can be changed for a day.",
    "nothing_waiting": "No message is waiting for a decision.",
    "delete_window_over": "Telegram deletes messages for 48 hours only.",
    "not_deletable": "Only one's own sent answer can be deleted.",
    "not_editable": "Only one's own sent answer can be edited.",
    "last_super_admin": "The last super admin stays.",
    "permanent_super_admin": "This super admin is set in SUPER_ADMIN_IDS.",
    "category_inactive": "The category is not active.",
    "already_admin": "This person is an admin already.",
    "cannot_answer_self": "Nobody handles a ticket that they opened themselves.",
    "person_blocked": "The desk has blocked this person.",
    "cannot_block_staff": "An active admin cannot be blocked.",
    "not_bound": "The admin is not bound to the ticket's category.",
    "not_failed": "The delivery has not failed.",
    "not_told_yet": "It replies to a message that a bot has sent and not told of yet: try again in a moment.",
    "disk_full": "No room is left for files: try again later.",
    "lease_lost": "The lease ran out and belongs to another.",
    "unavailable": "The database cannot be reached at this moment: try again.",
    "took_too_long": "This took the database too long: ask for less.",
    "link_used": "This sign-in link was used already.",
    "link_expired": "This sign-in link is too old.",
    "session_lost": "Sign in to the site again.",
    "not_stored": "The bytes of this file are not stored here.",
}


def body(
    code: str,
    fields: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the one shape of a refusal."""
    answer: dict[str, Any] = {"code": code, "detail": DETAILS[code]}
    if fields:
        answer["fields"] = fields
    if data:
        answer["data"] = data
    return answer


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into an answer; None leaves a defect to Django (500, logged)."""
    answer = _answer(error)
    if answer is not None:
        set_rollback()
        if isinstance(error, Error):
            # The answer only says that it may be tried again: why is for whoever runs the desk, as a full disk is.
            logger.warning("the database refused", exc_info=error)
    return answer


# DRF's and Django's own exceptions, the narrower before the wider.
ANSWERS: list[tuple[type[Exception], int, str]] = [
    (exceptions.ParseError, 400, "malformed"),
    (exceptions.NotAuthenticated, 401, "not_authenticated"),
    (exceptions.AuthenticationFailed, 401, "not_authenticated"),
    (exceptions.PermissionDenied, 403, "forbidden"),
    (PermissionDenied, 403, "forbidden"),
    (exceptions.NotFound, 404, "not_found"),
    (Http404, 404, "not_found"),
    (exceptions.MethodNotAllowed, 405, "method_not_allowed"),
    (exceptions.NotAcceptable, 406, "not_acceptable"),
    (exceptions.UnsupportedMediaType, 415, "unsupported_media_type"),
    (RequestDataTooBig, 413, "too_large"),
    (UnreadablePostError, 408, "too_slow"),
    (IntegrityError, 409, "conflict"),
    (DataError, 400, "invalid"),
    # JSON that is nested deeper than Python reads.
    (RecursionError, 400, "malformed"),
    # The database is away, restarting, or chose this transaction to end a deadlock: the same call later may succeed.
    (OperationalError, 503, "unavailable"),
    (InterfaceError, 503, "unavailable"),
]


def _answer(error: Exception) -> Response | None:
    if isinstance(error, Refusal):
        return Response(body(error.code, error.fields, error.data), status=error.status)
    if isinstance(error, exceptions.ValidationError):
        return Response(body("invalid", _by_field(error.detail)), status=400)
    if isinstance(error, exceptions.Throttled):
        wait = ceil(getattr(error, "wait", None) or 1)
        return Response(
            body("rate_limited", data={"retry_after": wait}), status=429, headers={"Retry-After": str(wait)}
        )
    for kind, status, code in ANSWERS:
        if isinstance(error, kind):
            headers = {"WWW-Authenticate": "Token"} if status == 401 else None
            return Response(body(code), status=status, headers=headers)
    return None


def _by_field(detail: Any, path: str = "") -> dict[str, list[str]]:
    """Flatten DRF's nested errors: `{"sender.first_name": ["…"]}`."""
    if isinstance(detail, dict):
        flat: dict[str, list[str]] = {}
        for name, inner in detail.items():
            flat |= _by_field(inner, f"{path}.{name}" if path else str(name))
        return flat
    if isinstance(detail, list) and any(isinstance(inner, dict) for inner in detail):
        return _by_field({str(index): inner for index, inner in enumerate(detail) if inner}, path)
    return {path or "non_field_errors": [str(item) for item in (detail if isinstance(detail, list) else [detail])]}
