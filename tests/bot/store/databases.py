"""Databases of their own for tests: SQLite files, and databases on the PostgreSQL server of this machine."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.store.database import open_database

SERVER = "postgresql://postgres@127.0.0.1:5432"
BACKENDS = ("sqlite", "postgresql")


async def _tell_server(*statements: str) -> None:
    connection = await asyncpg.connect(f"{SERVER}/postgres", timeout=5)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def require_postgresql() -> None:
    """Skip the test where no server answers; with CI set, fail it: there, PostgreSQL is part of what is tested."""
    try:
        asyncio.run(_tell_server("SELECT 1"))
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        reason = f"no PostgreSQL on 127.0.0.1:5432 that lets the user postgres in without a password ({error})"
        if os.environ.get("CI"):
            pytest.fail(f"CI is set, so PostgreSQL is required: {reason}", pytrace=False)
        pytest.skip(reason)


def new_name() -> str:
    return f"mianjing_test_{secrets.token_hex(6)}"


async def create(name: str, template: str = "template1") -> str:
    """Create a database and return its URL; it does not wait for the disk, for nobody pulls the plug here."""
    await _tell_server(f"CREATE DATABASE {name} TEMPLATE {template}", f"ALTER DATABASE {name} SET synchronous_commit = off")
    return f"{SERVER}/{name}"


async def drop(name: str) -> None:
    await _tell_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@asynccontextmanager
async def temporary(template: str = "template1") -> AsyncIterator[str]:
    """Give the URL of a database that is dropped at the end."""
    name = new_name()
    try:
        yield await create(name, template)
    finally:
        await drop(name)


@contextmanager
def migrated_template() -> Iterator[str]:
    """Give the name of a database with all tables, to make others from."""
    name = new_name()

    async def make() -> None:
        await (await open_database(await create(name))).close()

    try:
        asyncio.run(make())
        yield name
    finally:
        asyncio.run(drop(name))
