"""The one bot of this Telegram, as it shows itself."""

from typing import Any

from playground.store import Store

FIRST_NAME = "Yordam"
USERNAME = "yordam_playground_bot"


class BotProfile:
    def __init__(self, store: Store, token: str) -> None:
        self._store = store
        self.token = token
        self.id = int(token.split(":", 1)[0])
        # Texts by what and language: ("name" | "description" | "short_description", "" | "uz" | …).
        self._texts: dict[str, str] = dict(store.load("bot_text"))
        self._menu_buttons: dict[str, dict[str, Any]] = dict(store.load("menu_button"))

    def as_user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": True, "first_name": self.text("name", ""), "username": USERNAME}

    def as_me(self) -> dict[str, Any]:
        return self.as_user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def text(self, what: str, language: str) -> str:
        default = FIRST_NAME if what == "name" else ""
        return self._texts.get(f"{what}:{language}") or self._texts.get(f"{what}:") or default

    def set_text(self, what: str, language: str, text: str) -> None:
        key = f"{what}:{language}"
        if text:
            self._texts[key] = text
            self._store.save("bot_text", key, text)
        else:
            self._texts.pop(key, None)
            self._store.drop("bot_text", key)

    def menu_button(self, chat_id: int | None) -> dict[str, Any]:
        default = self._menu_buttons.get("", {"type": "commands"})
        return self._menu_buttons.get(str(chat_id), default) if chat_id else default

    def set_menu_button(self, chat_id: int | None, button: dict[str, Any]) -> None:
        key = str(chat_id) if chat_id else ""
        if button["type"] == "default":
            self._menu_buttons.pop(key, None)
            self._store.drop("menu_button", key)
        else:
            self._menu_buttons[key] = button
            self._store.save("menu_button", key, button)

    def empty(self) -> None:
        self._texts.clear()
        self._menu_buttons.clear()
