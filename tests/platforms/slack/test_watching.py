"""What whoever operates the bot is told of Slack: whether it is connected, and how long Slack waits for an acknowledgement."""

from __future__ import annotations

import pytest

from tests.bot.test_metrics import Rises
from tests.platforms.slack.fake_slack import FakeSlack
from tests.platforms.slack.running import from_bot, running_bot

pytestmark = pytest.mark.asyncio
COUNT = "mianjing_acknowledgement_seconds_count"
SUM = "mianjing_acknowledgement_seconds_sum"


async def test_each_acknowledgement_is_timed(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_bot(fake, monkeypatch):
        rises = Rises()
        private = fake.direct_message("U1")
        asked = await fake.slash("U1", private, "/quiz", "rnn 1")
        await from_bot(fake, private)
        await rises.reach(1, COUNT, platform="slack")
        assert 0 < rises.of(SUM, platform="slack") < asked.took_s


async def test_it_is_connected_while_its_socket_is(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_bot(fake, monkeypatch) as bot:
        assert await bot.service.is_connected()
        service = bot.service
    assert not await service.is_connected()
