from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.platforms.discord.fake_discord import FakeDiscord


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake
