"""A virtual host of RabbitMQ for all tests of this folder, empty queues and a PostgreSQL database for each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.store.database import Database, open_database
from tests.bot.broker.grading import SOON_S
from tests.bot.broker.rabbit import delete_queues, own_virtual_host, url_of
from tests.bot.fake_chat import Clock
from tests.bot.store.databases import migrated_template, require_postgresql, temporary


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for longer than a test needs it to; a worker of a failed test is to end soon, too."""
    monkeypatch.setattr("bot.broker.connection.FINISH_S", SOON_S)
    monkeypatch.setattr("bot.broker.connection.RECONNECT_S", 0.05)
    monkeypatch.setattr("bot.broker.worker.RETRY_S", 0.05)


@pytest.fixture(scope="session")
def virtual_host() -> Iterator[str]:
    with own_virtual_host() as name:
        yield name


@pytest_asyncio.fixture
async def broker_url(virtual_host: str) -> AsyncIterator[str]:
    """The address of a broker without queues."""
    url = url_of(virtual_host)
    yield url
    await delete_queues(url)


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    require_postgresql()
    with migrated_template() as name:
        yield name


@pytest_asyncio.fixture
async def database_url(template: str) -> AsyncIterator[str]:
    async with temporary(template) as url:
        yield url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()
