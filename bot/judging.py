"""The judge for a conversation that waits: started when the first code comes, in an event loop of its own."""

from __future__ import annotations

import asyncio
import threading
from types import TracebackType

from graders.code.client import JudgeClient, JudgeUnavailableError, QueueFullError
from graders.code.report import Report, Verdict
from graders.code.upload import Upload
from graders.code.wording import finding


class CodeJudge:
    """Grades code for callers that are not asynchronous. Use as a context manager."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="judge", daemon=True)
        self._client: JudgeClient | None = None

    def __enter__(self) -> CodeJudge:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def grade(self, upload: Upload, learner: str) -> Report:
        """Return the report; where code cannot be graded, one that says why."""
        return asyncio.run_coroutine_threadsafe(self._grade(upload, learner), self._loop).result()

    async def _grade(self, upload: Upload, learner: str) -> Report:
        try:
            if self._client is None:
                client = JudgeClient()
                self._client = await client.__aenter__()
            return await self._client.grade(upload, learner)
        except JudgeUnavailableError as error:
            found = finding("judge-unavailable", why=str(error))
        except QueueFullError:
            found = finding("queue-full")
        return Report(upload.task_id, Verdict.JUDGE_ERROR, findings=(found,))

    async def _close(self) -> None:
        if self._client is not None:
            await self._client.__aexit__(None, None, None)
