"""`mianjing worker` as a process of its own, on the real judge; code comes from a chat in this process."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.broker.judge import QueueJudge
from bot.conversation import Chat, Interviewer
from bot.store.database import Database
from bot.store.memory import SqlMemory
from bot.store.schema import attempts, submissions
from knowledge.bank import load_bank
from tests.bot.broker.conftest import broker_url, database, database_url, template, virtual_host
from tests.bot.broker.grading import until
from tests.bot.broker.rabbit import waiting_in
from tests.bot.fake_chat import PHRASES, Clock
from tests.bot.small_bank import ScriptedGrader
from tests.bot.store.learners import Person, rows
from tests.e2e.bot_process import ROOT, START_TIMEOUT_S, bot_process, started

__all__ = ["broker_url", "database", "database_url", "template", "virtual_host"]
pytestmark = pytest.mark.asyncio
GRADED_WITHIN_S = 60.0
SENT = ROOT / "tests/graders/code/submissions/conv2d-full"
RIGHT = (SENT / "pass_loop_over_positions.py").read_text("utf-8")
WRONG = (SENT / "fail_kernel_flipped.py").read_text("utf-8")
SLOW = f"import time\ntime.sleep(1.5)\n{RIGHT}"
"""Takes its time, and passes."""


def worker_process(folder: Path, broker_url: str, database_url: str) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """Run a worker, once it takes jobs."""
    settings = {"MIANJING_BROKER_URL": broker_url, "MIANJING_DATABASE_URL": database_url}
    return bot_process(folder, settings, "worker", "--jobs", "1", ready="the broker is there")


@asynccontextmanager
async def replica(broker_url: str, database: Database) -> AsyncIterator[Chat]:
    """Give a chat on the shipped bank; its answers are not graded here, only code."""
    async with QueueJudge(broker_url) as judge:
        await judge.start()
        yield Chat(Interviewer(load_bank(), ScriptedGrader(), PHRASES), SqlMemory(database), judge, lambda: 1, Clock())


async def sends(chat: Chat, user: str, code: str) -> str:
    """Send code for the task and return what is said of it."""
    person = Person(chat, user)
    await person.types("/code conv2d-full")
    return await asyncio.wait_for(person.types(code), GRADED_WITHIN_S)


async def ready_jobs(broker_url: str) -> int:
    return (await waiting_in(broker_url))["grade"]


async def test_a_worker_grades_for_a_chat_and_finishes_what_it_has_in_hand_when_told_to_end(
    tmp_path: Path, broker_url: str, database_url: str, database: Database
) -> None:
    async with replica(broker_url, database) as chat, worker_process(tmp_path, broker_url, database_url) as worker:
        right, wrong = await asyncio.gather(sends(chat, "ann", RIGHT), sends(chat, "bo", WRONG))
        assert "Right!" in right
        assert "flip" in wrong

        slow = [asyncio.ensure_future(sends(chat, f"slow-{number}", SLOW)) for number in range(3)]
        # It grades one, has another one at hand, and has left the third in the queue.
        await until(lambda: _are_kept(database, 5), "all are kept")
        await until(lambda: _waits_one(broker_url), "the worker has two of them")
        worker.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(worker.communicate(), GRADED_WITHIN_S)
        assert (worker.returncode, b"Traceback" in log) == (0, False)
        said, others = await asyncio.wait(slow, timeout=1)
        assert ["Right!" in done.result() for done in said] == [True, True]
        assert await ready_jobs(broker_url) == 1
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)
    assert sorted(row["verdict"] or "" for row in await rows(database, submissions)) == ["", "fail", "pass", "pass", "pass"]


async def _are_kept(database: Database, count: int) -> bool:
    return len(await rows(database, submissions)) == count


async def _waits_one(broker_url: str) -> bool:
    return await ready_jobs(broker_url) == 1


async def _waits_none(broker_url: str) -> bool:
    return await ready_jobs(broker_url) == 0


async def test_what_a_worker_was_grading_when_it_was_killed_is_graded_by_another(
    tmp_path: Path, broker_url: str, database_url: str, database: Database
) -> None:
    async with replica(broker_url, database) as chat:
        sending = asyncio.ensure_future(sends(chat, "ann", SLOW))
        await until(lambda: _waits_one(broker_url), "the job is in the queue")
        async with worker_process(tmp_path, broker_url, database_url) as killed:
            await until(lambda: _waits_none(broker_url), "the worker has it in hand")
            killed.kill()
            await until(lambda: _waits_one(broker_url), "the broker has it back")
        async with worker_process(tmp_path, broker_url, database_url):
            assert (await sending).count("Right!") == 1
    assert [row["verdict"] for row in await rows(database, submissions)] == ["pass"]
    assert len(await rows(database, attempts)) == 1


@pytest.mark.parametrize("missing", ["MIANJING_BROKER_URL", "MIANJING_DATABASE_URL"])
async def test_a_worker_without_broker_or_database_says_so_in_a_sentence(tmp_path: Path, missing: str) -> None:
    settings = {"MIANJING_BROKER_URL": "amqp://u:secret@127.0.0.1/", "MIANJING_DATABASE_URL": "postgresql://u:secret@127.0.0.1/x"}
    process = await started(tmp_path, {name: value for name, value in settings.items() if name != missing}, "worker")
    _, said = await asyncio.wait_for(process.communicate(), START_TIMEOUT_S)
    assert process.returncode == 2
    assert said.decode().startswith("A worker needs MIANJING_BROKER_URL and MIANJING_DATABASE_URL")
    assert len(said.decode().splitlines()) == 1
    assert b"secret" not in said
