"""The entrance of the bot's server: whoever connects and says nothing is shown out, so that others find room."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from hmac import compare_digest

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

# Whoever calls says at once what they want.
SPEAK_WITHIN = 10.0
# Every connection takes one of the process's file handles, of which there are often no more than a thousand.
SILENT_AT_ONCE = 256


@dataclass(slots=True)
class Door:
    """Lets connections in for a server, and closes those that stay silent: the oldest first when there are too many."""

    speak_within: float = SPEAK_WITHIN
    silent_at_once: int = SILENT_AT_ONCE
    _silent: "OrderedDict[web.RequestHandler, asyncio.TimerHandle]" = field(init=False, default_factory=OrderedDict)

    def let_in(self, server: web.Server) -> asyncio.Protocol:
        """A protocol for the next connection, as `loop.create_server` asks for it."""
        protocol = server()
        loop = asyncio.get_running_loop()
        self._silent[protocol] = loop.call_later(self.speak_within, self._show_out, protocol)
        while len(self._silent) > self.silent_at_once:
            self._show_out(next(iter(self._silent)))
        return protocol

    def hear(self, protocol: web.RequestHandler) -> None:
        """This connection has said what it wants."""
        timer = self._silent.pop(protocol, None)
        if timer is not None:
            timer.cancel()

    def close(self) -> None:
        while self._silent:
            self._show_out(next(iter(self._silent)))

    def middleware(self) -> Middleware:
        """Notes who has spoken, and answers what is not served by a plain 404."""

        @web.middleware
        async def ask_in(request: web.Request, handler: Handler) -> web.StreamResponse:
            self.hear(request.protocol)
            try:
                return await handler(request)
            except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
                return refusal(404)

        return ask_in

    def _show_out(self, protocol: web.RequestHandler) -> None:
        self.hear(protocol)
        protocol.force_close()


def is_secret(given: str, secret: str) -> bool:
    """Whether a header shows the secret, in a time that tells nothing of it. A header may be no text."""
    return compare_digest(given.encode(errors="surrogateescape"), secret.encode())


def refusal(status: int) -> web.Response:
    """A refusal ends the connection: nothing more that comes over it is read."""
    response = web.Response(status=status)
    response.force_close()
    return response
