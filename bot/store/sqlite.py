"""SQLite: one connection, in WAL mode, and one trip to its thread for each statement."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import Any, Self

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

_WAL_RETRY_S = 0.02
_SETTINGS = ("synchronous = FULL", "foreign_keys = ON")


def sqlite_engine(target: URL, busy_timeout_s: float) -> AsyncEngine:
    """Return an engine for a file, which waits so long for another process that writes."""
    # One connection: whoever writes next waits for it in turn, instead of asking SQLite again and again.
    engine = create_async_engine(
        target,
        poolclass=AsyncAdaptedQueuePool,  # also for a database in memory, which lives as long as its one connection
        pool_size=1,
        max_overflow=0,
        pool_timeout=3 * busy_timeout_s,
        connect_args={"timeout": busy_timeout_s, "async_creator_fn": OneTripConnection},
        hide_parameters=True,  # errors reach the log, and parameters are what people wrote
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # Transactions begin where we say, not at the first change.
        try:
            cursor = connection.cursor()
            _use_wal(cursor, busy_timeout_s)
            for setting in _SETTINGS:
                cursor.execute(f"PRAGMA {setting}")
            cursor.close()
        except BaseException:
            connection.close()  # The pool has not heard of it yet, and its thread would outlive it.
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        # A transaction that begins by reading may find that it cannot write any more; this one may from the start.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _use_wal(cursor: Any, busy_timeout_s: float) -> None:
    """Switch to WAL mode; while another process does the same, SQLite refuses at once instead of waiting."""
    until = time.monotonic() + busy_timeout_s
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_WAL_RETRY_S)
        else:
            return


class OneTripCursor:
    """A cursor that goes to the connection's thread once: to carry out a statement, fetch all rows, and close.

    aiosqlite's own goes there four times, and each time costs more (90 µs) than SQLite takes for most of our statements.
    """

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        """Carry out a statement and fetch its rows. Raises sqlite3.Error."""
        await self._connection.in_thread(self._execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> Self:
        """Carry out a statement for each of the parameters. Raises sqlite3.Error."""
        await self._connection.in_thread(self._execute_many, statement, parameters)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: it is closed already."""

    def _execute(self, cursor: sqlite3.Cursor, statement: str, parameters: Sequence[Any]) -> None:
        cursor.execute(statement, parameters)
        self.description = cursor.description
        self._rows = cursor.fetchall() if cursor.description else ()
        self._note(cursor)

    def _execute_many(self, cursor: sqlite3.Cursor, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        cursor.executemany(statement, parameters)
        self._note(cursor)

    def _note(self, cursor: sqlite3.Cursor) -> None:
        self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid


class OneTripConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors are `OneTripCursor`."""

    def __init__(self, database: str, **settings: Any) -> None:
        super().__init__(lambda: sqlite3.connect(database, **settings), iter_chunk_size=64)
        self._thread.daemon = True  # As SQLAlchemy has it: a connection that nobody closed does not keep the process.

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        """Return a cursor, without a trip."""
        return OneTripCursor(self)

    async def in_thread(self, use: Any, *arguments: Any) -> None:
        """Let the connection's thread use a new cursor, and close it."""
        await self._execute(self._with_cursor, use, *arguments)  # type: ignore[no-untyped-call]

    def _with_cursor(self, use: Any, *arguments: Any) -> None:
        cursor = self._conn.cursor()
        try:
            use(cursor, *arguments)
        finally:
            cursor.close()
