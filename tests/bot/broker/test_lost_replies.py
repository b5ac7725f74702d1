"""A report that is kept, but whose reply got lost, is told all the same; and one that two processes have in hand is told once."""

from __future__ import annotations

import asyncio

import pytest

from bot.broker.judge import QueueJudge
from bot.conversation import Chat
from bot.conversation.pending import JudgeAwayError, Pending
from bot.store.database import Database, open_database
from bot.store.effects import LEASE
from bot.store.memory import UNDER_WAY
from bot.store.schema import attempts, submissions
from bot.store.submissions import TELLING, Submissions
from graders.code.report import Report
from graders.code.upload import Upload
from tests.bot.broker.grading import (
    PASSED,
    SOON_S,
    ScriptedGrading,
    ask_for,
    keep_code,
    left_over,
    replica,
    sends_code,
    told,
    until,
    worker,
)
from tests.bot.broker.rabbit import publish, raw_channel, waiting_in
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.small_bank import ScriptedJudge
from tests.bot.store.learners import RIGHT_CODE, Person, chat_on, rows

pytestmark = pytest.mark.asyncio


async def test_a_report_whose_reply_is_lost_is_found_where_it_is_kept(
    broker_url: str, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.chat.HOLD_EVERY_S", 0.05)
    async with replica(broker_url, database, clock) as chat, raw_channel(broker_url) as channel:
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await until(lambda: _is_in_queue(broker_url), "the job is in the queue")
        await (await channel.declare_queue("mianjing.grade", passive=True)).get(no_ack=True)
        await ask_for(channel, (await rows(database, submissions))[0]["id"])  # the same job, without anybody to reply to
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            assert (await sending).count(PASSED) == 1
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert len(await rows(database, attempts)) == 1


async def test_code_whose_job_is_lost_is_let_go_of_and_taken_up_again(
    broker_url: str, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.chat.HOLD_EVERY_S", 0.05)
    monkeypatch.setattr("bot.conversation.chat.MOST_HOLDS", 20)
    async with replica(broker_url, database, clock) as chat, raw_channel(broker_url) as channel:
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await until(lambda: _is_in_queue(broker_url), "the job is in the queue")
        await (await channel.declare_queue("mianjing.grade", passive=True)).purge()
        assert "Your code is kept" in await sending
        clock.advance(hours=1)
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            assert [told(unsent.cards).count(PASSED) for unsent in await left_over(chat)] == [1]
    assert len(await rows(database, attempts)) == 1


async def _is_in_queue(url: str) -> bool:
    return (await waiting_in(url))["grade"] == 1


async def test_whoever_waits_keeps_the_code_from_others(
    broker_url: str, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.chat.HOLD_EVERY_S", 0.02)
    judge = ScriptedGrading()
    judge.gate.clear()
    async with replica(broker_url, database, clock) as chat, worker(broker_url, Submissions(database), judge, clock):
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await judge.next_begun()
        for _ in range(4):
            clock.time += LEASE / 2
            await until(lambda: _is_leased_until(database, clock), "the lease is renewed")
            assert await left_over(chat) == []
        judge.gate.set()
        assert (await sending).count(PASSED) == 1


async def _is_leased_until(database: Database, clock: Clock) -> bool:
    (submission,) = await rows(database, submissions)
    return bool(submission["leased_until"] == clock() + LEASE)


async def test_a_report_that_was_kept_for_a_replica_that_ended_is_told_by_another(
    broker_url: str, database: Database, clock: Clock
) -> None:
    number = await keep_code(database, clock)
    judge = ScriptedGrading()
    async with replica(broker_url, database, clock) as chat:
        async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
            await ask_for(channel, number)
            await until(lambda: _is_kept(database), "the report is kept")
        assert await left_over(chat) == []  # Whoever waits for it has some time for telling it.
        clock.time += TELLING + TELLING / 2
        (unsent,) = await left_over(chat)
        assert PASSED in told(unsent.cards)
        assert await left_over(chat) == []
    assert len(judge.graded) == 1


async def _is_kept(database: Database) -> bool:
    (submission,) = await rows(database, submissions)
    return submission["report"] is not None


async def test_a_queue_for_replies_that_was_deleted_is_made_again(broker_url: str, database: Database, clock: Clock) -> None:
    async with QueueJudge(broker_url) as judge, worker(broker_url, Submissions(database), ScriptedGrading(), clock):
        await judge.start()
        name = judge._replies.name
        async with raw_channel(broker_url) as channel:
            await channel.queue_delete(name)
        await until(lambda: _is_consumed(broker_url, name), "it is there again")
        async with asyncio.timeout(2):  # Sooner than the report would be found without its reply.
            assert PASSED in await sends_code(Person(chat_on(database, clock, judge)), RIGHT_CODE)


async def _is_consumed(url: str, name: str) -> bool:
    async with raw_channel(url) as channel:
        queue = await channel.declare_queue(name, durable=True, arguments={"x-expires": 600_000})
    return queue.declaration_result.consumer_count == 1


async def test_what_is_no_reply_harms_nobody(broker_url: str, database: Database, clock: Clock) -> None:
    async with QueueJudge(broker_url) as judge, raw_channel(broker_url) as channel:
        await judge.start()
        for body in (b"\xff", b"[]", b'{"submission": 1, "report": {}}', b'{"submission": 7, "report": null}'):
            await publish(channel, body, judge._replies.name, content_type="application/json")
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            assert PASSED in await sends_code(Person(chat_on(database, clock, judge)), RIGHT_CODE)


class GatedJudge(ScriptedJudge):
    """Grades once `gate` is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.has_begun = asyncio.Event()

    async def grade(self, pending: Pending) -> Report:
        self.has_begun.set()
        await self.gate.wait()
        return await super().grade(pending)


async def test_code_that_two_replicas_have_in_hand_is_told_by_one_of_them(
    database: Database, database_url: str, clock: Clock
) -> None:
    """The first could not renew its lease for a while, since the database was away."""
    elsewhere = await open_database(database_url)
    first, second = GatedJudge(), GatedJudge()
    lin = Person(chat_on(database, clock, first))
    other = chat_on(elsewhere, clock, second)
    sending = asyncio.ensure_future(sends_code(lin, RIGHT_CODE, key="2"))
    await asyncio.wait_for(first.has_begun.wait(), SOON_S)
    clock.time += 2 * LEASE
    looking = asyncio.ensure_future(_passed(other))
    await asyncio.wait_for(second.has_begun.wait(), SOON_S)
    first.gate.set()
    second.gate.set()
    by_first, by_second = await asyncio.gather(sending, looking)
    assert by_first.count(PASSED) + by_second == 1
    clock.time += 2 * UNDER_WAY
    assert [await _passed(chat) for chat in (lin.chat, other)] == [0, 0]
    assert len(await rows(database, attempts)) == 1
    await elsewhere.close()


async def _passed(chat: Chat) -> int:
    return sum(told(unsent.cards).count(PASSED) for unsent in await left_over(chat))


async def test_what_the_one_could_not_deliver_is_not_taken_for_delivered_by_the_other(database: Database, clock: Clock) -> None:
    first, second = GatedJudge(), GatedJudge()
    second.gate.set()
    lin, other = Person(chat_on(database, clock, first)), chat_on(database, clock, second)
    sending = asyncio.ensure_future(sends_code(lin, RIGHT_CODE, key="2"))
    await asyncio.wait_for(first.has_begun.wait(), SOON_S)
    clock.time += 2 * LEASE
    telling = other.left_over("fake", lambda _: True, at_start=False)
    said = [await anext(telling)]  # taken, but the process ends before it has delivered it
    await telling.aclose()  # type: ignore[attr-defined]
    first.gate.set()
    assert PASSED not in await sending
    clock.time += 2 * UNDER_WAY
    assert [unsent.cards for unsent in await left_over(other)] == [unsent.cards for unsent in said]


async def test_who_has_asked_for_the_same_code_gets_the_same_report(broker_url: str, database: Database, clock: Clock) -> None:
    number = await keep_code(database, clock)
    judge = ScriptedGrading()
    judge.gate.clear()
    async with QueueJudge(broker_url) as asking, worker(broker_url, Submissions(database), judge, clock):
        await asking.start()
        asked = [asyncio.ensure_future(asking.grade(_sent(number))) for _ in range(2)]
        await judge.next_begun()
        judge.gate.set()
        one, other = await asyncio.wait_for(asyncio.gather(*asked), SOON_S)
    assert one == other
    assert len(judge.graded) == 1


async def test_who_shares_in_what_another_one_gave_up_has_it_later(broker_url: str, database: Database, clock: Clock) -> None:
    number = await keep_code(database, clock)
    judge = ScriptedGrading()
    judge.gate.clear()
    async with QueueJudge(broker_url) as asking, worker(broker_url, Submissions(database), judge, clock):
        await asking.start()
        first = asyncio.ensure_future(asking.grade(_sent(number)))
        await judge.next_begun()
        second = asyncio.ensure_future(asking.grade(_sent(number)))
        third = asyncio.ensure_future(asking.grade(_sent(number)))
        await asyncio.sleep(0)
        third.cancel()
        await asyncio.gather(third, return_exceptions=True)
        assert not first.done()
        first.cancel()
        with pytest.raises(JudgeAwayError):
            await asyncio.wait_for(second, SOON_S)
        judge.gate.set()


def _sent(number: int) -> Pending:
    return Pending(number, 1, private_origin("lin"), Upload("quicksort", text=RIGHT_CODE), is_overdue=True)
