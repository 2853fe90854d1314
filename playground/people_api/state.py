"""What the page shows: everything at once, then what changes, and the bytes of files."""

import asyncio
import json
from typing import Any

from aiohttp import web

from playground.people_api.reading import WORLD
from playground.refusals import Refusal
from playground.world import World

LINKS = web.AppKey("links", list[dict[str, str]])
ROUTES = web.RouteTableDef()
HEARTBEAT_SECONDS = 15.0
SHOWN_IN_PLACE = ("image/jpeg", "image/png", "image/gif", "image/webp", "video/", "audio/")


@ROUTES.get("/api/state")
async def show_state(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    bot = world.bot.as_user()
    return web.json_response(
        {
            "bot": {key: bot[key] for key in ("id", "first_name", "username")},
            "people": [person.as_json() for person in world.people],
            "chats": {str(person.id): chat_json(world, person.id, person.language_code) for person in world.people},
            "groups": [vars(group) for group in world.chats.groups.values()],
            "limits": world.flood.on,
            "links": request.app[LINKS],
            "cursor": world.events.cursor,
        }
    )


def chat_json(world: World, person_id: int, language: str) -> dict[str, Any]:
    return {
        "messages": [record.as_page_json() for record in world.chats.records(person_id)],
        "keyboard": world.chats.keyboard(person_id),
        "commands": world.commands.shown_to(person_id, language),
    }


@ROUTES.get("/api/events")
async def stream_events(request: web.Request) -> web.StreamResponse:
    """Server-Sent Events. A page that comes back names the last one it has seen, and misses none."""
    world = request.app[WORLD]
    cursor = int(request.headers.get("Last-Event-ID") or request.query.get("after") or world.events.cursor)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b"retry: 500\n\n")
    while True:
        news = world.events.after(cursor)
        if news:
            lines = [f"id: {number}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n" for number, event in news]
            cursor = news[-1][0]
            await _write(response, "".join(lines))
        else:
            await world.events.wait(cursor, HEARTBEAT_SECONDS)
            if world.events.cursor == cursor:
                await _write(response, ": still here\n\n")


async def _write(response: web.StreamResponse, text: str) -> None:
    try:
        await response.write(text.encode())
    except ConnectionError as error:
        # The page went away; ending the handler is all there is to do.
        raise asyncio.CancelledError from error


@ROUTES.get("/files/{file_id}")
async def show_file(request: web.Request) -> web.StreamResponse:
    """Only pictures, films and sounds are shown; whatever else somebody sent is downloaded, never run."""
    world = request.app[WORLD]
    file = world.files.find(request.match_info["file_id"])
    if file is None:
        raise Refusal(404, "There is no such file")
    shown = file.mime_type.startswith(SHOWN_IN_PLACE)
    headers = {
        "Content-Type": file.mime_type if shown else "application/octet-stream",
        "Content-Disposition": "inline" if shown else "attachment",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, max-age=86400, immutable",
    }
    place = world.files.place(file)
    if place is not None:
        return web.FileResponse(place, headers=headers)
    return web.Response(body=world.files.read(file), headers=headers)
