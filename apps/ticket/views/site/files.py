"""The files of messages and saved replies, for the browsers of those who may read them. Nothing of them is ever run."""

from collections.abc import Callable
from typing import IO
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from apps.admin.actors import Actor
from apps.admin.site import operator_of
from apps.ticket.services.stored_files import StoredFile, file_of_message, file_of_saved_reply
from core.errors import Refusal
from core.ranges import OutOfRange, PartOfFile, wanted_part

SAVED = "application/octet-stream"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Opened by itself, a file is nobody's page: it loads nothing, runs nothing and belongs to no site.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=3600",
    "Accept-Ranges": "bytes",
}


@require_safe
def download(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """Give a file to those who may read its message."""
    return _given(request, lambda actor: file_of_message(actor=actor, attachment_id=attachment_id))


@require_safe
def download_of_reply(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Give the file of a saved reply to those who may use it."""
    return _given(request, lambda actor: file_of_saved_reply(actor=actor, file_id=file_id))


def _given(request: HttpRequest, find: Callable[[Actor], StoredFile]) -> HttpResponseBase:
    try:
        file = find(operator_of(request))
    except Refusal:
        raise Http404 from None
    if settings.MEDIA_ACCEL:
        return _left_to_nginx(file)
    try:
        part = wanted_part(request.headers.get("Range", ""), file.size)
    except OutOfRange:
        file.stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}", **HEADERS})
    if part is None:
        return _answer(file, file.stream, file.size)
    response = _answer(file, PartOfFile(file.stream, part), part.length)
    response.status_code, response["Content-Range"] = 206, part.header(file.size)
    return response


def _left_to_nginx(file: StoredFile) -> HttpResponse:
    """Allow nginx to send the file, with its parts. The path is the storage's, written so that it means itself."""
    file.stream.close()
    response = HttpResponse(content_type=file.safe_type or SAVED, headers=HEADERS)
    disposition = content_disposition_header(not file.safe_type, file.name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["X-Accel-Redirect"] = settings.MEDIA_ACCEL + quote(file.path)
    return response


def _answer(file: StoredFile, stream: IO[bytes] | PartOfFile, length: int) -> FileResponse:
    """Show what a browser may show by itself; anything else is only saved."""
    response = FileResponse(
        stream,
        as_attachment=not file.safe_type,
        filename=file.name,
        content_type=file.safe_type or SAVED,
        headers=HEADERS,
    )
    response["Content-Length"] = str(length)
    return response
