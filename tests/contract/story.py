"""One day at the desk, told through every method of the bot's client."""

from io import BytesIO
from typing import Any

from bot.services.api import Api
from bot.services.api_types import Content, IncomingMessage, Outcome, Sender
from tests.api.desk import AZIZA, BORIS, BOT, DILNOZA, RUSTAM, Desk

NODIR = 2010


def sender(telegram_id: int, first_name: str) -> Sender:
    return {
        "telegram_id": telegram_id,
        "first_name": first_name,
        "last_name": "",
        "username": "",
        "language_code": "ru",
    }


def text(words: str) -> Content:
    return {"kind": "text", "text": words, "entities": [], "media": None, "data": {}, "source": None}


def photo(file_id: str) -> Content:
    media: Any = {"file_id": file_id, "file_unique_id": file_id, "size": 5, "width": 1, "height": 1}
    return {"kind": "photo", "text": "", "entities": [], "media": media, "data": {}, "source": None}


def incoming(person: int, message_id: int, content: Content) -> IncomingMessage:
    return {
        "bot_id": BOT,
        "chat_id": person,
        "message_id": message_id,
        "date": 1_795_000_000,
        "sender": sender(person, {BORIS: "Boris", DILNOZA: "Dilnoza"}[person]),
        "content": content,
        "media_group_id": None,
        "reply_to_message_id": None,
        "category": None,
    }


async def a_user_asks(api: Api, desk: Desk) -> int:
    """Boris presses /start, asks, chooses and corrects himself; returns his ticket's row id."""
    started = await api.start(bot_id=BOT, sender=sender(BORIS, "Boris"))
    assert started["outcome"] == "choose_category"
    received = await api.receive_message(incoming(BORIS, 501, text("Где заказ?")))
    assert received["outcome"] == "waiting"
    again = await api.receive_message(incoming(BORIS, 501, text("Где заказ?")))
    assert again["message"] == received["message"]
    chosen = await api.choose_category(desk.payments.pk, as_=BORIS)
    assert chosen["outcome"] == "opened"
    assert chosen["ticket"] is not None
    edited = await api.receive_edit(incoming(BORIS, 501, text("Где мой заказ?")))
    assert edited["outcome"] == "edited"
    await api.store_raw_update(bot_id=BOT, update_id=77, payload="{}", error="unknown")
    await api.set_language("en", as_=BORIS)
    return chosen["ticket"]["id"]


async def the_courier_works(api: Api) -> None:
    """Everything is leased, sent and reported until nothing is left; then Aziza blocks the bot."""
    rows, sent = await api.lease(bot_id=BOT, limit=50), 0
    assert rows
    while rows:
        outcomes: list[Outcome] = []
        for row in rows:
            sent += 1
            outcomes.append(
                {
                    "delivery": row["id"],
                    "lease": row["lease"],
                    "result": "sent",
                    "messages": [{"message_id": 9000 + sent, "ref": row["message"]}],
                    "files": [],
                    "retry_after": None,
                    "error": "",
                }
            )
        rows = await api.report_outcomes(bot_id=BOT, outcomes=outcomes)
    await api.set_reachability(chat_id=AZIZA, reachable=False)
    await api.announce_overdue()


async def an_admin_works(api: Api, desk: Desk, ticket: int) -> None:
    """Dilnoza takes, passes on, takes over, answers and closes Boris's ticket."""
    assert (await api.actor(as_=DILNOZA))["role"] == "admin"
    assert (await api.list_tickets(as_=DILNOZA, box="new", limit=1))["next"] is not None
    assert (await api.get_ticket(ticket, as_=DILNOZA))["status"] == "new"
    assert (await api.take(ticket, as_=DILNOZA))["status"] == "taken"
    assert (await api.release(ticket, as_=DILNOZA))["status"] == "new"
    targets = await api.transfer_targets(ticket, as_=DILNOZA)
    assert desk.rustam.pk in [admin["id"] for admin in targets["admins"]]
    await api.transfer(ticket, as_=DILNOZA, admin=desk.rustam.pk)
    await api.show(ticket, as_=DILNOZA)
    await api.card(ticket, as_=DILNOZA)
    focus = await api.focus(ticket, as_=DILNOZA, takeover=True)
    assert (await api.current_focus(as_=DILNOZA)) == focus
    answered = await api.receive_message(incoming(DILNOZA, 601, text("Уже едет")))
    assert answered["outcome"] == "answered"
    assert (await api.finish(as_=DILNOZA))["mode"] == "answer"
    held = await api.receive_message(incoming(DILNOZA, 602, text("Завтра")))
    assert held["outcome"] == "held"
    await api.answer_pending(ticket, as_=DILNOZA)
    await api.receive_message(incoming(DILNOZA, 603, text("Сама спрошу")))
    assert (await api.ask_pending(as_=DILNOZA))["outcome"] == "waiting"
    assert await api.discard_pending(as_=DILNOZA) == 1
    await api.delete_message(bot_id=BOT, message_id=602, as_=DILNOZA)
    await api.retry_delivery(desk.failed.pk, as_=DILNOZA)
    assert (await api.close(ticket, as_=DILNOZA))["status"] == "closed"
    assert (await api.reopen(ticket, as_=BORIS))["status"] == "taken"
    assert (await api.activity(as_=DILNOZA))["today"] == {"answered": 3, "closed": 1}


async def bytes_come_in(api: Api) -> None:
    """Boris sends two photos: one is fetched, the other cannot be."""
    for number, file_id in ((701, "one"), (702, "two")):
        await api.receive_message(incoming(BORIS, number, photo(file_id)))
    first, second = await api.lease_attachments(bot_id=BOT, limit=5)
    await api.upload_content(first["id"], lease=first["lease"], content=BytesIO(b"bytes"))
    await api.report_attachment_failure(second["id"], lease=second["lease"], error="gone", final=True, too_large=False)
    assert b"".join([chunk async for chunk in api.download_content(first["id"])]) == b"bytes"


async def a_super_admin_runs_the_desk(api: Api, desk: Desk) -> None:
    """Rustam appoints, binds and dismisses Nodir, and keeps the categories."""
    appointed = await api.appoint_admin(
        as_=RUSTAM, telegram_id=NODIR, first_name="Nodir", categories=[desk.payments.pk]
    )
    changed = await api.change_admin(appointed["id"], as_=RUSTAM, categories=[], is_super_admin=True)
    assert (changed["categories"], changed["is_super_admin"]) == ([], True)
    assert not (await api.dismiss_admin(appointed["id"], as_=RUSTAM))["is_active"]
    listed = await api.list_admins(as_=RUSTAM, is_active=True)
    assert appointed["id"] not in [admin["id"] for admin in listed["results"]]
    added = await api.add_category(as_=RUSTAM, slug="returns", name_uz="Qaytarish")
    assert added["name_ru"] == "Qaytarish"
    assert not (await api.change_category(added["id"], as_=RUSTAM, is_active=False))["is_active"]
    await api.move_category(added["id"], "up", as_=RUSTAM)
    inactive = await api.list_categories(as_=RUSTAM, is_active=False)
    assert added["id"] in [category["id"] for category in inactive["results"]]
