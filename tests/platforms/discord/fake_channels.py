"""The fake Discord's REST for applications, guilds, channels, messages and threads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.platforms.discord.fake_checks import complaints_about_commands
from tests.platforms.discord.fake_gateway import Gateway
from tests.platforms.discord.fake_http import (
    API,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_USER,
    RefusedError,
    answer,
    nothing,
    read_body,
    refuse_if,
)
from tests.platforms.discord.fake_messages import Messages
from tests.platforms.discord.fake_world import Channel, ChannelType, Json, Message, User, World, snowflake


class ChannelRoutes:
    """Handlers for everything that is not an interaction."""

    def __init__(self, world: World, gateway: Gateway, messages: Messages) -> None:
        self._world = world
        self._gateway = gateway
        self._messages = messages
        self._nonces: dict[tuple[int, str], Message] = {}

    def routes(self) -> list[web.RouteDef]:
        channel, message = f"{API}/channels/{{channel}}", f"{API}/channels/{{channel}}/messages/{{message}}"
        application, guild = f"{API}/applications/{{application}}", f"{API}/guilds/{{guild}}"
        fixed = {
            f"{API}/users/@me": self._world.bot.payload,
            f"{API}/gateway/bot": self._gateway_info,
            f"{API}/oauth2/applications/@me": self._application,
            f"{API}/applications/@me": self._application,
            f"{application}/commands": lambda: self._world.commands,
            guild: self._world.guild,
            f"{guild}/channels": lambda: self._world.guild()["channels"],
            f"{guild}/roles": lambda: self._world.guild()["roles"],
        }
        return [
            *(web.get(path, self._fixed(read)) for path, read in fixed.items()),
            web.put(f"{application}/commands", self._register),
            web.get(f"{guild}/members/{{user}}", self._member),
            web.get(f"{API}/users/{{user}}", self._user),
            web.post(f"{API}/users/@me/channels", self._open_direct),
            web.get(channel, self._channel),
            web.post(f"{channel}/typing", self._typing),
            web.get(f"{channel}/messages", self._history),
            web.post(f"{channel}/messages", self._post),
            web.get(message, self._message),
            web.patch(message, self._edit),
            web.delete(message, self._delete),
            web.post(f"{channel}/threads", self._start_thread),
            web.post(f"{message}/threads", self._start_thread),
            web.put(f"{channel}/thread-members/{{user}}", self._typing),
            web.get("/attachments/{attachment}/{name}", self._download),
        ]

    @staticmethod
    def _fixed(read: Any) -> Any:  # noqa: ANN401  # a reader of any JSON, and aiohttp's private type of handlers
        async def handle(_: web.Request) -> web.Response:
            return answer(read())

        return handle

    def _gateway_info(self) -> Json:
        limit = {"total": 1_000, "remaining": 1_000, "reset_after": 0, "max_concurrency": 1}
        return {"url": self._gateway.url, "shards": self._gateway.shards, "session_start_limit": limit}

    def _application(self) -> Json:
        return {
            "id": str(self._world.application_id),
            "name": self._world.bot.name,
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": self._world.bot.payload(),
            "verify_key": "",
            "flags": 0,
        }

    async def _register(self, request: web.Request) -> web.Response:
        commands, _ = await read_body(request)
        assert isinstance(commands, list)
        refuse_if(complaints_about_commands(commands))
        owner: Mapping[str, str] = {"application_id": str(self._world.application_id), "version": str(snowflake())}
        self._world.commands = [{"description": "", **command, "id": str(snowflake()), **owner} for command in commands]
        return answer(self._world.commands)

    async def _member(self, request: web.Request) -> web.Response:
        return answer(self._user_of(request).member())

    async def _user(self, request: web.Request) -> web.Response:
        return answer(self._user_of(request).payload())

    async def _open_direct(self, request: web.Request) -> web.Response:
        body, _ = await read_body(request)
        user = self._world.users.get(int(body["recipient_id"]))
        if user is None:
            raise RefusedError(*UNKNOWN_USER)
        return answer(self._world.direct_channel(user).payload())

    async def _channel(self, request: web.Request) -> web.Response:
        return answer(self._channel_of(request).payload())

    async def _typing(self, request: web.Request) -> web.Response:
        self._channel_of(request)
        return nothing()

    async def _history(self, request: web.Request) -> web.Response:
        channel = self._channel_of(request)
        before = int(request.query.get("before", snowflake()))
        found = [message for message in self._world.messages.values() if message.channel is channel and message.id < before]
        public = [message for message in found if not (message.is_deleted or message.is_ephemeral)]
        newest_first = sorted(public, key=lambda message: -message.id)[: int(request.query.get("limit", "50"))]
        return answer([self._messages.seen(message) for message in newest_first])

    async def _post(self, request: web.Request) -> web.Response:
        channel = self._channel_of(request)
        body, files = await read_body(request)
        key = (channel.id, str(body.get("nonce")))
        if body.get("enforce_nonce") and key in self._nonces:
            return answer(self._nonces[key].payload())
        message = self._messages.written(channel, self._world.bot, body, files)
        self._nonces[key] = await self._messages.post(message)
        return answer(message.payload())

    async def _message(self, request: web.Request) -> web.Response:
        return answer(self._messages.seen(self._message_of(request)))

    async def _edit(self, request: web.Request) -> web.Response:
        message = self._message_of(request)
        if message.author is not self._world.bot:
            raise RefusedError(403, 50_005, "Cannot edit a message authored by another user")
        body, files = await read_body(request)
        return answer((await self._messages.edit(message, body, files)).payload())

    async def _delete(self, request: web.Request) -> web.Response:
        await self._messages.delete(self._message_of(request))
        return nothing()

    async def _start_thread(self, request: web.Request) -> web.Response:
        parent = self._channel_of(request)
        body, _ = await read_body(request)
        # A thread that grows out of a message has that message's id.
        number = int(request.match_info.get("message") or snowflake())
        kind = ChannelType(body.get("type") or ChannelType.PUBLIC_THREAD)
        thread = Channel(kind, body["name"], parent.guild_id, parent_id=parent.id, owner_id=self._world.bot.id, id=number)
        self._world.add_channel(thread)
        await self._gateway.dispatch("THREAD_CREATE", thread.payload(), guild_id=parent.guild_id)
        return answer(thread.payload(), 201)

    async def _download(self, request: web.Request) -> web.Response:
        content = self._world.uploads.get(int(request.match_info["attachment"]))
        return web.Response(status=404) if content is None else web.Response(body=content)

    def _user_of(self, request: web.Request) -> User:
        user = self._world.users.get(int(request.match_info["user"]))
        if user is None:
            raise RefusedError(*UNKNOWN_USER)
        return user

    def _channel_of(self, request: web.Request) -> Channel:
        channel = self._world.channels.get(int(request.match_info["channel"]))
        if channel is None:
            raise RefusedError(*UNKNOWN_CHANNEL)
        return channel

    def _message_of(self, request: web.Request) -> Message:
        message = self._world.messages.get(int(request.match_info["message"]))
        if message is None or message.is_deleted or message.channel is not self._channel_of(request):
            raise RefusedError(*UNKNOWN_MESSAGE)
        return message
