"""Replicas and workers as processes that can be killed, and the services that they need."""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
SERVER = "postgresql://postgres@127.0.0.1:5432"
BROKER = "amqp://guest:guest@127.0.0.1:5672"
LINE_BYTES = 1 << 20
NEXT_TRY_S = 0.2
LOGS = ROOT / ".load"
STOP: Mapping[str, Sequence[str]] = {
    "broker": ("rabbitmqctl", "-q", "stop_app"),
    "database": ("sh", "-c", 'pg_ctlcluster --skip-systemctl-redirect "$(ls /etc/postgresql | tail -n 1)" main stop -m immediate'),
}
START: Mapping[str, Sequence[str]] = {
    "broker": ("rabbitmqctl", "-q", "start_app"),
    "database": ("sh", "-c", 'pg_ctlcluster --skip-systemctl-redirect "$(ls /etc/postgresql | tail -n 1)" main start'),
}


class ReplicaGoneError(Exception):
    """The replica ended before it said anything."""


class Replica:
    """A bot's process, spoken with over its standard input and output."""

    def __init__(self, process: asyncio.subprocess.Process, on_said: Callable[[Mapping[str, Any]], None]) -> None:
        self.process = process
        self._on_said = on_said
        self._asked: dict[str, asyncio.Future[Mapping[str, Any]]] = {}
        self.is_ready = asyncio.Event()
        self._listening = asyncio.ensure_future(self._listen())

    async def ask(self, message: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a message and return the first that is said to it. Raises ReplicaGoneError."""
        assert self.process.stdin is not None
        if self._listening.done():
            await asyncio.sleep(NEXT_TRY_S)
            raise ReplicaGoneError
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[message["key"]] = answer
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            await self.process.stdin.drain()
        except (ConnectionError, RuntimeError) as error:
            raise ReplicaGoneError from error
        return await answer

    async def _listen(self) -> None:
        assert self.process.stdout is not None
        while line := await self.process.stdout.readline():
            said = json.loads(line)
            answer = self._asked.pop(said.get("key", ""), None)
            if "ready" in said:
                self.is_ready.set()
            elif answer is not None:
                answer.set_result(said)
            else:
                self._on_said(said)
        for waiting in self._asked.values():
            waiting.set_exception(ReplicaGoneError())
        self._asked.clear()
        self.is_ready.clear()


class Fleet:
    """So many replicas and workers. Use as an async context manager."""

    def __init__(self, database_url: str, broker_url: str, replicas: int, workers: int) -> None:
        self.killed: Counter[str] = Counter()
        self.on_said: Callable[[Mapping[str, Any]], None] = lambda _: None
        """Hears what replicas say by themselves; whoever runs the learners sets it."""
        self._environment = {**os.environ, "MIANJING_DATABASE_URL": database_url, "MIANJING_BROKER_URL": broker_url}
        self._numbers = (replicas, workers)
        self._replicas: list[Replica] = []
        self._workers: list[asyncio.subprocess.Process] = []
        self._next = 0

    async def __aenter__(self) -> Fleet:
        LOGS.mkdir(exist_ok=True)
        replicas, workers = self._numbers
        self._replicas = [await self._new_replica() for _ in range(replicas)]
        self._workers = [await self._new_worker() for _ in range(workers)]
        for replica in self._replicas:
            await replica.is_ready.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        for process in (*(replica.process for replica in self._replicas), *self._workers):
            with suppress(ProcessLookupError):
                process.terminate()
        for process in (*(replica.process for replica in self._replicas), *self._workers):
            try:
                await asyncio.wait_for(process.wait(), 20)
            except TimeoutError:
                process.kill()
                await process.wait()

    def a_replica(self) -> Replica:
        """Return one of the replicas, in turn; one that is ready if there is any."""
        self._next += 1
        ready = [replica for replica in self._replicas if replica.is_ready.is_set()] or self._replicas
        return ready[self._next % len(ready)]

    async def kill_one(self, chance: random.Random) -> None:
        """Kill a replica or a worker with -9, and start another."""
        kind = chance.choice(("replica", "worker"))
        self.killed[kind] += 1
        if kind == "replica":
            place = chance.randrange(len(self._replicas))
            self._replicas[place].process.kill()
            await self._replicas[place].process.wait()
            self._replicas[place] = await self._new_replica()
        else:
            place = chance.randrange(len(self._workers))
            self._workers[place].kill()
            await self._workers[place].wait()
            self._workers[place] = await self._new_worker()

    async def _new_replica(self) -> Replica:
        process = await self._started("-m", "benchmarks.load_replica", log="replica", piped=True)
        return Replica(process, self._said)

    def _said(self, said: Mapping[str, Any]) -> None:
        self.on_said(said)

    async def _new_worker(self) -> asyncio.subprocess.Process:
        return await self._started("-m", "bot", "worker", log="worker", piped=False)

    async def _started(self, *command: str, log: str, piped: bool) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE if piped else asyncio.subprocess.DEVNULL
        with (LOGS / f"{log}.log").open("ab") as errors:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, *command),
                stdin=pipe,
                stdout=pipe,
                stderr=errors,
                cwd=ROOT,
                env=self._environment,
                limit=LINE_BYTES,
            )


@asynccontextmanager
async def services() -> AsyncIterator[tuple[str, str]]:
    """Make a database and a virtual host of our own, give their addresses, and drop them at the end."""
    name = f"mianjing_load_{secrets.token_hex(4)}"
    await _sql(f"CREATE DATABASE {name}")
    _rabbit("add_vhost", name)
    _rabbit("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    try:
        yield f"{SERVER}/{name}", f"{BROKER}/{name}"
    finally:
        _rabbit("delete_vhost", name)
        await _sql(f"DROP DATABASE {name} WITH (FORCE)")


async def take_away(service: str, after_s: float, for_s: float) -> None:
    """Stop a service after a while, and start it again after another."""
    await asyncio.sleep(after_s)
    print(f"the {service} is stopped", flush=True)
    await asyncio.to_thread(subprocess.run, STOP[service], check=True)
    try:
        await asyncio.sleep(for_s)
    finally:
        subprocess.run(START[service], check=True)
        print(f"the {service} is started", flush=True)


async def _sql(statement: str) -> None:
    connection = await asyncpg.connect(f"{SERVER}/postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _rabbit(*arguments: str) -> None:
    subprocess.run(("rabbitmqctl", "-q", *arguments), check=True)  # noqa: S607 - wherever it is installed
