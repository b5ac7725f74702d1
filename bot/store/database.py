"""Open the database: SQLite in the user's data directory, or the PostgreSQL of `MIANJING_DATABASE_URL`."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.conversation.memory import MemoryUnavailableError
from bot.store.migrating import SchemaTooNewError, migrate
from bot.store.sqlite import sqlite_engine

BUSY_TIMEOUT_S = 10.0
"""How long a connection to SQLite waits for another process that writes."""
POSTGRES_CONNECTIONS = 10
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do, in one sentence."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database whose tables are up to date."""

    engine: AsyncEngine

    @property
    def is_sqlite(self) -> bool:
        """Return whether this is SQLite: one machine, one writer at a time."""
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction: kept at the end, or undone if anything fails. Raises MemoryUnavailableError."""
        async with self._begin(self.engine) as connection:
            yield connection

    @asynccontextmanager
    async def each(self) -> AsyncIterator[AsyncConnection]:
        """Let each statement be kept at once: two messages fewer to PostgreSQL and back. Raises MemoryUnavailableError."""
        engine = self.engine if self.is_sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        async with self._begin(engine) as connection:
            yield connection

    @asynccontextmanager
    async def _begin(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        try:
            async with engine.begin() as connection:
                yield connection
        except (DBAPIError, PoolTimeoutError, OSError) as error:
            raise MemoryUnavailableError(_reason(error)) from error

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def default_url() -> str:
    """Return the URL of the database in the user's data directory."""
    return f"sqlite:///{platformdirs.user_data_path('mianjing') / 'mianjing.db'}"


async def open_database(url: str | None = None, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Database:
    """Open the database and bring its tables up to date. Raises StoreError."""
    target = _target(url or default_url())
    database = Database(_engine(target, busy_timeout_s))
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(migrate)
    except TypeError:
        # The driver does not know something that stands after the question mark.
        await database.close()
        raise StoreError(f"{_BAD_URL}: {', '.join(target.query)} is not a setting that it knows.") from None
    except (DBAPIError, OSError, SchemaTooNewError) as error:
        await database.close()
        raise StoreError(f"The database {_shown(target)} cannot be used: {_reason(error)}.") from error
    return database


def engine_for(url: str) -> AsyncEngine:
    """Return an engine for a database as it is, its tables untouched. Raises StoreError."""
    return _engine(_target(url), BUSY_TIMEOUT_S)


def _target(url: str) -> URL:
    try:
        target = make_url(url)
        backend = target.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise StoreError(f"{_BAD_URL}, such as sqlite:////srv/mianjing.db or postgresql://user@host/mianjing.") from None
    if backend not in _DRIVERS:
        raise StoreError(f"{_BAD_URL}; {backend} is neither SQLite nor PostgreSQL.")
    if backend == "sqlite" and target.database and not target.query:
        try:
            Path(target.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder of {target.database} cannot be made: {error.strerror}.") from error
    # What libpq calls sslmode, in addresses that hosts hand out, asyncpg calls ssl.
    query = {"ssl" if name == "sslmode" else name: value for name, value in target.query.items()}
    return target.set(drivername=_DRIVERS[backend], query=query)


_BAD_URL = "MIANJING_DATABASE_URL is not the address of a database"


def _engine(target: URL, busy_timeout_s: float) -> AsyncEngine:
    return sqlite_engine(target, busy_timeout_s) if target.get_backend_name() == "sqlite" else _postgresql_engine(target)


def _postgresql_engine(target: URL) -> AsyncEngine:
    engine = create_async_engine(target, pool_size=POSTGRES_CONNECTIONS, max_overflow=0, hide_parameters=True)

    @event.listens_for(engine.sync_engine, "checkout")
    def check(connection: Any, *_: object) -> None:
        # asyncpg knows at once when the server has gone. The pool's own way to ask takes three messages there and back.
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    return engine


def _shown(target: URL) -> str:
    return target.database or "" if target.get_backend_name() == "sqlite" else target.render_as_string(hide_password=True)


def _reason(error: BaseException) -> str:
    """Say in words what is wrong with the database, and what to do."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = str(cause).split("\n", maxsplit=1)[0]
    original = getattr(cause, "__cause__", None)
    if isinstance(error, SchemaTooNewError):
        return "it was made by a newer version of Mianjing; update this one"
    if isinstance(cause, sqlite3.Error) or isinstance(original, sqlite3.Error) or "sqlite3" in said:
        for sign, words in _SQLITE_REASONS.items():
            if sign in said:
                return words
    if isinstance(error, OperationalError | OSError | PoolTimeoutError):
        return f"no connection ({said}); is the server running, and is MIANJING_DATABASE_URL right?"
    return said


_SQLITE_REASONS = {
    "database is locked": "another program has locked it; end that program, or try again in a moment",
    "readonly": "it is read-only; give whoever runs the bot the right to write it and its folder",
    "disk is full": "the disk is full; make room and try again",
    "not a database": "the file is no SQLite database; move it away, or put a backup in its place",
    "malformed": "the file is damaged; put a backup in its place",
    "unable to open": "the file cannot be opened; does its folder exist, and may the bot write there?",
}
