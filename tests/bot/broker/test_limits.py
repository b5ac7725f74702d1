"""Whoever comes when too much waits is told so, at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aio_pika.exceptions import DeliveryError

from bot.broker.judge import QueueJudge
from bot.broker.queues import MOST_WAITING
from bot.conversation.pending import Pending
from bot.store.database import Database
from bot.store.effects import LEASE
from bot.store.schema import attempts, submissions
from bot.store.submissions import Submissions
from graders.code.client import MAX_WAITING_EACH
from graders.code.report import Verdict
from graders.code.upload import Upload
from tests.bot.broker.grading import PASSED, SOON_S, ScriptedGrading, keep_code, left_over, replica, sends_code, until, worker
from tests.bot.broker.rabbit import publish, raw_channel, waiting_in
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.store.learners import RIGHT_CODE, Person, rows

pytestmark = pytest.mark.asyncio
TOO_MANY = "Too many submissions are waiting. Send yours again in a minute."


async def fill(url: str, queue: str) -> None:
    """Publish until no more is taken."""
    async with raw_channel(url) as channel:
        # It may take a few more before it says that it is full.
        for count in (MOST_WAITING, *[10] * 50):
            taken = await asyncio.gather(*(publish(channel, b"{}", queue) for _ in range(count)), return_exceptions=True)
            if any(isinstance(outcome, DeliveryError) for outcome in taken):
                return
    raise AssertionError("the queue is never full")


async def test_whoever_comes_when_the_queue_is_full_is_told_to_come_again(
    broker_url: str, database: Database, clock: Clock
) -> None:
    async with replica(broker_url, database, clock) as chat:
        await fill(broker_url, "mianjing.grade")
        assert TOO_MANY in await sends_code(Person(chat), RIGHT_CODE)
        clock.advance(hours=1)
        assert await left_over(chat) == []
        (submission,) = await rows(database, submissions)
        assert (submission["verdict"], submission["upload"], submission["leased_until"]) == ("judge-error", None, None)
        assert await rows(database, attempts) == []
        async with raw_channel(broker_url) as channel:
            await (await channel.declare_queue("mianjing.grade", passive=True)).purge()
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            assert PASSED in await asyncio.wait_for(Person(chat).types(RIGHT_CODE), SOON_S)


async def test_what_is_overdue_when_the_queue_is_full_stays_until_there_is_room(
    broker_url: str, database: Database, clock: Clock
) -> None:
    number = await keep_code(database, clock)
    clock.advance(hours=1)
    async with replica(broker_url, database, clock) as chat:
        await fill(broker_url, "mianjing.overdue")
        assert await left_over(chat) == []
        (submission,) = await rows(database, submissions)
        assert (submission["id"], submission["verdict"], submission["leased_until"]) == (number, None, clock() + LEASE)
        async with raw_channel(broker_url) as channel:
            await (await channel.declare_queue("mianjing.overdue", passive=True)).purge()
        clock.advance(hours=1)
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            (unsent,) = await left_over(chat)
    assert unsent.origin.identity.user == "lin"


@pytest_asyncio.fixture
async def queue_judge(broker_url: str) -> AsyncIterator[QueueJudge]:
    async with QueueJudge(broker_url) as judge:
        await judge.start()
        yield judge


def sent(number: int, learner_id: int, *, is_overdue: bool = False) -> Pending:
    return Pending(number, learner_id, private_origin("lin"), Upload("quicksort", text=RIGHT_CODE), is_overdue=is_overdue)


async def test_a_learner_with_five_in_hand_is_told_to_wait_and_another_one_is_not(queue_judge: QueueJudge, broker_url: str) -> None:
    asked = [asyncio.ensure_future(queue_judge.grade(sent(number, 1))) for number in range(1, MAX_WAITING_EACH + 1)]
    await until(lambda: _waiting(broker_url, "grade", MAX_WAITING_EACH), "all are in the queue")
    refused = await asyncio.wait_for(queue_judge.grade(sent(6, 1)), SOON_S)
    assert (refused.verdict, [found.id for found in refused.findings]) == (Verdict.JUDGE_ERROR, ["queue-full"])
    asked.append(asyncio.ensure_future(queue_judge.grade(sent(7, 2))))
    asked.append(asyncio.ensure_future(queue_judge.grade(sent(8, 1, is_overdue=True))))
    await until(lambda: _waiting(broker_url, "grade", MAX_WAITING_EACH + 1), "another learner's is taken")
    await until(lambda: _waiting(broker_url, "overdue", 1), "what is overdue is taken")
    for asking in asked:
        asking.cancel()
    await asyncio.gather(*asked, return_exceptions=True)


async def test_who_has_been_told_may_send_again(queue_judge: QueueJudge, broker_url: str) -> None:
    for round_of_five in range(2):
        numbers = range(1 + 5 * round_of_five, 6 + 5 * round_of_five)
        asked = [asyncio.ensure_future(queue_judge.grade(sent(number, 1))) for number in numbers]
        await until(lambda: _waiting(broker_url, "grade", 5), "all are in the queue")
        async with raw_channel(broker_url) as channel:
            queue = await channel.declare_queue("mianjing.grade", passive=True)
            for _ in numbers:
                job = await queue.get(no_ack=True, timeout=SOON_S)
                assert job.reply_to is not None
                reply = {**json.loads(job.body), "report": None}
                await publish(channel, json.dumps(reply).encode(), job.reply_to, content_type="application/json")
        await asyncio.wait_for(asyncio.gather(*asked), SOON_S)


async def _waiting(url: str, queue: str, count: int) -> bool:
    return (await waiting_in(url))[queue] == count
