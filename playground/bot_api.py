"""The Bot API as an HTTP server."""

import asyncio
import json
import logging
import re
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from aiohttp import BodyPartReader, web

from playground.faults import Fault
from playground.methods import BY_NAME, KNOWN_TO_TELEGRAM, is_limited
from playground.refusals import Refusal, bad_request, lacking
from playground.rules.parameters import check
from playground.rules.uploads import LARGEST_UPLOAD, Upload
from playground.world import World

logger = logging.getLogger(__name__)
WORLD = web.AppKey("world", World)
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
ROOM_FOR_FIELDS = 1024 * 1024


@dataclass
class Call:
    method: str
    parameters: dict[str, Any]
    uploads: dict[str, Upload]

    @property
    def chat_id(self) -> int | None:
        try:
            return int(self.parameters["chat_id"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def weight(self) -> int:
        """How many messages it sends."""
        many = self.parameters.get("media" if self.method.lower() == "sendmediagroup" else "message_ids")
        try:
            return len(json.loads(many) if isinstance(many, str) else many or [0])
        except (ValueError, TypeError):
            return 1


def build_app(world: World) -> web.Application:
    app = web.Application(client_max_size=LARGEST_UPLOAD + ROOM_FOR_FIELDS)
    app[WORLD] = world
    app.router.add_route("*", "/bot{token}/{method}", handle_method)
    app.router.add_get("/file/bot{token}/{path:.+}", handle_file)
    app.router.add_route("*", "/{anything:.*}", handle_anything)
    world.webhook.on_reply = lambda parameters, uploads: _reply_by_webhook(world, parameters, uploads)
    return app


async def handle_method(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    refusal = check_token(world, request.match_info["token"])
    if refusal:
        return _answer(refusal.as_json(), refusal.code)
    method = request.match_info["method"]
    fault: Fault | None = None
    chat_id: int | None = None
    try:
        call = Call(method, *await _read(request))
        chat_id = call.chat_id
        fault = world.faults.take(method, chat_id)
        if fault:
            await _before(fault, request)
        result = await perform(world, call)
        answer, code = {"ok": True, "result": result}, 200
    except Refusal as refused:
        answer, code = refused.as_json(), refused.code
    finally:
        world.store.flush()
    world.calls.add(method=method, chat_id=chat_id, error_code=code if code != 200 else None, at=world.clock())
    if fault and fault.kind == "drop_after":
        _drop(request)
    if fault and fault.kind == "502":
        # What stands before Telegram's servers answers for them, and not in JSON.
        return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
    return _answer(answer, code)


async def handle_file(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    refusal = check_token(world, request.match_info["token"])
    file = world.files.at(request.match_info["path"])
    if refusal or file is None:
        refusal = refusal or Refusal(404, "Not Found")
        return _answer(refusal.as_json(), refusal.code)
    body = await asyncio.to_thread(world.files.read, file)
    return web.Response(body=body, content_type="application/octet-stream")


async def handle_anything(request: web.Request) -> web.Response:
    return _answer(Refusal(404, "Not Found").as_json(), 404)


def check_token(world: World, token: str) -> Refusal | None:
    if token == world.bot.token:
        return None
    return Refusal(401, "Unauthorized") if TOKEN.fullmatch(token) else Refusal(404, "Not Found")


async def perform(world: World, call: Call) -> Any:
    """Check the request against all rules and act."""
    found = BY_NAME.get(call.method.lower())
    if found is None:
        if call.method.lower() in KNOWN_TO_TELEGRAM:
            raise lacking(f"method {call.method}")
        raise Refusal(404, f"Not Found: method {call.method} not found")
    model, handler = found
    checked = check(model, call.parameters, call.uploads)
    if call.chat_id is not None and is_limited(call.method):
        world.flood.admit(call.chat_id, call.weight, world.clock())
    result = handler(world, checked)
    return await result if isawaitable(result) else result


async def _reply_by_webhook(world: World, parameters: dict[str, Any], uploads: dict[str, Upload]) -> None:
    code = None
    method = str(parameters["method"])
    call = Call(method, {key: value for key, value in parameters.items() if key != "method"}, uploads)
    try:
        await perform(world, call)
    except Refusal as refused:
        code = refused.code
        logger.warning("A method answered to the webhook was refused: %s", refused.description)
    world.calls.add(method=method, chat_id=call.chat_id, error_code=code, at=world.clock())
    world.store.flush()


async def _before(fault: Fault, request: web.Request) -> None:
    refusal = fault.refusal()
    if refusal:
        raise refusal
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "drop_before":
        _drop(request)
        raise Refusal(499, "Connection dropped")


def _drop(request: web.Request) -> None:
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()


async def _read(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The parameters, from wherever they stand, and the files."""
    parameters: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "multipart/form-data":
        await _read_multipart(request, parameters, uploads)
    elif request.content_type == "application/json" and request.can_read_body:
        parameters |= _object(await _body(request))
    elif request.content_type == "application/x-www-form-urlencoded":
        await _body(request)
        parameters |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return parameters, uploads


async def _body(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise Refusal(413, "Request Entity Too Large") from error


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse request JSON object") from error
    if not isinstance(found, dict):
        raise bad_request("can't parse request JSON object")
    return {key: value for key, value in found.items() if value is not None}


async def _read_multipart(request: web.Request, parameters: dict[str, Any], uploads: dict[str, Upload]) -> None:
    try:
        reader = await request.multipart()
        async for part in reader:
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise bad_request("can't parse multipart form")
            data = await _part(part)
            if part.filename is None:
                parameters[part.name] = data.decode()
            else:
                uploads[part.name] = Upload(data, part.filename, part.headers.get("Content-Type"))
    except ValueError as error:
        raise bad_request("can't parse multipart form") from error


async def _part(part: BodyPartReader) -> bytes:
    data = bytearray()
    while chunk := await part.read_chunk(256 * 1024):
        data += chunk
        if len(data) > LARGEST_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
    return bytes(data)


def _answer(answer: dict[str, Any], status: int) -> web.Response:
    return web.Response(text=json.dumps(answer, ensure_ascii=False), status=status, content_type="application/json")
