"""The queues between replicas and workers, and their limits.

All are quorum queues: what they have confirmed survives the loss of a machine. RabbitMQ gives those no priorities before version 4,
so what somebody waits for and what is overdue have a queue each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from faststream.rabbit import QueueType, RabbitQueue
from pydantic import Field

MOST_WAITING = 1_000
"""Jobs in a queue; whoever comes then is told to try again in a minute."""
MOST_REDELIVERIES = 4
"""How often a job may lose its worker before it is set aside: with the first try, five."""
REPLIES_EXPIRE_MS = 10 * 60 * 1000
"""A queue for the replies to a replica goes this long after the replica."""

DEAD = RabbitQueue("mianjing.dead", queue_type=QueueType.QUORUM)
"""Jobs that were set aside: the learner is told so, and whoever operates the bot finds the number in the log."""


def _jobs(name: str) -> RabbitQueue:
    return RabbitQueue(
        name,
        queue_type=QueueType.QUORUM,
        arguments={
            "x-max-length": MOST_WAITING,
            "x-overflow": "reject-publish",
            "x-delivery-limit": MOST_REDELIVERIES,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": DEAD.name,
            "x-dead-letter-strategy": "at-least-once",
        },
    )


GRADE = _jobs("mianjing.grade")
"""Code that a learner sits waiting for."""
OVERDUE = _jobs("mianjing.overdue")
"""Code that a replica has taken up after another one was ended, or after the broker was away: it goes behind the other."""
ALL = (DEAD, GRADE, OVERDUE)


def replies_to(replica: str) -> RabbitQueue:
    """Return the queue for the reports that a replica waits for."""
    return RabbitQueue(f"mianjing.replies.{replica}", arguments={"x-expires": REPLIES_EXPIRE_MS})


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is asked to do. The code itself stays in the database, where its author can have it deleted."""

    submission: Annotated[int, Field(gt=0, lt=2**63)]


@dataclass(frozen=True, slots=True)
class Reply:
    """That a job is done. `report` is the report as data; None if its author has had the code deleted."""

    submission: int
    report: dict[str, object] | None
