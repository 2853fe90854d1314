"""What the bot asks of the backend as the service itself: the inbox, deliveries and media bytes."""

from collections.abc import AsyncIterator
from typing import BinaryIO, cast

from bot.services.api_process_types import Mode, ProcessFacts
from bot.services.api_types import (
    Delivery,
    IncomingMessage,
    LeasedAttachment,
    Outcome,
    RawKept,
    Received,
    Sender,
    Started,
)
from bot.services.backend import Backend, member


class ServiceApi(Backend):
    """Every call of the inbox may be repeated: the backend keeps one of each Telegram message."""

    async def receive_message(self, message: IncomingMessage) -> Received:
        return cast(Received, await self._post("/ticket/inbox/", message, idempotent=True))

    async def receive_edit(self, message: IncomingMessage) -> Received:
        return cast(Received, await self._post("/ticket/inbox/edit/", message, idempotent=True))

    async def store_raw_update(self, *, bot_id: int, update_id: int, payload: str, error: str) -> RawKept:
        body = {"bot_id": bot_id, "update_id": update_id, "payload": payload, "error": error}
        return cast(RawKept, await self._post("/ticket/inbox/raw/", body, idempotent=True))

    async def start(self, *, bot_id: int, sender: Sender, slug: str = "") -> Started:
        body = {"bot_id": bot_id, "sender": sender, "slug": slug}
        return cast(Started, await self._post("/ticket/inbox/start/", body, idempotent=True))

    async def set_reachability(self, *, chat_id: int, reachable: bool) -> None:
        body = {"chat_id": chat_id, "reachable": reachable}
        await self._post("/delivery/chats/reachability/", body, idempotent=True)

    async def announce_overdue(self) -> int:
        answer = await self._post("/ticket/reminders/", idempotent=True)
        return cast(int, member(answer, "announced"))

    async def lease(self, *, bot_id: int, limit: int) -> list[Delivery]:
        """Take rows to send, at most one for each chat. What a lost answer held comes again when its lease runs out."""
        answer = await self._post("/delivery/deliveries/lease/", {"bot_id": bot_id, "limit": limit}, idempotent=True)
        return cast(list[Delivery], member(answer, "deliveries"))

    async def report_outcomes(self, *, bot_id: int, outcomes: list[Outcome]) -> list[Delivery]:
        """Say what became of leased rows; the answer holds the next row of each chat that has one."""
        answer = await self._post("/ticket/outcomes/", {"bot_id": bot_id, "outcomes": outcomes}, idempotent=True)
        return cast(list[Delivery], member(answer, "deliveries"))

    async def renew_leases(self, leases: dict[int, str]) -> set[int]:
        """Keep chats in hand, each by its lease; the answer names those that are lost."""
        body = {"leases": [{"chat_id": chat_id, "lease": lease} for chat_id, lease in leases.items()]}
        return set(member(await self._post("/delivery/deliveries/renew/", body, idempotent=True), "lost"))

    async def renew_attachments(self, leases: dict[int, str]) -> set[int]:
        """Keep files that are being fetched, each by its lease; the answer names those that are lost."""
        body = {"leases": [{"attachment": attachment, "lease": lease} for attachment, lease in leases.items()]}
        return set(member(await self._post("/ticket/attachments/renew/", body, idempotent=True), "lost"))

    async def lease_attachments(self, *, bot_id: int, limit: int) -> list[LeasedAttachment]:
        answer = await self._post("/ticket/attachments/lease/", {"bot_id": bot_id, "limit": limit}, idempotent=True)
        return cast(list[LeasedAttachment], member(answer, "attachments"))

    async def upload_content(self, attachment: int, *, lease: str, content: BinaryIO) -> None:
        """Give the bytes to the backend; a file has a length, without which a WSGI server would see no body."""
        await self._upload(f"/ticket/attachments/{attachment}/content/", content, {"lease": lease})

    async def report_attachment_failure(
        self, attachment: int, *, lease: str, error: str, final: bool, too_large: bool
    ) -> None:
        body = {"lease": lease, "error": error, "final": final, "too_large": too_large}
        await self._post(f"/ticket/attachments/{attachment}/failure/", body, idempotent=True)

    async def return_attachment(self, attachment: int, *, lease: str) -> None:
        """Leave a file to whoever goes on: it was not brought to its end, and nothing is wrong with it."""
        body = {"lease": lease, "returned": True}
        await self._post(f"/ticket/attachments/{attachment}/failure/", body, idempotent=True)

    def download_content(self, attachment: int) -> AsyncIterator[bytes]:
        return self._download(f"/ticket/attachments/{attachment}/content/")

    async def report_process(
        self, *, instance: str, bot_id: int, mode: Mode, started_at: str, facts: ProcessFacts
    ) -> int:
        """Say that this process lives; the answer is how many of this bot's processes do."""
        body = {"instance": instance, "bot_id": bot_id, "mode": mode, "started_at": started_at, "facts": facts}
        answer = await self._post("/delivery/bots/", body, idempotent=True)
        return cast(int, member(answer, "alive"))

    async def leave(self, *, instance: str) -> None:
        """Say that this process stops in order."""
        await self._post("/delivery/bots/leave/", {"instance": instance}, idempotent=True)
