"""A memory that takes as long as a test of the simulated Discord likes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.conversation.origin import Origin
from bot.conversation.pending import Pending
from bot.store.database import Database
from bot.store.memory import SqlDesk, SqlMemory

if TYPE_CHECKING:
    from tests.platforms.discord.simulated import Simulation

AT_MOST_S = 30.0
"""So long a test waits for the bot at most."""


class Gate:
    """Stands before something that takes as long as a test likes. simcord does not wait for what waits here."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._is_open = asyncio.Event()
        self._is_open.set()
        self._held: list[asyncio.Event] = []

    @property
    def is_closed(self) -> bool:
        """Whether nobody may pass."""
        return not self._is_open.is_set()

    def close(self) -> None:
        """Let nobody pass."""
        self._is_open.clear()

    async def open(self) -> None:
        """Let those pass who wait, and let the bot come to rest."""
        self._is_open.set()
        # simcord takes what was held up to wait still, until it has ended.
        held, self._held = self._held, []
        async with asyncio.timeout(AT_MOST_S):
            for ended in held:
                await ended.wait()
        await self._simulation.env.settle()

    async def passed(self) -> None:
        """Wait here while the gate is closed."""
        await self.awaited(self._is_open.wait())

    async def awaited(self, work: Awaitable[object]) -> None:
        """Do what may have to wait behind the gate: simcord does not see by itself that it waits in an asynchronous generator."""
        if not self.is_closed:
            await work
            return
        ended = asyncio.Event()
        self._held.append(ended)
        try:
            await self._simulation.env.external_wait(work, reason="held up by the test")
        finally:
            ended.set()


class PatientMemory(SqlMemory):
    """A memory that can be held up: when something is heard, or when a report is about to be kept."""

    def __init__(self, database: Database, hearing: Gate, reporting: Gate) -> None:
        super().__init__(database)
        self._hearing, self._reporting = hearing, reporting

    @asynccontextmanager
    async def turn(self, origin: Origin, now: datetime) -> AsyncIterator[SqlDesk]:
        await self._hearing.passed()
        async with super().turn(origin, now) as desk:
            yield desk

    @asynccontextmanager
    async def report(self, pending: Pending, origin: Origin, now: datetime) -> AsyncIterator[SqlDesk | None]:
        await self._reporting.passed()
        async with super().report(pending, origin, now) as desk:
            yield desk
