"""Learners who write to a chat on a given database, and a look at what it then holds."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, select

from bot.conversation import Card, Chat, Interviewer, Session, read_message
from bot.conversation.events import Content
from bot.conversation.origin import Origin
from bot.conversation.pending import Judge, Pending
from bot.store.database import Database
from bot.store.memory import SqlMemory
from graders.code.report import Report
from tests.bot.fake_chat import PHRASES, Clock, drawn, private_origin
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank

INTERVIEWER = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)
_seeds = itertools.count(1)
RIGHT_CODE = "def quicksort(q, l, r): right"


class Gone(Exception):  # noqa: N818 - it stands for the end of a process, not for an error
    """The process ends here."""


class DyingJudge:
    """Stands for a process that ends while it grades."""

    async def grade(self, pending: Pending) -> Report:
        del pending
        raise Gone


def chat_on(database: Database, clock: Clock, judge: Judge | None = None) -> Chat:
    return Chat(INTERVIEWER, SqlMemory(database), judge or ScriptedJudge(), lambda: next(_seeds), clock)


class Person:
    """One learner in one conversation."""

    def __init__(self, chat: Chat, user: str = "lin", origin: Origin | None = None) -> None:
        self.chat = chat
        self.origin = origin or private_origin(user)

    async def sends(self, content: Content, key: str | None = None) -> tuple[Card, ...]:
        return tuple([card async for shown in self.chat.handle(replace(self.origin, key=key), content) for card in shown])

    async def types(self, line: str, key: str | None = None) -> str:
        return "\n".join(drawn(card) for card in await self.sends(read_message(line), key))

    async def session(self) -> Session:
        found = await self.chat.memory.peek(self.origin)
        assert found is not None
        return found

    async def solves_rnn(self) -> None:
        """Answer the one question on this topic fully."""
        await self.types("/quiz rnn")
        await self.types("forget, input, output")

    async def fails_rnn(self) -> None:
        await self.types("/quiz rnn")
        await self.types("/show")

    async def data(self) -> dict[str, list[dict[str, Any]]]:
        """Return what `/privacy export` hands over."""
        cards = await self.sends(read_message("/privacy export"))
        found: dict[str, list[dict[str, Any]]] = json.loads(cards[0].files[0].content)
        return found


async def rows(database: Database, table: Table) -> list[dict[str, Any]]:
    async with database.begin() as connection:
        found = await connection.execute(select(table).order_by(*table.primary_key.columns))
        return [dict(row) for row in found.mappings()]
