"""Several replicas with shards of their own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import pytest
import yarl

from bot.conversation import Chat, Interviewer
from bot.platforms.discord import service
from bot.platforms.discord.service import DiscordService, DiscordSettings, opened_discord
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from bot.store.schema import events
from tests.bot.fake_chat import PHRASES, Clock
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank
from tests.bot.store.learners import rows
from tests.platforms.discord.fake_discord import FakeDiscord

pytestmark = pytest.mark.asyncio


@dataclass
class Replica:
    service: DiscordService
    database: Database

    async def has_heard(self) -> int:
        """Return how many events have come to this replica; each keeps what it heard in a database of its own here."""
        return len(await rows(self.database, events))


@asynccontextmanager
async def replica(fake: FakeDiscord, shard: int) -> AsyncIterator[Replica]:
    database = await open_database("sqlite://")
    chat = Chat(Interviewer(SmallBank(), ScriptedGrader(), PHRASES), SqlMemory(database), ScriptedJudge(), lambda: 1, Clock())
    settings = DiscordSettings(
        "token", api_url=fake.api_url, gateway_url=fake.gateway_url, shard_count=fake.gateway.shards, shard_ids=(shard,)
    )
    try:
        async with opened_discord(settings, chat) as opened:
            connection = asyncio.ensure_future(opened.run())
            yield Replica(opened, database)
            await opened.client.close()
            await connection
    finally:
        await database.close()


async def test_each_replica_has_its_shards_and_each_event_reaches_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL())
    monkeypatch.setattr(service, "GUILD_READY_TIMEOUT_S", 0.05)
    async with FakeDiscord(shards=2) as fake, replica(fake, 0) as first, replica(fake, 1) as second:
        await fake.ready()
        assert [list(each.service.client.shards) for each in (first, second)] == [[0], [1]]
        assert fake.gateway.identifies == 2
        ann = fake.add_user("ann")
        await fake.direct_message(ann, "/help")
        await fake.bot_messages(fake.direct_channel(ann), 1)
        assert (await first.has_heard(), await second.has_heard()) == (1, 0), "direct messages come to shard 0"
        asked = await fake.slash(ann, fake.channel, "progress")
        assert len(asked.responses) == 1
        assert await first.has_heard() + await second.has_heard() == 2
