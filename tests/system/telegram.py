"""Telegram as people see it: their chats, kept up to date by the playground's stream of events."""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

Json = dict[str, Any]
# Longer than a lease, after which goes on what a killed bot had in hand, and than the pauses of a busy machine.
DEADLINE = 150.0


class Chat:
    """One person's chat with the bot, as it stands now."""

    def __init__(self) -> None:
        self._messages: dict[int, Json] = {}
        self.keyboard: Json | None = None
        # What the bot said to pressed buttons, by the id of the press.
        self.toasts: dict[str, str] = {}
        # Every message of the bot in the order of its arrival, as it was when it came.
        self.arrived: list[Json] = []

    def keep(self, message: Json) -> None:
        known = message["message_id"] in self._messages
        self._messages[message["message_id"]] = message
        if not known and is_by_bot(message):
            self.arrived.append(message)

    def forget(self, message_ids: list[int]) -> None:
        for message_id in message_ids:
            self._messages.pop(message_id, None)

    def get(self, message_id: int) -> Json:
        """The message as it is now; empty while it has not been shown, and once it is deleted."""
        return self._messages.get(message_id, {})

    def __contains__(self, message_id: int) -> bool:
        return message_id in self._messages

    @property
    def messages(self) -> list[Json]:
        return list(self._messages.values())

    @property
    def received(self) -> list[Json]:
        """What the bot wrote and has not deleted, in order."""
        return [message for message in self._messages.values() if is_by_bot(message)]

    @property
    def words(self) -> list[str]:
        return [words_of(message) for message in self.received]

    def holding(self, text: str) -> list[Json]:
        """The bot's messages in which this text stands."""
        return [message for message in self.received if text in words_of(message)]


class Telegram:
    """Follows all chats. Whoever waits for something is woken by what happens, not by a clock."""

    def __init__(self, session: aiohttp.ClientSession, people_url: str) -> None:
        self.session = session
        self.people_url = people_url
        self.chats: dict[int, Chat] = defaultdict(Chat)
        self._waiting: set[asyncio.Event] = set()

    async def request(self, verb: str, path: str, body: Any = None, *, status: int | None = None) -> Any:
        """Act through the people API; anything but a success (or the status asked for) fails the test."""
        data = body if isinstance(body, aiohttp.FormData) else None
        given = None if data is not None else body
        async with self.session.request(verb, f"{self.people_url}/{path}", json=given, data=data) as response:
            answer = await response.json()
            assert response.status == status if status else response.ok, (response.status, answer)
            return answer

    async def until(self, condition: Callable[[], Any], what: str, *, within: float = DEADLINE) -> Any:
        """Wait until the condition gives something, and return that."""
        news = asyncio.Event()
        self._waiting.add(news)
        try:
            async with asyncio.timeout(within):
                while not (found := condition()):
                    news.clear()
                    await news.wait()
                return found
        except TimeoutError:
            raise AssertionError(f"after {within:.0f} s there is still not: {what}") from None
        finally:
            self._waiting.discard(news)

    async def follow(self, ready: asyncio.Event) -> None:
        """Take in the stream until this is cancelled. A playground that was killed is listened to again."""
        cursor = ""
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                timeout = aiohttp.ClientTimeout(total=None)
                url = f"{self.people_url}/events" + (f"?after={cursor}" if cursor else "")
                async with self.session.get(url, timeout=timeout) as stream:
                    ready.set()
                    number = cursor
                    async for line in stream.content:
                        if line.startswith(b"id: "):
                            number = line[4:].strip().decode()
                        elif line.startswith(b"data: "):
                            await self._take(json.loads(line[6:]))
                            cursor = number
            await asyncio.sleep(0.1)

    async def _take(self, event: Json) -> None:
        if event["type"] == "reload":
            await self._reload()
        else:
            _apply(self.chats[int(event.get("chat", 0))], event)
        for news in self._waiting:
            news.set()

    async def _reload(self) -> None:
        state = await self.request("GET", "state")
        for chat_id, chat in state["chats"].items():
            self.chats[int(chat_id)].keyboard = chat["keyboard"]
            for message in chat["messages"]:
                if not message.get("deleted"):
                    self.chats[int(chat_id)].keep(message)


def _apply(chat: Chat, event: Json) -> None:
    match event["type"]:
        case "message" | "edited" | "reaction":
            chat.keep(event["message"])
        case "deleted":
            chat.forget(event["message_ids"])
        case "keyboard":
            chat.keyboard = event["keyboard"]
        case "callback_answer":
            chat.toasts[event["callback_query_id"]] = event.get("text") or ""


def is_by_bot(message: Json) -> bool:
    return bool(message.get("from", {}).get("is_bot"))


def words_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def buttons_of(message: Json) -> Iterator[Json]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield from row


@asynccontextmanager
async def following(people_url: str) -> AsyncIterator[Telegram]:
    """The Telegram behind that address, for as long as this lasts."""
    connector = aiohttp.TCPConnector(limit=200)
    async with aiohttp.ClientSession(connector=connector, read_bufsize=2**24) as session:
        telegram = Telegram(session, people_url)
        ready = asyncio.Event()
        following = asyncio.create_task(telegram.follow(ready))
        await ready.wait()
        try:
            yield telegram
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
