"""Pressed buttons that wait for their answer."""

from dataclasses import dataclass

from playground.store import Store

ANSWERED_WITHIN = 60.0  # Seconds; afterwards Telegram refuses the answer.


@dataclass
class Callback:
    id: str
    chat_id: int
    at: float


class Callbacks:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting = {key: Callback(**value) for key, value in store.load("callback")}

    def add(self, callback: Callback) -> None:
        for old in [one for one in self._waiting.values() if one.at < callback.at - ANSWERED_WITHIN]:
            self._remove(old)
        self._waiting[callback.id] = callback
        self._store.save("callback", callback.id, vars(callback))

    def answer(self, callback_id: str, now: float) -> Callback | None:
        """Take the query that is answered, or None when it is unknown, answered already or too old."""
        callback = self._waiting.get(callback_id)
        if callback is None:
            return None
        self._remove(callback)
        return callback if callback.at >= now - ANSWERED_WITHIN else None

    def _remove(self, callback: Callback) -> None:
        del self._waiting[callback.id]
        self._store.drop("callback", callback.id)

    def empty(self) -> None:
        self._waiting.clear()
