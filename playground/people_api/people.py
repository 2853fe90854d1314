"""The people themselves, and the groups they make."""

from aiohttp import web

from playground.acts import membership, writing
from playground.people import Person
from playground.people_api.reading import WORLD, person_of, read_json
from playground.refusals import Refusal

ROUTES = web.RouteTableDef()


@ROUTES.post("/api/people")
async def keep_person(request: web.Request) -> web.Response:
    """Make a person, or change the one with that id."""
    world, body = request.app[WORLD], await read_json(request)
    person_id = int(body.get("id") or world.people.free_id())
    if not 1 <= person_id < 2**52:
        raise Refusal(400, "id must be a positive number below 2^52")
    last_name, username = (str(body.get(key) or "").strip() or None for key in ("last_name", "username"))
    first_name, language = str(body["first_name"]).strip(), str(body["language_code"])
    if not first_name or len(first_name) > 64:
        raise Refusal(400, "first_name must be 1-64 characters long")
    known = world.people.get(person_id)
    person = Person(person_id, first_name, language, last_name, username)
    if known:
        person.blocked, person.started = known.blocked, known.started
    world.keep_person(person)
    return web.json_response(person.as_json(), status=200 if known else 201)


@ROUTES.post("/api/people/{person_id}/block")
async def block(request: web.Request) -> web.Response:
    person = person_of(request)
    membership.block(request.app[WORLD], person)
    return web.json_response(person.as_json())


@ROUTES.post("/api/people/{person_id}/unblock")
async def unblock(request: web.Request) -> web.Response:
    person = person_of(request)
    membership.unblock(request.app[WORLD], person)
    return web.json_response(person.as_json())


@ROUTES.post("/api/people/{person_id}/start")
async def start(request: web.Request) -> web.Response:
    person, body = person_of(request), await read_json(request)
    message = membership.start(request.app[WORLD], person, body.get("parameter"))
    return web.json_response(message, status=201)


@ROUTES.post("/api/groups")
async def make_group(request: web.Request) -> web.Response:
    body = await read_json(request)
    members = [int(one) for one in body["member_ids"]]
    group = membership.make_group(request.app[WORLD], str(body["title"]), members)
    return web.json_response(vars(group), status=201)


@ROUTES.post("/api/groups/{group_id}/messages")
async def write_to_group(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_json(request)
    group = world.chats.groups.get(int(request.match_info["group_id"]))
    person = world.people.get(int(body["from"]))
    if group is None or person is None or person.id not in group.member_ids:
        raise Refusal(404, "There is no such group, or that person is not in it")
    content = writing.read_content(world, body)
    return web.json_response(membership.write_to_group(world, group, person, content), status=201)
