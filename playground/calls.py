"""What the bot asked for, for tests that count."""

from collections import deque
from typing import Any


class CallLog:
    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=20_000)
        self.cursor = 0

    def add(self, *, method: str, chat_id: int | None, error_code: int | None, at: float) -> None:
        self.cursor += 1
        self._calls.append(
            {
                "id": self.cursor,
                "method": method,
                "chat_id": chat_id,
                "ok": error_code is None,
                "error_code": error_code,
                "at": at,
            }
        )

    def after(self, cursor: int) -> list[dict[str, Any]]:
        return [call for call in self._calls if call["id"] > cursor]
