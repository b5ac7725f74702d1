"""Alembic's way in: on the connection that the bot hands over, or by hand on `MIANJING_DATABASE_URL`."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.settings import Settings
from bot.store.database import default_url, engine_for
from bot.store.schema import metadata


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def _run_by_hand() -> None:
    chosen = Settings().database_url
    engine = engine_for(chosen.get_secret_value() if chosen else default_url())
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    asyncio.run(_run_by_hand())
