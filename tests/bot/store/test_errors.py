"""A database that cannot be used: a clear sentence, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.conversation.memory import MemoryUnavailableError
from bot.store.database import Database, StoreError, open_database
from bot.store.schema import attempts, events, learners, review_cards, sessions
from tests.bot.fake_chat import Clock
from tests.bot.store.databases import SERVER
from tests.bot.store.learners import Person, chat_on, rows

pytestmark = pytest.mark.asyncio

BUSY_TIMEOUT_S = 0.05
NOBODY = 65534


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file as another program would that is in the middle of writing it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "mianjing.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


async def why_not(url: str) -> str:
    before = set(threading.enumerate())
    try:
        database = await open_database(url, busy_timeout_s=BUSY_TIMEOUT_S)
    except StoreError as error:
        said = str(error)
        # The driver's threads still have the last word, and say it to the loop of this test.
        for thread in set(threading.enumerate()) - before:
            thread.join(timeout=5)
        assert "\n" not in said
        assert said.endswith(".")
        return said
    await database.close()
    pytest.fail(f"{url} was opened")


async def test_a_locked_file_is_not_opened(path: Path) -> None:
    with locked(path):
        said = await why_not(f"sqlite:///{path}")
    assert "another program has locked it" in said
    assert str(path) in said


async def test_a_file_that_is_locked_meanwhile_loses_nothing_and_goes_on_later(path: Path, clock: Clock) -> None:
    database = await open_database(f"sqlite:///{path}", busy_timeout_s=BUSY_TIMEOUT_S)
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn", key="1")
    with locked(path), pytest.raises(MemoryUnavailableError, match="another program has locked it"):
        await lin.types("forget, input, output", key="2")
    assert await rows(database, attempts) == []
    assert "Score: 100%" in await lin.types("forget, input, output", key="2")
    assert len(await rows(database, attempts)) == 1
    await database.close()


async def test_a_read_only_database_is_not_opened(path: Path) -> None:
    assert "it is read-only" in await why_not(f"sqlite:///file:{path}?mode=ro&uri=true")


@pytest.fixture
def somebody_elses_folder(path: Path) -> Iterator[Path]:
    """A folder with a database that may be read and not written, and nobody who is root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(path, folder)
        (folder / path.name).chmod(0o444)
        folder.chmod(0o555)
        was = os.geteuid()
        if was == 0:
            os.seteuid(NOBODY)
        yield folder
        os.seteuid(was)
        folder.chmod(0o755)


async def test_a_file_that_may_only_be_read_is_not_opened(somebody_elses_folder: Path) -> None:
    said = await why_not(f"sqlite:///{somebody_elses_folder}/mianjing.db")
    assert "read-only" in said or "cannot be opened" in said


async def test_a_new_file_where_nobody_may_write_is_not_made(somebody_elses_folder: Path) -> None:
    assert "cannot be opened" in await why_not(f"sqlite:///{somebody_elses_folder}/new.db")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "folder" in await why_not(f"sqlite:///{tmp_path}/file/below/mianjing.db")


async def test_a_database_that_becomes_read_only_changes_nothing(path: Path, clock: Clock) -> None:
    database = await open_database(f"sqlite:///{path}", busy_timeout_s=BUSY_TIMEOUT_S)
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn")
    before = await lin.session()
    await _tell(database, "PRAGMA query_only = ON")
    with pytest.raises(MemoryUnavailableError, match="it is read-only"):
        await lin.types("forget, input, output")
    await _tell(database, "PRAGMA query_only = OFF")
    assert await lin.session() == before
    assert await rows(database, review_cards) == []
    await database.close()


async def test_a_full_disk_leaves_no_half_of_a_step(path: Path, clock: Clock) -> None:
    database = await open_database(f"sqlite:///{path}", busy_timeout_s=BUSY_TIMEOUT_S)
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn", key="begin")
    await _tell(database, "PRAGMA max_page_count = 1")  # as many as there are
    failed = None
    for number in range(200):
        before = [await rows(database, table) for table in (attempts, events, sessions, review_cards)]
        try:
            await lin.types("/quiz rnn", key=f"{number}-begin" + "x" * 100)
            await lin.types("forget, input, output", key=f"{number}-end" + "x" * 100)
        except MemoryUnavailableError as error:
            failed = error
            break
    assert "the disk is full" in str(failed)
    await _tell(database, "PRAGMA max_page_count = 100000")
    after = [await rows(database, table) for table in (attempts, events, sessions, review_cards)]
    solved = [attempt["item_id"] for attempt in after[0] if attempt["is_solved"]]
    assert len(solved) == sum(event["key"].endswith("end" + "x" * 100) for event in after[1])
    assert len(after[1]) - len(before[1]) <= 1
    assert "100%" in await lin.types("/quiz rnn") + await lin.types("forget, input, output")
    await database.close()


async def _tell(database: Database, pragma: str) -> None:
    """Set what cannot be set inside a transaction, on the one connection there is."""
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(pragma)


async def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, far more than a header's length of them\n" * 10)
    before = path.read_bytes()
    assert "no SQLite database" in await why_not(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_damaged_file_is_told_from_a_healthy_one(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996  # the page with the list of the tables
    path.write_bytes(content)
    assert "damaged" in await why_not(f"sqlite:///{path}")


async def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    database = await open_database(url)
    async with database.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    said = await why_not(url)
    assert "newer version of Mianjing" in said
    assert "update" in said


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://postgres@127.0.0.1:1/mianjing", "no connection"),
        ("postgresql://postgres@no-such-host.invalid/mianjing", "no connection"),
        ("mysql://root@127.0.0.1/mianjing", "neither SQLite nor PostgreSQL"),
        ("nonsense", "not the address of a database"),
        ("postgresql://postgres@127.0.0.1:port/mianjing", "not the address of a database"),
        ("no-such-dialect://host/mianjing", "not the address of a database"),
    ],
)
async def test_an_address_where_nothing_is_says_so(url: str, told: str) -> None:
    assert told in await why_not(url)


@pytest.mark.usefixtures("postgresql_template")
@pytest.mark.parametrize(
    "url",
    [
        f"{SERVER}/no_such_database_here",
        f"{SERVER.replace('postgres@', 'nobody-of-this-name@')}/postgres",
        f"{SERVER}/postgres?sslmode=require",
        f"{SERVER}/postgres?nonsense=1",
    ],
)
async def test_a_server_that_turns_us_away_is_a_clear_sentence(url: str) -> None:
    said = await why_not(url)
    assert "Traceback" not in said


@pytest.mark.parametrize("password", ["s3cret-word"])
async def test_a_password_is_never_shown(password: str) -> None:
    said = await why_not(f"postgresql://postgres:{password}@127.0.0.1:1/mianjing")
    assert password not in said


async def test_an_error_inside_a_step_undoes_all_of_it(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/help")
    before = [await rows(database, table) for table in (learners, sessions)]

    async def deletes_and_fails() -> None:
        async with database.begin() as connection:
            await connection.execute(learners.delete())
            await connection.execute(text("SELECT * FROM no_such_table"))

    with pytest.raises(MemoryUnavailableError):
        await deletes_and_fails()
    assert [await rows(database, table) for table in (learners, sessions)] == before
