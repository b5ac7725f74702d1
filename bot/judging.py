"""The judge for the conversation: started when the first code comes, and always with a report to give."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.conversation.pending import Pending
from graders.code.client import JudgeClient, JudgeUnavailableError, QueueFullError
from graders.code.report import Report, Verdict
from graders.code.wording import finding


class CodeJudge:
    """Grades code in the judge's process. Use as an async context manager.

    `client` is there once the process has started; `trouble` says why it did not, or not again.
    """

    def __init__(self) -> None:
        self.client: JudgeClient | None = None
        self.trouble = ""
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> CodeJudge:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.client is not None:
            await self.client.__aexit__(None, None, None)

    async def grade(self, pending: Pending) -> Report:
        """Return the report; where code cannot be graded, one that says why."""
        try:
            report = await (await self._started()).grade(pending.upload, str(pending.learner_id))
        except JudgeUnavailableError as error:
            self.trouble = str(error)
            found = finding("judge-unavailable", why=str(error))
        except QueueFullError:
            found = finding("queue-full")
        else:
            self.trouble = ""
            return report
        return Report(pending.upload.task_id, Verdict.JUDGE_ERROR, findings=(found,))

    async def start(self) -> None:
        """Start before the first code comes, so that it does not wait; a judge that cannot run says so when it is asked."""
        with suppress(JudgeUnavailableError):
            await self._started()

    async def _started(self) -> JudgeClient:
        async with self._starting:
            if self.client is None:
                try:
                    self.client = await JudgeClient().__aenter__()
                except JudgeUnavailableError as error:
                    self.trouble = str(error)
                    raise
            return self.client
