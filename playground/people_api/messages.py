"""People write, edit, delete, react and press."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from playground.acts import changing, pressing, writing
from playground.files import KINDS
from playground.people import Person
from playground.people_api.reading import WORLD, message_id_of, person_of, read_json
from playground.refusals import Refusal
from playground.rules.media import content_of
from playground.rules.uploads import Upload
from playground.world import World

Json = dict[str, Any]
ROUTES = web.RouteTableDef()
LARGEST_FILE = 100 * 1024 * 1024
SENT_KINDS = KINDS.keys() - {"thumbnail"}
MEASURES = ("width", "height", "duration", "length")


@dataclass
class Form:
    fields: Json = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    files: list[Upload] = field(default_factory=list)


@ROUTES.post("/api/people/{person_id}/messages")
async def write(request: web.Request) -> web.Response:
    world, person = request.app[WORLD], person_of(request)
    if request.content_type == "multipart/form-data":
        messages = send_files(world, person, await _read_form(request))
        return web.json_response({"messages": messages}, status=201)
    body = await read_json(request)
    message = writing.write(world, person, writing.read_content(world, body), body)
    return web.json_response(message, status=201)


def send_files(world: World, person: Person, form: Form) -> list[Json]:
    """One message for each file; several are one album, with the caption on the first."""
    if not 1 <= len(form.files) <= 10:
        raise Refusal(400, "1 to 10 files are expected")
    kinds = [form.kinds[min(at, len(form.kinds) - 1)] if form.kinds else "document" for at in range(len(form.files))]
    if unknown := set(kinds) - SENT_KINDS:
        raise Refusal(400, f"kind must be one of {', '.join(sorted(SENT_KINDS))}, not {unknown.pop()}")
    if person.blocked:
        raise Refusal(409, f"{person.first_name} has blocked the bot")
    around = writing.caption_of(form.fields)
    album = {"media_group_id": world.new_album_id()} if len(form.files) > 1 else {}
    measures = {name: int(form.fields[name]) for name in MEASURES if form.fields.get(name)}
    messages = []
    for kind, upload in zip(kinds, form.files, strict=True):
        file = world.files.add(
            kind, upload.data, name=upload.name, mime=upload.content_type, **_fitting(kind, measures)
        )
        messages.append(writing.write(world, person, content_of(file) | around | album, form.fields))
        around = {}
    return messages


@ROUTES.patch("/api/people/{person_id}/messages/{message_id}")
async def edit(request: web.Request) -> web.Response:
    body = await read_json(request)
    return web.json_response(changing.edit(request.app[WORLD], person_of(request), message_id_of(request), body))


@ROUTES.delete("/api/people/{person_id}/messages/{message_id}")
async def delete(request: web.Request) -> web.Response:
    changing.delete(request.app[WORLD], person_of(request), message_id_of(request))
    return web.json_response({})


@ROUTES.post("/api/people/{person_id}/messages/{message_id}/reactions")
async def react(request: web.Request) -> web.Response:
    body = await read_json(request)
    record = changing.react(request.app[WORLD], person_of(request), message_id_of(request), body.get("emoji"))
    return web.json_response(record.as_page_json())


@ROUTES.post("/api/people/{person_id}/callbacks")
async def press_inline(request: web.Request) -> web.Response:
    body = await read_json(request)
    message_id, data = int(body["message_id"]), str(body["data"])
    query_id = pressing.press_inline(request.app[WORLD], person_of(request), message_id, data)
    return web.json_response({"callback_query_id": query_id}, status=201)


@ROUTES.post("/api/people/{person_id}/keyboard")
async def press_keyboard(request: web.Request) -> web.Response:
    body = await read_json(request)
    return web.json_response(pressing.press_keyboard(request.app[WORLD], person_of(request), body), status=201)


def _fitting(kind: str, measures: Json) -> Json:
    fitting = {
        "video": {"width", "height", "duration"},
        "animation": {"width", "height", "duration"},
        "audio": {"duration"},
        "voice": {"duration"},
        "video_note": {"length", "duration"},
    }.get(kind, set())
    return {name: value for name, value in measures.items() if name in fitting}


async def _read_form(request: web.Request) -> Form:
    form = Form()
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Refusal(400, "The form cannot be read")
        data = await part.read()
        if len(data) > LARGEST_FILE:
            raise Refusal(413, "The file is larger than 100 MB")
        if part.filename is not None:
            form.files.append(Upload(bytes(data), part.filename, part.headers.get("Content-Type")))
        elif part.name == "kind":
            form.kinds.append(data.decode())
        elif part.name:
            form.fields[part.name] = _plain(part.name, data.decode())
    return form


def _plain(name: str, text: str) -> Any:
    """Entities come as JSON within the form."""
    return json.loads(text) if name in {"caption_entities", "entities"} and text else text
