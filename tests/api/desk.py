"""A small desk with everybody on it, for the tests that ask who may what."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from apps.admin.actors import Door, operator, person
from apps.admin.models import Admin, Category
from apps.admin.services.accounts import renew_api_token
from apps.delivery.models import Delivery
from apps.ticket.models import Attachment, Message, SavedReply, Ticket
from apps.ticket.services import closing, contents, conversation, lifecycle
from apps.user.models import TelegramUser

BOT = 4242
AZIZA, BORIS, DILNOZA, KAMOLA, RUSTAM, SARDOR = 1001, 1002, 2001, 2002, 3001, 2003


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Aziza asked in *payments*, which Dilnoza answers; Kamola answers *delivery*; Sardor was dismissed."""

    payments: Category
    delivery: Category
    archive: Category
    aziza: TelegramUser
    boris: TelegramUser
    dilnoza: Admin
    kamola: Admin
    rustam: Admin
    sardor: Admin
    ticket: Ticket
    question: Message
    attachment: Attachment
    answer: Message
    note: Message
    failed: Delivery
    reply: SavedReply
    dilnoza_token: str


def build_desk() -> Desk:
    """Put everybody in their place. Aziza's ticket is *new*, although an answer and a note are in it already."""
    # The first migration made it; a test that empties the tables takes it away.
    Category.objects.get_or_create(slug="general", defaults={"name_uz": "Umumiy", "order": 1})
    payments = Category.objects.create(slug="payments", name_uz="Toʻlovlar", order=2)
    delivery = Category.objects.create(slug="delivery", name_uz="Yetkazish", order=3)
    archive = Category.objects.create(slug="archive", name_uz="Arxiv", order=4, is_active=False)
    aziza, boris = _user(AZIZA, "Aziza"), _user(BORIS, "Boris")
    _user(DILNOZA, "Dilnoza")
    _user(SARDOR, "Sardor")
    dilnoza, kamola = _admin(DILNOZA, "Dilnoza", payments), _admin(KAMOLA, "Kamola", delivery)
    rustam = _admin(RUSTAM, "Rustam", is_superuser=True)
    sardor = _admin(SARDOR, "Sardor", is_active=False)
    ticket = conversation.open_ticket(
        actor=person(AZIZA), user_id=aziza.pk, category_id=payments.pk, text="Toʻlov oʻtmadi"
    )
    question = ticket.messages.get()
    as_dilnoza = operator(dilnoza, Door.API)
    content = contents.Content(kind="text", text="Hozir koʻraman")
    source = contents.Source(bot_id=BOT, chat_id=DILNOZA, message_id=77)
    answer = conversation.answer_ticket(actor=as_dilnoza, ticket_id=ticket.pk, content=content, source=source)
    note = conversation.add_note(
        actor=as_dilnoza, ticket_id=ticket.pk, content=contents.Content(kind="text", text="VIP")
    )
    lifecycle.release_ticket(actor=as_dilnoza, ticket_id=ticket.pk)
    failed = Delivery.objects.get(message_ref=answer.pk, kind=Delivery.Kind.CONTENT, chat_id=AZIZA)
    Delivery.objects.filter(pk=failed.pk).update(state=Delivery.State.FAILED, finished_at=timezone.now())
    return Desk(
        payments=payments,
        delivery=delivery,
        archive=archive,
        aziza=aziza,
        boris=boris,
        dilnoza=dilnoza,
        kamola=kamola,
        rustam=rustam,
        sardor=sardor,
        ticket=Ticket.objects.get(pk=ticket.pk),
        question=question,
        attachment=_photo(ticket),
        answer=answer,
        note=note,
        failed=failed,
        reply=_saved_reply(payments),
        dilnoza_token=renew_api_token(admin=dilnoza),
    )


def take(desk: Desk) -> None:
    """Let Dilnoza hold the ticket."""
    lifecycle.take_ticket(actor=operator(desk.dilnoza, Door.API), ticket_id=desk.ticket.pk)


def close(desk: Desk) -> None:
    """Let Dilnoza have closed the ticket."""
    closing.close_ticket(actor=operator(desk.dilnoza, Door.API), ticket_id=desk.ticket.pk)


def closing_of(desk: Desk) -> int:
    """Return the event of the ticket's closing."""
    return desk.ticket.events.get(act="closed").pk


def lease_photo(desk: Desk) -> None:
    """Let the photo's bytes be under way, under the lease of LEASE."""
    Attachment.objects.filter(pk=desk.attachment.pk).update(
        state=Attachment.State.WAITING, lease=LEASE, due_at=timezone.now() + timedelta(minutes=5)
    )


def everybody_waits(desk: Desk) -> None:
    """Give Boris, Dilnoza and Sardor a message that belongs nowhere yet."""
    for user in TelegramUser.objects.exclude(pk=desk.aziza.pk):
        contents.store_message(user=user, content=contents.Content(kind="text", text="Salom"), outcome="waiting")


LEASE = "6f1c0c52-0f2e-4f6e-9d5b-2f3c7a1b9e10"


def fingerprint() -> dict[str, str]:
    """Return a digest of every table: two alike mean that nothing at all was changed."""
    digest = "SELECT '{0}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {0} t"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(digest.format(table) for table in _tables()))
        return dict(cursor.fetchall())


@cache
def _tables() -> list[str]:
    tables = connection.introspection.table_names()
    return [table for table in tables if table.startswith(("staff_", "user_", "ticket_", "delivery_"))]


def _user(telegram_id: int, first_name: str) -> TelegramUser:
    return TelegramUser.objects.create(telegram_id=telegram_id, first_name=first_name)


def _admin(telegram_id: int, first_name: str, category: Category | None = None, **fields: bool) -> Admin:
    admin = Admin.objects.create(
        username=first_name.lower(), first_name=first_name, telegram_id=telegram_id, is_staff=True, **fields
    )
    admin.categories.set([category] if category else [])
    return admin


def _photo(ticket: Ticket) -> Attachment:
    media = {"file_id": "photo-1", "file_unique_id": "u1", "file_name": "chek.jpg", "size": 5}
    message = contents.store_message(
        user=ticket.user, ticket=ticket, content=contents.Content(kind="photo", media=media), outcome="stored"
    )
    attachment = message.attachment
    attachment.file.save("chek.jpg", ContentFile(b"bytes"), save=False)
    attachment.state = Attachment.State.STORED
    attachment.bot_id = BOT
    attachment.save()
    return attachment


def _saved_reply(category: Category) -> SavedReply:
    reply = SavedReply.objects.create(title="Salom", text_uz="Salom, {first_name}!", category=category)
    stored = default_storage.save("saved_replies/narxlar", ContentFile(b"bytes"))
    reply.files.create(kind="document", file=stored, file_name="narxlar.pdf", mime_type="application/pdf", size=5)
    return reply
