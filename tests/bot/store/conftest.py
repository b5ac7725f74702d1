"""Every store test runs on both databases."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store.database import Database, open_database
from tests.bot.fake_chat import Clock
from tests.bot.store.databases import BACKENDS, migrated_template, require_postgresql, temporary


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    require_postgresql()
    with migrated_template() as name:
        yield name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "all-tables.db"

    async def make() -> None:
        await (await open_database(f"sqlite:///{path}")).close()

    asyncio.run(make())
    return path


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "postgresql":
        require_postgresql()
    return name


@pytest_asyncio.fixture
async def empty_url(backend: str, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without tables."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        async with temporary() as url:
            yield url


@pytest.fixture
def template(backend: str, request: pytest.FixtureRequest) -> str | Path:
    """What a database with all tables is copied from."""
    found: str | Path = request.getfixturevalue(f"{backend}_template")
    return found


@pytest_asyncio.fixture
async def url(template: str | Path, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with all tables."""
    if isinstance(template, Path):
        shutil.copy(template, tmp_path / "mianjing.db")
        yield f"sqlite:///{tmp_path / 'mianjing.db'}"
    else:
        async with temporary(template) as address:
            yield address


@pytest_asyncio.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = await open_database(url)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()
