"""The people of the tests and what they do: Aziza writes Uzbek, Boris Russian, Emma English; Dilnoza and Jasur answer
payments, Nodira delivery; Rustam is a super admin. Only Telegram itself is left out.
"""

import itertools
from dataclasses import dataclass
from typing import Any

from apps.admin.actors import Actor, Door, operator, person
from apps.admin.models import Admin, Category
from apps.delivery.models import Delivery, SentMessage
from apps.ticket.models import Message, Ticket
from apps.ticket.services.contents import Content, Incoming, Source
from apps.ticket.services.edits import receive_edit
from apps.ticket.services.intake import Received, receive_message
from apps.user.models import Language, TelegramUser
from apps.user.services import Sender

BOT_ID = 4242

# Message ids in private chats are one counter per bot; Telegram and the courier of the tests share it.
message_ids = itertools.count(1)


@dataclass(frozen=True)
class Persona:
    """Somebody with a chat with the bot."""

    telegram_id: int
    first_name: str
    language: str

    @property
    def sender(self) -> Sender:
        return Sender(telegram_id=self.telegram_id, first_name=self.first_name, language_code=self.language)

    @property
    def user(self) -> TelegramUser:
        return TelegramUser.objects.get(telegram_id=self.telegram_id)

    @property
    def admin(self) -> Admin:
        return Admin.objects.get(telegram_id=self.telegram_id)

    @property
    def ticket(self) -> Ticket:
        """Their open ticket, as it stands now."""
        return Ticket.objects.open().get(user__telegram_id=self.telegram_id)

    @property
    def in_telegram(self) -> Actor:
        return person(self.telegram_id)

    @property
    def at_the_site(self) -> Actor:
        return operator(self.admin, Door.SITE)

    def message(
        self,
        text: str = "Salom",
        *,
        kind: str = "text",
        media: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
        entities: list[dict[str, Any]] | None = None,
        album: str = "",
        reply_to: int | None = None,
        category: Category | None = None,
        message_id: int | None = None,
    ) -> Incoming:
        """Return what Telegram would bring; without `message_id` it is a new message."""
        return Incoming(
            source=Source(
                bot_id=BOT_ID,
                chat_id=self.telegram_id,
                message_id=message_id or next(message_ids),
                media_group_id=album,
            ),
            sender=self.sender,
            content=Content(kind=kind, text=text, media=media, data=data or {}, entities=entities or []),
            reply_to_message_id=reply_to,
            category_id=category.pk if category else None,
        )

    def writes(self, text: str = "Salom", **details: Any) -> Message:
        """Write to the bot; `details` are those of `message`."""
        return self.receives(self.message(text, **details)).message

    def receives(self, incoming: Incoming) -> Received:
        """Let the backend take in an update of theirs."""
        return receive_message(incoming=incoming)

    def edits(self, message: Message, text: str, **details: Any) -> str:
        """Edit an earlier message; return the outcome."""
        assert message.message_id is not None
        details.setdefault("kind", message.kind)
        incoming = self.message(text, message_id=message.message_id, **details)
        return receive_edit(incoming=incoming)[1]

    def outbox(self, *kinds: str) -> list[Delivery]:
        """Return all that was queued for their chat, in order."""
        rows = Delivery.objects.filter(chat_id=self.telegram_id).order_by("id")
        return list(rows.filter(kind__in=kinds) if kinds else rows)

    def notices(self) -> list[str]:
        """Return the codes of their notices, in order."""
        return [row.data["code"] for row in self.outbox(Delivery.Kind.NOTICE)]

    def notice(self, code: str) -> dict[str, Any]:
        """Return the facts of their last notice of that code."""
        rows = [row for row in self.outbox(Delivery.Kind.NOTICE) if row.data["code"] == code]
        return dict(rows[-1].data)

    def cards(self) -> list[str]:
        """Return why each card in their chat was sent, in order."""
        return [row.data["reason"] for row in self.outbox(Delivery.Kind.CARD)]

    def reads(self) -> list[str]:
        """Return the words of all messages that were queued for their chat, in cards and out of them."""
        words = []
        for row in self.outbox(Delivery.Kind.CONTENT, Delivery.Kind.CARD):
            contents = row.data["contents"] if row.kind == Delivery.Kind.CONTENT else [row.data["content"]]
            words += [content["text"] for content in contents if content]
        return words

    def place_of(self, message: Message) -> int:
        """Return the Telegram id under which a delivered message stands in their chat."""
        return SentMessage.objects.filter(chat_id=self.telegram_id, message_ref=message.pk).latest("id").message_id

    def place_of_row(self, row: Delivery) -> int:
        """Return the Telegram id that a delivered row became in their chat."""
        return SentMessage.objects.filter(delivery=row).latest("id").message_id


AZIZA = Persona(1001, "Aziza", "uz")
BORIS = Persona(1002, "Boris", "ru")
EMMA = Persona(1003, "Emma", "en")
DILNOZA = Persona(2001, "Dilnoza", "uz")
JASUR = Persona(2002, "Jasur", "ru")
NODIRA = Persona(2003, "Nodira", "en")
RUSTAM = Persona(3001, "Rustam", "uz")
STAFF = [DILNOZA, JASUR, NODIRA, RUSTAM]


@dataclass(frozen=True)
class Desk:
    """Two categories and their staff, all of whom have pressed /start."""

    payments: Category
    delivery: Category


def build_desk() -> Desk:
    """Make the categories and the staff; whatever categories there were are gone."""
    Category.objects.all().delete()
    payments = Category.objects.create(
        slug="payments", name_uz="Toʻlovlar", name_ru="Платежи", name_en="Payments", order=1
    )
    delivery = Category.objects.create(
        slug="delivery", name_uz="Yetkazish", name_ru="Доставка", name_en="Delivery", order=2
    )
    appoint(DILNOZA, payments)
    appoint(JASUR, payments)
    appoint(NODIRA, delivery)
    appoint(RUSTAM, is_superuser=True)
    return Desk(payments=payments, delivery=delivery)


def known(persona: Persona) -> TelegramUser:
    """Make the person known to the desk, as /start does."""
    user, _ = TelegramUser.objects.get_or_create(
        telegram_id=persona.telegram_id,
        defaults={"first_name": persona.first_name, "language": Language(persona.language)},
    )
    return user


def appoint(persona: Persona, *categories: Category, is_superuser: bool = False) -> Admin:
    """Make the person an admin, past the services: nothing is announced."""
    known(persona)
    admin = Admin.objects.create(
        telegram_id=persona.telegram_id,
        username=persona.first_name.lower(),
        first_name=persona.first_name,
        language=Language(persona.language),
        is_staff=True,
        is_superuser=is_superuser,
        password="!",
    )
    admin.categories.set(categories)
    return admin


def photo(name: str = "photo", size: int | None = 1000) -> dict[str, Any]:
    """Return a file as Telegram describes it."""
    return {"file_id": f"id-{name}", "file_unique_id": f"unique-{name}", "size": size, "width": 90, "height": 60}
