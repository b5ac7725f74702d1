"""A chat on the small bank with a database of its own in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.conversation import Chat, Interviewer
from bot.locales import load_phrases
from bot.store.database import open_database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import Clock
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank


@asynccontextmanager
async def opened_small_chat(url: str = "sqlite://") -> AsyncIterator[Chat]:
    database = await open_database(url)
    interviewer = Interviewer(SmallBank(), ScriptedGrader(), load_phrases())
    try:
        yield Chat(interviewer, SqlMemory(database), ScriptedJudge(), lambda: 1, Clock())
    finally:
        await database.close()
