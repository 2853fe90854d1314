"""How large a request may be. What is too large is refused by what it says of itself, before a byte of it is read."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core.api_errors import body

# Telegram takes files of 50 MB; the form around them needs room too.
LARGEST_UPLOAD = 52 * 1024 * 1024
# Whatever stands here takes files: the composer, saved replies, and the bytes that the bot fetches.
UPLOADS = re.compile(r"/admin/ticket/|/api/ticket/attachments/\d+/content/")


class BodyLimit:
    """Refuses what is too large, or does not say how large it is: a WSGI server reads nothing of such a body."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand before everything that reads."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or refuse at once."""
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return _refused(request, 411, "length_required")
        limit = LARGEST_UPLOAD if UPLOADS.match(request.path) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > limit:
            return _refused(request, 413, "too_large")
        return self._answer(request)


def _refused(request: HttpRequest, status: int, code: str) -> HttpResponse:
    refusal = body(code)
    if not request.path.startswith("/api/"):
        refusal["detail"] = _("This is too large: 50 MB at most go at once. Send several files one after the other.")
    response = JsonResponse(refusal, status=status)
    response.headers["Content-Length"] = str(len(response.content))
    return response
