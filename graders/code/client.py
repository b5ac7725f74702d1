"""The bot's end of the judge: starts its process, keeps it alive, and awaits reports. Never imports torch.

Requests wait in a bounded queue. Learners take turns in it, however many submissions each has sent, and nobody may have more than
a few waiting. When the judge's process dies, what it had in hand is sent once more to a new one.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sys
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from graders.code.report import Report, Verdict
from graders.code.upload import Upload
from graders.code.wording import finding

MAX_WAITING = 200
MAX_WAITING_EACH = 5
_LINE_LIMIT_BYTES = 4 * 1024 * 1024
_START_TIMEOUT_S = 90.0
_GRADE_TIMEOUT_S = 120.0
"""Far beyond any limit inside the judge: only for a judge that hangs."""
_END_GRACE_S = 3.0
_TRIES = 2
_NO_START = "the judge's process did not start; is torch installed? `make setup` does it"
# Nothing else of the bot's environment reaches the judge: the tokens are in there.
_PASSED_ON = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH")


class JudgeUnavailableError(Exception):
    """The judge cannot run here; the message says why and what to do."""


class QueueFullError(Exception):
    """Too many submissions wait. `is_own`: it is this learner who has too many."""

    def __init__(self, *, is_own: bool) -> None:
        super().__init__("the learner has too many waiting" if is_own else "the queue is full")
        self.is_own = is_own


@dataclass(eq=False, slots=True)
class _Job:
    learner: str
    upload: Upload
    done: asyncio.Future[Report] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class FairQueue:
    """A bounded queue in which learners take turns."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[_Job]] = OrderedDict()
        self._arrived = asyncio.Event()

    def put(self, job: _Job) -> None:
        """Add a job at the end of its learner's. Raises QueueFullError."""
        if len(self._waiting.get(job.learner, ())) >= MAX_WAITING_EACH:
            raise QueueFullError(is_own=True)
        if sum(map(len, self._waiting.values())) >= MAX_WAITING:
            raise QueueFullError(is_own=False)
        self._waiting.setdefault(job.learner, deque()).append(job)
        self._arrived.set()

    async def take(self) -> _Job:
        """Wait for a job and return the next learner's first."""
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        learner, jobs = next(iter(self._waiting.items()))
        job = jobs.popleft()
        del self._waiting[learner]
        if jobs:
            self._waiting[learner] = jobs
        return job


class JudgeClient:
    """Grades submissions in the judge's process. Use as an async context manager."""

    def __init__(self, *, jobs: int = 1) -> None:
        self._jobs = jobs
        self._queue = FairQueue()
        self._ids = map(str, itertools.count())
        self._process: asyncio.subprocess.Process | None = None
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._starting = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []
        self.layers = ""
        self.layers_on: dict[str, bool] = {}

    async def __aenter__(self) -> JudgeClient:
        await self._alive()
        self._tasks += [asyncio.create_task(self._work()) for _ in range(self._jobs)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._process is not None:
            await _end(self._process, _END_GRACE_S)

    async def grade(self, upload: Upload, learner: str = "") -> Report:
        """Return the report; cancelling this call drops the submission if it waits. Raises QueueFullError."""
        job = _Job(learner, upload)
        self._queue.put(job)
        return await job.done

    async def _work(self) -> None:
        while True:
            job = await self._queue.take()
            if job.done.cancelled():
                continue
            try:
                report = await self._grade(job.upload)
            except Exception as error:  # noqa: BLE001 - it is for whoever waits; the next job is not to suffer
                _settle(job.done, error=error)
            else:
                _settle(job.done, report)

    async def _grade(self, upload: Upload) -> Report:
        """Return the report, after one more try with a new process if the first ends or hangs. Raises JudgeUnavailableError."""
        for _ in range(_TRIES):
            process = await self._alive()
            try:
                answer = await asyncio.wait_for(self._ask(process, upload.request()), _GRADE_TIMEOUT_S)
            except (ConnectionError, TimeoutError):
                # That process and no other: a neighbour may have started the next one already.
                await _end(process, grace_s=0.0)
                continue
            return Report.from_dict(answer["report"])
        seed = upload.seed or 0
        return Report(upload.task_id, Verdict.JUDGE_ERROR, findings=(finding("judge-error", seed=seed),), seed=seed)

    async def _ask(self, process: asyncio.subprocess.Process, request: dict[str, Any]) -> dict[str, Any]:
        assert process.stdin is not None
        request["id"] = next(self._ids)
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[request["id"]] = answer
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            await process.stdin.drain()
            return await answer
        finally:
            self._answers.pop(request["id"], None)

    async def _alive(self) -> asyncio.subprocess.Process:
        """Return the judge's process, started anew if need be. Raises JudgeUnavailableError."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                self._process = await self._start()
            return self._process

    async def _start(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "graders.code.start", str(self._jobs)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name in _PASSED_ON},
            limit=_LINE_LIMIT_BYTES,
            start_new_session=True,
        )
        assert process.stdout is not None
        try:
            first = await asyncio.wait_for(process.stdout.readline(), _START_TIMEOUT_S)
        except TimeoutError:
            first = b""
        except asyncio.CancelledError:
            # Nobody waits for it any more, and nobody would end it.
            await _end(process, grace_s=0.0)
            raise
        greeting: dict[str, Any] = json.loads(first) if first else {"refused": _NO_START}
        if "refused" in greeting:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise JudgeUnavailableError(greeting["refused"])
        # One line in words, for whoever operates the bot, and the same for whoever draws it.
        self.layers, self.layers_on = greeting["ready"], greeting["layers"]
        self._tasks.append(asyncio.create_task(self._read(process)))
        return process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            answer = json.loads(line)
            waiting = self._answers.get(answer["id"])
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)
        # It will answer nothing more: whoever asks from now on is to get a new one.
        if self._process is process:
            self._process = None
        for waiting in list(self._answers.values()):
            if not waiting.done():
                waiting.set_exception(ConnectionError("the judge's process has ended"))


def _settle(waiting: asyncio.Future[Report], report: Report | None = None, error: Exception | None = None) -> None:
    """Give a report, or the reason for none, to whoever still waits for it."""
    if waiting.done():
        return
    if report is not None:
        waiting.set_result(report)
    elif error is not None:
        waiting.set_exception(error)


async def _end(process: asyncio.subprocess.Process, grace_s: float) -> None:
    """Close a process's input, by which it ends; kill it if it has not by the end of the grace."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), grace_s)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
