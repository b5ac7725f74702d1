"""Replicas and workers in one process, and a judge that grades by fixed words as soon as it is let."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from aio_pika.abc import AbstractChannel

from bot.broker.connection import Connection
from bot.broker.judge import QueueJudge
from bot.broker.worker import GraderWorker, Grading
from bot.conversation import Card, Chat
from bot.conversation.memory import Unsent
from bot.conversation.pending import Pending
from bot.store.database import Database
from bot.store.schema import submissions
from bot.store.submissions import Submissions
from graders.code.report import Report
from graders.code.upload import Upload
from tests.bot.broker.rabbit import publish
from tests.bot.fake_chat import Clock, drawn, private_origin
from tests.bot.small_bank import ScriptedJudge
from tests.bot.store.learners import RIGHT_CODE, DyingJudge, Gone, Person, chat_on, rows

SOON_S = 10.0
"""So long anything may take that is to happen in a test."""
_LOOK_EVERY_S = 0.01
PASSED = "Next, count the swaps."
"""What a learner reads who has sent RIGHT_CODE."""


async def until(holds: Callable[[], bool | Awaitable[bool]], what: str) -> None:
    """Wait for something of which nobody is told."""
    try:
        async with asyncio.timeout(SOON_S):
            while not (await found if isinstance(found := holds(), Awaitable) else found):
                await asyncio.sleep(_LOOK_EVERY_S)
    except TimeoutError:
        raise AssertionError(f"not within {SOON_S} s: {what}") from None


class ScriptedGrading:
    """A judge on a worker's machine: says what ScriptedJudge says. While `gate` is closed, it is busy with what it has begun."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun: asyncio.Queue[Upload] = asyncio.Queue()
        self.graded: list[Upload] = []

    async def grade(self, upload: Upload, learner: str) -> Report:
        del learner
        self.begun.put_nowait(upload)
        await self.gate.wait()
        self.graded.append(upload)
        return await ScriptedJudge().grade(Pending(0, 0, private_origin("judge"), upload))

    async def next_begun(self) -> Upload:
        return await asyncio.wait_for(self.begun.get(), SOON_S)


@asynccontextmanager
async def replica(url: str, database: Database, clock: Clock) -> AsyncIterator[Chat]:
    """Give a chat whose code is graded by workers."""
    async with QueueJudge(url) as judge:
        await judge.start()
        yield chat_on(database, clock, judge)


@asynccontextmanager
async def worker(
    url: str, submissions: Submissions, judge: Grading, now: Callable[[], datetime], jobs: int = 1
) -> AsyncIterator[GraderWorker]:
    connection = Connection(url)
    try:
        working = GraderWorker(connection, judge, submissions, jobs, now)
        await connection.open()
        yield working
    finally:
        await connection.close()


def told(cards: Iterable[Card]) -> str:
    return "\n".join(drawn(card) for card in cards)


async def sends_code(person: Person, code: str, key: str | None = None) -> str:
    """Open the task and send code for it; return what is said of the code."""
    await person.types("/code quicksort")
    return await asyncio.wait_for(person.types(code, key), SOON_S)


async def keep_code(database: Database, clock: Clock, user: str = "lin", code: str = RIGHT_CODE) -> int:
    """Keep code that a learner has sent to a replica which was ended at once; return the number it is kept under."""
    person = Person(chat_on(database, clock, DyingJudge()), user)
    await person.types("/code quicksort")
    with suppress(Gone):
        await person.types(code)
    return int((await rows(database, submissions))[-1]["id"])


async def submission(database: Database, number: int) -> dict[str, Any]:
    """Return the row of code that was sent."""
    return next(row for row in await rows(database, submissions) if row["id"] == number)


async def verdict_of(database: Database, number: int) -> str | None:
    found: str | None = (await submission(database, number))["verdict"]
    return found


async def is_graded(database: Database, number: int) -> bool:
    return await verdict_of(database, number) == "pass"


async def are_graded(database: Database, *numbers: int) -> bool:
    return all([await is_graded(database, number) for number in numbers])


async def ask_for(channel: AbstractChannel, *numbers: int, queue: str = "mianjing.grade", reply_to: str = "") -> None:
    """Publish jobs without being a replica."""
    for number in numbers:
        body = json.dumps({"submission": number}).encode()
        await publish(channel, body, queue, content_type="application/json", **({"reply_to": reply_to} if reply_to else {}))


async def left_over(chat: Chat) -> list[Unsent]:
    """Return what a replica delivers that another one, or it itself, could not."""

    async def all_of_it() -> list[Unsent]:
        return [unsent async for unsent in chat.left_over("fake", lambda _: True, at_start=False) if unsent.cards]

    return await asyncio.wait_for(all_of_it(), SOON_S)
