"""Reading what the page sends."""

import json
from typing import Any

from aiohttp import web

from playground.people import Person
from playground.refusals import Refusal
from playground.rules.parameters import check_encoding
from playground.world import World

Json = dict[str, Any]
WORLD = web.AppKey("world", World)


async def read_json(request: web.Request) -> Json:
    body = await read_any(request)
    if not isinstance(body, dict):
        raise Refusal(400, "A JSON object is expected")
    return body


async def read_any(request: web.Request) -> Any:
    """The JSON of the body; an empty body is an empty object."""
    text = await request.text()
    if not text.strip():
        return {}
    try:
        body = json.loads(text)
    except ValueError as error:
        raise Refusal(400, "The body is not JSON") from error
    check_encoding(body)
    return body


def person_of(request: web.Request) -> Person:
    person = request.app[WORLD].people.get(int(request.match_info["person_id"]))
    if person is None:
        raise Refusal(404, "There is no such person")
    return person


def message_id_of(request: web.Request) -> int:
    return int(request.match_info["message_id"])
