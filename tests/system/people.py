"""People at their telephones, and the staff that a test appoints. Everybody is new in every test."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import aiohttp

from bot.services.words import Words
from tests.system.telegram import Chat, Json, Telegram, buttons_of, words_of

_ids = count(10_001)


@dataclass
class Person:
    """Somebody with a telephone. `words` are those in which the bot speaks to them."""

    id: int
    name: str
    words: Words
    telegram: Telegram

    @property
    def chat(self) -> Chat:
        return self.telegram.chats[self.id]

    # -------------------------------------------------------------- writing

    async def starts(self, parameter: str | None = None) -> Json:
        return await self._act("POST", "start", {"parameter": parameter})

    async def writes(self, text: str, **about: Any) -> Json:
        return await self._act("POST", "messages", {"text": text, **about})

    async def sends(self, **content: Any) -> Json:
        """Send what is no text and no file: a location, a contact, a poll, …"""
        return await self._act("POST", "messages", content)

    async def sends_files(self, kind: str, *files: bytes, **fields: Any) -> list[Json]:
        """One message for each file; several are an album."""
        form = aiohttp.FormData()
        form.add_field("kind", kind)
        for name, value in fields.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for number, data in enumerate(files):
            form.add_field("file", data, filename=f"{kind}{number}.bin")
        answer = await self.telegram.request("POST", f"people/{self.id}/messages", form, status=201)
        messages: list[Json] = answer["messages"]
        return messages

    async def edits(self, message: Json, **content: Any) -> Json:
        return await self._act("PATCH", f"messages/{message['message_id']}", content)

    # -------------------------------------------------------------- pressing

    async def presses(self, key: str, message: Json | None = None, **args: Any) -> str:
        """Press the inline button of that label, on this message or on the last one that has it; wait for the
        bot's word and return it."""
        return await self.is_answered(await self.pushes(key, message, **args))

    async def pushes(self, key: str, message: Json | None = None, **args: Any) -> str:
        """The same without waiting. Returns the id of the press."""
        label = self.words(key, **args) if "-" in key else key
        found = await self.sees(lambda: self._with_button(label, message), f"a button {label!r}")
        data = next(button["callback_data"] for button in buttons_of(found) if button["text"] == label)
        answer = await self._act("POST", "callbacks", {"message_id": found["message_id"], "data": data})
        return str(answer["callback_query_id"])

    async def is_answered(self, press: str) -> str:
        await self.sees(lambda: press in self.chat.toasts, "an answer to the pressed button")
        return self.chat.toasts[press]

    async def presses_keyboard(self, label: str) -> Json:
        return await self._act("POST", "keyboard", {"text": label})

    def _with_button(self, label: str, message: Json | None) -> Json | None:
        among = self.chat.received if message is None else [self.chat.get(message["message_id"])]
        fitting = [one for one in among if any(button["text"] == label for button in buttons_of(one))]
        return fitting[-1] if fitting else None

    # -------------------------------------------------------------- the bot itself

    async def blocks_the_bot(self) -> None:
        await self._act("POST", "block", {})

    async def unblocks_the_bot(self) -> None:
        await self._act("POST", "unblock", {})

    # -------------------------------------------------------------- reading

    async def sees(self, condition: Callable[[], Any], what: str) -> Any:
        shown = f"{self.name} sees {what}"
        try:
            return await self.telegram.until(condition, shown)
        except AssertionError as error:
            last = "\n".join(f"  {words_of(message)[:100]!r}" for message in self.chat.messages[-8:])
            raise AssertionError(f"{error}\nthe last messages in the chat are\n{last}") from None

    async def reads(self, text: str, *, times: int = 1) -> Json:
        """Wait until the bot has written this; the last such message."""
        await self.sees(lambda: len(self.chat.holding(text)) >= times, f"{text!r}")
        return self.chat.holding(text)[-1]

    async def hears(self, key: str, **args: Any) -> Json:
        """The same for a sentence of the bot's own, in this person's language."""
        return await self.reads(self.words(key, **args))

    async def sees_reaction(self, message: Json, emoji: str) -> None:
        def reacted() -> bool:
            reactions = self.chat.get(message["message_id"]).get("reactions", [])
            return any(reaction["emoji"] == emoji and reaction["by"] == "bot" for reaction in reactions)

        await self.sees(reacted, f"the reaction {emoji}")

    async def _act(self, verb: str, path: str, body: Json) -> Json:
        answer: Json = await self.telegram.request(verb, f"people/{self.id}/{path}", body)
        return answer


async def appears(telegram: Telegram, name: str, language: str) -> Person:
    """Somebody with a new account, who has not written to the bot yet."""
    person_id = next(_ids)
    body = {"id": person_id, "first_name": name, "language_code": language}
    await telegram.request("POST", "people", body, status=201)
    return Person(person_id, name, Words(language), telegram)
