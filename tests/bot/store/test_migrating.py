"""The tables of every revision become those of today, with what is in them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, insert, select

from bot.store import migrating
from bot.store.database import Database, StoreError, engine_for, open_database
from bot.store.migrating import HEAD, revision_of, upgrade
from bot.store.schema import learners, metadata
from tests.bot.fake_chat import Clock
from tests.bot.store.databases import require_postgresql, temporary
from tests.bot.store.learners import Person, chat_on, rows

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
# A row of each table as the first revision had it, in an order that its foreign keys allow.
FIRST_ROWS: dict[str, dict[str, Any]] = {
    "learners": {"id": 7, "language": "zh", "zone": "Asia/Shanghai", "is_listed": True, "since": NOW},
    "identities": {"platform": "fake", "workspace": "guild", "user": "lin", "learner_id": 7, "name": "Lin"},
    "sessions": {"learner_id": 7, "scope": "private", "state": b'{"language": "zh"}', "at": NOW},
    "attempts": {
        "id": 1, "learner_id": 7, "platform": "fake", "workspace": "guild", "scope": "private", "item_id": "lstm-gates",
        "outcome": "answered", "earned": ["forget"], "missed": ["input"], "misconceptions": [], "hints": 1, "follow_ups": 2,
        "score": 0.5, "is_solved": False, "at": NOW,
    },
    "review_cards": {
        "learner_id": 7, "item_id": "lstm-gates", "stability": 2.5, "difficulty": 5.0, "due": NOW, "last_review": NOW,
        "last_rating": 2, "reviews": 1,
    },
    "submissions": {
        "id": 1, "learner_id": 7, "platform": "fake", "task_id": "quicksort", "origin": b"{}", "upload": None, "verdict": "pass",
        "report": b'{"verdict": "pass"}', "at": NOW, "leased_until": None,
    },
    "events": {"platform": "fake", "workspace": "guild", "key": "1", "learner_id": 7, "origin": b"{}", "cards": None, "at": NOW},
    "reports": {"id": 1, "learner_id": 7, "item_id": "lstm-gates", "reason": "four gates", "at": NOW},
    "links": {"code": "0123ABCD", "learner_id": 7, "until": NOW},
    "channels": {
        "id": 1, "platform": "fake", "workspace": "guild", "channel": "general", "at": "09:00", "zone": "Asia/Shanghai",
        "topic": "rnn", "language": "zh", "set_by": 7, "next_due": NOW, "is_post_now": False, "failures": 0,
    },
    "daily_posts": {
        "id": 1, "channel_id": 1, "local_date": NOW.date(), "item_id": "lstm-gates", "state": "posted", "leased_until": None,
        "message": "m1", "claimed_at": NOW,
    },
}  # fmt: skip


def fill(connection: Connection) -> None:
    """Put a row into each table as it is now, and none other than those."""
    tables = MetaData()
    tables.reflect(connection)
    assert set(tables.tables) - {"alembic_version"} == set(FIRST_ROWS)
    for name, row in FIRST_ROWS.items():
        table = tables.tables[name]
        known = {key: value for key, value in row.items() if key in table.columns}
        if connection.dialect.name == "sqlite":
            known = {key: value.replace(tzinfo=None) if isinstance(value, datetime) else value for key, value in known.items()}
        connection.execute(insert(table).values(known))


def downgrade(connection: Connection, revision: str) -> None:
    """Go back, as by hand with `alembic downgrade`."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.downgrade(config, revision)


async def first_revision_with_rows(url: str) -> None:
    engine = engine_for(url)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade, "0001")
        await connection.run_sync(fill)
    await engine.dispose()


@pytest.mark.asyncio
async def test_a_database_of_the_first_revision_is_upgraded_with_its_data(empty_url: str) -> None:
    await first_revision_with_rows(empty_url)
    database = await open_database(empty_url)
    async with database.begin() as connection:
        assert await connection.run_sync(revision_of) == HEAD
        for name, row in FIRST_ROWS.items():
            table = metadata.tables[name]
            (found,) = (await connection.execute(select(table))).mappings()
            assert {key: found[key] for key in row} == row, name
    await database.close()


@pytest.mark.asyncio
async def test_whoever_is_in_an_upgraded_database_goes_on(empty_url: str, clock: Clock) -> None:
    await first_revision_with_rows(empty_url)
    database = await open_database(empty_url)
    lin = Person(chat_on(database, clock))
    assert "LSTM 有哪几个门？" in await lin.types("/review")
    await database.close()


@pytest.mark.asyncio
async def test_an_upgraded_database_is_like_a_new_one(empty_url: str) -> None:
    await first_revision_with_rows(empty_url)
    database = await open_database(empty_url)
    assert await differences(database) == []
    await database.close()


@pytest.mark.asyncio
async def test_whoever_goes_back_keeps_what_the_first_revision_knew(empty_url: str) -> None:
    await first_revision_with_rows(empty_url)
    database = await open_database(empty_url)
    async with database.begin() as connection:
        await connection.run_sync(downgrade, "0001")
        assert await connection.run_sync(revision_of) == "0001"
        for name in FIRST_ROWS:
            count = (await connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"')).scalar()  # noqa: S608 - names of ours
            assert count == 1, name
    await database.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("revision", ["0009", "0000", "abc"])
async def test_tables_of_an_unknown_revision_are_left_alone(url: str, revision: str) -> None:
    database = await open_database(url)
    async with database.begin() as connection:
        await connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608 - as above
    await database.close()
    with pytest.raises(StoreError, match="newer version of Mianjing"):
        await open_database(url)


@pytest.mark.asyncio
async def test_there_is_nothing_to_generate(database: Database) -> None:
    assert await differences(database) == []


async def differences(database: Database) -> list[Any]:
    """Return what `alembic check` would complain of."""

    def compared(connection: Connection) -> list[Any]:
        found: list[Any] = compare_metadata(MigrationContext.configure(connection), metadata)
        return found

    async with database.begin() as connection:
        return await connection.run_sync(compared)


@pytest.mark.asyncio
async def test_the_comparison_sees_a_difference(database: Database) -> None:
    async with database.begin() as connection:
        await connection.exec_driver_sql("DROP INDEX ix_attempts_scope")
        await connection.exec_driver_sql("ALTER TABLE reports ADD COLUMN surplus INTEGER")
    assert {difference[0] for difference in await differences(database)} == {"add_index", "remove_column"}


def test_head_is_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))
    assert scripts.get_heads() == [HEAD]
    assert scripts.get_bases() == ["0001"]


@pytest.mark.asyncio
async def test_opening_again_changes_nothing(url: str, clock: Clock) -> None:
    for _ in range(2):
        database = await open_database(url)
        await Person(chat_on(database, clock)).types("/help")
        assert len(await rows(database, learners)) == 1
        await database.close()


@pytest.fixture
def postgresql() -> None:
    require_postgresql()


@pytest.mark.asyncio
@pytest.mark.usefixtures("postgresql")
async def test_replicas_that_open_an_empty_database_at_once_all_succeed() -> None:
    async with temporary() as url:
        opened = await asyncio.gather(*(open_database(url) for _ in range(4)))
        assert await differences(opened[0]) == []
        for database in opened:
            await database.close()


@pytest.mark.asyncio
async def test_two_processes_that_open_an_empty_file_at_once_both_succeed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    opened = await asyncio.gather(*(open_database(url) for _ in range(2)))
    assert await differences(opened[0]) == []
    for database in opened:
        await database.close()
