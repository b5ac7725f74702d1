"""Which requests answer an event, and how long that took: a real session against a real server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web

from bot.platforms.discord.acknowledging import acknowledgement_trace, note_arrival
from tests.bot.test_metrics import Rises

pytestmark = pytest.mark.asyncio
COUNT = "mianjing_acknowledgement_seconds_count"
SUM = "mianjing_acknowledgement_seconds_sum"
SLOW_S = 0.05
Ask = Callable[..., Awaitable[None]]


@pytest_asyncio.fixture
async def ask() -> AsyncIterator[Ask]:
    """Send a request, and wait for the answer, whose status is the path."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=int(request.match_info["status"]))

    application = web.Application()
    application.router.add_route("*", "/{status}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    async with ClientSession(trace_configs=[acknowledgement_trace()]) as session:

        async def ask(method: str = "POST", status: int = 200) -> None:
            async with session.request(method, f"http://127.0.0.1:{port}/{status}"):
                pass

        yield ask
    await runner.cleanup()


async def test_only_the_first_answer_that_discord_takes_counts(ask: Ask) -> None:
    rises = Rises()
    note_arrival("MESSAGE_CREATE")
    await ask("GET")
    await ask(status=403)
    assert rises.of(COUNT, platform="discord") == 0
    await ask(status=204)
    await ask("PATCH")
    assert rises.of(COUNT, platform="discord") == 1


async def test_what_is_done_in_tasks_of_an_event_counts_for_that_event(ask: Ask) -> None:
    rises = Rises()
    note_arrival("INTERACTION_CREATE")
    first = asyncio.ensure_future(ask())
    note_arrival("INTERACTION_CREATE")
    second = asyncio.ensure_future(ask())
    await asyncio.gather(first, second)
    await ask()
    assert rises.of(COUNT, platform="discord") == 2


async def test_the_time_runs_from_the_arrival(ask: Ask) -> None:
    rises = Rises()
    note_arrival("INTERACTION_CREATE")
    begun = asyncio.get_running_loop().time()
    while asyncio.get_running_loop().time() - begun < SLOW_S:
        pass  # The loop is busy with something else, as it is when many people press at once.
    await ask()
    assert SLOW_S <= rises.of(SUM, platform="discord") < SLOW_S + 1


async def test_what_follows_another_event_answers_nobody(ask: Ask) -> None:
    rises = Rises()
    note_arrival("MESSAGE_CREATE")
    note_arrival("READY")
    await ask()
    assert rises.of(COUNT, platform="discord") == 0
