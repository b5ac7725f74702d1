"""The bot as it is, on the small bank, in simcord: a Discord by another hand, in this process and without a network.

simcord takes the place of discord.py's requests and of its connection; what lies between them is the real library. Whatever
somebody does returns when the bot has done all it will do about it. The tests of a module share one bot, since it takes longer to
start than to ask; each has a server and people of its own. Modules take the fixtures over by `running = simulated.running` and
`simulation = simulated.simulation`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any, cast

import discord
import pytest
import pytest_asyncio
from discord.app_commands import CommandTree
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.conversation import Chat, Interviewer
from bot.conversation.events import Verb
from bot.daily import DailyPoster
from bot.platforms.discord import service
from bot.platforms.discord.client import MianjingClient
from bot.platforms.discord.origins import PLATFORM
from bot.platforms.discord.parts import Press
from bot.platforms.discord.service import DiscordService, DiscordSettings, opened_discord
from bot.store.channels import DailyPosts
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import PHRASES, Clock
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank
from tests.platforms.discord.simulated_memory import Gate, PatientMemory

Shown = discord.Message | ResponseMessage
_INTERVIEWER = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)


class Simulation:
    """A Discord, the bot in it, and everything around the bot.

    `guild` and `general` are the server that the test is about. `delay_s` is how long interactions are under way before they reach
    the bot. The bot tells the time by `clock`, Discord by `env.now()`. `bug` is raised in the bot whenever it asks for the time.
    """

    env: Env
    service: DiscordService
    judge: ScriptedJudge
    guild: GuildHandle
    general: ChannelHandle

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock()
        self.bug: Exception | None = None
        self.delay_s = 0.0
        self.hearing, self.reporting = Gate(self), Gate(self)
        self._seeds = iter(range(1, 10_000))
        self._running = AsyncExitStack()

    async def start(self) -> None:
        """Start the bot."""
        await self._run()
        self.env.backend.subscribers.insert(0, self._on_the_way)

    async def restart(self) -> None:
        """End the bot where it stands, and start it anew; what it remembers and what Discord shows stays."""
        ended, self._running = self._running, AsyncExitStack()
        await self._run()
        await ended.aclose()

    async def end(self) -> None:
        """End the bot."""
        await self.env.shutdown()
        await self._running.aclose()

    async def connect(self, client: MianjingClient) -> bool:
        """Connect a client that logs in; return whether it has been connected before."""
        if not hasattr(self, "env"):
            self.env = Env(client, approved_intents=discord.Intents.default())  # none of the privileged ones
            await self.env.start()
        elif self.env.bot is not client:
            await self.env.restart_bot(client)
        else:
            return True
        return False

    async def begin_anew(self) -> None:
        """Forget what a test has done to the world, and move to a new server."""
        self._errors_before = self.env.error_cursor
        self.clock = Clock()
        self.bug, self.delay_s = None, 0.0
        self.judge.uploads.clear()
        self.env.backend.faults.clear()
        self.env.backend.http_requests.clear()
        self._locales: dict[int, str] = {}
        self.guild = self.env.create_guild()
        self.general = self.guild.create_text_channel("general")
        await self.hearing.open()
        await self.reporting.open()

    def person(self, name: str, locale: str = "en-US", *, manages: bool = False) -> Person:
        """Return somebody new in the server, who has the app in that language and may manage channels or not."""
        may = discord.Permissions(manage_channels=True)
        roles = [self.guild.create_role("managers", permissions=may)] if manages else []
        member = self.guild.add_member(self.env.create_user(name), roles=roles)
        self._locales[member.id] = locale
        return Person(self, member)

    @property
    def poster(self) -> DailyPoster:
        """What posts the daily questions, as the bot has it beside the chat."""
        posts, memory = DailyPosts(self.database, [PLATFORM]), SqlMemory(self.database)
        return DailyPoster(_INTERVIEWER, posts, {PLATFORM: self.service.postman}, self._now, memory.prune)

    def unheard_errors(self) -> tuple[BaseException, ...]:
        """Return what was raised in the bot during a test and nobody caught."""
        return self.env.errors_since(self._errors_before)

    def commands(self) -> Mapping[str, dict[str, Any]]:
        """Return what is registered, by name; those of a group are in its options."""
        return {name: command for (name, _), command in self.env.backend.commands[None].items()}

    async def _run(self) -> None:
        self.judge = ScriptedJudge()
        memory = PatientMemory(self.database, self.hearing, self.reporting)
        chat = Chat(_INTERVIEWER, memory, self.judge, lambda: next(self._seeds), self._now)
        settings = DiscordSettings("token", shard_count=1)
        self.service = await self._running.enter_async_context(opened_discord(settings, chat))

    def _now(self) -> datetime:
        if self.bug is not None:
            raise self.bug
        return self.clock()

    def _on_the_way(self, event: str, payload: Mapping[str, Any]) -> None:
        """Make up for two things: simcord takes everybody to have the app in English, and everything to arrive at once."""
        if event == "INTERACTION_CREATE":
            somebody = payload.get("member", payload)["user"]
            cast("dict[str, Any]", payload)["locale"] = self._locales[int(somebody["id"])]
            self.env.backend.advance_clock(self.delay_s)


class Person:
    """Somebody in the server, who can write to the bot privately too."""

    def __init__(self, simulation: Simulation, member: MemberActor) -> None:
        self._simulation = simulation
        self.member = member

    async def slash(self, name: str, /, **options: Any) -> InteractionResult:  # noqa: ANN401 - simcord's own options
        """Use a command in #general."""
        return await self.slash_in(self._simulation.general, name, **options)

    async def slash_in(self, channel: ChannelHandle, name: str, /, **options: Any) -> InteractionResult:  # noqa: ANN401 - simcord's own options
        """Use a command in a channel."""
        return await self.member.slash(channel, name, **options)

    async def slash_privately(self, name: str, /, **options: Any) -> InteractionResult:  # noqa: ANN401 - simcord's own options
        """Use a command in a direct message."""
        done: InteractionResult = await self.member.user.slash(name, **options)
        return done

    async def typing(self, name: str, option: str, typed: str) -> list[tuple[str, Any]]:
        """Type into an option of a command, and return the names and values that are suggested."""
        suggested = await self.member.autocomplete(self._simulation.general, name, option, typed)
        return [(choice["name"], choice["value"]) for choice in suggested]

    async def writes(self, text: str = "", *files: tuple[str, bytes]) -> discord.Message:
        """Write a direct message, with files."""
        stored = self._simulation.env.backend.store_attachments(self.member.user.dm_channel.id, files)
        return await self.member.user.send_dm(text, attachments=stored)

    async def edits(self, message: discord.Message, text: str) -> None:
        """Change a direct message."""
        await self.member.user.edit(message, text)

    async def deletes(self, message: discord.Message) -> None:
        """Delete a direct message."""
        await self.member.user.delete(message)

    async def presses(self, shown: Shown | None, verb: Verb, argument: str = "") -> InteractionResult:
        """Press the button with that verb; with that argument, if a message has several."""
        assert shown is not None
        custom_id = next(found for found in buttons_of(shown) if found.startswith(f"mj:{verb}:") and found.endswith(argument))
        is_private = _channel_id(shown) == self.member.user.dm_channel.id
        actor = self.member.user if is_private else self.member
        pressed: InteractionResult = await actor.click(shown, custom_id=custom_id)
        return pressed

    async def sends(self, form: InteractionResult, /, **values: Any) -> InteractionResult:  # noqa: ANN401 - text, or a file
        """Fill in a form that was opened, and send it."""
        is_private = form._interaction.guild_id is None
        actor = self.member.user if is_private else self.member
        sent: InteractionResult = await actor.submit_modal(form, values)
        return sent

    @property
    def told(self) -> list[str]:
        """What the bot has written to them, as it stands now."""
        return [text_of(message) for message in self.told_messages]

    @property
    def told_messages(self) -> list[discord.Message]:
        """The messages that the bot has written to them."""
        return [message for message in self.member.user.dm_channel.history() if message.author.bot]


def text_of(shown: Shown | None) -> str:
    """Return everything that one can read in a message, as it was before it was put into Markdown."""
    assert shown is not None
    parts = [shown.content]
    for embed in shown.embeds:
        parts += [embed.title or "", embed.description or "", *(f"{field.name}\n{field.value}" for field in embed.fields)]
    return "\n".join(filter(None, parts)).replace("\\", "")


def buttons_of(shown: Shown) -> list[str]:
    """Return the ids of a message's buttons."""
    message = shown.message if isinstance(shown, ResponseMessage) else shown
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    return [str(child.custom_id) for row in rows for child in row.children if isinstance(child, discord.Button)]


def _channel_id(shown: Shown) -> int:
    return shown.channel_id if isinstance(shown, ResponseMessage) else shown.channel.id


def _client_class(simulation: Simulation) -> type[MianjingClient]:
    class SimulatedClient(MianjingClient):
        """Logs in to simcord, which then logs it in once more."""

        @property
        def tree(self) -> CommandTree | None:
            """Show simcord the commands, so that they are registered there."""
            return self._connection._command_tree

        async def login(self, token: str) -> None:
            if await simulation.connect(self):
                await super().login(token)

        async def obey(self, interaction: discord.Interaction, verb: Verb, argument: str = "") -> None:
            await simulation.hearing.awaited(super().obey(interaction, verb, argument))

        async def pressed(self, interaction: discord.Interaction, press: Press) -> None:
            await simulation.hearing.awaited(super().pressed(interaction, press))

    return SimulatedClient


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running() -> AsyncIterator[Simulation]:
    """Run the bot for the tests of a module."""
    database = await open_database("sqlite://")
    running = Simulation(database)
    try:
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(service, "MianjingClient", _client_class(running))
            await running.start()
            yield running
            await running.end()
    finally:
        await database.close()


@pytest_asyncio.fixture(loop_scope="module")
async def simulation(running: Simulation) -> AsyncIterator[Simulation]:
    """Give a test a server of its own; it fails if something went wrong in the bot unheard."""
    await running.begin_anew()
    yield running
    assert running.unheard_errors() == ()
