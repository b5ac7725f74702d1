"""Code that is sent in a chat, graded by a worker, and told by the chat, whoever of the workers ends meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from bot.store.database import Database
from bot.store.schema import attempts, submissions
from bot.store.submissions import Submissions
from graders.code.report import Report
from graders.code.upload import Upload
from tests.bot.broker.cable import Cable
from tests.bot.broker.grading import (
    PASSED,
    ScriptedGrading,
    are_graded,
    ask_for,
    keep_code,
    left_over,
    replica,
    sends_code,
    until,
    worker,
)
from tests.bot.broker.rabbit import PORT, raw_channel, url_of, waiting_in
from tests.bot.fake_chat import Clock
from tests.bot.store.learners import RIGHT_CODE, Person, rows

pytestmark = pytest.mark.asyncio
EMPTY = {"grade": 0, "overdue": 0, "dead": 0}


@asynccontextmanager
async def mortal_worker(virtual_host: str, submissions: Submissions, judge: ScriptedGrading, clock: Clock) -> AsyncIterator[Cable]:
    """Give the cable of a worker: once it is cut, the worker is as good as ended."""
    async with Cable(PORT) as cable, worker(url_of(virtual_host, port=cable.port), submissions, judge, clock):
        yield cable


async def test_code_is_graded_by_a_worker_and_told_once(broker_url: str, database: Database, clock: Clock) -> None:
    judge = ScriptedGrading()
    async with worker(broker_url, Submissions(database), judge, clock), replica(broker_url, database, clock) as chat:
        assert (await sends_code(Person(chat), RIGHT_CODE, key="1")).count(PASSED) == 1
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert len(judge.graded) == 1
    await assert_told_and_done(broker_url, database)


async def assert_told_and_done(broker_url: str, database: Database) -> None:
    assert [attempt["outcome"] for attempt in await rows(database, attempts)] == ["solved"]
    (submission,) = await rows(database, submissions)
    assert (submission["verdict"], submission["upload"], submission["leased_until"]) == ("pass", None, None)
    assert await waiting_in(broker_url) == EMPTY


async def test_several_learners_are_graded_at_once_each_with_their_own_report(
    broker_url: str, database: Database, clock: Clock
) -> None:
    codes = {"ann": RIGHT_CODE, "bo": "downwards", "cy": "nothing at all"}
    said = {"ann": PASSED, "bo": "You sort downwards.", "cy": "No code"}
    async with (
        worker(broker_url, Submissions(database), ScriptedGrading(), clock, jobs=2),
        worker(broker_url, Submissions(database), ScriptedGrading(), clock),
        replica(broker_url, database, clock) as first,
        replica(broker_url, database, clock) as second,
    ):
        people = [(Person(chat, f"{name}-{number}"), name) for number, chat in enumerate((first, second)) for name in codes]
        told = await asyncio.gather(*(sends_code(person, codes[name]) for person, name in people))
    for (_, name), text in zip(people, told, strict=True):
        assert [other for other, words in said.items() if words.lower() in text.lower()] == [name]
    assert len(await rows(database, submissions)) == 6


class EndedBeforeAcknowledging(Submissions):
    """A worker that ends when it has kept a report: its connection breaks."""

    cable: Cable

    async def keep(self, submission_id: int, report: Report, now: datetime) -> Report | None:
        await super().keep(submission_id, report, now)
        self.cable.cut()
        await asyncio.Event().wait()
        raise AssertionError


async def test_what_a_worker_kept_before_it_ended_is_not_graded_again_but_told(
    broker_url: str, virtual_host: str, database: Database, clock: Clock
) -> None:
    ending, judge = ScriptedGrading(), ScriptedGrading()
    kept = EndedBeforeAcknowledging(database)
    async with replica(broker_url, database, clock) as chat, mortal_worker(virtual_host, kept, ending, clock) as cable:
        kept.cable = cable
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await ending.next_begun()
        await until(lambda: cable.is_cut, "the first worker ends")
        async with worker(broker_url, Submissions(database), judge, clock):
            assert (await sending).count(PASSED) == 1
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert (len(ending.graded), len(judge.graded)) == (1, 0)
    await assert_told_and_done(broker_url, database)


async def test_what_a_worker_was_grading_when_it_ended_is_graded_by_another(
    broker_url: str, virtual_host: str, database: Database, clock: Clock
) -> None:
    ending, judge = ScriptedGrading(), ScriptedGrading()
    ending.gate.clear()
    async with (
        replica(broker_url, database, clock) as chat,
        mortal_worker(virtual_host, Submissions(database), ending, clock) as cable,
    ):
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await ending.next_begun()
        cable.cut()
        async with worker(broker_url, Submissions(database), judge, clock):
            assert (await sending).count(PASSED) == 1
    assert (len(ending.graded), len(judge.graded)) == (0, 1)
    await assert_told_and_done(broker_url, database)


async def test_a_worker_that_lost_the_broker_grades_again_once_it_is_back(
    broker_url: str, virtual_host: str, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.chat.HOLD_EVERY_S", 0.05)  # Its reply may be lost: not all of it is back at once.
    judge = ScriptedGrading()
    judge.gate.clear()
    async with (
        replica(broker_url, database, clock) as chat,
        mortal_worker(virtual_host, Submissions(database), judge, clock) as cable,
    ):
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await judge.next_begun()
        cable.cut()
        cable.mend()
        await judge.next_begun()
        judge.gate.set()
        assert (await sending).count(PASSED) == 1
    assert len(judge.graded) == 1
    await assert_told_and_done(broker_url, database)


async def test_a_job_that_comes_twice_is_graded_once(broker_url: str, database: Database, clock: Clock) -> None:
    number, other = [await keep_code(database, clock, user) for user in ("lin", "mei")]
    judge = ScriptedGrading()
    async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
        await ask_for(channel, number, number)
        await ask_for(channel, number, queue="mianjing.overdue")
        await ask_for(channel, other)
        await until(lambda: are_graded(database, number, other), "all is graded")
    assert len(judge.graded) == 2
    assert await waiting_in(broker_url) == EMPTY


class SlowToKeep(Submissions):
    """A database that takes its time to keep a report."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.gate = asyncio.Event()

    async def keep(self, submission_id: int, report: Report, now: datetime) -> Report | None:
        await self.gate.wait()
        return await super().keep(submission_id, report, now)


async def test_a_job_that_comes_again_while_its_report_is_being_kept_is_not_graded_again(
    broker_url: str, database: Database, clock: Clock
) -> None:
    number, other = [await keep_code(database, clock, user) for user in ("lin", "mei")]
    shelf, judge = SlowToKeep(database), ScriptedGrading()
    async with worker(broker_url, shelf, judge, clock, jobs=2), raw_channel(broker_url) as channel:
        await ask_for(channel, number, number, other)
        await judge.next_begun()
        await judge.next_begun()
        shelf.gate.set()
        await until(lambda: are_graded(database, number, other), "all is graded")
    assert len(judge.graded) == 2
    assert await waiting_in(broker_url) == EMPTY


async def test_what_another_worker_has_kept_meanwhile_stands(database: Database, clock: Clock) -> None:
    number = await keep_code(database, clock)
    shelf = Submissions(database)
    first, second = [await _report(code) for code in (RIGHT_CODE, "downwards")]
    assert await shelf.keep(number, first, clock()) == first
    assert await shelf.keep(number, second, clock()) == first
    assert await shelf.find(number) == first


async def _report(code: str) -> Report:
    return await ScriptedGrading().grade(Upload("quicksort", text=code), "")
