"""How the fake Discord reads bodies and writes answers, and where it fails on demand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web
from aiohttp.typedefs import Handler, Middleware

from tests.platforms.discord.fake_gateway import Changes
from tests.platforms.discord.fake_world import Json

API = "/api/v10"
Upload = tuple[str, bytes]


class RefusedError(Exception):
    """A request that Discord would refuse: its status, error code and message."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


UNKNOWN_CHANNEL = (404, 10_003, "Unknown Channel")
UNKNOWN_MESSAGE = (404, 10_008, "Unknown Message")
UNKNOWN_USER = (404, 10_013, "Unknown User")
UNKNOWN_WEBHOOK = (404, 10_015, "Unknown Webhook")
UNKNOWN_INTERACTION = (404, 10_062, "Unknown interaction")
ALREADY_ACKNOWLEDGED = (400, 40_060, "Interaction has already been acknowledged.")


def refuse_if(complaints: list[str]) -> None:
    """Refuse a body as Discord does: 400 with code 50035."""
    if complaints:
        raise RefusedError(400, 50_035, f"Invalid Form Body: {'; '.join(complaints)}")


def answer(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return JSON; discord.py reads it as such only under a bare `application/json`, without a charset."""
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json", headers=headers)


def nothing() -> web.Response:
    return web.Response(status=204)


async def read_body(request: web.Request) -> tuple[Json, list[Upload]]:
    """Return the body's JSON and the files sent with it."""
    if not request.content_type.startswith("multipart/"):
        return await request.json(), []
    body: Json = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            files.append((part.filename or "", content))
    return body, files


@dataclass(slots=True)
class Failure:
    """What to answer instead, once, to a request whose method and path (after `/api/v10`) match. Its handler never runs."""

    method: str
    path: re.Pattern[str]
    status: int
    body: Json
    headers: dict[str, str] = field(default_factory=dict)
    has_happened: bool = False

    def concerns(self, method: str, path: str) -> bool:
        return not self.has_happened and self.method == method and self.path.fullmatch(path) is not None


class Door:
    """Sees every request first: notes it, lets it fail if so ordered, and words refusals."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self.requests: list[tuple[str, str]] = []
        self.unserved: list[tuple[str, str]] = []
        self.failures: list[Failure] = []

    def middleware(self) -> Middleware:
        """Return it in the form in which aiohttp wants it: a function, on which it sets an attribute."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._pass(request, handler)

        return guard

    async def _pass(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        wanted = (request.method, request.path.removeprefix(API))
        self.requests.append(wanted)
        for failure in self.failures:
            if failure.concerns(*wanted):
                failure.has_happened = True
                self._changes.notify()
                await request.read()
                return answer(failure.body, failure.status, failure.headers)
        try:
            return await handler(request)
        except RefusedError as error:
            return answer({"code": error.code, "message": str(error)}, error.status)
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
            self.unserved.append(wanted)
            return answer({"code": 0, "message": "404: Not Found"}, 404)
