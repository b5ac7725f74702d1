"""Code that costs worker after worker: it is set aside, and its author is told so with a number that stands in the log."""

from __future__ import annotations

import asyncio
import re

import pytest
from aio_pika.abc import AbstractIncomingMessage
from structlog.testing import capture_logs

from bot.store.database import Database
from bot.store.schema import submissions
from bot.store.submissions import Submissions
from knowledge.models import Language
from tests.bot.broker.grading import SOON_S, ScriptedGrading, left_over, replica, sends_code, worker
from tests.bot.broker.rabbit import raw_channel, waiting_in
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.store.learners import RIGHT_CODE, Person, rows

pytestmark = pytest.mark.asyncio
MOST_LIVES = 5
SAID: dict[Language, str] = {"en": "The graders ended on this again and again", "zh": "这份代码让判题程序一再中断"}
NUMBER: dict[Language, str] = {"en": r"report the number (\w+)", "zh": r"带上编号 (\w+) 反馈"}


async def cost_a_worker(url: str) -> None:
    """Take a job as a worker does that is ended while it grades."""
    taken = asyncio.Event()

    async def take(_: AbstractIncomingMessage) -> None:
        taken.set()

    async with raw_channel(url) as channel:
        queue = await channel.declare_queue("mianjing.grade", passive=True)
        await queue.consume(take)
        await asyncio.wait_for(taken.wait(), SOON_S)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_code_that_costs_five_workers_is_set_aside_and_its_author_told(
    broker_url: str, database: Database, clock: Clock, language: Language
) -> None:
    judge = ScriptedGrading()
    async with replica(broker_url, database, clock) as chat:
        lin = Person(chat, origin=private_origin("lin", language))
        sending = asyncio.ensure_future(sends_code(lin, RIGHT_CODE))
        for _ in range(MOST_LIVES):
            await cost_a_worker(broker_url)
        with capture_logs() as logs:
            async with worker(broker_url, Submissions(database), judge, clock):
                told = await sending
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert told.count(SAID[language]) == 1
    (incident,) = re.findall(NUMBER[language], told)
    assert [entry["incident"] for entry in logs if entry["log_level"] == "error"] == [incident]
    assert judge.graded == []
    (submission,) = await rows(database, submissions)
    assert (submission["verdict"], submission["upload"], submission["leased_until"]) == ("judge-error", None, None)
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}


async def test_code_that_costs_four_workers_is_graded_by_the_fifth(broker_url: str, database: Database, clock: Clock) -> None:
    judge = ScriptedGrading()
    async with replica(broker_url, database, clock) as chat:
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        for _ in range(MOST_LIVES - 1):
            await cost_a_worker(broker_url)
        async with worker(broker_url, Submissions(database), judge, clock):
            await sending
    assert len(judge.graded) == 1
    assert (await waiting_in(broker_url))["dead"] == 0
