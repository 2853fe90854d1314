"""A small, honest backend over HTTP: it stores, leases and takes reports as the REST API says, and fails on demand."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import web

Body = dict[str, Any]
TOKEN = "a-token"
ACTOR = {
    "role": "user",
    "telegram_id": 1001,
    "first_name": "Aziza",
    "language": "uz",
    "language_chosen": False,
    "admin": None,
}


@dataclass
class Call:
    method: str
    path: str
    body: Body
    person: str | None
    request_id: str = ""


@dataclass
class FakeBackend:
    """`fail` decides, for each call, on a status to answer with instead of serving it."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    inbox: dict[tuple[int, int], Body] = field(default_factory=dict)
    edits: list[Body] = field(default_factory=list)
    raw: dict[int, Body] = field(default_factory=dict)
    reachability: list[Body] = field(default_factory=list)
    rows: list[Body] = field(default_factory=list)
    outcomes: list[Body] = field(default_factory=list)
    attachments: list[Body] = field(default_factory=list)
    contents: dict[int, bytes] = field(default_factory=dict)
    failures: list[Body] = field(default_factory=list)
    bots: dict[str, Body] = field(default_factory=dict)
    outcome_of_message: str = "stored"
    fail: Callable[[Call], int | None] = lambda call: None
    # The same, by the code of a conflict.
    refuse: Callable[[Call], str | None] = lambda call: None

    # -------------------------------------------------------------- what a test puts in and looks at

    def enqueue(self, chat_id: int, kind: str, data: Body, **more: Any) -> Body:
        row = {
            "id": len(self.rows) + 1,
            "lease": "",
            "chat_id": chat_id,
            "language": "en",
            "kind": kind,
            "data": data,
            "ticket": 1,
            "message": None,
            "parts_done": 0,
            "sent": [],
            "target": None,
            "reply_to": None,
            "attempt": 1,
            "state": "pending",
            **more,
        }
        self.rows.append(row)
        return row

    def text(self, chat_id: int, text: str, *, ref: int | None = None, **more: Any) -> Body:
        return self.enqueue(
            chat_id, "content", {"contents": [content("text", text, message=ref)], "header": None}, **more
        )

    def made(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    def texts(self, chat_id: int) -> list[str]:
        return [body["content"]["text"] for (chat, _), body in self.inbox.items() if chat == chat_id]

    # -------------------------------------------------------------- the API

    async def serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api")
        raw = await request.read()
        is_json = request.content_type == "application/json"
        body = json.loads(raw) if raw and is_json else {}
        headers = request.headers
        call = Call(request.method, path, body, headers.get("X-Telegram-Id"), headers.get("X-Request-Id", ""))
        self.calls.append(call)
        if request.headers.get("Authorization") != f"Token {TOKEN}":
            return web.json_response({"code": "not_authenticated"}, status=401)
        status = self.fail(call)
        if status is not None:
            return web.json_response({"code": "invalid", "detail": "on demand"}, status=status)
        code = self.refuse(call)
        if code is not None:
            return web.json_response({"code": code, "detail": "on demand"}, status=409)
        return self._answer(call, raw, request)

    def _answer(self, call: Call, raw: bytes, request: web.Request) -> web.Response:
        parts = call.path.strip("/").split("/")
        if parts[:2] == ["ticket", "attachments"] and parts[-1] == "content":
            return self._content(call.method, int(parts[2]), raw)
        routes: dict[str, Callable[[Body], Body]] = {
            "/ticket/inbox/": self._receive,
            "/ticket/inbox/edit/": self._edit,
            "/ticket/inbox/raw/": self._keep,
            "/delivery/chats/reachability/": self._reach,
            "/ticket/reminders/": lambda body: {"announced": 0},
            "/delivery/deliveries/lease/": self._lease,
            "/delivery/deliveries/renew/": self._renew,
            "/ticket/attachments/renew/": lambda body: {"lost": self.lost_files(body)},
            "/ticket/outcomes/": self._report,
            "/ticket/attachments/lease/": self._lease_attachments,
            "/admin/actor/": lambda body: ACTOR,
            "/delivery/bots/": self._note_bot,
            "/delivery/bots/leave/": self._forget_bot,
        }
        if parts[:2] == ["ticket", "attachments"] and parts[-1] == "failure":
            self.failures.append({**call.body, "attachment": int(parts[2])})
            return web.json_response({})
        if call.path not in routes:
            return web.json_response({"code": "not_found"}, status=404)
        return web.json_response(routes[call.path](call.body))

    def _receive(self, body: Body) -> Body:
        self.inbox.setdefault((body["chat_id"], body["message_id"]), body)
        ticket = {"id": 1, "number": 1001}
        return {"message": len(self.inbox), "outcome": self.outcome_of_message, "ticket": ticket, "actor": ACTOR}

    def _edit(self, body: Body) -> Body:
        self.edits.append(body)
        return {"message": 1, "outcome": "edited", "ticket": None, "actor": ACTOR}

    def _keep(self, body: Body) -> Body:
        self.raw[body["update_id"]] = body
        return {"id": 1, "outcome": "kept"}

    def _note_bot(self, body: Body) -> Body:
        self.bots[body["instance"]] = body
        return {"alive": len(self.bots)}

    def _forget_bot(self, body: Body) -> Body:
        self.bots.pop(body["instance"], None)
        return {}

    def _reach(self, body: Body) -> Body:
        self.reachability.append(body)
        return body

    def _lease(self, body: Body) -> Body:
        leased = {row["chat_id"] for row in self.rows if row["lease"] and row["state"] == "pending"}
        given: list[Body] = []
        for row in self.rows:
            if row["state"] == "pending" and row["chat_id"] not in leased and len(given) < body["limit"]:
                leased.add(row["chat_id"])
                given.append(self._give(row))
        return {"deliveries": given}

    def _renew(self, body: Body) -> Body:
        held = {(row["chat_id"], row["lease"]) for row in self.rows}
        return {"lost": [one["chat_id"] for one in body["leases"] if (one["chat_id"], one["lease"]) not in held]}

    def lost_files(self, body: Body) -> list[int]:
        held = {(each["id"], each.get("lease")) for each in self.attachments}
        return [one["attachment"] for one in body["leases"] if (one["attachment"], one["lease"]) not in held]

    def _give(self, row: Body) -> Body:
        row["lease"] = str(uuid4())
        return {name: value for name, value in row.items() if name != "state"}

    def _report(self, body: Body) -> Body:
        following: list[Body] = []
        for outcome in body["outcomes"]:
            self.outcomes.append(outcome)
            row = self.rows[outcome["delivery"] - 1]
            if row["lease"] != outcome["lease"]:
                continue
            row["sent"] += outcome["messages"]
            if outcome["result"] == "part":
                row["parts_done"] += 1
                continue
            row["lease"] = ""
            row["state"] = {"sent": "sent", "refused": "failed"}.get(outcome["result"], "waiting")
            if row["state"] != "waiting":
                waiting = [
                    each for each in self.rows if each["chat_id"] == row["chat_id"] and each["state"] == "pending"
                ]
                following += [self._give(each) for each in waiting[:1]]
        return {"deliveries": following}

    def _lease_attachments(self, body: Body) -> Body:
        given = [each for each in self.attachments if each["id"] not in self.contents and not each.get("lease")]
        for each in given[: body["limit"]]:
            each["lease"] = str(uuid4())
        return {"attachments": given[: body["limit"]]}

    def _content(self, method: str, attachment: int, raw: bytes) -> web.Response:
        if method == "PUT":
            self.contents[attachment] = raw
            return web.json_response({"id": attachment})
        if attachment not in self.contents:
            return web.json_response({"code": "not_found"}, status=404)
        return web.Response(body=self.contents[attachment])


def content(kind: str, text: str = "", **more: Any) -> Body:
    body: Body = {
        "kind": kind,
        "text": text,
        "entities": [],
        "media": None,
        "data": {},
        "source": None,
        "attachment": None,
    }
    return {**body, "message": None, "too_large": False, **more}


@asynccontextmanager
async def running_backend(port: int = 0, backend: FakeBackend | None = None) -> AsyncIterator[FakeBackend]:
    """Serve on loopback until the block ends; the same backend may be started again on the same port."""
    backend = backend or FakeBackend()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/api/{path:.*}", backend.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    backend.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api"
    try:
        yield backend
    finally:
        await runner.cleanup()
