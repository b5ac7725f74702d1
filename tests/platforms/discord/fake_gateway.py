"""The gateway of the fake Discord: sessions that outlive their connection and are resumed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.discord.fake_world import Json, World, snowflake

HEARTBEAT_INTERVAL_MS = 41_250
CLOSED_FOR_TEST = 4_000
"""Close code "unknown error", after which a client has to resume."""


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Changes:
    """Wakes up those who wait for something to become true."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def notify(self) -> None:
        """Let everybody look again."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, is_true: Callable[[], object], timeout_s: float, what: str = "it") -> None:
        """Wait until something is true; raise TimeoutError that names it otherwise."""
        try:
            async with asyncio.timeout(timeout_s):
                while not is_true():
                    await self._event.wait()
        except TimeoutError:
            raise TimeoutError(f"waited {timeout_s} s for {what}") from None


@dataclass(slots=True)
class _Session:
    shard_id: int
    intents: int
    socket: web.WebSocketResponse | None
    log: list[Json] = field(default_factory=list)
    id: str = field(default_factory=lambda: f"session-{snowflake()}")


class Gateway:
    """Serves HELLO, IDENTIFY, RESUME and heartbeats, and sends events to the shard they belong to."""

    def __init__(self, world: World, changes: Changes, shards: int) -> None:
        self.shards = shards
        self.identifies = 0
        self.resumes = 0
        self.heartbeats = 0
        self.url = ""
        self._world = world
        self._changes = changes
        self._sessions: dict[int, _Session] = {}

    @property
    def is_ready(self) -> bool:
        """Tell whether every shard has identified itself and is connected."""
        return len(self._sessions) == self.shards and all(session.socket for session in self._sessions.values())

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Handle one connection."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL_MS}, "s": None, "t": None})
        async for received in socket:
            if received.type is WSMsgType.TEXT:
                await self._receive(socket, received.json())
        for session in self._sessions.values():
            if session.socket is socket:
                session.socket = None
        self._changes.notify()
        return socket

    async def dispatch(self, event: str, data: Json, *, guild_id: int | None = None, intent: int = 0) -> None:
        """Send an event to the guild's shard, or to shard 0, if the bot asked for its intent; keep it if nobody is connected."""
        shard_id = 0 if guild_id is None else (guild_id >> 22) % self.shards
        session = self._sessions[shard_id]
        if session.intents & intent == intent:
            await self._send(session, event, data)

    def has_intent(self, intent: int) -> bool:
        """Tell whether the bot asked for an intent."""
        return any(session.intents & intent for session in self._sessions.values())

    async def drop(self) -> None:
        """Close every connection; the sessions stay."""
        sockets = [session.socket for session in self._sessions.values() if session.socket]
        for session in self._sessions.values():
            session.socket = None
        for socket in sockets:
            await socket.close(code=CLOSED_FOR_TEST)

    async def _receive(self, socket: web.WebSocketResponse, frame: Json) -> None:
        match frame["op"]:
            case Op.HEARTBEAT:
                self.heartbeats += 1
                await socket.send_json({"op": Op.HEARTBEAT_ACK, "d": None, "s": None, "t": None})
            case Op.IDENTIFY:
                await self._identify(socket, frame["d"])
            case Op.RESUME:
                await self._resume(socket, frame["d"])
        self._changes.notify()

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        shard_id, _ = shard = data.get("shard", [0, 1])
        session = _Session(shard_id, data["intents"], socket)
        self.identifies += 1
        is_home = (self._world.guild_id >> 22) % self.shards == shard_id
        ready: Json = {
            "v": 10,
            "user": self._world.bot.payload(),
            "guilds": [{"id": str(self._world.guild_id), "unavailable": True}] if is_home else [],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": shard,
            "application": {"id": str(self._world.application_id), "flags": 0},
        }
        await self._send(session, "READY", ready)
        if is_home:
            await self._send(session, "GUILD_CREATE", self._world.guild())
        self._sessions[shard_id] = session

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        for session in self._sessions.values():
            if session.id == data["session_id"]:
                position = data["seq"]
                while position < len(session.log):  # which may grow while this sends
                    await socket.send_json(session.log[position])
                    position += 1
                session.socket = socket
                self.resumes += 1
                await self._send(session, "RESUMED", {})
                return
        await socket.send_json({"op": Op.INVALID_SESSION, "d": False, "s": None, "t": None})

    @staticmethod
    async def _send(session: _Session, event: str, data: Json) -> None:
        frame: dict[str, Any] = {"op": Op.DISPATCH, "t": event, "s": len(session.log) + 1, "d": data}
        session.log.append(frame)
        if session.socket is not None:
            await session.socket.send_json(frame)
