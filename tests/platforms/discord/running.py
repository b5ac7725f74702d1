"""The bot as it is, on the small bank, against the fake Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import pytest
import yarl

from bot.conversation import Chat, Interviewer
from bot.locales import load_phrases
from bot.platforms.discord import service
from bot.platforms.discord.service import DiscordService, DiscordSettings, opened_discord
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import Clock
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.fake_world import Channel, Message

PHRASES = load_phrases()


@dataclass
class Running:
    """A bot that runs, and everything around it."""

    fake: FakeDiscord
    service: DiscordService
    database: Database
    judge: ScriptedJudge
    clock: Clock


@asynccontextmanager
async def running_bot(
    fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch, url: str = "sqlite://", clock: Clock | None = None
) -> AsyncIterator[Running]:
    """Run the bot against the fake until the block is left."""
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(fake.gateway_url))
    monkeypatch.setattr(service, "GUILD_READY_TIMEOUT_S", 0.05)
    database = await open_database(url)
    judge, clock = ScriptedJudge(), clock or Clock()
    seeds = iter(range(1, 10_000))
    chat = Chat(Interviewer(SmallBank(), ScriptedGrader(), PHRASES), SqlMemory(database), judge, lambda: next(seeds), clock)
    settings = DiscordSettings("token", api_url=fake.api_url, gateway_url=fake.gateway_url)
    try:
        async with opened_discord(settings, chat) as opened:
            connection = asyncio.ensure_future(opened.run())
            await fake.ready()
            await opened.client.wait_until_ready()
            try:
                yield Running(fake, opened, database, judge, clock)
            finally:
                await opened.client.close()
                await connection
    finally:
        await database.close()


def text_of(message: Message) -> str:
    """Return everything one can read in a message."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.get("title", ""), embed.get("description", "")]
        parts += [f"{field['name']}\n{field['value']}" for field in embed.get("fields", ())]
    return "\n".join(filter(None, parts))


def button_of(message: Message, verb: str) -> str:
    """Return the id of a message's button."""
    return next(custom_id for custom_id in message.custom_ids if custom_id.startswith(f"mj:{verb}:"))


async def thread_of(fake: FakeDiscord) -> Channel:
    """Return the thread that is opened in the channel."""
    await fake.until(lambda: fake.threads(fake.channel), what="a thread")
    return fake.threads(fake.channel)[0]
