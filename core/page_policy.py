"""What a browser may do with our answers: headers that say it, whatever a page is made to hold."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY = "Content-Security-Policy"
RULES = {
    "default-src": "'self'",
    # The theme's own script library makes functions of its attributes' words: without eval no menu of it opens. No
    # script stands in a page, so that one which somebody smuggles into a text does not run.
    "script-src": "'self' 'unsafe-eval'",
    # The theme writes its colours into the page, and sizes into attributes.
    "style-src": "'self' 'unsafe-inline'",
    # Pictures and recordings are shown before they are sent, and the theme carries icons in its styles.
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OF_A_PAGE = "; ".join(f"{what} {whence}" for what, whence in RULES.items())
# Data is no page: opened in a browser as if it were one, it loads and runs nothing.
OF_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox"
# Answers may be spoken; nothing here needs another of a computer's senses.
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()"


class PagePolicy:
    """Names the policy in every answer that names none itself, as a view of received files does."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand around the middlewares and views that make the answer."""
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the policy."""
        response = self._answer(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        response.headers.setdefault(POLICY, OF_A_PAGE if is_page else OF_DATA)
        # Nothing here is for a search engine, whoever links to it.
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if is_page:
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
