"""Code that waits for its report, and who grades it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.conversation.origin import Origin
from graders.code.report import Report
from graders.code.upload import Upload


@dataclass(frozen=True, slots=True)
class Pending:
    """Code that waits for its report: what was sent, and by whom.

    `is_overdue`: whoever had it in hand before is gone, and nobody sits waiting for it. `report` is there if it has been graded and
    only remains to be told; `upload` is empty then.
    """

    id: int
    learner_id: int
    origin: Origin
    upload: Upload
    is_overdue: bool = False
    report: Report | None = None


class JudgeAwayError(Exception):
    """The code cannot be graded just now, but will be: it stays where it is kept. The message is for whoever operates the bot."""


class Judge(Protocol):
    """Grades code, where it cannot do any harm."""

    async def grade(self, pending: Pending) -> Report:
        """Return the report; one that says so if the code cannot be graded at all. Raises JudgeAwayError."""
