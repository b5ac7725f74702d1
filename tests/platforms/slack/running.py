"""The bot as it is, on the small bank, against the fake Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace

import pytest

from bot.conversation import Chat, Interviewer
from bot.locales import load_phrases
from bot.platforms.slack import service
from bot.platforms.slack.service import SlackService, SlackSettings, opened_slack
from bot.store.database import Database, open_database
from bot.store.installations import Installations
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import Clock
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank
from tests.platforms.slack.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.platforms.slack.fake_world import Json

PHRASES = load_phrases()
SOCKET_MODE = SlackSettings(BOT_TOKEN, APP_TOKEN)
ACKNOWLEDGED_WITHIN_S = 1.0
READY_WITHIN_S = 5.0


@dataclass
class Running:
    """A bot that runs, and everything around it."""

    fake: FakeSlack
    service: SlackService
    database: Database
    installations: Installations
    judge: ScriptedJudge
    clock: Clock
    chat: Chat


@asynccontextmanager
async def running_bot(
    fake: FakeSlack,
    monkeypatch: pytest.MonkeyPatch,
    url: str = "sqlite://",
    settings: SlackSettings = SOCKET_MODE,
    judge: ScriptedJudge | None = None,
) -> AsyncIterator[Running]:
    """Run the bot against the fake until the block is left."""
    monkeypatch.setattr(service, "PING_INTERVAL_S", 0.5)
    judge, clock = judge or ScriptedJudge(), Clock()
    seeds = iter(range(1, 10_000))
    async with AsyncExitStack() as stack:
        database = await open_database(url)
        stack.push_async_callback(database.close)
        chat = Chat(Interviewer(SmallBank(), ScriptedGrader(), PHRASES), SqlMemory(database), judge, lambda: next(seeds), clock)
        installations = Installations(database, clock)
        address = replace(settings, api_url=fake.api_url)
        opened = await stack.enter_async_context(opened_slack(address, chat, installations))
        running = asyncio.ensure_future(opened.run())
        async with asyncio.timeout(READY_WITHIN_S):
            await opened.is_ready.wait()
        yield Running(fake, opened, database, installations, judge, clock, chat)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def text_of(shown: Json) -> str:
    """Return everything one can read in a message or a view."""
    parts = []
    for block in shown.get("blocks", ()):
        text = block.get("text") or block.get("label") or {}
        parts.append(str(text.get("text", "")))
    return "\n".join(parts).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("\u00ad", "")


def texts_of(shown: list[Json]) -> str:
    """Return everything one can read in messages."""
    return "\n".join(map(text_of, shown))


async def ephemeral(fake: FakeSlack, channel: str, user: str, number: int = 1) -> Json:
    """Return the n-th message that only one person sees in a channel, as soon as it is there."""
    shown = await fake.until(lambda: fake.ephemerals(channel, user) if len(fake.ephemerals(channel, user)) >= number else None)
    return shown[number - 1]


async def from_bot(fake: FakeSlack, channel: str, number: int = 1) -> list[Json]:
    """Return what the bot said in a channel, threads included, as soon as there are so many messages."""

    def said() -> list[Json] | None:
        found = [message for message in fake.messages(channel) if "bot_id" in message]
        return found if len(found) >= number else None

    return await fake.until(said)


async def one_view(fake: FakeSlack) -> Json:
    """Return the modal that is open, as soon as one is."""
    return (await fake.until(lambda: fake.views))[-1]
