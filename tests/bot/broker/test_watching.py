"""What whoever operates the bot is told of the broker."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.broker.connection import Connection
from bot.broker.watching import look_at_broker, show_queues
from bot.health import State
from tests.bot.broker.cable import Cable
from tests.bot.broker.grading import ask_for, until
from tests.bot.broker.rabbit import PORT, raw_channel, url_of
from tests.bot.test_metrics import series
from tests.e2e.watching import HEALTH, get, health_address, ready

pytestmark = pytest.mark.asyncio


def shown() -> dict[str, float]:
    return {dict(labels)["queue"]: value for (name, labels), value in series().items() if name == "mianjing_queue_messages"}


async def test_queues_are_shown_while_the_broker_is_there_and_not_after(broker_url: str, virtual_host: str) -> None:
    del broker_url  # its queues are empty, and are deleted after the test
    async with Cable(PORT) as cable:
        connection = Connection(url_of(virtual_host, port=cable.port))
        look = look_at_broker(connection)
        await show_queues(connection)
        assert (shown(), await look()) == ({}, State(ready=False, says="not connected"))
        await connection.open()
        try:
            async with raw_channel(url_of(virtual_host)) as channel:
                await ask_for(channel, 1, 2, 3)
            await show_queues(connection)
            assert shown() == {"mianjing.grade": 3, "mianjing.overdue": 0, "mianjing.dead": 0}
            assert await look() == State(ready=True, says="connected")
            cable.cut()
            await show_queues(connection)
            assert shown() == {}
            await until(lambda: not connection.is_up, "the connection is known to be lost")
            assert await look() == State(ready=False, says="not connected")
        finally:
            cable.mend()
            await until(lambda: connection.is_up, "the connection is back")
            await connection.close()


async def test_a_worker_tells_whether_it_is_ready_and_ends_when_it_is_told_to(
    broker_url: str, database_url: str, tmp_path: Path
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "MIANJING_BROKER_URL": broker_url,
        "MIANJING_DATABASE_URL": database_url,
        **HEALTH,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "worker"), env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        async with ClientSession() as session:
            address = await health_address(process)
            status, parts = await get(session, address, "/readyz")
            assert (status, [part["name"] for part in json.loads(parts)]) == (503, ["database", "judge", "broker"])
            said = await ready(session, address)
            assert (said["database"], said["broker"]) == ("PostgreSQL", "connected")
            assert said["judge"].startswith("sandbox: on: seccomp")
            _, text = await get(session, address, "/metrics")
            assert 'mianjing_sandbox_layer{layer="seccomp"} 1.0' in text
        process.terminate()
        _, log = await process.communicate()
        assert (process.returncode, b"Traceback" in log) == (0, False)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
