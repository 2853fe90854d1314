"""What tests turn: faults, limits, the log of calls, and emptying everything."""

from aiohttp import web

from playground.faults import Fault
from playground.people_api.reading import WORLD, read_any, read_json

ROUTES = web.RouteTableDef()


@ROUTES.get("/api/faults")
async def show_faults(request: web.Request) -> web.Response:
    return web.json_response(request.app[WORLD].faults.as_json())


@ROUTES.post("/api/faults")
async def add_faults(request: web.Request) -> web.Response:
    body = await read_any(request)
    faults = [Fault(**one) for one in (body if isinstance(body, list) else [body])]
    for fault in faults:
        request.app[WORLD].faults.add(fault)
    return web.json_response(request.app[WORLD].faults.as_json(), status=201)


@ROUTES.delete("/api/faults")
async def clear_faults(request: web.Request) -> web.Response:
    request.app[WORLD].faults.clear()
    return web.json_response([])


@ROUTES.post("/api/limits")
async def set_limits(request: web.Request) -> web.Response:
    body = await read_json(request)
    request.app[WORLD].flood.on = bool(body["on"])
    return web.json_response({"on": request.app[WORLD].flood.on})


@ROUTES.get("/api/calls")
async def show_calls(request: web.Request) -> web.Response:
    calls = request.app[WORLD].calls
    return web.json_response({"calls": calls.after(int(request.query.get("after", 0))), "cursor": calls.cursor})


@ROUTES.post("/api/reset")
async def reset(request: web.Request) -> web.Response:
    request.app[WORLD].reset()
    return web.json_response({})
