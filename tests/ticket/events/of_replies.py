"""The acts upon saved replies: made, changed and taken away by those who manage them, sent by those who answer."""

from io import BytesIO

from apps.ticket.models import SavedReply
from apps.ticket.services import saved_replies
from apps.ticket.services.saved_replies import writing
from apps.ticket.services.upload_files import Upload
from tests.personas import DILNOZA, JASUR, NODIRA, RUSTAM
from tests.ticket.events.rows import Row, Scene

HERE = "apps.ticket.services.saved_replies"
WORDS = {"title": "Salom", "text_uz": "Salom, {first_name}!"}


def make(scene: Scene) -> None:
    """Let there be a reply of payments, with a file."""
    reply = SavedReply.objects.create(**WORDS, category=scene.desk.payments)
    reply.files.create(kind="document", file="saved_replies/none", file_name="narxlar.pdf", size=5)


def made() -> int:
    return SavedReply.objects.latest("pk").pk


def page() -> Upload:
    return Upload(name="narxlar.pdf", mime_type="application/pdf", size=5, stream=BytesIO(b"bytes"))


ROWS = [
    Row(
        service=f"{HERE}.writing.add_reply",
        by=DILNOZA,
        act=lambda scene, actor: writing.add_reply(
            actor=actor, fields={**WORDS, "category_id": scene.desk.payments.pk}, uploads=[page()]
        ),
        writes="reply_added",
        refused=lambda scene: writing.add_reply(actor=DILNOZA.at_the_site, fields=WORDS, uploads=[page()]),
    ),
    Row(
        service=f"{HERE}.writing.add_reply",
        case="for all categories",
        by=RUSTAM,
        service_may=True,
        act=lambda scene, actor: writing.add_reply(actor=actor, fields=WORDS),
        writes="reply_added",
        refused=lambda scene: writing.add_reply(actor=RUSTAM.at_the_site, fields={"title": "Salom"}),
    ),
    Row(
        service=f"{HERE}.writing.change_reply",
        by=DILNOZA,
        service_may=True,
        prepare=make,
        act=lambda scene, actor: writing.change_reply(
            actor=actor, reply_id=made(), changes={"text_en": "Hello"}, uploads=[page()]
        ),
        writes="reply_changed",
        refused=lambda scene: writing.change_reply(
            actor=DILNOZA.at_the_site, reply_id=made(), changes={"text_en": "{nobody}"}, uploads=[page()]
        ),
    ),
    Row(
        service=f"{HERE}.writing.change_reply",
        case="to what it is",
        by=DILNOZA,
        prepare=make,
        act=lambda scene, actor: writing.change_reply(actor=actor, reply_id=made(), changes=WORDS),
    ),
    Row(
        service=f"{HERE}.writing.remove_reply",
        by=DILNOZA,
        service_may=True,
        prepare=make,
        act=lambda scene, actor: writing.remove_reply(actor=actor, reply_id=made()),
        writes="reply_removed",
        refused=lambda scene: writing.remove_reply(actor=NODIRA.at_the_site, reply_id=made()),
    ),
    Row(
        service=f"{HERE}.sending.send_saved_reply",
        by=DILNOZA,
        prepare=make,
        act=lambda scene, actor: saved_replies.send_saved_reply(actor=actor, ticket_id=scene.pk, reply_id=made()),
        writes="answered",
        refused=lambda scene: saved_replies.send_saved_reply(
            actor=JASUR.at_the_site, ticket_id=scene.pk, reply_id=made()
        ),
    ),
]
