"""A memory and judges that do what the others do, and note how long it took and what came of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from time import perf_counter

from bot.conversation.chat import Chat
from bot.conversation.origin import Origin
from bot.conversation.pending import Judge, Pending
from bot.metrics import GRADE, TURN, VERDICTS
from bot.store.database import Database
from bot.store.memory import SqlDesk, SqlMemory
from graders.code.client import JudgeClient
from graders.code.report import Report
from graders.code.upload import Upload


def measured(chat: Chat, database: Database) -> Chat:
    """Return the chat with its steps and its grades measured."""
    return replace(chat, memory=MeasuredMemory(database), judge=MeasuredJudge(chat.judge))


class MeasuredMemory(SqlMemory):
    """Notes how long each step takes, from the wait for its turn to the end of its transaction."""

    @asynccontextmanager
    async def turn(self, origin: Origin, now: datetime) -> AsyncIterator[SqlDesk]:
        """Take up a learner's conversation for one step; others who want it wait."""
        with TURN.time():
            async with super().turn(origin, now) as desk:
                yield desk

    @asynccontextmanager
    async def report(self, pending: Pending, origin: Origin, now: datetime) -> AsyncIterator[SqlDesk | None]:
        """Take up the conversation in which code was sent; None if the learner has had everything deleted since."""
        with TURN.time():
            async with super().report(pending, origin, now) as desk:
                yield desk


class MeasuredJudge:
    """Notes the reports that come back to a bot (`bot.conversation.pending.Judge`)."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    async def grade(self, pending: Pending) -> Report:
        """Return the report; one that says so if the code cannot be graded at all. Raises JudgeAwayError."""
        return await _noted(self._judge.grade(pending))


class MeasuredGrading:
    """Notes the reports that a worker makes (`bot.broker.worker.Grading`)."""

    def __init__(self, judge: JudgeClient) -> None:
        self._judge = judge

    async def grade(self, upload: Upload, learner: str) -> Report:
        """Return the report. Raises JudgeUnavailableError."""
        return await _noted(self._judge.grade(upload, learner))


async def _noted(grading: Awaitable[Report]) -> Report:
    """Await a report and note it; what ends without one is not a grade."""
    asked_at = perf_counter()
    report = await grading
    GRADE.observe(perf_counter() - asked_at)
    VERDICTS.labels(report.verdict.value).inc()
    return report
