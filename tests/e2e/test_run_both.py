"""`mianjing run` with tokens for Discord and Slack at once, against both fakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.bot_process import bot_process
from tests.e2e.test_run_discord import settings_for
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import text_of
from tests.platforms.slack.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.platforms.slack.running import text_of as slack_text_of

CONNECTED_WITHIN_S = 20


@pytest.mark.asyncio
async def test_both_platforms_answer_from_one_process_and_are_linked(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, FakeSlack() as slack:
        settings = {
            **settings_for(discord),
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "MIANJING_SLACK_API_URL": slack.api_url,
        }
        ann, private = discord.add_user("ann"), slack.direct_message("U1")
        async with bot_process(tmp_path, settings):
            await discord.ready(timeout_s=CONNECTED_WITHIN_S)
            await slack.until(lambda: slack.sockets.numbers, CONNECTED_WITHIN_S)

            await discord.direct_message(ann, "/quiz rnn 1")
            await discord.bot_messages(discord.direct_channel(ann), 1)
            await discord.direct_message(ann, "/show")
            await discord.bot_messages(discord.direct_channel(ann), 2)
            await discord.direct_message(ann, "/link")
            offered = text_of((await discord.bot_messages(discord.direct_channel(ann), 3))[-1])
            code = offered.split("code is ")[1][:8]

            def said() -> str:
                return "\n".join(slack_text_of(message) for message in slack.messages(private) if message.get("bot_id"))

            await slack.message("U1", private, f" /link {code}")
            await slack.until(lambda: "same person" in said(), CONNECTED_WITHIN_S)
            await slack.message("U1", private, " /progress")
            await slack.until(lambda: "1 day of practice in a row" in said(), CONNECTED_WITHIN_S)
