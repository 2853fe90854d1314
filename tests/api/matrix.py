"""The permission matrix: for every route, what each kind of actor is answered."""

from typing import Any

from tests.api import desk as given
from tests.api.desk import BOT, LEASE, Desk
from tests.api.routes import Route
from tests.api.row import Row


def _incoming(desk: Desk) -> dict[str, Any]:
    return {
        "bot_id": BOT,
        "chat_id": desk.boris.telegram_id,
        "message_id": 501,
        "sender": {"telegram_id": desk.boris.telegram_id, "first_name": "Boris"},
        "content": {"kind": "text", "text": "Где мой заказ?"},
    }


BOT_REPORT = {
    "instance": LEASE,
    "bot_id": BOT,
    "mode": "polling",
    "started_at": "2026-11-23T04:45:00Z",
    "facts": {"webhook": None, "redis": "unused", "version": "1"},
}
SERVICE_ONLY = "403 403 403 403 403 403"
STAFF_PERSON = "403 403 403 200 404 200 403"
STAFF = "200 403 403 200 404 200 403"
SUPER = "200 403 403 403 403 200 403"
EVERYBODY_OF_TICKET = "200 200 404 200 404 200 404"

#                  service asker other-user admin other-admin super-admin dismissed
ROWS = [
    # ---------------------------------------------------------- people
    Row("GET", "/api/user/users/", "200*4 200*1 200*1 200*2 200*0 200*4 200*1"),
    Row("GET", "/api/user/users/{pk}/", EVERYBODY_OF_TICKET, pk="aziza"),
    Row(
        "POST",
        "/api/user/users/",
        "200 200 403 403 403 200 403",
        lambda desk: {"telegram_id": desk.aziza.telegram_id, "first_name": "Aziza X"},
    ),
    # Kamola and Rustam never wrote to the bot: the desk keeps a language for people only.
    Row("POST", "/api/user/users/language/", "403 200 200 200 404 404 200", lambda desk: {"language": "ru"}),
    # ---------------------------------------------------------- staff
    Row("GET", "/api/admin/actor/", "403 200 200 200 200 200 200"),
    Row("GET", "/api/admin/admins/", "200*4 403 403 200*1 200*1 200*4 403"),
    Row("GET", "/api/admin/admins/{pk}/", "200 403 403 200 404 200 403", pk="dilnoza"),
    Row(
        "POST",
        "/api/admin/admins/",
        "201 403 403 403 403 201 403",
        lambda desk: {"telegram_id": 2009, "first_name": "Nodir", "categories": [desk.payments.pk]},
    ),
    Row("PATCH", "/api/admin/admins/{pk}/", SUPER, lambda desk: {"categories": [desk.delivery.pk]}, pk="dilnoza"),
    Row("POST", "/api/admin/admins/{pk}/dismiss/", SUPER, pk="dilnoza"),
    Row("GET", "/api/admin/categories/", "200*4 200*3 200*3 200*3 200*3 200*4 200*3"),
    Row("GET", "/api/admin/categories/{pk}/", "200 404 404 404 404 200 404", pk="archive"),
    Row(
        "POST",
        "/api/admin/categories/",
        "201 403 403 403 403 201 403",
        lambda desk: {"slug": "returns", "name_en": "Returns"},
    ),
    Row("PATCH", "/api/admin/categories/{pk}/", SUPER, lambda desk: {"name_en": "Money"}, pk="payments"),
    Row("POST", "/api/admin/categories/{pk}/move/", SUPER, lambda desk: {"direction": "down"}, pk="payments"),
    Row("POST", "/api/admin/sign-in-links/", "403 403 403 201 201 201 403"),
    # ---------------------------------------------------------- tickets
    Row("GET", "/api/ticket/tickets/", "200*1 200*1 200*0 200*1 200*0 200*1 200*0"),
    Row("GET", "/api/ticket/tickets/{pk}/", EVERYBODY_OF_TICKET),
    Row(
        "POST",
        "/api/ticket/tickets/",
        "201 403 201 403 403 201 403",
        lambda desk: {"user": desk.boris.pk, "category": desk.payments.pk, "text": "Salom"},
    ),
    Row(
        "GET",
        "/api/ticket/tickets/my-tickets/",
        "200*1 403 403 200*1 403 200*1 403",
        prepare=given.take,
        query=lambda desk: {"admin_id": desk.dilnoza.pk},
    ),
    Row(
        "GET",
        "/api/ticket/tickets/user-tickets/",
        "200*1 200*1 200*0 200*1 200*0 200*1 200*0",
        query=lambda desk: {"user_id": desk.aziza.pk},
    ),
    Row(
        "POST",
        "/api/ticket/tickets/choose-category/",
        "403 200 200 200 403:person_required 403:person_required 200",
        lambda desk: {"category": desk.delivery.pk},
    ),
    Row("POST", "/api/ticket/tickets/{pk}/take/", STAFF_PERSON),
    Row("POST", "/api/ticket/tickets/{pk}/assign-admin/", STAFF, lambda desk: {"admin": desk.dilnoza.pk}),
    Row("POST", "/api/ticket/tickets/{pk}/release/", STAFF_PERSON, prepare=given.take),
    Row("POST", "/api/ticket/tickets/{pk}/transfer/", STAFF, lambda desk: {"category": desk.delivery.pk}),
    Row("GET", "/api/ticket/tickets/{pk}/transfer-targets/", STAFF),
    Row("POST", "/api/ticket/tickets/{pk}/close/", EVERYBODY_OF_TICKET),
    Row("POST", "/api/ticket/tickets/{pk}/block/", STAFF, lambda desk: {"reason": "Spam"}),
    Row("POST", "/api/ticket/tickets/{pk}/unblock/", STAFF),
    Row("POST", "/api/ticket/tickets/{pk}/set-priority/", STAFF, lambda desk: {"priority": "urgent"}),
    Row("POST", "/api/ticket/tickets/{pk}/set-tags/", STAFF, lambda desk: {"tags": ["Qaytarish"]}),
    Row(
        "POST",
        "/api/ticket/tickets/{pk}/send-saved-reply/",
        STAFF_PERSON,
        lambda desk: {"saved_reply": desk.reply.pk},
    ),
    Row(
        "GET",
        "/api/ticket/saved-replies/",
        "403 403 403 200*1 404 200*1 403",
        query=lambda desk: {"ticket": desk.ticket.pk},
    ),
    Row(
        "GET",
        "/api/ticket/saved-replies/{pk}/",
        STAFF_PERSON,
        pk="reply",
        query=lambda desk: {"ticket": desk.ticket.pk},
    ),
    Row("POST", "/api/ticket/tickets/{pk}/reopen/", EVERYBODY_OF_TICKET, prepare=given.close),
    Row(
        "POST",
        "/api/ticket/ratings/",
        "403 201 404 404 403:person_required 403:person_required 404",
        lambda desk: {"closing": given.closing_of(desk), "value": 5},
        prepare=given.close,
    ),
    Row("POST", "/api/ticket/tickets/{pk}/focus/", STAFF_PERSON, lambda desk: {"mode": "answer"}),
    Row("POST", "/api/ticket/tickets/{pk}/show/", "403 200 404 200 404 200 404", lambda desk: {"before": None}),
    Row("POST", "/api/ticket/tickets/{pk}/card/", STAFF_PERSON, lambda desk: {"message_id": None}),
    Row(
        "GET",
        "/api/ticket/search/",
        "200*1 200*1 200*0 200*1 200*0 200*1 200*0",
        query=lambda desk: {"q": "toʻlov"},
    ),
    # A note is found by the staff alone.
    Row("GET", "/api/ticket/search/", "200*1 200*0 200*0 200*1 200*0 200*1 200*0", query=lambda desk: {"q": "VIP"}),
    # ---------------------------------------------------------- messages: a note is never the asker's to read
    Row(
        "GET",
        "/api/ticket/messages/",
        "200*4 200*3 404 200*4 404 200*4 404",
        query=lambda desk: {"ticket": desk.ticket.pk},
    ),
    Row("GET", "/api/ticket/messages/{pk}/", "200 404 404 200 404 200 404", pk="note"),
    Row("GET", "/api/ticket/messages/{pk}/", EVERYBODY_OF_TICKET, pk="question"),
    Row(
        "POST",
        "/api/ticket/messages/",
        "403 201 404 201 404 201 404",
        lambda desk: {"ticket": desk.ticket.pk, "text": "Yana bir gap"},
    ),
    Row(
        "POST",
        "/api/ticket/messages/",
        "403 403 404 201 404 201 404",
        lambda desk: {"ticket": desk.ticket.pk, "kind": "note", "text": "Ichki gap"},
    ),
    Row(
        "PATCH",
        "/api/ticket/messages/{pk}/",
        "403 403 403 200 404 409:not_editable 403",
        lambda desk: {"text": "Tuzatildi"},
        pk="answer",
    ),
    Row("DELETE", "/api/ticket/messages/{pk}/", "403 403 403 200 404 409:not_deletable 403", pk="answer"),
    Row(
        "POST",
        "/api/ticket/messages/delete/",
        "403 403 403 200 409:not_deletable 409:not_deletable 403",
        lambda desk: {"bot_id": BOT, "message_id": 77},
    ),
    # ---------------------------------------------------------- what waits for its writer
    Row(
        "POST",
        "/api/ticket/pending/answer/",
        "403 403 403 200 403:person_required 403:person_required 403",
        lambda desk: {"ticket": desk.ticket.pk},
        prepare=given.everybody_waits,
    ),
    Row(
        "POST",
        "/api/ticket/pending/ask/",
        "403 409:nothing_waiting 200 200 403:person_required 403:person_required 200",
        prepare=given.everybody_waits,
    ),
    Row(
        "POST",
        "/api/ticket/pending/discard/",
        "403 200 200 200 403:person_required 403:person_required 200",
        prepare=given.everybody_waits,
    ),
    Row("GET", "/api/ticket/focus/", "403 403 403 200 200 200 403"),
    Row("POST", "/api/ticket/focus/finish/", "403 403 403 200 200 200 403"),
    # ---------------------------------------------------------- the bot's own work
    Row("POST", "/api/ticket/inbox/", f"201 {SERVICE_ONLY}", _incoming),
    Row("POST", "/api/ticket/inbox/edit/", f"200 {SERVICE_ONLY}", _incoming),
    Row(
        "POST",
        "/api/ticket/inbox/raw/",
        f"201 {SERVICE_ONLY}",
        lambda desk: {"bot_id": BOT, "update_id": 9, "payload": "{}"},
    ),
    Row(
        "POST",
        "/api/ticket/inbox/start/",
        f"200 {SERVICE_ONLY}",
        lambda desk: {"bot_id": BOT, "sender": {"telegram_id": desk.boris.telegram_id, "first_name": "Boris"}},
    ),
    Row("POST", "/api/ticket/outcomes/", f"200 {SERVICE_ONLY}", lambda desk: {"bot_id": BOT, "outcomes": []}),
    Row("POST", "/api/ticket/deliveries/{pk}/retry/", STAFF, pk="failed"),
    Row("POST", "/api/ticket/reminders/", f"200 {SERVICE_ONLY}"),
    Row("POST", "/api/ticket/attachments/lease/", f"200 {SERVICE_ONLY}", lambda desk: {"bot_id": BOT, "limit": 5}),
    Row(
        "POST",
        "/api/ticket/attachments/renew/",
        f"200 {SERVICE_ONLY}",
        lambda desk: {"leases": [{"attachment": desk.attachment.pk, "lease": LEASE}]},
    ),
    Row("GET", "/api/ticket/attachments/{pk}/content/", EVERYBODY_OF_TICKET, pk="attachment"),
    Row(
        "PUT",
        "/api/ticket/attachments/{pk}/content/",
        f"200 {SERVICE_ONLY}",
        lambda desk: b"bytes",
        prepare=given.lease_photo,
        pk="attachment",
        query=lambda desk: {"lease": LEASE},
    ),
    Row(
        "POST",
        "/api/ticket/attachments/{pk}/failure/",
        f"200 {SERVICE_ONLY}",
        lambda desk: {"lease": LEASE, "error": "gone", "final": True},
        prepare=given.lease_photo,
        pk="attachment",
    ),
    Row("POST", "/api/delivery/deliveries/lease/", f"200 {SERVICE_ONLY}", lambda desk: {"bot_id": BOT, "limit": 5}),
    Row(
        "POST",
        "/api/delivery/deliveries/renew/",
        f"200 {SERVICE_ONLY}",
        lambda desk: {"leases": [{"chat_id": desk.aziza.telegram_id, "lease": LEASE}]},
    ),
    Row(
        "POST",
        "/api/delivery/chats/reachability/",
        f"200 {SERVICE_ONLY}",
        lambda desk: {"chat_id": desk.aziza.telegram_id, "reachable": False},
    ),
    Row("POST", "/api/delivery/bots/", f"200 {SERVICE_ONLY}", lambda desk: BOT_REPORT),
    Row("POST", "/api/delivery/bots/leave/", f"200 {SERVICE_ONLY}", lambda desk: {"instance": LEASE}),
    # ---------------------------------------------------------- events: the whole journal is the super admins'
    Row("GET", "/api/ticket/events/", "200*6 403 403 403 403 200*6 403"),
    Row(
        "GET",
        "/api/ticket/events/export/",
        "200*6 403 403 403 403 200*6 403",
        query=lambda desk: {"file": "csv"},
    ),
    Row("GET", "/api/ticket/tickets/{pk}/events/", "200*5 403 403 200*5 404 200*5 403"),
    # ---------------------------------------------------------- reports
    Row("GET", "/api/report/activity/", "403 403 403 200 200 200 403"),
    Row("GET", "/api/report/summary/", "200 403 403 200 200 200 403"),
    Row(
        "GET",
        "/api/report/summary/",
        "200 403 403 200 404 200 403",
        query=lambda desk: {"category": desk.payments.pk},
    ),
    Row(
        "GET",
        "/api/report/summary/",
        "200 403 403 200 403 200 403",
        query=lambda desk: {"admin": desk.dilnoza.pk},
    ),
    Row("GET", "/api/report/health/", SUPER),
    Row("GET", "/api/report/chart/", "200 403 403 200 200 200 403", query=lambda desk: {"kind": "volume"}),
    Row("GET", "/api/report/export/", "200*1 403 403 200*1 200*0 200*1 403", query=lambda desk: {"file": "csv"}),
]

# These say nothing about the desk, and answer anybody.
OPEN_ROUTES = {
    Route("/api/schema/", "GET"),
    Route("/api/docs/", "GET"),
    Route("/healthz", "GET"),
    Route("/robots.txt", "GET"),
    Route("/readyz", "GET"),
}
