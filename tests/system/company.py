"""The desk of one test: its own category, its own staff, its own people, beside those of all other tests."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.services.words import Words
from tests.system.backend import Backend, Json
from tests.system.harness import Desk
from tests.system.people import Person, appears
from tests.system.telegram import Telegram

_numbers = count(1)


@dataclass
class Company:
    desk: Desk
    telegram: Telegram
    backend: Backend
    categories: list[Json] = field(default_factory=list)

    @property
    def category(self) -> Json:
        return self.categories[0]

    async def opens_category(self) -> Json:
        number = next(_numbers)
        names = {"name_uz": f"Toʻlov {number}", "name_ru": f"Оплата {number}", "name_en": f"Payment {number}"}
        made: Json = await self.backend.post("admin/categories/", {"slug": f"pay-{number}", **names})
        self.categories.append(made)
        return made

    async def appoints(
        self,
        name: str = "Dilnoza",
        *,
        language: str = "en",
        categories: list[int] | None = None,
        is_super_admin: bool = False,
        starts: bool = True,
    ) -> "Colleague":
        """Somebody becomes an admin of the first category (or of those given), and starts the bot."""
        person = await appears(self.telegram, name, language)
        known = {"telegram_id": person.id, "first_name": name, "language": language}
        await self.backend.post("user/users/", known)
        bound = [self.category["id"]] if categories is None else categories
        wanted = {"telegram_id": person.id, "first_name": name, "categories": bound, "is_super_admin": is_super_admin}
        admin = await self.backend.post("admin/admins/", wanted)
        colleague = Colleague(person.id, name, Words(language), self.telegram, admin["id"])
        if starts:
            await colleague.starts()
            await colleague.reads(colleague.words("notice-appointed"))
        return colleague

    async def welcomes(self, name: str = "Aziza", *, language: str = "en") -> Person:
        """Somebody new, who has not written yet."""
        return await appears(self.telegram, name, language)

    async def asks(self, person: Person, text: str, category: Json | None = None) -> Json:
        """The person asks, and chooses where it belongs. The ticket that this opens."""
        await person.writes(text)
        await person.presses(self.label(person, category or self.category))
        return await self.ticket_of(person)

    async def ticket_of(self, person: Person) -> Json:
        """The person's newest ticket, as the service sees it."""
        page = await self.backend.get("ticket/tickets/?box=own&limit=1", as_=person.id)
        ticket: Json = await self.backend.get(f"ticket/tickets/{page['results'][0]['id']}/")
        return ticket

    async def messages_of(self, person: Person) -> list[Json]:
        return await self.backend.messages_of((await self.ticket_of(person))["id"])

    def label(self, person: Person, category: Json) -> str:
        return str(category[f"name_{person.words.language}"])

    async def calls(self, chat_id: int | None = None, after: int = 0) -> list[Json]:
        """What the bot asked Telegram for."""
        answer = await self.telegram.request("GET", f"calls?after={after}")
        return [call for call in answer["calls"] if chat_id is None or call["chat_id"] == chat_id]

    async def calls_cursor(self) -> int:
        return int((await self.telegram.request("GET", "calls"))["cursor"])

    async def breaks(self, method: str, kind: str, person: Person | None = None, **about: Any) -> None:
        """The next call of that method (to that person) goes wrong."""
        fault = {"method": method, "kind": kind, "chat_id": person.id if person else None, **about}
        await self.telegram.request("POST", "faults", [fault], status=201)

    async def closes(self) -> None:
        """Nothing of this test is in the way of the next."""
        await self.telegram.request("DELETE", "faults")
        for category in self.categories:
            await self.backend.patch(f"admin/categories/{category['id']}/", {"is_active": False})


async def open_company(desk: Desk, telegram: Telegram) -> Company:
    """A company with one category, and nobody in it yet."""
    company = Company(desk, telegram, Backend(telegram.session, desk.api_url, desk.api_token))
    await company.opens_category()
    return company


@dataclass
class Colleague(Person):
    """An admin."""

    admin: int

    async def takes(self, ticket: Json) -> None:
        """Press Take on the ticket's card."""
        card = await self.card_of(ticket)
        await self.presses("button-take", card)
        await self.sees(lambda: self.words("card-status-taken", admin=self.name) in self._card_text(card), "it taken")

    async def card_of(self, ticket: Json) -> Json:
        """The last card of that ticket in the chat."""

        def card() -> Json | None:
            fitting = [
                message
                for message in self.chat.received
                if f"#{ticket['number']}" in str(message.get("text", "")).partition("\n")[0]
                and message.get("reply_markup", {}).get("inline_keyboard")
            ]
            return fitting[-1] if fitting else None

        found: Json = await self.sees(card, f"the card of #{ticket['number']}")
        return found

    def _card_text(self, card: Json) -> str:
        return str(self.chat.get(card["message_id"]).get("text"))
