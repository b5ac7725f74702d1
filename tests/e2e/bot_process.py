"""`mianjing run` or `mianjing worker` as a process of its own, with its database in a folder of the test."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 60.0


@asynccontextmanager
async def bot_process(
    folder: Path, settings: Mapping[str, str], *command: str, ready: str = "event=ready"
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the bot, wait until it says that it is ready, and kill it in the end if it still runs."""
    process = await started(folder, settings, *command)
    try:
        log = await asyncio.wait_for(_until_said(process, ready), START_TIMEOUT_S)
        assert ready in log, log
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def started(folder: Path, settings: Mapping[str, str], *command: str) -> asyncio.subprocess.Process:
    """Start the bot, or another command of it, without waiting for it."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder), **settings}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *(command or ("run",))),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _until_said(process: asyncio.subprocess.Process, words: str) -> str:
    assert process.stderr is not None
    log = ""
    while words not in log and (line := await process.stderr.readline()):
        log += line.decode()
    return log
