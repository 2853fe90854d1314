"""Bad input: a 4xx with a code, the wrong fields named, and nothing changed."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.api.desk import BOT, DILNOZA, LEASE, Desk, close, fingerprint

TOKEN = f"Token {settings.API_TOKEN}"
NUL, LONG, HUGE, NOBODY = "a\x00b", "x" * 4097, 2**63, 999_999_999
SURROGATE = json.loads('"\\ud800"')


@dataclass(frozen=True)
class Bad:
    """A request that is refused: what it sends, and the fields that the refusal names."""

    method: str
    path: str
    body: Any
    fields: tuple[str, ...] = ()
    status: int = 400
    code: str = "invalid"
    person: int | None = DILNOZA
    query: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {str(self.body or self.query)[:50]!r}"


def incoming(**changes: Any) -> dict[str, Any]:
    """Return a message of Telegram's with something wrong in it."""
    message = {
        "bot_id": BOT,
        "chat_id": 1001,
        "message_id": 900,
        "sender": {"telegram_id": 1001, "first_name": "Aziza"},
        "content": {"kind": "text", "text": "Salom"},
    }
    return {**message, **changes}


def content(**fields: Any) -> dict[str, Any]:
    return incoming(content={"kind": "text", **fields})


def photo(**fields: Any) -> dict[str, Any]:
    return content(kind="photo", media={"file_id": "f", "file_unique_id": "u", **fields})


INBOX, MESSAGES, TICKET = "/api/ticket/inbox/", "/api/ticket/messages/", "/api/ticket/tickets/{ticket}/"
WRONG_INBOX: list[tuple[Any, tuple[str, ...]]] = [
    ({}, ("bot_id", "chat_id", "content", "message_id", "sender")),
    ([], ("non_field_errors",)),
    ("text", ("non_field_errors",)),
    (incoming(message_id=HUGE), ("message_id",)),
    (incoming(message_id="many"), ("message_id",)),
    (incoming(chat_id=None), ("chat_id",)),
    (incoming(bot_id=-1), ("bot_id",)),
    (incoming(sender="Aziza"), ("sender.non_field_errors",)),
    (incoming(sender={"telegram_id": 2**52, "first_name": "A"}), ("sender.telegram_id",)),
    (incoming(sender={"telegram_id": 1, "first_name": NUL}), ("sender.first_name",)),
    (incoming(sender={"telegram_id": 1, "first_name": "A" * 257}), ("sender.first_name",)),
    (incoming(category="payments"), ("category",)),
    (incoming(media_group_id="9" * 65), ("media_group_id",)),
    (incoming(content={"kind": "dance"}), ("content.kind",)),
    (incoming(content={"kind": "note"}), ("content.kind",)),
    (content(text=LONG), ("content.text",)),
    (content(text=NUL), ("content.text",)),
    (content(text=SURROGATE), ("content.text",)),
    (content(text={"a": 1}), ("content.text",)),
    (content(entities="bold"), ("content.entities",)),
    (content(entities=[1]), ("content.entities",)),
    (content(entities=[{"type": "bold", "offset": "0", "length": 1}]), ("content.entities",)),
    (content(data=[1]), ("content.data",)),
    (content(data={"title": NUL}), ("content.data",)),
    (content(media="photo"), ("content.media.non_field_errors",)),
    (photo(file_id="f" * 256), ("content.media.file_id",)),
    (photo(size=HUGE), ("content.media.size",)),
    (photo(size=-1), ("content.media.size",)),
    (photo(title=NUL), ("content.media",)),
]
BAD = [
    *(Bad("POST", INBOX, body, fields, person=None) for body, fields in WRONG_INBOX),
    *(Bad("POST", f"{INBOX}edit/", body, fields, person=None) for body, fields in WRONG_INBOX[:6]),
    Bad("POST", f"{INBOX}raw/", {"bot_id": BOT, "update_id": HUGE, "payload": "{}"}, ("update_id",), person=None),
    Bad(
        "POST",
        f"{INBOX}start/",
        {"bot_id": BOT, "sender": {}},
        ("sender.first_name", "sender.telegram_id"),
        person=None,
    ),
    # ---------------------------------------------------------- messages
    Bad("POST", MESSAGES, {"ticket": NOBODY, "text": "a"}, (), 404, "not_found"),
    Bad("POST", MESSAGES, {"ticket": HUGE, "text": "a"}, ("ticket",)),
    Bad("POST", MESSAGES, {"ticket": "{ticket}", "text": LONG}, ("text",)),
    Bad("POST", MESSAGES, {"ticket": "{ticket}", "text": NUL}, ("text",)),
    Bad("POST", MESSAGES, {"ticket": "{ticket}", "text": " "}, ("text",)),
    Bad("POST", MESSAGES, {"ticket": "{ticket}", "text": "a", "kind": "photo"}, ("kind",)),
    Bad("POST", MESSAGES, {"ticket": "{ticket}", "text": "a", "reply_to": NOBODY}, (), 404, "not_found"),
    Bad("PATCH", f"{MESSAGES}{NOBODY}/", {"text": "a"}, (), 404, "not_found"),
    Bad("GET", MESSAGES, None, ("ticket",), query={"ticket": "first"}),
    Bad("GET", MESSAGES, None, ("limit",), query={"limit": 201}),
    Bad("GET", MESSAGES, None, ("after",), query={"after": "-1"}),
    Bad("GET", MESSAGES, None, ("after",), query={"after": NOBODY}),
    # ---------------------------------------------------------- tickets
    Bad("POST", "/api/ticket/tickets/999999999/take/", {}, (), 404, "not_found"),
    Bad("POST", f"{TICKET}transfer/", {}, ("category",)),
    Bad("POST", f"{TICKET}transfer/", {"category": 1, "admin": 1}, ("category",)),
    Bad("POST", f"{TICKET}transfer/", {"category": NOBODY}, (), 404, "not_found"),
    Bad("POST", f"{TICKET}transfer/", {"admin": NOBODY}, (), 404, "not_found"),
    Bad("POST", f"{TICKET}assign-admin/", {"admin": "Dilnoza"}, ("admin",)),
    Bad("POST", f"{TICKET}focus/", {"mode": "shout"}, ("mode",)),
    Bad("POST", f"{TICKET}card/", {"message_id": HUGE}, ("message_id",)),
    Bad("GET", "/api/ticket/tickets/", None, ("box",), query={"box": "lost"}),
    Bad("GET", "/api/ticket/tickets/", None, ("search",), query={"search": "x" * 201}),
    Bad("GET", "/api/ticket/tickets/", None, ("search",), query={"search": NUL}),
    Bad("GET", "/api/ticket/tickets/", None, ("category", "status"), query={"category": "a", "status": "lost"}),
    Bad("GET", "/api/ticket/tickets/my-tickets/", None, ("admin_id",)),
    Bad("GET", "/api/ticket/tickets/user-tickets/", None, ("user_id",), query={"user_id": HUGE}),
    # ---------------------------------------------------------- people and staff
    Bad("POST", "/api/user/users/", {"telegram_id": 0, "first_name": ""}, ("first_name", "telegram_id"), person=None),
    Bad("POST", "/api/user/users/language/", {"language": "de"}, ("language",)),
    Bad("POST", "/api/admin/admins/", {"telegram_id": 5, "first_name": NUL}, ("first_name",), person=None),
    Bad("POST", "/api/admin/admins/", {"telegram_id": 5}, ("first_name",), person=None),
    Bad(
        "POST",
        "/api/admin/admins/",
        {"telegram_id": 5, "first_name": "N", "categories": [NOBODY]},
        ("categories",),
        person=None,
    ),
    Bad("POST", "/api/admin/categories/", {"slug": "a b"}, ("slug",), person=None),
    Bad("POST", "/api/admin/categories/", {"slug": "empty"}, ("name_uz",), person=None),
    Bad("POST", "/api/admin/categories/", {"slug": "payments", "name_uz": "P"}, ("slug",), person=None),
    Bad("PATCH", "/api/admin/categories/999999999/", {"name_uz": "P"}, (), 404, "not_found", person=None),
    # ---------------------------------------------------------- the bot's work
    Bad(
        "POST",
        "/api/ticket/outcomes/",
        {"bot_id": BOT, "outcomes": [{}]},
        ("outcomes.0.delivery", "outcomes.0.lease", "outcomes.0.result"),
        person=None,
    ),
    Bad("POST", "/api/delivery/deliveries/lease/", {"bot_id": BOT, "limit": 0}, ("limit",), person=None),
    Bad(
        "POST",
        "/api/delivery/chats/reachability/",
        {"chat_id": HUGE, "reachable": "maybe"},
        ("chat_id", "reachable"),
        person=None,
    ),
    Bad("POST", "/api/ticket/attachments/1/failure/", {"lease": "mine"}, ("lease",), person=None),
    Bad("POST", "/api/ticket/attachments/1/failure/", {"lease": LEASE}, (), 409, "lease_lost", person=None),
]


def send(bad: Bad, desk: Desk) -> Any:
    """Send the request, with `{ticket}` replaced by Aziza's."""
    ticket = str(desk.ticket.pk)
    body = json.dumps(bad.body).replace('"{ticket}"', ticket) if bad.body is not None else ""
    headers = {"Authorization": TOKEN} | ({"X-Telegram-Id": str(bad.person)} if bad.person else {})
    return Client().generic(
        bad.method,
        bad.path.replace("{ticket}", ticket),
        body,
        content_type="application/json",
        headers=headers,
        query_params=bad.query or None,
    )


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_bad_input_is_refused_by_name_and_changes_nothing(bad: Bad, desk: Desk) -> None:
    before = fingerprint()
    answer = send(bad, desk)
    refusal = answer.json()
    assert (answer.status_code, refusal["code"]) == (bad.status, bad.code), refusal
    assert tuple(sorted(refusal.get("fields", {}))) == bad.fields
    assert fingerprint() == before


CLOSED = [
    ("POST", MESSAGES, {"ticket": "{ticket}", "text": "Kech qoldim"}, "ticket_closed"),
    ("POST", f"{TICKET}take/", {}, "ticket_closed"),
    ("POST", f"{TICKET}focus/", {"mode": "answer"}, "ticket_closed"),
    ("POST", f"{TICKET}release/", {}, "ticket_closed"),
    ("POST", f"{TICKET}transfer/", {"category": 1}, "ticket_closed"),
]


@pytest.mark.parametrize(("method", "path", "body", "code"), CLOSED)
def test_a_closed_ticket_refuses_and_stays_as_it_was(method: str, path: str, body: Any, code: str, desk: Desk) -> None:
    close(desk)
    before = fingerprint()
    answer = send(Bad(method, path, body), desk)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert fingerprint() == before


@pytest.mark.parametrize(
    "header", ["", "Token", "Token wrong", "Bearer {token}", "Token {token} x", "Token {token}x", "Token \xff"]
)
def test_a_wrong_token_is_401_with_a_code(header: str, desk: Desk) -> None:
    sent = header.replace("{token}", settings.API_TOKEN)
    answer = Client().get("/api/ticket/tickets/", headers={"Authorization": sent})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == "Token"


@pytest.mark.parametrize("person", ["", "0", "-5", "abc", "1e3", "٣", "4503599627370496", "9" * 400])
def test_a_wrong_telegram_id_is_refused_by_name(person: str, desk: Desk) -> None:
    answer = Client().get("/api/ticket/tickets/", headers={"Authorization": TOKEN, "X-Telegram-Id": person})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["fields"]) == ["X-Telegram-Id"]


def test_a_stranger_sees_an_empty_desk_and_acts_on_nothing(desk: Desk) -> None:
    headers = {"Authorization": TOKEN, "X-Telegram-Id": "777"}
    assert Client().get("/api/ticket/tickets/", headers=headers).json()["results"] == []
    answer = Client().post("/api/ticket/pending/ask/", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "person_required")


@pytest.mark.parametrize("path", [INBOX, f"{INBOX}edit/", "/api/ticket/outcomes/", "/api/delivery/deliveries/lease/"])
@pytest.mark.parametrize("body", [b"{", b"", b"null", b"[]", b"\xff\xfe", b'{"a": NaN}', b"[" * 5000])
def test_malformed_json_is_refused(body: bytes, path: str, desk: Desk) -> None:
    before = fingerprint()
    headers = {"Authorization": TOKEN}
    answer = Client().post(path, body, content_type="application/json", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["code"] in {"malformed", "invalid"}
    assert fingerprint() == before


def test_another_content_type_is_refused(desk: Desk) -> None:
    headers = {"Authorization": TOKEN}
    answer = Client().post("/api/ticket/inbox/", "a=1", content_type="text/plain", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_above_the_limit_is_refused(desk: Desk) -> None:
    body = json.dumps({"bot_id": BOT, "update_id": 1, "payload": "x" * 3_000_000})
    headers = {"Authorization": TOKEN}
    answer = Client().post("/api/ticket/inbox/raw/", body, content_type="application/json", headers=headers)
    assert answer.status_code in {400, 413}
    assert answer.json()["code"] in {"invalid", "too_large"}
