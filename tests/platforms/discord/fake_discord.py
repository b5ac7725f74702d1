"""A Discord on the loopback that a real discord.py bot logs in to.

Point `discord.http.Route.BASE` at `api_url` and `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` at `gateway_url`. What
Discord would refuse is refused, and a request that the fake does not know makes the test fail when the fake is left.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.platforms.discord.fake_actions import OptionValue, command_data, component_data, modal_data
from tests.platforms.discord.fake_channels import ChannelRoutes
from tests.platforms.discord.fake_gateway import Changes, Gateway
from tests.platforms.discord.fake_http import API, Door, Failure, Upload
from tests.platforms.discord.fake_interactions import InteractionRoutes
from tests.platforms.discord.fake_messages import Messages
from tests.platforms.discord.fake_world import (
    Channel,
    ChannelType,
    Interaction,
    InteractionType,
    Json,
    Message,
    User,
    World,
)

TIMEOUT_S = 5.0
ATTACHMENT_LIMIT_BYTES = 10 * 1024 * 1024


class FakeDiscord:
    """One guild, one bot, any number of users; an async context manager."""

    def __init__(self, *, shards: int = 1) -> None:
        self.world = World()
        self.channel = self.add_channel("general")
        self._changes = Changes()
        self._door = Door(self._changes)
        self.gateway = Gateway(self.world, self._changes, shards)
        self._messages = Messages(self.world, self.gateway, self._changes)
        self.interactions = InteractionRoutes(self.world, self._messages, self._changes)
        application = web.Application(middlewares=[self._door.middleware()])
        application.add_routes(ChannelRoutes(self.world, self.gateway, self._messages).routes())
        application.add_routes(self.interactions.routes())
        application.router.add_get("/gateway", self.gateway.serve)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        self.api_url = ""
        self.gateway_url = ""

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.api_url = f"http://{host}:{port}{API}"
        self.gateway_url = self.gateway.url = f"ws://{host}:{port}/gateway"
        self.world.cdn_url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.gateway.drop()
        await self._runner.cleanup()
        if error is None:
            assert not self._door.unserved, f"the fake does not know {self._door.unserved}"

    # What there is.

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Every request so far: method, and path after `/api/v10`."""
        return self._door.requests

    @property
    def commands(self) -> list[Json]:
        """The commands that the bot registered, with their localisations."""
        return self.world.commands

    def add_user(self, name: str, locale: str = "en-US") -> User:
        """Add a member of the guild."""
        user = User(name, locale)
        self.world.users[user.id] = user
        return user

    def add_channel(self, name: str) -> Channel:
        """Add a text channel; a bot that is connected already can use it, but is not told of it."""
        return self.world.add_channel(Channel(ChannelType.TEXT, name, self.world.guild_id))

    def direct_channel(self, user: User) -> Channel:
        """Return the channel of a user's direct messages with the bot."""
        return self.world.direct_channel(user)

    def threads(self, channel: Channel) -> list[Channel]:
        """Return the threads of a channel, oldest first."""
        return [thread for thread in self.world.channels.values() if thread.parent_id == channel.id]

    def messages(self, channel: Channel) -> list[Message]:
        """Return what everybody sees in a channel, oldest first; private responses are on their interaction."""
        found = [message for message in self.world.messages.values() if message.channel is channel]
        return [message for message in found if not (message.is_deleted or message.is_ephemeral)]

    def content_of(self, attachment: Json) -> bytes:
        """Return the bytes of an attachment."""
        return self.world.uploads[int(attachment["id"])]

    # Waiting.

    async def until(self, is_true: Callable[[], object], *, timeout_s: float = TIMEOUT_S, what: str = "the bot") -> None:
        """Wait until something is true; it is looked at after every request and every gateway frame."""
        await self._changes.until(is_true, timeout_s, what)

    async def ready(self, *, timeout_s: float = TIMEOUT_S) -> None:
        """Wait until the bot is connected with all its shards."""
        await self.until(lambda: self.gateway.is_ready, timeout_s=timeout_s, what="IDENTIFY")

    async def bot_messages(self, channel: Channel, number: int, *, timeout_s: float = TIMEOUT_S) -> list[Message]:
        """Wait until the bot has said so much in a channel, and return it, oldest first."""

        def said() -> list[Message]:
            return [message for message in self.messages(channel) if message.author is self.world.bot]

        await self.until(lambda: len(said()) >= number, timeout_s=timeout_s, what=f"{number} messages in {channel.name!r}")
        return said()

    async def followups(self, interaction: Interaction, number: int, *, timeout_s: float = TIMEOUT_S) -> list[Message]:
        """Wait until the bot has followed up so often, and return the messages."""
        await self.until(lambda: len(interaction.followups) >= number, timeout_s=timeout_s, what=f"{number} follow-ups")
        return interaction.followups

    async def edits(self, interaction: Interaction, number: int, *, timeout_s: float = TIMEOUT_S) -> list[Json]:
        """Wait until the bot has edited so often through an interaction, and return the bodies."""
        await self.until(lambda: len(interaction.edits) >= number, timeout_s=timeout_s, what=f"{number} edits")
        return interaction.edits

    # What users do. With `timeout_s=None` nothing is waited for: the bot may never acknowledge.

    async def slash(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, OptionValue] | None = None,
        *,
        locale: str | None = None,
        timeout_s: float | None = TIMEOUT_S,
    ) -> Interaction:
        """Give a command, and return once it is acknowledged."""
        interaction = self._new(InteractionType.COMMAND, user, channel)
        return await self._send(interaction, command_data(self.world, name, options or {}), locale, timeout_s)

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, OptionValue],
        *,
        focused: str,
        locale: str | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> list[Json]:
        """Type into an option and return the choices: `name` and `value`."""
        interaction = self._new(InteractionType.AUTOCOMPLETE, user, channel)
        await self._send(interaction, command_data(self.world, name, options, focused), locale, timeout_s)
        return interaction.choices

    async def press(
        self,
        user: User,
        message: Message,
        custom_id: str,
        *,
        values: Sequence[str] = (),
        locale: str | None = None,
        timeout_s: float | None = TIMEOUT_S,
    ) -> Interaction:
        """Press a button of a message, or choose `values` from its select."""
        interaction = self._new(InteractionType.COMPONENT, user, message.channel, message)
        return await self._send(interaction, component_data(message, custom_id, values), locale, timeout_s)

    async def submit_modal(
        self,
        user: User,
        interaction: Interaction,
        fields: Mapping[str, str | Sequence[str]],
        *,
        files: Mapping[str, Sequence[Upload]] | None = None,
        locale: str | None = None,
        timeout_s: float | None = TIMEOUT_S,
    ) -> Interaction:
        """Fill in the modal that answered an interaction: texts (or choices) and files by custom_id."""
        submission = self._new(InteractionType.MODAL, user, interaction.channel, interaction.message)
        data = modal_data(self.world, interaction, fields, files or {})
        return await self._send(submission, data, locale, timeout_s)

    async def direct_message(self, user: User, text: str, attachments: Sequence[Upload] = ()) -> Message:
        """Send the bot a direct message."""
        return await self.say(user, self.direct_channel(user), text, attachments)

    async def say(self, user: User, channel: Channel, text: str, attachments: Sequence[Upload] = ()) -> Message:
        """Say something in a channel."""
        message = Message(channel, user, text, attachments=self._messages.attach(list(attachments)))
        return await self._messages.post(message)

    async def edit_message(self, message: Message, text: str) -> Message:
        """Edit a message as its author."""
        return await self._messages.edit(message, {"content": text}, [])

    async def delete_message(self, message: Message) -> None:
        """Delete a message as its author."""
        await self._messages.delete(message)

    def _new(self, kind: InteractionType, user: User, channel: Channel, message: Message | None = None) -> Interaction:
        interaction = Interaction(kind, user, channel, asyncio.get_running_loop().time(), message)
        self.world.interactions[interaction.token] = interaction
        return interaction

    async def _send(self, interaction: Interaction, data: Json, locale: str | None, timeout_s: float | None) -> Interaction:
        channel, user = interaction.channel, interaction.user
        payload: Json = {
            "id": str(interaction.id),
            "application_id": str(self.world.application_id),
            "type": int(interaction.type),
            "token": interaction.token,
            "version": 1,
            "data": data,
            "channel": channel.payload(),
            "channel_id": str(channel.id),
            "locale": locale or user.locale,
            "app_permissions": channel.payload().get("permissions", "0"),
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": ATTACHMENT_LIMIT_BYTES,
        }
        if interaction.message is not None:
            payload["message"] = interaction.message.payload()
        if channel.guild_id is None:
            payload |= {"context": 1, "user": user.payload()}
        else:
            guild = {"id": str(channel.guild_id), "locale": "en-US", "features": []}
            payload |= {"context": 0, "member": user.member(), "guild_id": guild["id"], "guild": guild, "guild_locale": "en-US"}
        await self.gateway.dispatch("INTERACTION_CREATE", payload, guild_id=channel.guild_id)
        if timeout_s is not None:
            await self.until(lambda: interaction.is_acknowledged, timeout_s=timeout_s, what="the acknowledgement")
        return interaction

    # What goes wrong.

    def fail_next(
        self, method: str, path_pattern: str, status: int, json: Json | None = None, headers: Mapping[str, str] | None = None
    ) -> Failure:
        """Answer the next request whose path (after `/api/v10`) matches with an error, and tell whether it has happened."""
        failure = Failure(method, re.compile(path_pattern), status, json or {}, dict(headers or {}))
        self._door.failures.append(failure)
        return failure

    def rate_limit_next(self, method: str, path_pattern: str, *, retry_after_s: float = 0.01) -> Failure:
        """Answer the next such request with a 429 from Discord itself, which discord.py waits out."""
        body: Json = {"message": "You are being rate limited.", "retry_after": retry_after_s, "global": False}
        return self.fail_next(method, path_pattern, 429, body, {"Via": "1.1 google"})

    async def drop_connection(self, *, timeout_s: float | None = TIMEOUT_S) -> None:
        """Cut the gateway's connections, and return once the bot has resumed all; with None, at once: events are kept for it."""
        resumed = self.gateway.resumes + self.gateway.shards
        await self.gateway.drop()
        if timeout_s is not None:
            await self.until(lambda: self.gateway.resumes >= resumed, timeout_s=timeout_s, what="RESUME")
