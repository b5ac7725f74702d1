"""The replica's end of the queue: asks for a grade, and awaits the report."""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter

from aio_pika.exceptions import AMQPError, DeliveryError
from faststream import AckPolicy

from bot.broker.connection import Connection
from bot.broker.queues import GRADE, OVERDUE, Job, Reply, replies_to
from bot.conversation.pending import JudgeAwayError, Pending
from graders.code.client import MAX_WAITING_EACH
from graders.code.report import Report, Verdict
from graders.code.wording import finding

PUBLISH_TIMEOUT_S = 5.0


class QueueJudge:
    """Has code graded by workers (`bot.conversation.pending.Judge`). Use as an async context manager."""

    def __init__(self, url: str) -> None:
        """Make ready; `start` connects. Raises BrokerError."""
        self.connection = Connection(url, self._lost)
        self._replies = replies_to(secrets.token_hex(8))
        self._waiting: dict[int, asyncio.Future[Report]] = {}
        self._in_hand: Counter[int] = Counter()
        self.connection.broker.subscriber(self._replies, ack_policy=AckPolicy.ACK_FIRST)(self._take)

    async def __aenter__(self) -> QueueJudge:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.connection.close()

    async def start(self) -> None:
        """Connect; until then, whoever asks for a grade is told that it comes later. Raises BrokerError."""
        await self.connection.open()

    async def grade(self, pending: Pending) -> Report:
        """Return the report; one that says so if too many wait. Raises JudgeAwayError."""
        if self._in_hand[pending.learner_id] >= MAX_WAITING_EACH and not pending.is_overdue:
            return _too_many(pending)
        self._in_hand[pending.learner_id] += 1
        try:
            return await self._asked(pending)
        finally:
            self._in_hand -= Counter({pending.learner_id: 1})

    async def _asked(self, pending: Pending) -> Report:
        if not self.connection.is_up:
            raise JudgeAwayError("the broker is away")
        if (asked := self._waiting.get(pending.id)) is not None:
            return await _shared(asked)
        waiting: asyncio.Future[Report] = asyncio.get_running_loop().create_future()
        self._waiting[pending.id] = waiting
        try:
            await self._publish(pending)
            return await waiting
        except DeliveryError as error:
            if pending.is_overdue:
                raise JudgeAwayError("the queue is full") from error
            return _too_many(pending)
        except (AMQPError, OSError, TimeoutError, RuntimeError) as error:
            raise JudgeAwayError(str(error)) from error
        finally:
            self._waiting.pop(pending.id, None)

    async def _publish(self, pending: Pending) -> None:
        # The publisher's own limit is for sending; a broker that is out of memory or disk takes that, and confirms nothing.
        async with asyncio.timeout(PUBLISH_TIMEOUT_S):
            await self.connection.broker.publish(
                Job(pending.id),
                OVERDUE if pending.is_overdue else GRADE,
                reply_to=self._replies.name,
                correlation_id=str(pending.id),
                persist=True,
            )

    async def _take(self, reply: Reply) -> None:
        waiting = self._waiting.get(reply.submission)
        if waiting is not None and not waiting.done():
            waiting.set_result(_gone() if reply.report is None else Report.from_dict(reply.report))

    def _lost(self) -> None:
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(JudgeAwayError("the broker is away"))


async def _shared(asked: asyncio.Future[Report]) -> Report:
    """Await what somebody else has asked for, without ending it when we are ended. Raises JudgeAwayError."""
    await asyncio.wait({asked})
    if asked.cancelled():
        raise JudgeAwayError("whoever asked first does not wait any more")
    return asked.result()


def _too_many(pending: Pending) -> Report:
    return Report(pending.upload.task_id, Verdict.JUDGE_ERROR, findings=(finding("queue-full"),))


def _gone() -> Report:
    """Return a report that nobody will see: its author has had everything deleted."""
    return Report("", Verdict.NO_CODE)
