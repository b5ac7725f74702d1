"""What the queue costs, and what workers bring: `.venv/bin/python -m benchmarks.workers`. Needs RabbitMQ and PostgreSQL here.

First one submission after the other, by turns through the local judge and through the queue: the difference of the medians is what
the queue costs. Then as many as the workers can take, with one worker and with two; they share this machine's cores with broker,
database and this process. Then jobs that need no grading, which shows how many a second broker and database carry. From these
measured times a simulation says what 4 to 64 workers would bring that have machines of their own.
"""

from __future__ import annotations

import argparse
import asyncio
import heapq
import os
import random
import signal
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.load_fleet import services
from bot.broker.connection import Connection
from bot.broker.judge import QueueJudge
from bot.broker.worker import GraderWorker
from bot.conversation.origin import Identity, Origin, Place
from bot.conversation.pending import Judge, Pending
from bot.conversation.turn import GradeCode
from bot.judging import CodeJudge
from bot.logs import configure_logs
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from bot.store.submissions import Submissions
from graders.code.report import Report, Verdict
from graders.code.upload import Upload

MEASURED = Path(__file__).parents[1] / "tests/graders/code/submissions/conv2d-full/pass_tensor_unfold_einsum.py"
TASK = "conv2d-full"
PAIRS = 200
REST_S = 0.1
"""Before each, so that the sandbox of the one before has its next child ready and leaves the cores alone."""
MOST_COST_MS = 10.0
IN_FLIGHT_EACH = 4
GRADES = 400
EMPTY_JOBS = 2_000
SIMULATED = (1, 2, 4, 8, 16, 32, 64)
SIMULATED_JOBS = 20_000
SEED = 20261124
READY_S = 60.0


class NoJudge:
    """Passes everything at once: what remains is the way there and back."""

    async def grade(self, upload: Upload, learner: str) -> Report:
        """Return a report of the usual kind."""
        del learner
        return Report(upload.task_id, Verdict.PASS)


async def empty_worker() -> None:
    """Work without grading until the process is ended."""
    configure_logs()
    database = await open_database(os.environ["MIANJING_DATABASE_URL"])
    connection = Connection(os.environ["MIANJING_BROKER_URL"])
    worker = GraderWorker(connection, NoJudge(), Submissions(database), IN_FLIGHT_EACH, now)
    await connection.open()
    await worker.run()


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


async def sent(database: Database, number: int) -> Pending:
    """Keep a submission, as a step of the conversation does."""
    name = f"learner{number}"
    origin = Origin(Identity("load", "hall", name), Place("load", "hall", name), "en", name)
    upload = Upload(TASK, name=MEASURED.name, content=MEASURED.read_bytes())
    async with SqlMemory(database).turn(origin, now()) as desk:
        (pending,) = await desk.keep(desk.session, [GradeCode(upload)], [])
    return pending


async def timed_ms(judge: Judge, pending: Pending) -> float:
    """Return how long a grade takes."""
    began = time.perf_counter()
    report = await judge.grade(pending)
    assert report.verdict is Verdict.PASS, report
    return (time.perf_counter() - began) * 1000


async def side_by_side(database: Database, queue: Judge, local: Judge) -> tuple[list[float], list[float]]:
    """Grade by turns through the queue and here, and return the times in milliseconds."""
    through_queue: list[float] = []
    here: list[float] = []
    for number in range(PAIRS):
        for judge, times in ((queue, through_queue), (local, here)):
            pending = await sent(database, number)
            await asyncio.sleep(REST_S)
            times.append(await timed_ms(judge, pending))
    return through_queue, here


async def per_second(database: Database, queue: Judge, jobs: int, in_flight: int) -> float:
    """Return how many jobs a second come back, so many being on their way at a time."""
    waiting = [await sent(database, number) for number in range(jobs)]
    gate = asyncio.Semaphore(in_flight)

    async def grade(pending: Pending) -> None:
        async with gate:
            await timed_ms(queue, pending)

    began = time.perf_counter()
    await asyncio.gather(*map(grade, waiting))
    return jobs / (time.perf_counter() - began)


def simulated(workers: int, grades_s: Sequence[float], carried_s: float) -> float:
    """Return grades a second of so many workers, each with a machine of its own.

    Each job takes its share of the broker and the database, which carry one at a time, and then a worker for a measured time.
    """
    chance = random.Random(SEED)  # noqa: S311 - no secret
    free_at = [0.0] * workers
    carrier_free_at = last = 0.0
    for _ in range(SIMULATED_JOBS):
        carrier_free_at += carried_s
        ends = max(heapq.heappop(free_at), carrier_free_at) + chance.choice(grades_s)
        heapq.heappush(free_at, ends)
        last = max(last, ends)
    return SIMULATED_JOBS / last


@asynccontextmanager
async def worker_processes(count: int, *command: str) -> AsyncIterator[None]:
    """Run so many workers in processes of their own, until each has said that the broker is there."""
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-m", *command, stderr=asyncio.subprocess.PIPE) for _ in range(count)
    ]
    try:
        for process in processes:
            assert process.stderr is not None
            async with asyncio.timeout(READY_S):
                while b"the broker is there" not in await process.stderr.readline():
                    pass
        yield
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def measure() -> None:
    """Measure and print."""
    async with services() as (database_url, broker_url):
        os.environ.update(MIANJING_DATABASE_URL=database_url, MIANJING_BROKER_URL=broker_url)
        database = await open_database(database_url)
        async with QueueJudge(broker_url) as queue:
            await queue.start()
            async with worker_processes(1, "bot", "worker"), CodeJudge() as local:
                await local.start()
                await side_by_side(database, queue, local)  # Everything is warm after that.
                through_queue, here = await side_by_side(database, queue, local)
            cost_ms = statistics.median(through_queue) - statistics.median(here)
            print(
                f"one at a time: {statistics.median(here):.1f} ms here, {statistics.median(through_queue):.1f} ms through the queue"
            )
            print(f"the queue costs {cost_ms:.1f} ms at the median (wanted: at most {MOST_COST_MS:.0f})")
            for workers in (1, 2):
                async with worker_processes(workers, "bot", "worker"):
                    rate = await per_second(database, queue, GRADES, workers * IN_FLIGHT_EACH)
                    print(f"{workers} worker{'s' if workers > 1 else ''}: {rate:.1f} grades/s")
            async with worker_processes(1, "benchmarks.workers", "--empty-worker"):
                carried = await per_second(database, queue, EMPTY_JOBS, 16)
            print(f"broker and database carry {carried:.0f} jobs/s")
        await database.close()
    took_s = [(time_ms - cost_ms) / 1000 for time_ms in through_queue]
    print("simulated, each worker on a machine of its own:")
    for workers in SIMULATED:
        print(f"  {workers:>2} workers: {simulated(workers, took_s, 1 / carried):6.1f} grades/s")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--empty-worker", action="store_true", help=argparse.SUPPRESS)
    asyncio.run(empty_worker() if parser.parse_args().empty_worker else measure())


if __name__ == "__main__":
    main()
