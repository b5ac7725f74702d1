"""A small real discord.py bot, to show what the fake Discord can do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import discord
import pytest
import yarl
from discord import app_commands
from discord.ext import commands

from tests.platforms.discord.fake_discord import FakeDiscord

GUILD_READY_TIMEOUT_S = 0.05
"""discord.py waits so long after the last GUILD_CREATE before it is ready."""
CHINESE = {"quiz": "测验", "Start a quiz": "开始测验"}


class ChineseTranslator(app_commands.Translator):
    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002
    ) -> str | None:
        return CHINESE.get(string.message) if locale is discord.Locale.chinese else None


class HintButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"hint:(?P<number>\d+)"):
    def __init__(self, number: int) -> None:
        super().__init__(discord.ui.Button(label="Hint", custom_id=f"hint:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003
        item: discord.ui.Item[discord.ui.View],  # noqa: ARG003
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"hint {self.number}")


class AnswerModal(discord.ui.Modal, title="Your answer"):
    words: discord.ui.Label[discord.ui.View] = discord.ui.Label(
        text="Words", component=discord.ui.TextInput(custom_id="words", default="as before")
    )
    code: discord.ui.Label[discord.ui.View] = discord.ui.Label(
        text="Code", component=discord.ui.FileUpload(custom_id="code", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.words.component, discord.ui.TextInput)
        assert isinstance(self.code.component, discord.ui.FileUpload)
        contents = [(await file.read()).decode() for file in self.code.component.values]
        await interaction.response.send_message(f"{self.words.component.value} {contents}", ephemeral=True)


class TinyBot(commands.AutoShardedBot):
    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        super().__init__("!", intents=intents, guild_ready_timeout=GUILD_READY_TIMEOUT_S, help_command=None)
        self.heard: list[str] = []

    async def setup_hook(self) -> None:
        self.add_dynamic_items(HintButton)
        await self.tree.set_translator(ChineseTranslator())
        given: tuple[app_commands.Command[Any, ..., None], ...] = (quiz, slow, answer, thread, ask_file)
        for command in given:
            self.tree.add_command(command)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait the 5 s that Discord wants between shards."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        files = [(await attachment.read()).decode() for attachment in message.attachments]
        self.heard.append(message.content)
        await message.channel.send(f"heard {message.content} {files}")

    async def on_message_edit(self, before: discord.Message, after: discord.Message) -> None:
        if after.author.bot:
            return
        await after.channel.send(f"{before.content} became {after.content}")


@app_commands.command(name="quiz", description="Start a quiz")
async def quiz(interaction: discord.Interaction, topic: str, count: int = 1) -> None:
    view = discord.ui.View(timeout=None).add_item(HintButton(count))
    await interaction.response.send_message(f"{topic} {count} {interaction.locale}", view=view)


@quiz.autocomplete("topic")
async def topics(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001
    return [app_commands.Choice(name=topic, value=topic) for topic in ("rnn", "rope", "bert") if topic.startswith(current)]


@app_commands.command(description="Think first")
async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("first")
    await interaction.followup.send("second", embed=discord.Embed(description="more"), file=discord.File(__file__, "own.py"))
    await interaction.edit_original_response(content="changed")


@app_commands.command(description="Open a form")
async def answer(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(AnswerModal())


@app_commands.command(description="Start a thread")
async def thread(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("here", ephemeral=True)
    assert isinstance(interaction.channel, discord.TextChannel)
    started = await interaction.channel.create_thread(name="Quiz", type=discord.ChannelType.public_thread)
    await started.send("in the thread")


@app_commands.command(description="Take a file")
async def ask_file(interaction: discord.Interaction, code: discord.Attachment) -> None:
    await interaction.response.send_message((await code.read()).decode())


@asynccontextmanager
async def running(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TinyBot]:
    """Run the bot against the fake until the block is left."""
    monkeypatch.setattr(discord.http.Route, "BASE", fake.api_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(fake.gateway_url))
    async with TinyBot() as bot:
        await bot.login("token")
        connection = bot.loop.create_task(bot.connect())
        await fake.ready()
        await bot.wait_until_ready()
        yield bot
        await bot.close()
        await connection
