"""How the desk's acts answer a page that asks for JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from apps.ticket.refusals import words_of
from core.errors import Refusal


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a program of the page asks, and not a form that was sent without one."""
    return "application/json" in request.headers.get("Accept", "")


def done(**facts: Any) -> JsonResponse:
    """Say that the act happened."""
    return JsonResponse({"ok": True, **facts})


def refused(refusal: Refusal) -> JsonResponse:
    """Say why it did not: the code, the operator's words for it, and the facts in them."""
    answer = {"code": refusal.code, "detail": words_of(refusal), "data": refusal.data}
    return JsonResponse(answer, status=refusal.status)
