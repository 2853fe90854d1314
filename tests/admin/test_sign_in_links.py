"""The one-time way into the site: signed, for five minutes, once, for its admin only."""

from datetime import timedelta
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from apps.admin.actors import SYSTEM
from apps.admin.authentication import digest_of
from apps.admin.models import Admin, SignInLink
from apps.admin.services.sign_in import BACKEND, make_link, owner_of, use_link
from apps.admin.services.staff import dismiss_admin
from core.errors import Forbidden, Gone, NotFound, Refusal
from tests.personas import AZIZA, DILNOZA, JASUR, RUSTAM, Desk, Persona
from tests.races import at_once
from tests.ticket.events.rows import last_event, written_since

HOME = "/admin/"


def link_of(persona: Persona) -> str:
    """Return the path of a fresh link, as the bot writes its address."""
    url, _ = make_link(actor=persona.in_telegram)
    return urlsplit(url).path


def token_in(path: str) -> str:
    return str(resolve(path).kwargs["token"])


def somebody(client: Client) -> str | None:
    """Return the login of who sits at that browser."""
    answer = client.get(HOME)
    return answer.wsgi_request.user.get_username() if answer.status_code == 200 else None


def browser(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def shifted(minutes: float) -> None:
    """Let that much time have passed for the links that there are."""
    past = timedelta(minutes=minutes)
    for link in SignInLink.objects.all():
        link.created_at, link.expires_at = link.created_at - past, link.expires_at - past
        link.save(update_fields=["created_at", "expires_at"])


# ---------------------------------------------------------------- what is handed out


def test_a_link_leads_to_the_site_and_ends_in_five_minutes(desk: Desk) -> None:
    url, expires_at = make_link(actor=DILNOZA.in_telegram)

    assert url.startswith("http://localhost:8000/admin/sign-in/")
    assert timedelta(minutes=4.9) < expires_at - timezone.now() <= timedelta(minutes=5)


def test_whoever_reads_the_table_cannot_use_a_link(desk: Desk) -> None:
    token = token_in(link_of(DILNOZA))
    (link,) = SignInLink.objects.all()

    assert link.digest not in token
    assert token.partition(":")[0] not in link.digest
    forged = TimestampSigner(salt="apps.admin.sign_in").sign(link.digest)
    with pytest.raises(NotFound):
        use_link(forged)


def test_a_newer_link_ends_the_older_one_of_that_admin_only(desk: Desk) -> None:
    older, of_jasur = token_in(link_of(DILNOZA)), token_in(link_of(JASUR))
    newer = token_in(link_of(DILNOZA))

    with pytest.raises(Gone, match="link_expired"):
        use_link(older)
    assert use_link(newer) == DILNOZA.admin
    assert use_link(of_jasur) == JASUR.admin


def test_links_of_days_ago_are_forgotten(desk: Desk) -> None:
    link_of(DILNOZA)
    shifted(24 * 60 + 1)
    link_of(JASUR)

    assert [link.admin for link in SignInLink.objects.all()] == [JASUR.admin]


@pytest.mark.parametrize("actor", [lambda: AZIZA.in_telegram, lambda: SYSTEM])
def test_only_an_admin_in_person_gets_a_link(desk: Desk, actor: object) -> None:
    assert callable(actor)
    with pytest.raises(Forbidden):
        make_link(actor=actor())
    assert not SignInLink.objects.exists()


def test_a_dismissed_admin_gets_no_link(desk: Desk) -> None:
    actor = DILNOZA.in_telegram
    assert actor.admin is not None
    actor.admin.is_active = False

    with pytest.raises(Forbidden):
        make_link(actor=actor)


# ---------------------------------------------------------------- what it does


def test_opening_a_link_uses_nothing_up(desk: Desk) -> None:
    """Programs open links to show a preview, and some browsers do so before anybody presses."""
    path = link_of(DILNOZA)
    for _ in range(3):
        assert browser().get(path).status_code == 200
        assert browser().head(path).status_code == 200

    client = browser()
    assert client.post(path).headers["Location"] == HOME
    assert somebody(client) == "dilnoza"


def test_opening_a_link_signs_nobody_in(desk: Desk) -> None:
    client = browser()
    client.get(link_of(DILNOZA))

    assert somebody(client) is None


def test_a_link_works_once(desk: Desk) -> None:
    path = link_of(DILNOZA)
    browser().post(path)
    again = browser()

    assert again.post(path).status_code == 410
    assert again.get(path).status_code == 410
    assert somebody(again) is None


def test_of_two_at_the_same_moment_one_comes_in(raced_desk: Desk) -> None:
    for _ in range(5):
        token = token_in(link_of(DILNOZA))
        results = at_once([lambda token=token: use_link(token)] * 4)  # type: ignore[misc]

        assert [result for result in results if isinstance(result, Admin)] == [DILNOZA.admin]
        assert [str(result) for result in results if isinstance(result, Exception)] == ["link_used"] * 3


def test_a_link_is_over_after_five_minutes(desk: Desk) -> None:
    path = link_of(DILNOZA)
    shifted(5.1)

    assert browser().get(path).status_code == 410
    assert browser().post(path).status_code == 410


def test_the_signature_ends_by_itself_whatever_the_table_says(desk: Desk) -> None:
    token = token_in(link_of(DILNOZA))
    SignInLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    with patch("django.core.signing.time.time", return_value=timezone.now().timestamp() + 301):
        with pytest.raises(Gone, match="link_expired"):
            use_link(token)
        with pytest.raises(Gone, match="link_expired"):
            owner_of(token)


@pytest.mark.parametrize("wild", ["x", "a:b:c", "é", "٣", "0" * 3000, "%00", "<script>"])
def test_a_link_that_nobody_made_is_not_known(desk: Desk, wild: str) -> None:
    for answer in (browser().get(f"/admin/sign-in/{wild}/"), browser().post(f"/admin/sign-in/{wild}/")):
        assert answer.status_code == 404


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_link_with_another_letter_is_not_known(desk: Desk, place: int) -> None:
    token = token_in(link_of(DILNOZA))
    letter = "A" if token[place] != "A" else "B"
    changed = token[:place] + letter + (token[place + 1 :] if place != -1 else "")

    with pytest.raises(Refusal, match="not_found"):
        use_link(changed)


def test_a_signature_of_something_else_is_not_known(desk: Desk) -> None:
    secret = token_in(link_of(DILNOZA)).partition(":")[0]
    for salt in ("", "django.contrib.sessions", "apps.admin.password"):
        with pytest.raises(NotFound):
            use_link(TimestampSigner(salt=salt or None).sign(secret))


def test_who_was_dismissed_meanwhile_does_not_come_in(desk: Desk) -> None:
    path = link_of(DILNOZA)
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)
    client = browser()

    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert somebody(client) is None
    assert SignInLink.objects.get().used_at is None


def test_who_is_dismissed_afterwards_is_out_at_once(desk: Desk) -> None:
    client = browser()
    client.post(link_of(DILNOZA))
    dismiss_admin(actor=RUSTAM.in_telegram, admin_id=DILNOZA.admin.pk)

    assert somebody(client) is None


def test_coming_in_is_told_with_its_way(desk: Desk) -> None:
    path, before = link_of(DILNOZA), last_event()
    browser().post(path)

    (event,) = written_since(before)
    assert (event.act, event.door, event.admin, event.data) == ("signed_in", "site", DILNOZA.admin, {"way": "link"})


def test_a_link_stays_where_coming_in_could_not_be_told(desk: Desk) -> None:
    path, client = link_of(DILNOZA), browser()
    with patch("apps.ticket.receivers.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        client.post(path)

    assert somebody(client) is None
    assert client.post(path).headers["Location"] == HOME


def test_a_session_that_somebody_laid_into_the_browser_is_not_the_admins(desk: Desk) -> None:
    client = browser()
    client.get(reverse("admin:login"))
    client.session["laid"] = "by somebody else"
    client.session.save()
    laid = client.session.session_key
    client.post(link_of(DILNOZA))

    assert client.session.session_key != laid
    assert client.session[BACKEND_SESSION_KEY] == BACKEND


def test_the_button_cannot_be_pressed_from_another_site(desk: Desk) -> None:
    client = Client(enforce_csrf_checks=True)
    path = link_of(DILNOZA)

    assert client.post(path).status_code == 403
    assert SignInLink.objects.get(digest=digest_of(token_in(path).partition(":")[0])).used_at is None


def test_at_a_browser_of_somebody_else_it_says_so_and_switches(desk: Desk) -> None:
    client, path = browser(), link_of(DILNOZA)
    client.force_login(JASUR.admin)
    page = client.get(path).content.decode()

    assert "Jasur" in page
    assert "Switch and sign in" in page
    client.post(path)
    assert somebody(client) == "dilnoza"


def test_at_ones_own_browser_nobody_else_is_named(desk: Desk) -> None:
    client = browser()
    client.force_login(DILNOZA.admin)

    assert "somebody else" not in client.get(link_of(DILNOZA)).content.decode()
