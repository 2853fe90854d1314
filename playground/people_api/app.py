"""Routes, and what holds for all of them."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from playground.people_api import controls, messages, people, state
from playground.people_api.reading import WORLD
from playground.refusals import Refusal
from playground.world import World

STATIC = Path(__file__).parent.parent / "static"
LARGEST_REQUEST = 200 * 1024 * 1024
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob: data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def build_app(world: World, links: list[dict[str, str]]) -> web.Application:
    app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[answer_errors])
    app[WORLD] = world
    app[state.LINKS] = links
    app.add_routes(state.ROUTES)
    app.add_routes(people.ROUTES)
    app.add_routes(messages.ROUTES)
    app.add_routes(controls.ROUTES)
    app.router.add_get("/", page)
    app.router.add_static("/static", STATIC)
    app.on_response_prepare.append(add_headers)
    return app


async def page(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(STATIC / "index.html")


@web.middleware
async def answer_errors(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refusals as JSON. Other sites in the same browser may not act here; and every act is committed."""
    world = request.app[WORLD]
    try:
        _check_origin(request)
        answer: web.StreamResponse = await handler(request)
    except Refusal as refused:
        return web.json_response({"error": refused.description}, status=refused.code)
    except (KeyError, TypeError, ValueError) as error:
        return web.json_response({"error": f"Bad request: {type(error).__name__}: {error}"}, status=400)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return web.json_response({"error": error.reason}, status=error.status)
    finally:
        world.store.flush()
    return answer


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-cache")


def _check_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        raise Refusal(403, "Only the playground's own page may act here")
    host = request.url.host or ""
    if host not in {"localhost", "127.0.0.1", "::1"}:
        raise Refusal(403, "The playground answers on loopback only")
