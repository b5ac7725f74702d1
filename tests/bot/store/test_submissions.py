"""Code that waits for its report: who has it in hand, until when, and who takes it after that."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.conversation.pending import Pending
from bot.store.database import Database, open_database
from bot.store.effects import LEASE
from bot.store.memory import SqlMemory
from bot.store.schema import submissions
from bot.store.submissions import TAKEN_AT_ONCE, TELLING, Submissions
from graders.code.report import Report, Verdict
from graders.code.upload import Upload
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.store.learners import RIGHT_CODE, DyingJudge, Gone, Person, chat_on, rows

pytestmark = pytest.mark.asyncio
PASSED = Report("quicksort", Verdict.PASS)
A_MOMENT = timedelta(seconds=1)


@pytest_asyncio.fixture
async def another(url: str) -> AsyncIterator[Database]:
    """The same database, as another process has it open."""
    opened = await open_database(url)
    yield opened
    await opened.close()


async def send(database: Database, clock: Clock, user: str = "lin", code: str = RIGHT_CODE) -> int:
    """Send code to a process that then ends; return the number it is kept under."""
    person = Person(chat_on(database, clock, DyingJudge()), user)
    await person.types("/code quicksort")
    with suppress(Gone):
        await person.types(code)
    return int((await rows(database, submissions))[-1]["id"])


async def take(database: Database, now: datetime, *, at_start: bool = False, platform: str = "fake") -> list[int]:
    return [pending.id for pending in await SqlMemory(database).take_pending(platform, now, at_start=at_start)]


async def row(database: Database, number: int) -> dict[str, Any]:
    return next(found for found in await rows(database, submissions) if found["id"] == number)


async def leased_until(database: Database, number: int) -> datetime | None:
    found: datetime | None = (await row(database, number))["leased_until"]
    return found


def in_hand(number: int) -> Pending:
    return Pending(number, 1, private_origin("lin"), Upload("quicksort"))


async def test_code_belongs_to_whoever_took_it_until_the_lease_ends(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    assert await leased_until(database, number) == clock() + LEASE
    assert await take(database, clock() + LEASE) == []
    later = clock() + LEASE + A_MOMENT
    assert await take(database, later) == [number]
    assert await leased_until(database, number) == later + LEASE
    assert await take(database, later) == []
    assert await take(database, later + LEASE + A_MOMENT) == [number]


async def test_what_is_taken_up_is_what_was_sent_and_overdue(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    (pending,) = await SqlMemory(database).take_pending("fake", clock() + 2 * LEASE, at_start=False)
    assert (pending.id, pending.upload, pending.origin) == (number, Upload("quicksort", text=RIGHT_CODE), private_origin("lin"))
    assert pending.is_overdue
    assert pending.report is None


async def test_two_replicas_that_look_at_once_take_different_code(database: Database, another: Database, clock: Clock) -> None:
    numbers = [await send(database, clock, f"user-{number}") for number in range(2 * TAKEN_AT_ONCE)]
    later = clock() + 2 * LEASE
    taken: list[int] = []
    while found := await asyncio.gather(*(take(replica, later) for replica in (database, another))):
        if not any(found):
            break
        assert all(len(each) <= TAKEN_AT_ONCE for each in found)
        taken += [number for each in found for number in each]
    assert sorted(taken) == numbers


@pytest.mark.parametrize("backend", ["postgresql"])  # on SQLite all steps take turns
async def test_a_replica_does_not_wait_for_rows_that_another_one_is_just_taking(
    database: Database, another: Database, clock: Clock
) -> None:
    first, second = [await send(database, clock, user) for user in ("lin", "mei")]
    async with database.begin() as connection:
        await connection.execute(submissions.select().where(submissions.c.id == first).with_for_update())
        async with asyncio.timeout(5):
            assert await take(another, clock() + 2 * LEASE) == [second]


async def test_the_oldest_code_is_taken_first(database: Database, clock: Clock) -> None:
    numbers = [await send(database, clock, f"user-{number}") for number in range(TAKEN_AT_ONCE + 1)]
    assert await take(database, clock() + 2 * LEASE) == numbers[:-1]


async def test_a_process_that_is_alone_takes_everything_at_its_start(database: Database, clock: Clock) -> None:
    numbers = [await send(database, clock, f"user-{number}") for number in range(TAKEN_AT_ONCE + 1)]
    await Submissions(database).keep(numbers[0], PASSED, clock())
    assert await take(database, clock(), at_start=True) == (numbers if database.is_sqlite else [])


async def test_only_code_of_the_platform_is_taken(database: Database, clock: Clock) -> None:
    await send(database, clock)
    assert await take(database, clock() + 2 * LEASE, platform="other") == []


async def test_holding_code_renews_its_lease(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    memory = SqlMemory(database)
    for _ in range(3):
        clock.time += LEASE
        assert await memory.hold(in_hand(number), clock()) is None
        assert await leased_until(database, number) == clock() + LEASE
        assert await take(database, clock() + LEASE) == []


async def test_holding_code_that_is_told_or_deleted_changes_nothing(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    memory = SqlMemory(database)
    async with memory.turn(private_origin("lin"), clock()) as desk:
        await desk.file(in_hand(number), PASSED)
    assert await memory.hold(in_hand(number), clock()) is None
    assert await leased_until(database, number) is None
    await Person(chat_on(database, clock)).types("/privacy delete everything")
    assert await memory.hold(in_hand(number), clock()) is None
    assert await rows(database, submissions) == []


async def test_a_kept_report_is_for_whoever_waits_and_after_that_for_any_replica(
    database: Database, another: Database, clock: Clock
) -> None:
    number = await send(database, clock)
    assert await Submissions(another).keep(number, PASSED, clock()) == PASSED
    kept = await row(database, number)
    assert (kept["verdict"], kept["upload"], kept["leased_until"]) == ("pass", None, clock() + TELLING)
    assert await take(database, clock() + TELLING) == []
    (pending,) = await SqlMemory(database).take_pending("fake", clock() + TELLING + A_MOMENT, at_start=False)
    assert (pending.id, pending.report, pending.upload) == (number, PASSED, Upload("quicksort"))


async def test_whoever_holds_code_finds_the_report_that_was_kept(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    await Submissions(database).keep(number, PASSED, clock())
    assert await SqlMemory(database).hold(in_hand(number), clock()) == PASSED


async def test_a_grader_finds_code_then_its_report_then_nothing(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    shelf = Submissions(database)
    assert await shelf.find(number) == Upload("quicksort", text=RIGHT_CODE)
    await shelf.keep(number, PASSED, clock())
    assert await shelf.find(number) == PASSED
    await Person(chat_on(database, clock)).types("/privacy delete everything")
    assert await shelf.find(number) is None
    assert await shelf.keep(number, PASSED, clock()) is None
    assert await rows(database, submissions) == []


async def test_of_graders_that_keep_at_once_the_first_counts(database: Database, another: Database, clock: Clock) -> None:
    number = await send(database, clock)
    said = [Report("quicksort", verdict) for verdict in (Verdict.PASS, Verdict.FAIL, Verdict.TIMEOUT, Verdict.ERROR)]
    shelves = [Submissions(each) for each in (database, another)] * 2
    kept: Sequence[Report | None] = await asyncio.gather(
        *(shelf.keep(number, report, clock()) for shelf, report in zip(shelves, said, strict=True))
    )
    assert len({report.verdict if report is not None else None for report in kept}) == 1
    assert kept[0] in said
    assert await Submissions(database).find(number) == kept[0]


async def test_a_report_that_was_told_is_not_undone_by_a_grader_that_comes_late(database: Database, clock: Clock) -> None:
    number = await send(database, clock)
    async with SqlMemory(database).turn(private_origin("lin"), clock()) as desk:
        await desk.file(in_hand(number), PASSED)
    late = Report("quicksort", Verdict.TIMEOUT)
    assert await Submissions(database).keep(number, late, clock()) == PASSED
    assert await leased_until(database, number) is None
