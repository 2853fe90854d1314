"""The bot's commands, by scope and language."""

from typing import Any

from playground.store import Store

Command = dict[str, str]


class Commands:
    """Keys are "scope:chat:user:language" with empty parts where a scope has none."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lists: dict[str, list[Command]] = dict(store.load("commands"))

    def get(self, scope: dict[str, Any], language: str) -> list[Command]:
        return self._lists.get(_key(scope, language), [])

    def set(self, scope: dict[str, Any], language: str, commands: list[Command]) -> None:
        key = _key(scope, language)
        if commands:
            self._lists[key] = commands
            self._store.save("commands", key, commands)
        else:
            self._lists.pop(key, None)
            self._store.drop("commands", key)

    def shown_to(self, person_id: int, language: str) -> list[Command]:
        """What a person sees in the private chat: the narrowest list that exists, in their language if it can be."""
        scopes = ({"type": "chat", "chat_id": person_id}, {"type": "all_private_chats"}, {"type": "default"})
        for scope in scopes:
            for tongue in (language, ""):
                if found := self.get(scope, tongue):
                    return found
        return []

    def empty(self) -> None:
        self._lists.clear()


def _key(scope: dict[str, Any], language: str) -> str:
    return f"{scope['type']}:{scope.get('chat_id', '')}:{scope.get('user_id', '')}:{language}"
