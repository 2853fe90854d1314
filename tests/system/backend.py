"""The REST API, as the service, as a person, or by an operator's own token."""

from dataclasses import dataclass
from typing import Any

import aiohttp

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


@dataclass
class Backend:
    session: aiohttp.ClientSession
    url: str
    token: str

    async def ask(
        self, verb: str, path: str, body: Any = None, *, as_: int | None = None, token: str | None = None
    ) -> Answer:
        """One request, whatever comes of it."""
        headers = {"Authorization": f"Token {token or self.token}"}
        if as_ is not None:
            headers["X-Telegram-Id"] = str(as_)
        async with self.session.request(verb, f"{self.url}/{path}", json=body, headers=headers) as response:
            return Answer(response.status, await response.json())

    async def get(self, path: str, **about: Any) -> Any:
        return (await self._granted("GET", path, None, **about)).body

    async def post(self, path: str, body: Any = None, **about: Any) -> Any:
        return (await self._granted("POST", path, body or {}, **about)).body

    async def patch(self, path: str, body: Any, **about: Any) -> Any:
        return (await self._granted("PATCH", path, body, **about)).body

    async def everything(self, path: str, **about: Any) -> list[Json]:
        """All pages of a list."""
        found: list[Json] = []
        page = await self.get(f"{path}{'&' if '?' in path else '?'}limit=200", **about)
        found += page["results"]
        while page["next"]:
            page = await self.get(page["next"].split("/api/", 1)[1], **about)
            found += page["results"]
        return found

    async def messages_of(self, ticket: int) -> list[Json]:
        return await self.everything(f"ticket/messages/?ticket={ticket}")

    async def tickets_of(self, category: int) -> list[Json]:
        return await self.everything(f"ticket/tickets/?category={category}")

    async def _granted(self, verb: str, path: str, body: Any, **about: Any) -> Answer:
        answer = await self.ask(verb, path, body, **about)
        assert answer.status in {200, 201}, (verb, path, answer)
        return answer
