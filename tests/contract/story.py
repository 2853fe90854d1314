"""One day at the desk, told through every method of the bot's client."""

import uuid
from io import BytesIO
from typing import Any, get_args

from django.utils import timezone

from bot import VERSION
from bot.services.api import Api
from bot.services.api_process_types import WebhookFacts
from bot.services.api_report_types import ChartKind
from bot.services.api_types import Content, Delivery, IncomingMessage, Outcome, Sender
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
    assert await what_is_sent(api)
    await api.set_reachability(chat_id=AZIZA, reachable=False)
    await api.announce_overdue()


async def what_is_sent(api: Api) -> list[Delivery]:
    """Everything that waits, sent and reported; each row's message has the number of the row."""
    rows, sent = await api.lease(bot_id=BOT, limit=50), list[Delivery]()
    while rows:
        assert await api.renew_leases({row["chat_id"]: row["lease"] for row in rows}) == set()
        sent += rows
        rows = await api.report_outcomes(bot_id=BOT, outcomes=[_as_sent(row) for row in rows])
    return sent


def _as_sent(row: Delivery) -> Outcome:
    return {
        "delivery": row["id"],
        "lease": row["lease"],
        "result": "sent",
        "messages": [{"message_id": message_id_of(row), "ref": row["message"]}],
        "files": [],
        "retry_after": None,
        "error": "",
    }


def message_id_of(row: Delivery) -> int:
    return 9000 + row["id"]


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
    today = (await api.activity(as_=DILNOZA))["today"]
    assert (today["answered"], today["closed"]) == (3, 1)


async def an_admin_sends_a_saved_reply(api: Api, desk: Desk) -> None:
    """Dilnoza looks at what is ready for Aziza's ticket, sends it, blocks her by mistake and unblocks her."""
    offered = await api.list_saved_replies(desk.ticket.pk, as_=DILNOZA, limit=8)
    assert [reply["id"] for reply in offered["results"]] == [desk.reply.pk]
    shown = await api.get_saved_reply(desk.reply.pk, desk.ticket.pk, as_=DILNOZA)
    assert (shown["text"], [file["file_name"] for file in shown["files"]]) == ("Salom, Aziza!", ["narxlar.pdf"])
    assert (await api.send_saved_reply(desk.ticket.pk, desk.reply.pk, as_=DILNOZA))["status"] == "taken"
    assert (await api.block(desk.ticket.pk, "Spam", as_=DILNOZA))["status"] == "closed"
    assert (await api.unblock(desk.ticket.pk, as_=DILNOZA))["kept"] == 0


async def a_user_rates(api: Api, ticket: int) -> None:
    """Boris closes his ticket, rates it, thinks better of it, and adds a word; Dilnoza reads all of it."""
    await what_is_sent(api)
    await api.close(ticket, as_=BORIS)
    told = notice("ticket_closed", BORIS, await what_is_sent(api))
    closing = told["data"]["closing"]
    first = await api.rate(closing, 4, as_=BORIS)
    assert (first["ticket"], first["value"], first["changed_at"]) == (ticket, 4, None)
    changed = await api.rate(closing, 5, as_=BORIS)
    assert (changed["id"], changed["value"]) == (first["id"], 5)
    assert changed["changed_at"] is not None
    assert (await api.get_ticket(ticket, as_=DILNOZA))["rating"] == 5
    rows = await what_is_sent(api)
    question = notice("rating_thanks", BORIS, rows)
    comment = incoming(BORIS, 510, text("Спасибо!"))
    comment["reply_to_message_id"] = message_id_of(question)
    assert (await api.receive_message(comment))["outcome"] == "commented"
    rated = [row["data"] for row in rows if row["data"].get("code") == "rated"]
    assert [(each["value"], each["before"]) for each in rated] == [(4, None), (5, 4)]
    passed_on = next(row for row in await what_is_sent(api) if row["kind"] == "content")
    assert (passed_on["chat_id"], passed_on["data"]["header"]["rating"]) == (DILNOZA, 5)
    latest = (await api.activity(as_=DILNOZA))["recent_ratings"][0]
    assert (latest["ticket"], latest["value"], latest["comment"]) == (ticket, 5, "Спасибо!")


def notice(code: str, person: int, rows: list[Delivery]) -> Delivery:
    return next(row for row in rows if row["chat_id"] == person and row["data"].get("code") == code)


async def tickets_are_found(api: Api, desk: Desk, ticket: int) -> None:
    """Dilnoza remembers a word, in other letters; Rustam a name; a number is enough for both."""
    number = (await api.get_ticket(ticket, as_=DILNOZA))["number"]
    for query, reason in (("тўлов", "words"), ("aziza", "person")):
        hits = (await api.search_tickets(query, as_=DILNOZA, limit=5))["results"]
        assert [(hit["ticket"]["id"], hit["reason"]) for hit in hits] == [(desk.ticket.pk, reason)]
        shown = hits[0].get("person") if reason == "person" else hits[0]["snippets"][0]["parts"]
        assert [part for part in shown or [] if part["marked"]]
    found = await api.search_tickets(f"#{number}", as_=RUSTAM, limit=1)
    assert found["results"][0]["ticket"]["id"] == ticket
    assert (await api.search_tickets("Boris", as_=RUSTAM, limit=1, offset=1))["results"] == []


async def reports_are_read(api: Api, desk: Desk) -> None:
    """Rustam reads the figures of today as text, as pictures and as tables."""
    today = timezone.localdate().isoformat()
    report = await api.report(as_=RUSTAM, first=today, last=today)
    assert (report["from"], report["to"]) == (today, today)
    assert report["totals"]["closed"] == 2
    assert [row["category"]["id"] for row in report["by_category"]] == [desk.payments.pk]
    assert desk.dilnoza.pk in [row["admin"]["id"] for row in report["by_admin"]]
    for kind in get_args(ChartKind):
        picture = await api.chart(kind, as_=RUSTAM, first=today, last=today, language="uz")
        assert picture.startswith(b"\x89PNG")
    table = await api.export("csv", as_=RUSTAM, first=today, last=today, language="en")
    assert "Boris" in table.decode("utf-8-sig")
    sheet = await api.export("xlsx", as_=RUSTAM, first=today, last=today, language="ru")
    assert sheet.startswith(b"PK")
    health = await api.health(as_=RUSTAM)
    assert "database" in [check["name"] for check in health["checks"]]


async def bytes_come_in(api: Api) -> None:
    """Boris sends two photos: one is fetched, the other cannot be."""
    for number, file_id in ((701, "one"), (702, "two")):
        await api.receive_message(incoming(BORIS, number, photo(file_id)))
    first, second = await api.lease_attachments(bot_id=BOT, limit=5)
    nobodys = second["id"] + 1
    assert await api.renew_attachments({first["id"]: first["lease"], nobodys: second["lease"]}) == {nobodys}
    await api.return_attachment(second["id"], lease=second["lease"])
    [second] = await api.lease_attachments(bot_id=BOT, limit=5)
    await api.upload_content(first["id"], lease=first["lease"], content=BytesIO(b"bytes"))
    await api.report_attachment_failure(second["id"], lease=second["lease"], error="gone", final=True, too_large=False)
    assert b"".join([chunk async for chunk in api.download_content(first["id"])]) == b"bytes"


async def bots_come_and_go(api: Api) -> None:
    """A bot with a webhook and one that polls report themselves; one of them takes its leave."""
    hook: WebhookFacts = {"is_ours": True, "pending": 3, "last_error": "", "last_error_at": None}
    broken: WebhookFacts = {**hook, "last_error": "Timed out", "last_error_at": "2026-11-22T12:00:00+00:00"}
    alive = [
        await api.report_process(
            instance=str(uuid.UUID(int=number)),
            bot_id=BOT,
            mode="polling" if webhook is None else "webhook",
            started_at=timezone.now().isoformat(),
            facts={"webhook": webhook, "redis": "ok", "version": VERSION},
        )
        for number, webhook in enumerate((hook, broken, None))
    ]
    assert alive == [1, 2, 3]
    await api.leave(instance=str(uuid.UUID(int=0)))
    await api.leave(instance=str(uuid.UUID(int=0)))


async def a_super_admin_runs_the_desk(api: Api, desk: Desk) -> None:
    """Rustam appoints, binds and dismisses Nodir, and keeps the categories."""
    appointed = await api.appoint_admin(
        as_=RUSTAM, telegram_id=NODIR, first_name="Nodir", categories=[desk.payments.pk]
    )
    changed = await api.change_admin(appointed["id"], as_=RUSTAM, categories=[], is_super_admin=True)
    assert (changed["categories"], changed["is_super_admin"]) == ([], True)
    assert not (await api.dismiss_admin(appointed["id"], as_=RUSTAM))["is_active"]
    assert "/admin/sign-in/" in (await api.make_sign_in_link(as_=RUSTAM))["url"]
    listed = await api.list_admins(as_=RUSTAM, is_active=True)
    assert appointed["id"] not in [admin["id"] for admin in listed["results"]]
    added = await api.add_category(as_=RUSTAM, slug="returns", name_uz="Qaytarish")
    assert added["name_ru"] == "Qaytarish"
    assert not (await api.change_category(added["id"], as_=RUSTAM, is_active=False))["is_active"]
    await api.move_category(added["id"], "up", as_=RUSTAM)
    inactive = await api.list_categories(as_=RUSTAM, is_active=False)
    assert added["id"] in [category["id"] for category in inactive["results"]]
