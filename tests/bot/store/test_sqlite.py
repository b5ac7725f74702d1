"""The connection to SQLite, which makes one trip to its thread for each statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import bindparam, column, insert, select, table, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from bot.store.sqlite import sqlite_engine

pytestmark = pytest.mark.asyncio
WORDS = table("words", column("word"))


async def test_a_statement_makes_one_trip_and_one_that_fails_spoils_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sqlite_engine(make_url(f"sqlite+aiosqlite:///{tmp_path}/words.db"), 1.0)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (word TEXT PRIMARY KEY)"))
        await connection.execute(insert(WORDS), [{"word": "cell"}, {"word": "gate"}])
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        trips = 0
        go = raw._execute

        async def counted(*arguments: object) -> object:
            nonlocal trips
            trips += 1
            return await go(*arguments)

        monkeypatch.setattr(raw, "_execute", counted)
        found = await connection.execute(select(WORDS.c.word).where(WORDS.c.word >= bindparam("from")), {"from": "d"})
        assert found.keys() == ["word"]
        assert found.scalars().all() == ["gate"]
        assert trips == 1
        with pytest.raises(IntegrityError):
            await connection.execute(insert(WORDS), {"word": "gate"})
        changed = await connection.execute(text("UPDATE words SET word = word || 's'"))
        assert changed.rowcount == 2
    async with engine.begin() as connection:
        assert (await connection.execute(select(WORDS.c.word).order_by(WORDS.c.word))).scalars().all() == ["cells", "gates"]
    await engine.dispose()
