"""A channel's daily question goes the same way on every platform."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import pytest

from tests.contract.conversing import plain
from tests.contract.in_channel import InChannel, in_discord_channel, in_fake_channel, in_slack_channel

PLATFORMS: dict[str, Callable[[pytest.MonkeyPatch], AbstractAsyncContextManager[InChannel]]] = {
    "fake-chat": in_fake_channel,
    "discord": in_discord_channel,
    "slack": in_slack_channel,
}


@pytest.mark.asyncio
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_daily_question_is_set_posted_answered_and_explained_the_day_after(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with PLATFORMS[platform](monkeypatch) as channel:
        assert "every day at 09:00" in plain(await channel.sets_daily("09:00", "Asia/Shanghai", "rnn"))
        channel.clock.time = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)
        assert "Which gates does an LSTM cell have?" in plain(await channel.lets_it_post())
        private, public = await channel.answers("forget, input and output")
        assert "Score: 100%" in plain(private)
        assert "ann has solved it" in plain(public)
        channel.clock.advance(days=1)
        following = plain(await channel.lets_it_post())
        assert "Solved by ann" in following
        assert "A forget gate, an input gate and an output gate." in following
