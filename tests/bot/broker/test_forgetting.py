"""A learner has everything deleted while their code waits: nothing is told, and nothing is left."""

from __future__ import annotations

import asyncio

import pytest

from bot.conversation import Chat
from bot.store.database import Database
from bot.store.schema import attempts, events, learners, sessions, submissions
from bot.store.submissions import TELLING, Submissions
from tests.bot.broker.grading import ScriptedGrading, ask_for, keep_code, left_over, replica, until, worker
from tests.bot.broker.rabbit import raw_channel, waiting_in
from tests.bot.fake_chat import Clock
from tests.bot.store.learners import RIGHT_CODE, Person, rows

pytestmark = pytest.mark.asyncio
EMPTY = {"grade": 0, "overdue": 0, "dead": 0}


async def sends_code_and_deletes_all(chat: Chat) -> asyncio.Task[str]:
    """Send code and, while it waits, have everything deleted; return what is said of the code."""
    lin = Person(chat)
    await lin.types("/code quicksort")
    sending = asyncio.ensure_future(lin.types(RIGHT_CODE))
    await until(lambda: _is_there(lin), "the code is kept")
    await lin.types("/privacy delete everything")
    return sending


async def _is_there(lin: Person) -> bool:
    return len((await lin.data()).get("submissions", ())) == 1


def assert_only_that_it_is_graded(said: str) -> None:
    assert said.startswith("[progress]")
    assert said.count("[") == 1


async def assert_nothing_is_left(database: Database) -> None:
    for table in (learners, sessions, events, submissions, attempts):
        assert await rows(database, table) == [], table.name


async def test_code_whose_author_is_gone_before_it_is_taken_up_is_not_graded(
    broker_url: str, database: Database, clock: Clock
) -> None:
    judge = ScriptedGrading()
    async with replica(broker_url, database, clock) as chat:
        sending = await sends_code_and_deletes_all(chat)
        async with worker(broker_url, Submissions(database), judge, clock):
            said = await asyncio.wait_for(sending, 10)
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert_only_that_it_is_graded(said)
    assert judge.graded == []
    await assert_nothing_is_left(database)
    assert await waiting_in(broker_url) == EMPTY


async def test_code_whose_author_goes_while_it_is_graded_leaves_nothing(broker_url: str, database: Database, clock: Clock) -> None:
    judge = ScriptedGrading()
    judge.gate.clear()
    async with replica(broker_url, database, clock) as chat, worker(broker_url, Submissions(database), judge, clock):
        sending = await sends_code_and_deletes_all(chat)
        judge.gate.set()
        said = await asyncio.wait_for(sending, 10)
    assert_only_that_it_is_graded(said)
    await assert_nothing_is_left(database)
    assert await waiting_in(broker_url) == EMPTY


async def test_a_report_that_was_kept_goes_with_its_author(broker_url: str, database: Database, clock: Clock) -> None:
    number = await keep_code(database, clock)
    async with replica(broker_url, database, clock) as chat:
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock), raw_channel(broker_url) as channel:
            await ask_for(channel, number)
            await until(lambda: _is_kept(database), "the report is kept")
        await Person(chat).types("/privacy delete everything")
        clock.time += 2 * TELLING
        assert await left_over(chat) == []
    await assert_nothing_is_left(database)


async def _is_kept(database: Database) -> bool:
    return (await rows(database, submissions))[0]["report"] is not None
