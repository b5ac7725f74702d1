"""What a worker takes from the queues, and what it does with what is no job."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from structlog.testing import capture_logs

from bot.broker.worker import AHEAD
from bot.store.database import Database
from bot.store.submissions import Submissions
from graders.code.client import JudgeUnavailableError
from graders.code.report import Report
from graders.code.upload import Upload
from tests.bot.broker.grading import SOON_S, ScriptedGrading, are_graded, ask_for, is_graded, keep_code, until, verdict_of, worker
from tests.bot.broker.rabbit import publish, raw_channel, waiting_in
from tests.bot.fake_chat import Clock

pytestmark = pytest.mark.asyncio


async def test_a_worker_leaves_to_others_what_it_cannot_begin_soon(broker_url: str, database: Database, clock: Clock) -> None:
    busy = ScriptedGrading()
    busy.gate.clear()
    numbers = [await keep_code(database, clock) for _ in range(8)]
    async with worker(broker_url, Submissions(database), busy, clock, jobs=2), raw_channel(broker_url) as channel:
        await ask_for(channel, *numbers)
        for _ in range(2):
            await busy.next_begun()
        assert (await waiting_in(broker_url))["grade"] == len(numbers) - 2 - AHEAD
        free = ScriptedGrading()
        async with worker(broker_url, Submissions(database), free, clock):
            await until(lambda: len(free.graded) == len(numbers) - 2 - AHEAD, "the free worker grades what the busy one left")
        busy.gate.set()
        await until(lambda: are_graded(database, *numbers), "all is graded")


async def test_a_worker_takes_up_what_waited_before_it_came(broker_url: str, database: Database, clock: Clock) -> None:
    async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
        pass  # It has made the queues.
    numbers = [await keep_code(database, clock) for _ in range(6)]
    async with raw_channel(broker_url) as channel:
        await ask_for(channel, *numbers[:3])
        await ask_for(channel, *numbers[3:], queue="mianjing.overdue")
    judge = ScriptedGrading()
    async with worker(broker_url, Submissions(database), judge, clock):
        await until(lambda: len(judge.graded) == len(numbers), "all is graded")


NO_JOBS = (
    b"\xff\xfe\x00",
    b"",
    b"{",
    b"[]",
    b"{}",
    b'{"submission": "lots"}',
    b'{"submission": null}',
    b"17",
    b'{"submission": 1%s}' % (b"0" * 30),
)


CONTENT_TYPES = ("application/json", "text/plain", "")


@pytest.mark.parametrize("queue", ["mianjing.grade", "mianjing.overdue", "mianjing.dead"])
async def test_what_is_no_job_is_dropped(broker_url: str, database: Database, clock: Clock, queue: str) -> None:
    judge = ScriptedGrading()
    number = await keep_code(database, clock)
    async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
        for body, content_type in itertools.product(NO_JOBS, CONTENT_TYPES):
            await publish(channel, body, queue, content_type=content_type)
        await until(lambda: _is_empty(broker_url), "the worker has taken them all")
        await ask_for(channel, number)
        await until(lambda: is_graded(database, number), "the worker goes on")
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}


async def _is_empty(url: str) -> bool:
    return not any((await waiting_in(url)).values())


async def test_a_job_for_code_that_never_was_is_dropped(broker_url: str, database: Database, clock: Clock) -> None:
    judge = ScriptedGrading()
    number = await keep_code(database, clock)
    async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
        await ask_for(channel, number + 1, -1, number)
        await until(lambda: is_graded(database, number), "the worker goes on")
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}


class Stumbling(ScriptedGrading):
    """A judge that fails on some code in a way nobody foresaw."""

    def __init__(self) -> None:
        super().__init__()
        self.tries = 0

    async def grade(self, upload: Upload, learner: str) -> Report:
        if upload.text == "stumble":
            self.tries += 1
            raise ZeroDivisionError
        return await super().grade(upload, learner)


async def test_code_on_which_the_judge_fails_is_tried_a_few_times_and_set_aside(
    broker_url: str, database: Database, clock: Clock
) -> None:
    judge = Stumbling()
    numbers = [await keep_code(database, clock, code=code) for code in ("stumble", "stumble", "stumble", "right")]
    async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
        await ask_for(channel, *numbers)
        await until(lambda: is_graded(database, numbers[-1]), "the worker goes on")
        for number in numbers[:-1]:
            await until(lambda number=number: _is_set_aside(database, number), "it is set aside")  # type: ignore[misc]
    assert judge.tries == 3 * 5
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}


async def _is_set_aside(database: Database, number: int) -> bool:
    return await verdict_of(database, number) == "judge-error"


class Unreadable(Submissions):
    """Rows that have been spoilt."""

    async def find(self, submission_id: int) -> Upload | Report | None:
        raise ValueError(submission_id)


async def test_a_job_that_cannot_even_be_set_aside_is_dropped_in_the_end(broker_url: str, database: Database, clock: Clock) -> None:
    async with worker(broker_url, Unreadable(database), ScriptedGrading(), clock), raw_channel(broker_url) as channel:
        with capture_logs() as logs:
            await ask_for(channel, 1)
            await until(lambda: len(logs) == 6, "five tries, and a last one in the queue of what was set aside")
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}
    assert {entry["event"] for entry in logs} == {"a job has failed"}


class Broken:
    """A judge that cannot run on this machine any more."""

    def __init__(self) -> None:
        self.tries = 0

    async def grade(self, upload: Upload, learner: str) -> Report:
        del upload, learner
        self.tries += 1
        raise JudgeUnavailableError("no memory is left")


async def test_a_worker_whose_judge_cannot_run_ends_and_leaves_its_jobs_to_others(
    broker_url: str, database: Database, clock: Clock
) -> None:
    numbers = [await keep_code(database, clock) for _ in range(3)]
    broken = Broken()
    async with worker(broker_url, Submissions(database), broken, clock) as working, raw_channel(broker_url) as channel:
        await ask_for(channel, *numbers)
        with pytest.raises(JudgeUnavailableError, match="no memory is left"):
            await asyncio.wait_for(working.run(), SOON_S)
        # It gets no more than it had at hand, which stays with it: nothing is used up while it ends.
        await until(lambda: broken.tries == 1 + AHEAD, "it has tried what it has at hand")
        assert await waiting_in(broker_url) == {"grade": 1, "overdue": 0, "dead": 0}
        assert broken.tries == 1 + AHEAD
    assert await waiting_in(broker_url) == {"grade": 3, "overdue": 0, "dead": 0}
    judge = ScriptedGrading()
    async with worker(broker_url, Submissions(database), judge, clock):
        await until(lambda: len(judge.graded) == 3, "another one grades them")
