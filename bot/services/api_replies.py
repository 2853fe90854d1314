"""Saved replies, and whom the desk takes nothing from: what an admin does from a ticket's card."""

from typing import cast

from bot.services.api_reply_types import SavedReply, Unblocked
from bot.services.api_types import Page, Ticket
from bot.services.backend import Backend


class RepliesApi(Backend):
    """Each call acts as the admin whose Telegram id it is given."""

    async def list_saved_replies(
        self, ticket: int, *, as_: int, after: int | None = None, before: int | None = None, limit: int | None = None
    ) -> Page[SavedReply]:
        """List those that fit the ticket, in the words that its person would read."""
        params = {"ticket": ticket, "after": after, "before": before, "limit": limit}
        return cast(Page[SavedReply], await self._get("/ticket/saved-replies/", as_=as_, params=params))

    async def get_saved_reply(self, reply: int, ticket: int, *, as_: int) -> SavedReply:
        path = f"/ticket/saved-replies/{reply}/"
        return cast(SavedReply, await self._get(path, as_=as_, params={"ticket": ticket}))

    async def send_saved_reply(self, ticket: int, reply: int, *, as_: int, takeover: bool = False) -> Ticket:
        body = {"saved_reply": reply, "takeover": takeover}
        return cast(Ticket, await self._post(f"/ticket/tickets/{ticket}/send-saved-reply/", body, as_=as_))

    async def block(self, ticket: int, reason: str, *, as_: int) -> Ticket:
        """Block the one who asked; blocking twice changes nothing."""
        path = f"/ticket/tickets/{ticket}/block/"
        return cast(Ticket, await self._post(path, {"reason": reason}, as_=as_, idempotent=True))

    async def unblock(self, ticket: int, *, as_: int) -> Unblocked:
        return cast(Unblocked, await self._post(f"/ticket/tickets/{ticket}/unblock/", as_=as_, idempotent=True))
