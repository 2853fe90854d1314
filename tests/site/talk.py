"""A conversation as a test makes it: anything said by anybody, at a moment of its own, with or without a file."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from apps.admin.models import Admin
from apps.delivery.models import Delivery
from apps.ticket.models import Attachment, Message
from apps.ticket.services.contents import Content, store_message
from tests.api.desk import Desk
from tests.site.office import seat, ticket_address


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What is said in the desk's ticket. `by` is None for Aziza, who asked."""

    desk: Desk
    by: Admin | None = None

    def by_admin(self, admin: Admin) -> "Talk":
        return replace(self, by=admin)

    def say(
        self, text: str = "", *, at: datetime | None = None, reply_to: Message | None = None, **content: Any
    ) -> Message:
        """Store a message; further arguments are those of its content."""
        said = store_message(
            user=self.desk.aziza,
            ticket=self.desk.ticket,
            admin=self.by,
            reply_to=reply_to,
            is_note=content.pop("is_note", False),
            content=Content(text=text, **{"kind": "text", **content}),
        )
        if at is not None:
            Message.objects.filter(pk=said.pk).update(created_at=at)
        return said

    def send_file(
        self, kind: str, body: bytes = b"bytes", *, text: str = "", album: str = "", **media: Any
    ) -> Attachment:
        """Store a message with a file whose bytes are here."""
        said = self.say(text, kind=kind, media=media or {"file_id": "f"}, media_group_id=album)
        file = Attachment.objects.get(message=said)
        file.file.save("file", ContentFile(body), save=False)
        file.size, file.state = len(body), Attachment.State.STORED
        file.save(update_fields=["file", "size", "state"])
        return file

    def deliver(self, message: Message, state: str, error: str = "") -> Delivery:
        """Let the message be on its way to Aziza, or at the end of it."""
        finished = None if state == Delivery.State.PENDING else timezone.now()
        return Delivery.objects.create(
            chat_id=self.desk.failed.chat_id,
            language="uz",
            kind=Delivery.Kind.CONTENT,
            state=state,
            error=error,
            data={"contents": [{"message": message.pk}], "header": None},
            ticket_ref=self.desk.ticket.pk,
            message_ref=message.pk,
            not_before=timezone.now(),
            finished_at=finished,
        )


def page_of(desk: Desk, query: str = "", language: str = "en") -> str:
    """Return the ticket's page as Dilnoza gets it."""
    return seat(desk.dilnoza, language).get(ticket_address(desk) + query).content.decode()


def row(page: str, key: str) -> str:
    """Return the HTML of one entry."""
    found = re.search(rf'<li [^>]*id="{key}".*?(?=<li |</ol>)', page, re.DOTALL)
    assert found, key
    return found.group(0)


def shown(desk: Desk, message: Message, language: str = "en") -> str:
    """Return the HTML of a message that stands alone."""
    return row(page_of(desk, language=language), f"message-{message.pk}")


def keys_on(page: str) -> list[str]:
    """Return the names of the page's entries in order."""
    return re.findall(r'<li [^>]*?id="([a-z]+-[\d-]+)"', page)


def long_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
