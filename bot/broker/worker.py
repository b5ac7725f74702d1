"""A grader worker: takes jobs from the queues, has them graded, keeps the reports, and only then lets go of the jobs."""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

import structlog
from aio_pika.exceptions import AMQPError
from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitMessage
from pydantic import TypeAdapter, ValidationError

from bot.broker.connection import Connection
from bot.broker.queues import DEAD, GRADE, OVERDUE, Job, Reply
from bot.conversation.memory import MemoryUnavailableError
from bot.metrics import INCIDENTS
from bot.store.submissions import Submissions
from graders.code.client import JudgeUnavailableError
from graders.code.report import Report, Verdict
from graders.code.upload import Upload
from graders.code.wording import finding

RETRY_S = 1.0
"""A worker that cannot reach the database keeps what it has in hand, and tries again so often."""
AHEAD = 1
"""Jobs that a worker has at hand beyond those in its judge, so that the judge need not wait for the next."""
log = structlog.get_logger()
_JOB = TypeAdapter(Job)
_PLATFORM = "worker"
"""What incidents here are counted under, where a bot's are under the name of a platform."""
T = TypeVar("T")


class Grading(Protocol):
    """Grades code: the judge's process on this machine."""

    async def grade(self, upload: Upload, learner: str) -> Report:
        """Return the report. Raises JudgeUnavailableError."""


class Precedence:
    """Lets a number of jobs in at a time: those that somebody waits for before those that are overdue."""

    def __init__(self, jobs: int) -> None:
        self._free = jobs
        self._urgent = 0
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def turn(self, *, is_overdue: bool) -> AsyncIterator[None]:
        """Wait for a place and hold it."""
        async with self._changed:
            self._urgent += not is_overdue
            try:
                await self._changed.wait_for(lambda: self._free > 0 and not (is_overdue and self._urgent))
                self._free -= 1
            finally:
                self._urgent -= not is_overdue
                self._changed.notify_all()
        try:
            yield
        finally:
            async with self._changed:
                self._free += 1
                self._changed.notify_all()


class GraderWorker:
    """Grades what is in the queues, `jobs` at a time."""

    def __init__(
        self, connection: Connection, judge: Grading, submissions: Submissions, jobs: int, now: Callable[[], datetime]
    ) -> None:
        self._judge = judge
        self._submissions = submissions
        self._precedence = Precedence(jobs)
        self._now = now
        self._in_hand: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """For each submission that is being graded: held until its report is kept."""
        self._is_unable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        subscriber = partial(connection.broker.subscriber, ack_policy=AckPolicy.MANUAL, decoder=_read)
        subscriber(GRADE, channel=Channel(prefetch_count=jobs + AHEAD))(self.grade)
        subscriber(OVERDUE, channel=Channel(prefetch_count=jobs))(self.grade_overdue)
        subscriber(DEAD, channel=Channel(prefetch_count=1))(self.give_up)

    async def run(self) -> None:
        """Work for as long as the judge does. Raises JudgeUnavailableError; what is in hand then goes to another worker."""
        await self._is_unable

    async def grade(self, job: Job | None, message: RabbitMessage) -> Reply | None:
        """Grade code that somebody waits for."""
        return await self._done(job, message, partial(self._graded, is_overdue=False))

    async def grade_overdue(self, job: Job | None, message: RabbitMessage) -> Reply | None:
        """Grade code that nobody sits waiting for any more."""
        return await self._done(job, message, partial(self._graded, is_overdue=True))

    async def give_up(self, job: Job | None, message: RabbitMessage) -> Reply | None:
        """Tell whoever sent code that has cost several workers their lives that it will not be graded."""
        return await self._done(job, message, self._given_up, is_last=True)

    async def _done(
        self, job: Job | None, message: RabbitMessage, do: Callable[[Job], Awaitable[Report | None]], *, is_last: bool = False
    ) -> Reply | None:
        """Do a job and let go of it once its report is kept; the reply goes to whoever waits for it.

        A job that fails comes again, as often as the queue allows; `is_last`: it has done so, and is dropped.
        """
        if job is None:
            log.error("a message that is no job was dropped", broker_message=message.message_id)
            await message.ack()
            return None
        try:
            done = await do(job)
        except JudgeUnavailableError:
            raise  # It is ours until our connection ends, or it would come back to us at once.
        except Exception as error:
            INCIDENTS.labels(_PLATFORM, type(error).__name__).inc()
            # Without its message, which may quote what somebody has sent.
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.error(  # noqa: TRY400
                "a job has failed",
                incident=secrets.token_hex(4),
                submission=job.submission,
                error=type(error).__name__,
                at=f"{where.name} in {where.filename}:{where.lineno}",
            )
            await message.nack(requeue=not is_last)
            raise
        try:
            await message.ack()
        except (AMQPError, RuntimeError) as error:
            # It comes again, to us or another worker, and is known then to be done.
            log.warning("a job is done, but could not be acknowledged", submission=job.submission, reason=str(error))
        return Reply(job.submission, done.to_dict() if done is not None else None)

    async def _graded(self, job: Job, *, is_overdue: bool) -> Report | None:
        """Return the report, graded now unless it is kept already; None if the code has been deleted."""
        async with self._in_hand.setdefault(job.submission, asyncio.Lock()):
            async with self._precedence.turn(is_overdue=is_overdue):
                # Not before: the same code may have come in another job, or have been deleted, while this one waited.
                found = await _insisting(lambda: self._submissions.find(job.submission))
                if not isinstance(found, Upload):
                    return found
                try:
                    report = await self._judge.grade(found, str(job.submission))
                except JudgeUnavailableError as error:
                    if not self._is_unable.done():
                        self._is_unable.set_exception(error)
                    raise
            return await self._kept(job, report)

    async def _given_up(self, job: Job) -> Report | None:
        found = await _insisting(lambda: self._submissions.find(job.submission))
        if not isinstance(found, Upload):
            return found
        incident = secrets.token_hex(4)
        INCIDENTS.labels(_PLATFORM, "GivenUp").inc()
        log.error("a submission was set aside: its graders ended again and again", incident=incident, submission=job.submission)
        told = finding("judge-gave-up", incident=incident)
        return await self._kept(job, Report(found.task_id, Verdict.JUDGE_ERROR, findings=(told,)))

    async def _kept(self, job: Job, report: Report) -> Report | None:
        return await _insisting(lambda: self._submissions.keep(job.submission, report, self._now()))


def _read(message: RabbitMessage) -> Job | None:
    """Return the job in a message; None if there is none, whoever has sent that."""
    try:
        return _JOB.validate_json(message.body)
    except ValidationError:
        return None


async def _insisting(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask until the database answers."""
    is_told = False
    while True:
        try:
            return await ask()
        except MemoryUnavailableError as error:
            if not is_told:
                log.warning("waiting for the database", reason=str(error))
            is_told = True
            await asyncio.sleep(RETRY_S)
