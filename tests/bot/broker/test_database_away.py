"""The database is away for a while: workers keep what they have in hand, and learners get their reports once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.engine import make_url
from structlog.testing import capture_logs

from bot.store.database import Database, open_database
from bot.store.schema import attempts, submissions
from bot.store.submissions import TELLING, Submissions
from tests.bot.broker.cable import Cable
from tests.bot.broker.grading import PASSED, ScriptedGrading, left_over, replica, sends_code, told, until, worker
from tests.bot.broker.rabbit import waiting_in
from tests.bot.broker.test_broker_away import KEPT
from tests.bot.fake_chat import Clock
from tests.bot.store.learners import RIGHT_CODE, Person, rows

pytestmark = pytest.mark.asyncio
POSTGRESQL_PORT = 5432


@asynccontextmanager
async def far_database(url: str) -> AsyncIterator[tuple[Database, Cable]]:
    """Give a database with the cable that leads to it."""
    async with Cable(POSTGRESQL_PORT) as cable:
        database = await open_database(make_url(url).set(port=cable.port).render_as_string(hide_password=False))
        yield database, cable
        await database.close()


async def test_a_worker_without_database_keeps_its_job_and_finishes_it_later(
    broker_url: str, database: Database, database_url: str, clock: Clock
) -> None:
    judge = ScriptedGrading()
    judge.gate.clear()
    async with (
        far_database(database_url) as (far, cable),
        worker(broker_url, Submissions(far), judge, clock),
        replica(broker_url, database, clock) as chat,
    ):
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await judge.next_begun()
        cable.cut()
        with capture_logs() as logs:
            judge.gate.set()
            await until(lambda: bool(logs), "the worker says that it waits")
        assert [entry["event"] for entry in logs] == ["waiting for the database"]
        assert not sending.done()
        assert (await rows(database, submissions))[0]["report"] is None
        cable.mend()
        assert (await sending).count(PASSED) == 1
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert len(judge.graded) == 1
    assert len(await rows(database, attempts)) == 1
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}


async def test_a_worker_that_gets_a_job_while_the_database_is_away_grades_it_later(
    broker_url: str, database: Database, database_url: str, clock: Clock
) -> None:
    judge = ScriptedGrading()
    async with (
        far_database(database_url) as (far, cable),
        worker(broker_url, Submissions(far), judge, clock),
        replica(broker_url, database, clock) as chat,
    ):
        cable.cut()
        with capture_logs() as logs:
            sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
            await until(lambda: bool(logs), "the worker says that it waits")
        assert judge.graded == []
        cable.mend()
        assert (await sending).count(PASSED) == 1
    assert len(judge.graded) == 1


async def test_a_report_that_comes_while_the_database_is_away_is_told_later_once(
    broker_url: str, database: Database, database_url: str, clock: Clock
) -> None:
    judge = ScriptedGrading()
    judge.gate.clear()
    async with (
        far_database(database_url) as (far, cable),
        worker(broker_url, Submissions(database), judge, clock),
        replica(broker_url, far, clock) as chat,
    ):
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await judge.next_begun()
        cable.cut()
        judge.gate.set()
        said = await sending
        assert (said.count(KEPT["en"]), said.count(PASSED)) == (1, 0)
        cable.mend()
        clock.time += 2 * TELLING
        (unsent,) = await left_over(chat)
        assert told(unsent.cards).count(PASSED) == 1
        clock.advance(hours=1)
        assert await left_over(chat) == []
    assert len(judge.graded) == 1
    assert len(await rows(database, attempts)) == 1


async def test_whoever_waits_does_not_notice_that_the_database_is_away_meanwhile(
    broker_url: str, database: Database, database_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.chat.HOLD_EVERY_S", 0.02)
    judge = ScriptedGrading()
    judge.gate.clear()
    async with (
        far_database(database_url) as (far, cable),
        worker(broker_url, Submissions(database), judge, clock),
        replica(broker_url, far, clock) as chat,
    ):
        sending = asyncio.ensure_future(sends_code(Person(chat), RIGHT_CODE))
        await judge.next_begun()
        cable.cut()
        tries = cable.refused
        await until(lambda: cable.refused > tries + 2, "the lease could not be renewed a few times")
        cable.mend()
        judge.gate.set()
        said = await sending
        assert (said.count(KEPT["en"]), said.count(PASSED)) == (0, 1)
