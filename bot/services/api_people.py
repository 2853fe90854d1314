"""What people do by the bot's hands: each call acts as the person whose Telegram id it is given."""

from typing import Any, cast

from bot.services.api_types import (
    Actor,
    AskedPending,
    ChosenCategory,
    Focus,
    Language,
    Mode,
    Page,
    Rating,
    ShownMessages,
    SignInLink,
    Ticket,
    TransferTargets,
)
from bot.services.backend import Backend, member


class PeopleApi(Backend):
    """Users and admins. Acts are not repeated by themselves: what a lost answer hides is seen when asking again."""

    async def actor(self, *, as_: int) -> Actor:
        actor = cast(Actor, await self._get("/admin/actor/", as_=as_))
        if self.on_actor:
            self.on_actor(actor)
        return actor

    async def make_sign_in_link(self, *, as_: int) -> SignInLink:
        """Make a link that signs the admin in at the site once; the one before it ends."""
        return cast(SignInLink, await self._post("/admin/sign-in-links/", as_=as_))

    async def set_language(self, language: Language, *, as_: int) -> None:
        await self._post("/user/users/language/", {"language": language}, as_=as_, idempotent=True)

    # -------------------------------------------------------------- tickets

    async def list_tickets(
        self,
        *,
        as_: int,
        box: str,
        after: int | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> Page[Ticket]:
        params = {"box": box, "after": after, "before": before, "limit": limit}
        return cast(Page[Ticket], await self._get("/ticket/tickets/", as_=as_, params=params))

    async def get_ticket(self, ticket: int, *, as_: int) -> Ticket:
        return cast(Ticket, await self._get(f"/ticket/tickets/{ticket}/", as_=as_))

    async def choose_category(self, category: int, *, as_: int) -> ChosenCategory:
        return cast(
            ChosenCategory, await self._post("/ticket/tickets/choose-category/", {"category": category}, as_=as_)
        )

    async def take(self, ticket: int, *, as_: int) -> Ticket:
        return await self._ticket_act(ticket, "take", as_=as_)

    async def release(self, ticket: int, *, as_: int) -> Ticket:
        return await self._ticket_act(ticket, "release", as_=as_)

    async def close(self, ticket: int, *, as_: int) -> Ticket:
        return await self._ticket_act(ticket, "close", as_=as_)

    async def reopen(self, ticket: int, *, as_: int) -> Ticket:
        return await self._ticket_act(ticket, "reopen", as_=as_)

    async def transfer(self, ticket: int, *, as_: int, category: int | None = None, admin: int | None = None) -> Ticket:
        """Hand a ticket to a category or to an admin: exactly one of the two is given."""
        body = {"category": category} if category is not None else {"admin": admin}
        return await self._ticket_act(ticket, "transfer", body, as_=as_)

    async def transfer_targets(self, ticket: int, *, as_: int) -> TransferTargets:
        return cast(TransferTargets, await self._get(f"/ticket/tickets/{ticket}/transfer-targets/", as_=as_))

    async def show(self, ticket: int, *, as_: int, before: int | None = None) -> ShownMessages:
        return cast(ShownMessages, await self._post(f"/ticket/tickets/{ticket}/show/", {"before": before}, as_=as_))

    async def card(self, ticket: int, *, as_: int, message_id: int | None = None) -> None:
        await self._post(f"/ticket/tickets/{ticket}/card/", {"message_id": message_id}, as_=as_, idempotent=True)

    async def rate(self, closing: int, value: int, *, as_: int) -> Rating:
        """Rate the help in a ticket, for one of its closings; a second rating changes the first."""
        body = {"closing": closing, "value": value}
        return cast(Rating, await self._post("/ticket/ratings/", body, as_=as_, idempotent=True))

    async def _ticket_act(self, ticket: int, act: str, body: dict[str, Any] | None = None, *, as_: int) -> Ticket:
        return cast(Ticket, await self._post(f"/ticket/tickets/{ticket}/{act}/", body, as_=as_))

    # -------------------------------------------------------------- what an admin writes into

    async def focus(self, ticket: int, *, as_: int, mode: Mode = "answer", takeover: bool = False) -> Focus:
        body = {"mode": mode, "takeover": takeover}
        return cast(Focus, await self._post(f"/ticket/tickets/{ticket}/focus/", body, as_=as_, idempotent=True))

    async def current_focus(self, *, as_: int) -> Focus:
        return cast(Focus, await self._get("/ticket/focus/", as_=as_))

    async def finish(self, *, as_: int) -> Focus:
        return cast(Focus, await self._post("/ticket/focus/finish/", as_=as_))

    # -------------------------------------------------------------- what is held until a question is answered

    async def answer_pending(self, ticket: int, *, as_: int, takeover: bool = False, reopen: bool = False) -> Ticket:
        body = {"ticket": ticket, "takeover": takeover, "reopen": reopen}
        return cast(Ticket, await self._post("/ticket/pending/answer/", body, as_=as_))

    async def ask_pending(self, *, as_: int) -> AskedPending:
        return cast(AskedPending, await self._post("/ticket/pending/ask/", as_=as_))

    async def discard_pending(self, *, as_: int) -> int:
        answer = await self._post("/ticket/pending/discard/", as_=as_)
        return cast(int, member(answer, "count"))

    # -------------------------------------------------------------- single messages

    async def delete_message(self, *, bot_id: int, message_id: int, as_: int) -> None:
        """Delete one's own answer, known by its id in the admin's own chat."""
        await self._post("/ticket/messages/delete/", {"bot_id": bot_id, "message_id": message_id}, as_=as_)

    async def retry_delivery(self, delivery: int, *, as_: int) -> None:
        await self._post(f"/ticket/deliveries/{delivery}/retry/", as_=as_)
