"""Whether the program lives, whether it can do its work, and its figures: three pages for whoever watches over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import structlog

from bot.conversation.memory import MemoryUnavailableError
from bot.metrics import CONTENT_TYPE, as_text
from bot.settings import Address
from bot.store.database import Database

if TYPE_CHECKING:
    from aiohttp import web

ANSWER_TIMEOUT_S = 2.0
"""A database that has not answered by then is not ready; probes usually wait 1 to 5 s."""
CLOSING_GRACE_S = 1.0
log = structlog.get_logger()


class HealthError(Exception):
    """The pages cannot be served; the message says why and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class State:
    """Whether something can be used now, and what there is to say of it: no secret, and nobody's words."""

    ready: bool
    says: str


@dataclass(frozen=True, slots=True)
class Part(State):
    """One of the things that the program needs."""

    name: str


Look = Callable[[], Awaitable[State]]


async def _not_begun() -> State:
    return State(ready=False, says="not begun yet")


class Health:
    """What the program needs, and how to look after each. Whoever makes a part ready replaces its look."""

    def __init__(self, names: Sequence[str]) -> None:
        self.looks: dict[str, Look] = dict.fromkeys(names, _not_begun)

    async def parts(self) -> list[Part]:
        """Look after everything at once."""
        states = await asyncio.gather(*(look() for look in self.looks.values()))
        return [Part(state.ready, state.says, name) for name, state in zip(self.looks, states, strict=True)]


class DatabaseLook:
    """Asks the database for nothing, and whether it answers in time."""

    def __init__(self, database: Database, timeout_s: float = ANSWER_TIMEOUT_S) -> None:
        self._database = database
        self._timeout_s = timeout_s
        self._asking: asyncio.Task[None] | None = None

    async def __call__(self) -> State:
        """Return whether it answers. Why it does not is in the log of those who need it."""
        # A question that is late goes on: to break it off would cost a connection, and another one meanwhile tells no more.
        if self._asking is None or self._asking.done():
            self._asking = asyncio.ensure_future(self._ask())
        if not (await asyncio.wait({self._asking}, timeout=self._timeout_s))[0]:
            return State(ready=False, says="no answer in time")
        try:
            self._asking.result()
        except MemoryUnavailableError:
            return State(ready=False, says="cannot be reached")
        return State(ready=True, says="SQLite" if self._database.is_sqlite else "PostgreSQL")

    async def _ask(self) -> None:
        async with self._database.begin() as connection:
            await connection.exec_driver_sql("SELECT 1")


@asynccontextmanager
async def opened_health(address: Address | None, names: Sequence[str]) -> AsyncIterator[Health]:
    """Serve the pages, if there is an address for them, and return what is to be filled in. Raises HealthError."""
    health = Health(names)
    if address is None:
        yield health
        return
    from aiohttp import web  # noqa: PLC0415 - a tenth of a second for a worker, which needs it for nothing else

    runner = web.AppRunner(_pages(health), access_log=None, shutdown_timeout=CLOSING_GRACE_S)
    await runner.setup()
    try:
        await _listen(web.TCPSite(runner, address.host, address.port), address)
        host, port, *_ = runner.addresses[0]
        log.info("health is served", address=str(Address(host, port)))
        yield health
    finally:
        await runner.cleanup()


async def _listen(site: web.TCPSite, address: Address) -> None:
    try:
        await site.start()
    except OSError as error:
        raise HealthError(
            f"MIANJING_HEALTH_ADDRESS: {address} cannot be opened ({error.strerror}); is the port free, and the host this machine?"
        ) from error


def _pages(health: Health) -> web.Application:
    from aiohttp import web  # noqa: PLC0415 - as above

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def ready(_: web.Request) -> web.Response:
        parts = await health.parts()
        return web.json_response([asdict(part) for part in parts], status=200 if all(part.ready for part in parts) else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=as_text(), headers={"Content-Type": CONTENT_TYPE})

    application = web.Application()
    application.router.add_get("/healthz", alive)
    application.router.add_get("/readyz", ready)
    application.router.add_get("/metrics", metrics)
    return application
