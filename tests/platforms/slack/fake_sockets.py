"""The Socket Mode side of a fake Slack: sockets, envelopes, acknowledgements."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from tests.platforms.slack.fake_world import APP_ID, Json, World


@dataclass(frozen=True)
class Envelope:
    """A payload that was sent, and the number of the socket it went to."""

    id: str
    kind: str
    payload: Json
    socket: int
    sent_at_s: float
    retry_attempt: int


@dataclass(frozen=True)
class Acknowledgement:
    """What the app answered, and how long that took."""

    envelope: Envelope
    payload: Json | None
    took_s: float


class Sockets:
    """All sockets of the app; each envelope goes to one of them, in turn."""

    def __init__(self, world: World) -> None:
        self.acknowledgements: list[Acknowledgement] = []
        self._world = world
        self._open: dict[int, web.WebSocketResponse] = {}
        self._opened = 0
        self._sent = 0
        self._waiting: dict[str, Envelope] = {}

    @property
    def numbers(self) -> list[int]:
        """The open sockets, by the order in which they were opened."""
        return [*self._open]

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Greet a socket, and collect its acknowledgements until it is closed."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._opened += 1
        number = self._opened
        hello = {"type": "hello", "num_connections": len(self._open) + 1, "connection_info": {"app_id": APP_ID}}
        await socket.send_json(hello)
        self._open[number] = socket
        self._world.touch()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(json.loads(message.data))
        finally:
            self._open.pop(number, None)
            self._world.touch()
        return socket

    async def send(self, kind: str, payload: Json, timeout_s: float, *, retry_attempt: int = 0) -> Acknowledgement:
        """Send a payload to one socket, as soon as there is one, and wait for its acknowledgement."""
        await self._world.until(lambda: self._open, timeout_s)
        numbers = sorted(self._open)
        number = numbers[self._sent % len(numbers)]
        self._sent += 1
        envelope = Envelope(self._world.next_id("envelope-"), kind, payload, number, time.monotonic(), retry_attempt)
        body: Json = {
            "type": kind,
            "envelope_id": envelope.id,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            body |= {"retry_attempt": retry_attempt, "retry_reason": "timeout" if retry_attempt else ""}
        self._waiting[envelope.id] = envelope
        await self._open[number].send_json(body)
        return await self._world.until(lambda: self._answer_to(envelope), timeout_s)

    async def drop(self, number: int | None = None, *, announced: bool = False) -> None:
        """Close a socket, the oldest if none is named; announced: ask the app to reconnect first, as Slack does hourly."""
        chosen = min(self._open) if number is None else number
        if announced:
            await self._open[chosen].send_json({"type": "disconnect", "reason": "refresh_requested"})
            return
        # Popped first: whoever sends next must wait for a new socket.
        await self._open.pop(chosen).close()

    async def close(self) -> None:
        """Close all sockets."""
        for socket in [*self._open.values()]:
            await socket.close()

    def _acknowledge(self, body: Json) -> None:
        envelope = self._waiting.pop(body["envelope_id"])
        took_s = time.monotonic() - envelope.sent_at_s
        self.acknowledgements.append(Acknowledgement(envelope, body.get("payload"), took_s))
        self._world.touch()

    def _answer_to(self, envelope: Envelope) -> Acknowledgement | None:
        return next((answer for answer in self.acknowledgements if answer.envelope is envelope), None)
