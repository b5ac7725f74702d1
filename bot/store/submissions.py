"""Code that waits for its report: who has it in hand, and where the report is kept.

A row has a lease until the learner has been told. Before the report is there, the lease is that of whoever waits for it; a grader
that keeps the report shortens it to what telling takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.pending import Pending
from bot.store.codec import origin_from_bytes, report_from_bytes, report_to_bytes, upload_from_bytes
from bot.store.database import Database
from bot.store.effects import LEASE
from bot.store.schema import submissions
from graders.code.report import Report
from graders.code.upload import Upload

TELLING = timedelta(seconds=15)
"""So long whoever waits for a report has for telling it, before any other replica does."""
TAKEN_AT_ONCE = 20


class Submissions:
    """A grader's view of the code that learners sent. All methods raise MemoryUnavailableError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, submission_id: int) -> Upload | Report | None:
        """Return what is to be graded, or the report if it has been; None if the learner has had it deleted."""
        columns = (submissions.c.task_id, submissions.c.upload, submissions.c.report)
        async with self._database.each() as connection:
            row = (await connection.execute(select(*columns).where(submissions.c.id == submission_id))).mappings().first()
        return _content(row) if row is not None else None

    async def keep(self, submission_id: int, report: Report, now: datetime) -> Report | None:
        """Keep a report, unless there is one, and return the one that is kept; None if the learner has had it deleted."""
        this = submissions.c.id == submission_id
        graded = {**_graded(report), "leased_until": now + TELLING}
        async with self._database.each() as connection:
            first = update(submissions).where(this, submissions.c.report.is_(None)).values(**graded)
            if (await connection.execute(first.returning(submissions.c.id))).first() is not None:
                return report
            kept = (await connection.execute(select(submissions.c.report).where(this))).scalar()
        return report_from_bytes(kept) if kept is not None else None


async def file_report(connection: AsyncConnection, submission_id: int, report: Report) -> None:
    """Keep a report that is being told, in place of the code it is about."""
    graded = {**_graded(report), "leased_until": None}
    await connection.execute(update(submissions).where(submissions.c.id == submission_id).values(**graded))


async def hold(connection: AsyncConnection, submission_id: int, now: datetime) -> Report | None:
    """Renew a lease; return the report if it has been kept meanwhile."""
    waiting = (submissions.c.id == submission_id, submissions.c.leased_until.is_not(None))
    renewed = update(submissions).where(*waiting).values(leased_until=now + LEASE).returning(submissions.c.report)
    kept = (await connection.execute(renewed)).scalar()
    return report_from_bytes(kept) if kept is not None else None


async def take_pending(connection: AsyncConnection, platform: str, now: datetime, *, is_alone: bool) -> Sequence[Pending]:
    """Take some code whose lease has ended, oldest first; whatever the lease if nobody else can have it in hand."""
    where = (submissions.c.platform == platform, submissions.c.leased_until.is_not(None))
    oldest = select(submissions).where(*where).order_by(submissions.c.id)
    if not is_alone:
        # Two replicas that look at once take different ones.
        due = submissions.c.leased_until < now
        oldest = oldest.where(due).limit(TAKEN_AT_ONCE).with_for_update(skip_locked=True)
    rows = (await connection.execute(oldest)).mappings().all()
    if not rows:
        return []  # As mostly, and every replica looks every few seconds.
    taken = submissions.c.id.in_([row["id"] for row in rows])
    await connection.execute(update(submissions).where(taken).values(leased_until=now + LEASE))
    return [_pending(row) for row in rows]


def _graded(report: Report) -> dict[str, object]:
    return {"verdict": report.verdict.value, "report": report_to_bytes(report), "upload": None}


def _pending(row: RowMapping) -> Pending:
    origin = origin_from_bytes(row["origin"])
    content = _content(row)
    if isinstance(content, Report):
        return Pending(row["id"], row["learner_id"], origin, Upload(row["task_id"]), is_overdue=True, report=content)
    return Pending(row["id"], row["learner_id"], origin, content, is_overdue=True)


def _content(row: RowMapping) -> Upload | Report:
    return report_from_bytes(row["report"]) if row["report"] is not None else upload_from_bytes(row["upload"])
