"""The acts at the site's door that are services of ours: who comes in without a password."""

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from apps.admin.services.sign_in import make_link, sign_in_by_link
from tests.personas import DILNOZA
from tests.ticket.events.rows import Row, Scene

# The link of the scene at hand: it is made before the act, and its secret stands in no table.
HANDED_OUT: list[str] = []


def ask_for_link(scene: Scene) -> None:
    url, _ = make_link(actor=DILNOZA.in_telegram)
    HANDED_OUT.append(url.rstrip("/").rpartition("/")[2])


def browser() -> HttpRequest:
    """Return a request of somebody who is not signed in."""
    request = RequestFactory().post("/")
    request.session = SessionStore()
    return request


def come_in() -> None:
    sign_in_by_link(request=browser(), token=HANDED_OUT[-1])


ROWS = [
    Row(
        service="apps.admin.services.sign_in.sign_in_by_link",
        by=DILNOZA,
        only_at_the_site=True,
        prepare=ask_for_link,
        act=lambda scene, actor: come_in(),
        writes="signed_in",
        refused=lambda scene: sign_in_by_link(request=browser(), token="nobodys-link"),
    ),
]
