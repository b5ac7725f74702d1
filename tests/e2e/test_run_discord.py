"""`mianjing run` with a Discord token, against our own Discord."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.e2e.bot_process import bot_process, started
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import text_of

pytestmark = pytest.mark.asyncio


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


CORRELATION = """```python
import torch

def corr2d(X, K):
    h, w = K.shape
    Y = X.new_zeros(X.shape[0] - h + 1, X.shape[1] - w + 1)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
```"""
GRADED_WITHIN_S = 60.0


async def test_code_in_a_direct_message_is_graded_by_the_real_judge(fake: FakeDiscord, tmp_path: Path) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    async with bot_process(tmp_path, settings_for(fake)):
        await fake.ready(timeout_s=20)
        await fake.slash(ann, private, "code", {"task": "corr2d"})
        await fake.direct_message(ann, CORRELATION)
        _, report = await fake.bot_messages(private, 2, timeout_s=GRADED_WITHIN_S)
        await fake.until(lambda: "Right!" in text_of(report), timeout_s=GRADED_WITHIN_S, what="the report")


async def test_sigterm_lets_it_finish_what_it_was_doing(fake: FakeDiscord, tmp_path: Path) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    async with bot_process(tmp_path, settings_for(fake)) as process:
        await fake.ready(timeout_s=20)
        await fake.slash(ann, private, "code", {"task": "corr2d"})
        await fake.direct_message(ann, CORRELATION)
        _, report = await fake.bot_messages(private, 2, timeout_s=GRADED_WITHIN_S)
        process.send_signal(signal.SIGTERM)
        await fake.until(lambda: "Right!" in text_of(report), timeout_s=GRADED_WITHIN_S, what="the report")
        await process.communicate()
        assert process.returncode == 0


async def test_lost_connection_is_resumed_and_a_429_is_waited_for(fake: FakeDiscord, tmp_path: Path) -> None:
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    async with bot_process(tmp_path, settings_for(fake)):
        await fake.ready(timeout_s=20)
        await fake.drop_connection(timeout_s=20)
        fake.rate_limit_next("POST", rf"/channels/{private.id}/messages")
        await fake.direct_message(ann, "/help")
        (helped,) = await fake.bot_messages(private, 1, timeout_s=20)
        assert "/quiz" in text_of(helped)
        assert fake.gateway.resumes == 1


async def test_daily_question_is_posted_at_once_when_it_is_asked_for(fake: FakeDiscord, tmp_path: Path) -> None:
    ann = fake.add_user("ann")
    async with bot_process(tmp_path, settings_for(fake)):
        await fake.ready(timeout_s=20)
        await fake.slash(ann, fake.channel, "daily set", {"time": "23:59", "zone": "UTC"})
        await fake.slash(ann, fake.channel, "daily now")
        _, question = await fake.bot_messages(fake.channel, 2, timeout_s=20)
        assert "Question of the day" in text_of(question)


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
