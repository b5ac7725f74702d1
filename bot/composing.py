"""Put the parts together: bank, grader, database and judge become a chat."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Protocol, Self

from bot.broker.errors import BrokerError
from bot.conversation.chat import Chat
from bot.conversation.interviewer import Interviewer
from bot.conversation.pending import Judge
from bot.judging import CodeJudge
from bot.locales import load_phrases
from bot.settings import Settings
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from graders.answers import AnswerGrader
from knowledge.bank import Bank

SEED_BITS = 64


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def database_url(settings: Settings) -> str | None:
    """Return the address of the database; None for the one in the user's data directory."""
    return settings.database_url.get_secret_value() if settings.database_url is not None else None


class JudgeService(Judge, Protocol):
    """A judge with a life of its own. Use as an async context manager."""

    async def start(self) -> None:
        """Make ready before the first code comes."""

    async def __aenter__(self) -> Self:
        """Begin."""

    async def __aexit__(self, *_: object) -> None:
        """End."""


def new_judge(settings: Settings) -> JudgeService:
    """Return the judge: workers behind a broker if there is one, or else a process on this machine. Raises BrokerError."""
    if settings.broker_url is None:
        return CodeJudge()
    from bot.broker.judge import QueueJudge  # noqa: PLC0415 - a quarter of a second

    return QueueJudge(settings.broker_url.get_secret_value())


def check_is_shared(settings: Settings, database: Database) -> None:
    """Make sure that whoever grades finds the code: a worker that looks in a file of its own finds none. Raises BrokerError."""
    if settings.broker_url is not None and database.is_sqlite:
        raise BrokerError(
            "With MIANJING_BROKER_URL, bots and workers share a database: set MIANJING_DATABASE_URL to one of PostgreSQL."
        )


@asynccontextmanager
async def opened_chat(settings: Settings, bank: Bank, grader: AnswerGrader) -> AsyncIterator[Chat]:
    """Open the database and return a chat on it, for one person at this machine, which grades their code. Raises StoreError."""
    database = await open_database(database_url(settings))
    try:
        async with CodeJudge() as judge:
            yield chat_on(database, Interviewer(bank, grader, load_phrases()), judge)
    finally:
        await database.close()


async def printed_reports(settings: Settings) -> str:
    """Return the reports of wrong questions, a line each, newest first. Raises StoreError."""
    database = await open_database(database_url(settings))
    try:
        filed = await SqlMemory(database).filed_reports()
    finally:
        await database.close()
    lines = [f"{report.at:%Y-%m-%d %H:%M}  {report.item_id:<24} {report.reason or '(nothing said)'}" for report in filed]
    return "\n".join(lines) or "Nothing has been reported."


def chat_on(database: Database, interviewer: Interviewer, judge: Judge, wake_scheduler: Callable[[], None] = lambda: None) -> Chat:
    """Return a chat that keeps what happens in a database."""
    return Chat(interviewer, SqlMemory(database), judge, lambda: secrets.randbits(SEED_BITS), now, wake_scheduler)
