"""A chat platform for tests: typed lines in, cards and their plain text out, over the driver and the memory that real ones use."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.conversation import Card, Chat, Grader, Interviewer, QuestionBank, Session, read_message
from bot.conversation.events import Content
from bot.conversation.facts import Record
from bot.conversation.origin import PRIVATE, Identity, Origin, Place
from bot.conversation.session import Attempt
from bot.locales import load_phrases
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from bot.store.recall import record_of
from knowledge.models import Language
from tests.bot.small_bank import ScriptedJudge

MARKS = {"plain": "-", "right": "+", "missed": "o", "wrong": "!"}
PHRASES = load_phrases()
BEGINNING = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
_numbers = itertools.count()
T = TypeVar("T")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = BEGINNING

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        self.time += timedelta(**by)


@dataclass
class Room:
    """A loop and a database in memory that the fake chats of a process share; `close` ends both."""

    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    database: Database | None = None

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    def open(self) -> Database:
        if self.database is None:
            self.database = self.run(open_database("sqlite://"))
        return self.database

    def close(self) -> None:
        if self.database is not None:
            self.run(self.database.close())
        self.runner.close()


ROOM = Room()


class FakeChat:
    """One learner in one conversation."""

    def __init__(
        self, bank: QuestionBank, grader: Grader, language: Language = "en", seed: int = 1, origin: Origin | None = None
    ) -> None:
        self.memory = SqlMemory(ROOM.open())
        self.judge = ScriptedJudge()
        self.clock = Clock()
        self._chat = Chat(Interviewer(bank, grader, PHRASES), self.memory, self.judge, lambda: seed, self.clock)
        self.origin = origin or private_origin(f"somebody-{next(_numbers)}", language)

    def types(self, line: str) -> str:
        """Send a line and return the bot's replies as plain text."""
        return "\n".join(drawn(card) for card in self.receives(line))

    def receives(self, line: str) -> tuple[Card, ...]:
        """Send a line and return the bot's cards."""
        return self.receives_content(read_message(line))

    def receives_content(self, content: Content, origin: Origin | None = None) -> tuple[Card, ...]:
        """Send anything and return the bot's cards."""

        async def cards() -> tuple[Card, ...]:
            return tuple([card async for shown in self._chat.handle(origin or self.origin, content) for card in shown])

        return ROOM.run(cards())

    @property
    def session(self) -> Session:
        session = ROOM.run(self.memory.peek(self.origin))
        assert session is not None
        return session

    @property
    def record(self) -> Record:
        return ROOM.run(self._record())

    async def _record(self) -> Record:
        async with self.memory.turn(self.origin, self.clock()) as desk:
            return await record_of(desk.connection, desk.learner_id, self.origin)

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        return tuple(kept.attempt for kept in self.record.attempts)


def private_origin(user: str, language: Language = "en", platform: str = "fake", key: str | None = None) -> Origin:
    """Return somebody who writes to the bot privately."""
    return Origin(
        Identity(platform, "guild", user), Place(platform, "guild", f"dm-{user}"), language, user.title(), PRIVATE, key=key
    )


def drawn(card: Card) -> str:
    """Draw a card as plain text, every part of it."""
    lines = [f"[{card.kind}] {card.title}".rstrip(), *(f"  {paragraph}" for paragraph in card.body)]
    lines += [f"  | {line}" for line in card.code.splitlines()]
    for part in card.fields:
        lines.append(f"  {part.name}:" + (" (spoiler)" if part.is_spoiler else ""))
        for line in part.lines:
            quote = f"“{line.quote}” " if line.quote else ""
            lines.append(f"    {MARKS[line.mark]} {quote}{line.text}")
            lines += [f"      {line.detail}"] if line.detail else []
    lines += [f"  {card.closing}"] if card.closing else []
    lines += [f"  [{file.name}]" for file in card.files]
    if card.buttons:
        lines.append("  " + " ".join(f"<{button.verb}: {button.label}>" for button in card.buttons))
    return "\n".join(lines)
