"""The API as a client of it speaks: with a token, and perhaps for a person."""

import json
from typing import Any

from rest_framework.test import APIClient

from apps.ticket.services.contents import Incoming
from tests.personas import Persona


class Api:
    """`Api(token, persona).post("ticket/tickets/1/take/")` answers the response."""

    def __init__(self, *, token: str, persona: Persona | None = None) -> None:
        self._client = APIClient()
        headers = {"HTTP_AUTHORIZATION": f"Token {token}"}
        if persona is not None:
            headers["HTTP_X_TELEGRAM_ID"] = str(persona.telegram_id)
        self._client.credentials(**headers)

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(f"/api/{path}", query)

    def post(self, path: str, **body: Any) -> Any:
        return self._client.post(f"/api/{path}", json.dumps(body), content_type="application/json")

    def patch(self, path: str, **body: Any) -> Any:
        return self._client.patch(f"/api/{path}", json.dumps(body), content_type="application/json")

    def put_bytes(self, path: str, content: bytes) -> Any:
        return self._client.put(f"/api/{path}", content, content_type="application/octet-stream")


def wire(incoming: Incoming) -> dict[str, Any]:
    """Return a message as the bot posts it to the inbox."""
    content, source, sender = incoming.content, incoming.source, incoming.sender
    return {
        "bot_id": source.bot_id,
        "chat_id": source.chat_id,
        "message_id": source.message_id,
        "media_group_id": source.media_group_id or None,
        "sender": {
            "telegram_id": sender.telegram_id,
            "first_name": sender.first_name,
            "language_code": sender.language_code,
        },
        "content": {
            "kind": content.kind,
            "text": content.text,
            "entities": content.entities,
            "media": content.media,
            "data": content.data,
        },
        "reply_to_message_id": incoming.reply_to_message_id,
        "category": incoming.category_id,
    }
