"""One learner who writes to the bot privately, on each platform."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import pytest

from bot.conversation import Chat, Interviewer, read_message
from bot.store.database import open_database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import PHRASES, Clock, drawn, private_origin
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import running_bot, text_of
from tests.platforms.slack.fake_slack import FakeSlack
from tests.platforms.slack.running import running_bot as running_on_slack
from tests.platforms.slack.running import text_of as slack_text_of


class Conversing(Protocol):
    """Somebody who talks to the bot."""

    async def types(self, line: str, until: str) -> str:
        """Send a line, wait until that can be read, and return everything that has come since."""


class OnFakeChat:
    """No platform at all: the chat itself."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def types(self, line: str, until: str) -> str:
        del until
        shown = self._chat.handle(private_origin("ann"), read_message(line))
        return "\n".join([drawn(card) async for cards in shown for card in cards])


class OnDiscord:
    """Direct messages on Discord."""

    def __init__(self, fake: FakeDiscord) -> None:
        self._fake = fake
        self._ann = fake.add_user("ann")

    async def types(self, line: str, until: str) -> str:
        before = len(self._said())
        await self._fake.direct_message(self._ann, line)
        await self._fake.until(lambda: _folded(until) in _folded("\n".join(self._said()[before:])), what=until)
        return "\n".join(self._said()[before:])

    def _said(self) -> list[str]:
        private = self._fake.direct_channel(self._ann)
        return [text_of(message) for message in self._fake.messages(private) if message.author is self._fake.world.bot]


class OnSlack:
    """Direct messages on Slack. A command is typed after a blank there: Slack would take it for one of its own."""

    def __init__(self, fake: FakeSlack) -> None:
        self._fake = fake
        fake.add_user("U1")
        self._private = fake.direct_message("U1")

    async def types(self, line: str, until: str) -> str:
        before = len(self._said())
        await self._fake.message("U1", self._private, f" {line}" if line.startswith("/") else line)
        await self._fake.until(lambda: plain(until) in plain("\n".join(self._said()[before:])))
        return "\n".join(self._said()[before:])

    def _said(self) -> list[str]:
        return [slack_text_of(message) for message in self._fake.messages(self._private) if message.get("bot_id")]


def plain(markdown: str) -> str:
    """Return a text without what platforms put around and into it to show it as it is."""
    return re.sub(r"\s+", " ", re.sub(r"[\\*_~`\u00ad\u200b\u2060]|&(?:amp|lt|gt);", "", markdown))


def _folded(text: str) -> str:
    return text.replace("\\", "")


@asynccontextmanager
async def on_fake_chat(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Conversing]:
    del monkeypatch
    database = await open_database("sqlite://")
    chat = Chat(Interviewer(SmallBank(), ScriptedGrader(), PHRASES), SqlMemory(database), ScriptedJudge(), lambda: 1, Clock())
    try:
        yield OnFakeChat(chat)
    finally:
        await database.close()


@asynccontextmanager
async def on_discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Conversing]:
    async with FakeDiscord() as fake, running_bot(fake, monkeypatch):
        yield OnDiscord(fake)


@asynccontextmanager
async def on_slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Conversing]:
    async with FakeSlack() as fake, running_on_slack(fake, monkeypatch):
        yield OnSlack(fake)
