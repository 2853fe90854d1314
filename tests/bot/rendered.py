"""Deliveries as calls to Telegram, without sending them."""

from typing import Any, cast

from aiogram.types import BufferedInputFile, InputFile

from bot.services.api_types import Delivery
from bot.services.calls import Call
from bot.services.rendering import Renderer
from tests.bot.desk import DILNOZA, ZONE
from tests.bot.fake_backend import content

HEADER = {"number": 1024, "name": "<b>_*[", "author": "user", "note": False, "at": None, "edited": False}
SHOWN = "💬 #1024 · <b>_*["


def file_of(attachment: int, name: str) -> InputFile:
    return BufferedInputFile(str(attachment).encode(), name)


def render(kind: str, data: dict[str, Any], **more: Any) -> list[Call]:
    row: dict[str, Any] = {
        "id": 1,
        "lease": "l",
        "chat_id": DILNOZA,
        "language": "en",
        "kind": kind,
        "data": data,
        "ticket": 1,
        "message": None,
        "parts_done": 0,
        "sent": [],
        "target": None,
        "reply_to": None,
        "attempt": 1,
    }
    return Renderer(ZONE, file_of).render(cast(Delivery, {**row, **more}))


def render_contents(*contents: dict[str, Any], header: dict[str, Any] | None = HEADER, **more: Any) -> list[Call]:
    return render("content", {"contents": list(contents), "header": header}, **more)


def media(kind: str, text: str = "", *, message: int = 5, **fields: Any) -> dict[str, Any]:
    file = {"file_id": f"f{message}", "file_unique_id": f"u{message}", **fields}
    return content(kind, text, media=file, message=message, attachment=message)


def method_of(call: Call) -> Any:
    return call.method


def album(*kinds: str, texts: dict[int, str] | None = None) -> list[dict[str, Any]]:
    return [media(kind, (texts or {}).get(index, ""), message=index) for index, kind in enumerate(kinds, 1)]
