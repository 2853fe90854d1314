"""Facts as the backend tells them: a ticket, a category, an admin, a delivery; tests change what they are about."""

from typing import Any, cast

from bot.services.api_reply_types import SavedReply
from bot.services.api_report_types import Hit
from bot.services.api_types import Actor, Admin, Category, Delivery, Page, Ticket

AZIZA, BORIS, EMMA, DILNOZA, RUSTAM = 1001, 1002, 1003, 2001, 3001
NAMES = {AZIZA: "Aziza", BORIS: "Boris", EMMA: "Emma", DILNOZA: "Dilnoza", RUSTAM: "Rustam"}
ROLES = {DILNOZA: "admin", RUSTAM: "super_admin"}
LANGUAGES = {AZIZA: "uz", BORIS: "ru", EMMA: "en", DILNOZA: "en", RUSTAM: "en"}
# A name that would do harm in HTML and in Markdown, and has to be shown as it is.
WICKED = "<b>_*[Ali](x)`"


def actor(person: int, **changes: Any) -> Actor:
    known = {
        "role": ROLES.get(person, "user"),
        "telegram_id": person,
        "first_name": NAMES.get(person, "Somebody"),
        "language": LANGUAGES.get(person),
        "language_chosen": False,
        "admin": person if person in ROLES else None,
    }
    return cast(Actor, {**known, **changes})


def category(number: int = 1, **changes: Any) -> Category:
    known = {
        "id": number,
        "slug": f"category-{number}",
        "name_uz": f"Toʻlovlar {number}",
        "name_ru": f"Платежи {number}",
        "name_en": f"Payments {number}",
        "is_active": True,
        "order": number,
    }
    return cast(Category, {**known, **changes})


def ticket(number: int = 1024, **changes: Any) -> Ticket:
    """Aziza's ticket, new and waiting, as an admin of its category sees it."""
    known = {
        "id": number - 1000,
        "number": number,
        "status": "new",
        "user": 11,
        "category": 1,
        "admin": None,
        "waiting_since": "2026-11-22T10:00:00+00:00",
        "created_at": "2026-11-22T10:00:00+00:00",
        "taken_at": None,
        "closed_at": None,
        "reopened_at": None,
        "last_message_at": "2026-11-22T10:00:00+00:00",
        "previous": None,
        "last_text": "Where is my money?",
        "rating": None,
        "user_detail": asker(),
        "category_detail": category(),
        "admin_detail": None,
        "actions": ["take", "answer", "transfer", "note", "close", "show"],
    }
    return cast(Ticket, {**known, **changes})


def asker(person: int = AZIZA, **changes: Any) -> dict[str, Any]:
    known = {
        "id": 11,
        "telegram_id": person,
        "first_name": NAMES[person],
        "last_name": "",
        "username": "",
        "language": "uz",
    }
    return {**known, **changes}


def taken(number: int = 1024, holder: str = "Dilnoza", **changes: Any) -> Ticket:
    held = {
        "status": "taken",
        "admin": 5,
        "admin_detail": {"id": 5, "first_name": holder},
        "actions": ["answer", "release", "transfer", "note", "close", "show"],
    }
    return ticket(number, **{**held, **changes})


def closed(number: int = 1024, **changes: Any) -> Ticket:
    over = {"status": "closed", "waiting_since": None, "actions": ["note", "reopen", "show"]}
    return ticket(number, **{**over, **changes})


def own(person: int, number: int = 1024, **changes: Any) -> Ticket:
    """The person's own open ticket, as they see it."""
    return ticket(number, **{"user_detail": asker(person), "actions": ["close"], **changes})


def admin(number: int = 5, **changes: Any) -> Admin:
    known = {
        "id": number,
        "telegram_id": DILNOZA,
        "first_name": "Dilnoza",
        "username": "dilnoza",
        "language": "en",
        "categories": [1],
        "is_super_admin": False,
        "is_permanent": False,
        "is_active": True,
        "has_started": True,
    }
    return cast(Admin, {**known, **changes})


def hit(number: int = 1024, text: str = "Where is my *money*?", **changes: Any) -> Hit:
    """A found ticket; what stands between stars is what was looked for."""
    snippet = {
        "message": 77,
        "author": "Aziza",
        "is_staff": False,
        "note": False,
        "at": "2026-11-22T10:00:00+00:00",
        "parts": marked(text),
    }
    known = {"ticket": ticket(number), "reason": "words", "snippets": [snippet]}
    return cast(Hit, {**known, **changes})


def marked(text: str) -> list[dict[str, Any]]:
    pieces = text.split("*")
    return [{"text": piece, "marked": place % 2 == 1} for place, piece in enumerate(pieces) if piece]


def page(*results: Any, following: bool = False, earlier: bool = False) -> Page[Any]:
    here = "http://backend.invalid/api/"
    return {
        "next": f"{here}?after=1" if following else None,
        "previous": f"{here}?before=1" if earlier else None,
        "results": list(results),
    }


def delivery(kind: str, data: dict[str, Any], *, chat_id: int = DILNOZA, **changes: Any) -> Delivery:
    known: dict[str, Any] = {
        "id": 1,
        "lease": "lease",
        "chat_id": chat_id,
        "language": "en",
        "kind": kind,
        "data": data,
        "ticket": 24,
        "message": None,
        "parts_done": 0,
        "sent": [],
        "target": None,
        "reply_to": None,
        "attempt": 1,
    }
    return cast(Delivery, {**known, **changes})


def text_content(text: str, **changes: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "kind": "text",
        "text": text,
        "entities": [],
        "media": None,
        "data": {},
        "source": None,
        "message": 77,
    }
    return {**known, **changes}


def saved_reply(number: int = 7, **changes: Any) -> SavedReply:
    """A saved reply in the words that Aziza would read."""
    known = {"id": number, "title": f"Reply {number}", "category": None, "text": "Salom, Aziza!", "files": []}
    return cast(SavedReply, {**known, **changes})


def reply_file(name: str = "prices.pdf") -> dict[str, Any]:
    return {"id": 3, "kind": "document", "file_name": name, "mime_type": "application/pdf", "size": 5}
