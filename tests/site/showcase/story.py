"""Plays the day through the services, each act at its own time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from apps.admin.actors import Actor, Door, operator, person
from apps.admin.models import Admin, Category
from apps.delivery.models import Chat, Delivery
from apps.ticket.models import Event, Message, Ticket
from apps.ticket.services import closing, conversation, edits, labels, lifecycle, uploads
from apps.ticket.services.contents import Content
from apps.ticket.services.ratings import rate_ticket
from apps.ticket.services.saved_replies.writing import add_reply
from apps.ticket.services.upload_files import Upload
from apps.user.models import TelegramUser
from tests.site.showcase.people import CLOSED, OPEN, RATINGS, SAVED_REPLIES, Asking
from tests.system.pictures import SHEET, SOUND

FIRST_ID = 8_100_000_001
REFUSED = "Forbidden: bot was blocked by the user"


@contextmanager
def ago(minutes: float) -> Iterator[None]:
    """What happens here happens that long before now."""
    moment = timezone.now() - timedelta(minutes=minutes)
    with patch("django.utils.timezone.now", lambda: moment), patch("core.clock.now", lambda: moment):
        yield


@transaction.atomic
def play(pictures: Path) -> Ticket:
    """Fill the desk; return the ticket whose conversation is worth a picture. The bot sees it all at once, as sent."""
    _close_what_is_open()
    for saved in SAVED_REPLIES:
        add_reply(actor=_super_admin(), fields=_of_category(saved))
    for number, asking in enumerate((*OPEN, *CLOSED)):
        _ask(FIRST_ID + number, asking)
    for number, value in enumerate(RATINGS, start=len(OPEN)):
        _close(FIRST_ID + number, value)
    ticket = _long_talk(pictures)
    _all_sent(ticket)
    return ticket


def _close_what_is_open() -> None:
    """The history's own questions are made of chance words, which are no sight."""
    for ticket in Ticket.objects.open():
        closing.close_ticket(actor=_super_admin(), ticket_id=ticket.pk)


def _super_admin() -> Actor:
    return operator(Admin.objects.get(first_name="Dilnoza", is_superuser=True), Door.SITE)


def _colleague(name: str) -> Actor:
    admin = Admin.objects.filter(first_name=name, is_active=True).earliest("pk")
    return operator(admin, Door.SITE)


def _of_category(saved: dict[str, str | None]) -> dict[str, object]:
    slug = saved["category"]
    category = Category.objects.get(slug=slug).pk if slug else None
    return {"category_id": category, **{name: value for name, value in saved.items() if name != "category"}}


def _person(telegram_id: int, asking: Asking) -> TelegramUser:
    first, _, last = asking.name.partition(" ")
    return TelegramUser.objects.create(
        telegram_id=telegram_id, first_name=first, last_name=last, username=asking.username, language=asking.language
    )


def _ask(telegram_id: int, asking: Asking) -> Ticket:
    with ago(asking.began):
        user = _person(telegram_id, asking)
        category = Category.objects.get(slug=asking.category)
        if asking.holder:
            _bind(asking.holder, category)
        ticket = conversation.open_ticket(
            actor=person(telegram_id), user_id=user.pk, category_id=category.pk, text=asking.text
        )
        if asking.priority != "normal":
            labels.set_priority(actor=_super_admin(), ticket_id=ticket.pk, priority=asking.priority)
        if asking.tags:
            labels.set_tags(actor=_super_admin(), ticket_id=ticket.pk, names=asking.tags)
    if asking.answer:
        with ago(asking.answered):
            conversation.answer_ticket(
                actor=_colleague(asking.holder), ticket_id=ticket.pk, content=_text(asking.answer)
            )
    if asking.again:
        with ago(asking.answered - 2):
            conversation.add_user_message(person(telegram_id), _text(asking.again), None)
    return ticket


def _bind(name: str, category: Category) -> None:
    admin = _colleague(name).admin
    assert admin is not None
    admin.categories.add(category)


def _close(telegram_id: int, rating: int) -> None:
    ticket = Ticket.objects.open().get(user__telegram_id=telegram_id)
    assert ticket.admin is not None
    with ago(200):
        closing.close_ticket(actor=operator(ticket.admin, Door.SITE), ticket_id=ticket.pk)
    closed = Event.objects.filter(ticket=ticket, act=Event.Act.CLOSED).latest("pk")
    with ago(195):
        rate_ticket(actor=person(telegram_id), closing_id=closed.pk, value=rating)


# ---------------------------------------------------------------- the conversation of the picture


EMMA = Asking("Emma Wilson", "emmaw", "en", "payments", 1150, "Hi! I paid for order 88204 twice. Can you check?")


def _long_talk(pictures: Path) -> Ticket:
    """Two days of one ticket: an album, a voice message, a place, a note, an edit, files, and one that failed."""
    emma = FIRST_ID + 100
    ticket = _ask(emma, EMMA)
    jasur, dilnoza = _colleague("Jasur"), _super_admin()
    _bind("Jasur", ticket.category)
    with ago(1140):
        conversation.answer_ticket(
            actor=jasur, ticket_id=ticket.pk, content=_text("Hello Emma! Could you send the receipts, please?")
        )
    with ago(48):
        lifecycle.transfer_ticket(actor=jasur, ticket_id=ticket.pk, admin_id=_pk(dilnoza))
        conversation.add_user_message(person(emma), _text("One moment, they are on my phone"), None)
    with ago(42):
        labels.set_priority(actor=dilnoza, ticket_id=ticket.pk, priority="high")
        labels.set_tags(actor=dilnoza, ticket_id=ticket.pk, names=["refund", "order 88204"])
    _sends_file(dilnoza, ticket, SHEET)
    with ago(34):
        _file(emma, "voice", SOUND, "voice.ogg", "audio/ogg", duration=14)
    with ago(33):
        conversation.add_user_message(person(emma), Content(kind="venue", data=AT_HOME), None)
    _sends_album(emma, (pictures / "payment.jpg", pictures / "receipt.jpg", pictures / "card.jpg"), 12)
    with ago(9):
        conversation.add_note(
            actor=jasur, ticket_id=ticket.pk, content=_text("The bank shows both. The second one is ours to return.")
        )
    with ago(7):
        answer = conversation.answer_ticket(
            actor=dilnoza,
            ticket_id=ticket.pk,
            content=_text("You are right, it went through twice. 89 000 soʻm went back to your card."),
        )
    with ago(6):
        edits.edit_answer(
            actor=dilnoza,
            message_id=answer.pk,
            text="You are right, it went through twice. 245 000 soʻm went back to your card a minute ago.",
            entities=[],
        )
    with ago(3):
        conversation.add_user_message(person(emma), _text("That was quick, thank you! 👋"), None, reply_to=answer)
    return ticket


AT_HOME = {
    "location": {"latitude": 41.2854, "longitude": 69.2036},
    "title": "Home",
    "address": "Bunyodkor 24, Tashkent",
    "latitude": 41.2854,
    "longitude": 69.2036,
}


def _pk(actor: Actor) -> int:
    assert actor.admin is not None
    return actor.admin.pk


def _text(words: str) -> Content:
    return Content(kind=Message.Kind.TEXT, text=words)


def _file(telegram_id: int, kind: str, data: bytes, name: str, mime_type: str, **fields: object) -> None:
    kept = default_storage.save(f"attachments/showcase/{name}", ContentFile(data))
    album = str(fields.pop("album", ""))
    caption = str(fields.pop("caption", ""))
    media = {"file_id": f"file-{name}", "file_name": name, "mime_type": mime_type, "size": len(data), **fields}
    content = Content(kind=kind, text=caption, media=media, media_group_id=album, stored_as=kept)
    conversation.add_user_message(person(telegram_id), content, None)


def _sends_album(telegram_id: int, pictures: Sequence[Path], minutes: float) -> None:
    with ago(minutes):
        for number, picture in enumerate(pictures):
            caption = "Here they are: both payments and the card" if number == 0 else ""
            data = picture.read_bytes()
            _file(
                telegram_id,
                "photo",
                data,
                picture.name,
                "image/jpeg",
                album="showcase",
                caption=caption,
                width=800,
                height=600,
            )


def _sends_file(dilnoza: Actor, ticket: Ticket, data: bytes) -> None:
    invoice = Upload(name="invoice-88204.pdf", mime_type="application/pdf", size=len(data), stream=BytesIO(data))
    with ago(36):
        uploads.write_at_site(
            actor=dilnoza,
            ticket_id=ticket.pk,
            text="Of course. Here is the invoice that we have:",
            uploads=[invoice],
        )


def _all_sent(ticket: Ticket) -> None:
    """Nothing waits for the bot any more; one answer of the day did not arrive."""
    waiting = Delivery.objects.filter(state=Delivery.State.PENDING)
    waiting.update(state=Delivery.State.SENT, finished_at=timezone.now())
    Chat.objects.update(due_at=None)
    invoice = ticket.messages.filter(kind=Message.Kind.DOCUMENT).latest("pk")
    failed = Delivery.objects.filter(message_ref=invoice.pk, kind=Delivery.Kind.CONTENT)
    failed.update(state=Delivery.State.FAILED, error="Bad Gateway")
