"""What whoever operates the bot is told of Discord: whether it is connected, and how long people wait for an answer."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.test_metrics import Rises
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import Running, button_of

pytestmark = pytest.mark.asyncio
COUNT = "mianjing_acknowledgement_seconds_count"
SUM = "mianjing_acknowledgement_seconds_sum"


async def test_it_is_connected_while_its_shards_are(bot: Running, fake: FakeDiscord) -> None:
    assert await bot.service.is_connected()
    await fake.gateway.drop()
    async with asyncio.timeout(20):
        while await bot.service.is_connected():
            await asyncio.sleep(0)
        while not await bot.service.is_connected():
            await asyncio.sleep(0)
    assert fake.gateway.resumes == 1


@pytest.mark.usefixtures("bot")
async def test_the_first_answer_to_each_event_is_timed(fake: FakeDiscord) -> None:
    rises = Rises()
    ann = fake.add_user("ann")
    private = fake.direct_channel(ann)
    asked = await fake.slash(ann, private, "quiz", {"topic": "rnn", "count": 1})
    await rises.reach(1, COUNT, platform="discord")
    assert asked.acknowledged_after_s is not None
    # We hear a moment later than Discord that it has our answer.
    assert asked.acknowledged_after_s / 2 < rises.of(SUM, platform="discord") < asked.acknowledged_after_s + 0.5
    await fake.press(ann, fake.messages(private)[-1], button_of(fake.messages(private)[-1], "hint"))
    await fake.direct_message(ann, "forget, input and output")
    await fake.bot_messages(private, 3)
    await rises.reach(3, COUNT, platform="discord")


async def test_what_the_bot_says_by_itself_answers_nobody(bot: Running, fake: FakeDiscord) -> None:
    rises = Rises()
    await bot.service.client.get_partial_messageable(fake.channel.id).send("by itself")
    await fake.bot_messages(fake.channel, 1)
    assert rises.of(COUNT, platform="discord") == 0
