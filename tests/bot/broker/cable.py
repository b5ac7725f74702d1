"""The way to a server, which can be cut and mended: a proxy on loopback."""

from __future__ import annotations

import asyncio
from typing import cast

HOST = "127.0.0.1"


class Cable:
    """Passes on what clients of `port` and the server say. Use as an async context manager."""

    def __init__(self, server_port: int) -> None:
        self.is_frozen = False
        """While it is, what is said gets lost on the way."""
        self.refused = 0
        """How many have come while it was cut."""
        self._server_port = server_port
        self._is_whole = True
        self._bytes_left: int | None = None
        self._ends: set[_End] = set()
        self._listening: asyncio.Server | None = None

    async def __aenter__(self) -> Cable:
        self._listening = await asyncio.get_running_loop().create_server(self._plugged, HOST, 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._listening is not None
        self.cut()
        self._listening.close()
        await self._listening.wait_closed()

    @property
    def port(self) -> int:
        assert self._listening is not None
        port: int = self._listening.sockets[0].getsockname()[1]
        return port

    @property
    def is_cut(self) -> bool:
        return not self._is_whole

    def cut(self, *, after_bytes: int = 0) -> None:
        """Break every connection, and every new one until it is mended; or wait until the server has said so much more."""
        if after_bytes:
            self._bytes_left = after_bytes
            return
        self._is_whole = False
        for end in tuple(self._ends):
            end.abort()

    def mend(self) -> None:
        self._is_whole, self._bytes_left, self.is_frozen = True, None, False

    def _plugged(self) -> _End:
        client = _End(self)
        client.joining = asyncio.ensure_future(self._join(client))
        return client

    async def _join(self, client: _End) -> None:
        server = _End(self, is_server=True)
        try:
            await asyncio.get_running_loop().create_connection(lambda: server, HOST, self._server_port)
        except OSError:
            client.abort()
            return
        client.peer, server.peer = server, client
        for data in client.early:
            server.write(data)
        if not self._is_whole or client.is_lost:
            client.abort()
            server.abort()

    def came(self, end: _End) -> None:
        self._ends.add(end)
        if not self._is_whole:
            self.refused += 1
            end.abort()

    def went(self, end: _End) -> None:
        self._ends.discard(end)

    def heard_from_server(self, count: int) -> None:
        if self._bytes_left is not None:
            self._bytes_left -= count
            if self._bytes_left <= 0:
                self._bytes_left = None
                self.cut()


class _End(asyncio.Protocol):
    """One of the two connections that are joined."""

    def __init__(self, cable: Cable, *, is_server: bool = False) -> None:
        self._cable = cable
        self._is_server = is_server
        self._transport: asyncio.Transport | None = None
        self.peer: _End | None = None
        self.joining: asyncio.Future[None] | None = None
        self.early: list[bytes] = []
        self.is_lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._cable.came(self)

    def data_received(self, data: bytes) -> None:
        if self._cable.is_frozen:
            return
        if self._is_server:
            self._cable.heard_from_server(len(data))
        if self.peer is None:
            self.early.append(data)
        else:
            self.peer.write(data)

    def connection_lost(self, _: Exception | None) -> None:
        self.is_lost = True
        self._cable.went(self)
        if self.peer is not None:
            self.peer.close()

    def write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()
