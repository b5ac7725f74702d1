"""`mianjing run` with a Discord token, against our own Discord."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.bot_process import bot_process, started
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.test_bot import text_of

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


def settings_for(fake: FakeDiscord) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": "secret-token",
        "MIANJING_DISCORD_API_URL": fake.api_url,
        "MIANJING_DISCORD_GATEWAY_URL": fake.gateway_url,
    }


async def test_quiz_goes_on_after_kill_9(fake: FakeDiscord, tmp_path: Path) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    async with bot_process(tmp_path, settings_for(fake)) as process:
        await fake.ready(timeout_s=20)
        await fake.slash(ann, private, "quiz", {"topic": "rnn", "count": 2})
        asked = await fake.bot_messages(private, 1)
        assert "Question 1 of 2" in text_of(asked[-1])
        await fake.direct_message(ann, "/skip")
        skipped = await fake.bot_messages(private, 2)
        assert "Question 2 of 2" in text_of(skipped[-1])
        process.kill()
    async with bot_process(tmp_path, settings_for(fake)):
        await fake.until(lambda: fake.gateway.identifies == 2, timeout_s=20)
        await fake.ready(timeout_s=20)
        await fake.direct_message(ann, "/skip")
        summed_up = await fake.bot_messages(private, 3)
        assert "Summary" in text_of(summed_up[-1])


async def test_sigterm_ends_it_with_status_0(fake: FakeDiscord, tmp_path: Path) -> None:
    async with bot_process(tmp_path, settings_for(fake)) as process:
        await fake.ready(timeout_s=20)
        process.send_signal(signal.SIGTERM)
        _, log = await process.communicate()
        assert process.returncode == 0
        assert b"secret-token" not in log
        assert b"Traceback" not in log


async def test_wrong_token_is_one_sentence_and_status_2(fake: FakeDiscord, tmp_path: Path) -> None:
    fake.fail_next("GET", "/users/@me", 401, {"code": 0, "message": "401: Unauthorized"})
    process = await started(tmp_path, settings_for(fake))
    _, log = await process.communicate()
    assert process.returncode == 2
    assert b"DISCORD_TOKEN" in log
    assert b"Traceback" not in log
    assert b"secret-token" not in log
