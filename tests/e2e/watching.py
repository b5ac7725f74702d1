"""Ask a process how it is, over HTTP."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from aiohttp import ClientSession

HEALTH = {"MIANJING_HEALTH_ADDRESS": "127.0.0.1:0"}
READY_WITHIN_S = 60.0
_SERVED = re.compile(r'event="health is served" address=(127\.0\.0\.1:\d+)')
_LOOK_EVERY_S = 0.05


async def health_address(process: asyncio.subprocess.Process) -> str:
    """Return where a process that has just started can be asked; what it logs afterwards is still to be read."""
    assert process.stderr is not None
    log = ""
    async with asyncio.timeout(READY_WITHIN_S):
        while (found := _SERVED.search(log)) is None and (line := await process.stderr.readline()):
            log += line.decode()
    assert found is not None, log
    return found[1]


async def get(session: ClientSession, address: str, path: str) -> tuple[int, str]:
    async with session.get(f"http://{address}{path}") as response:
        return response.status, await response.text()


async def ready(session: ClientSession, address: str) -> dict[str, Any]:
    """Return what each part says once all of them are ready."""
    async with asyncio.timeout(READY_WITHIN_S):
        while (answer := await get(session, address, "/readyz"))[0] != 200:
            await asyncio.sleep(_LOOK_EVERY_S)
    return {part["name"]: part["says"] for part in json.loads(answer[1])}
