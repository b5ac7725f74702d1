"""What there is on the fake Discord: people, channels, messages, interactions, and how Discord writes them as JSON."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum, IntFlag
from itertools import count
from typing import Any

Json = dict[str, Any]

EVERYTHING_ALLOWED = str((1 << 53) - 1)
"""A permission bit set that fits JavaScript's integers, as Discord writes them."""
_DISCORD_EPOCH_MS = 1_420_070_400_000
_numbers = count(1)


def snowflake() -> int:
    """Return an id whose time is now: discord.py reads ages of interactions and messages from their ids."""
    return (int(time.time() * 1_000) - _DISCORD_EPOCH_MS) << 22 | next(_numbers) % (1 << 22)


def now() -> str:
    return datetime.now(UTC).isoformat()


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class InteractionType(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class ResponseType(IntEnum):
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


class MessageFlag(IntFlag):
    EPHEMERAL = 64
    LOADING = 128


@dataclass(frozen=True, slots=True)
class User:
    name: str
    locale: str = "en-US"
    is_bot: bool = False
    id: int = field(default_factory=snowflake)

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.is_bot,
        }

    def member(self, *, with_user: bool = True) -> Json:
        member: Json = {"roles": [], "joined_at": now(), "deaf": False, "mute": False, "flags": 0, "nick": None, "avatar": None}
        return member | {"permissions": EVERYTHING_ALLOWED} | ({"user": self.payload()} if with_user else {})


@dataclass(frozen=True, slots=True)
class Channel:
    type: ChannelType
    name: str = ""
    guild_id: int | None = None
    recipient: User | None = None
    parent_id: int | None = None
    owner_id: int | None = None
    id: int = field(default_factory=snowflake)

    @property
    def is_thread(self) -> bool:
        return self.type in (ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD)

    def payload(self) -> Json:
        payload: Json = {"id": str(self.id), "type": int(self.type), "flags": 0, "last_message_id": None}
        if self.recipient is not None:
            return payload | {"recipients": [self.recipient.payload()]}
        payload |= {
            "name": self.name,
            "guild_id": str(self.guild_id),
            "parent_id": self.parent_id and str(self.parent_id),
            "rate_limit_per_user": 0,
            "permissions": EVERYTHING_ALLOWED,
        }
        if not self.is_thread:
            return payload | {"position": 0, "permission_overwrites": [], "nsfw": False, "topic": None}
        metadata = {"archived": False, "auto_archive_duration": 1_440, "archive_timestamp": now(), "locked": False}
        joined = {"id": str(self.id), "user_id": str(self.owner_id), "join_timestamp": now(), "flags": 0}
        counts = {"message_count": 0, "member_count": 1, "total_message_sent": 0}
        return payload | counts | {"owner_id": str(self.owner_id), "thread_metadata": metadata, "member": joined}


@dataclass(slots=True)
class Message:
    """A message as it stands after all edits. `embeds`, `components` and `attachments` are as Discord would write them."""

    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    edits: int = 0
    is_deleted: bool = False
    webhook_id: int | None = None
    allowed_mentions: Json | None = None
    replies_to: str | None = None
    id: int = field(default_factory=snowflake)

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def custom_ids(self) -> list[str]:
        """Return what can be pressed or chosen from, in order."""
        return [component["custom_id"] for component in walk(self.components) if "custom_id" in component]

    def payload(self) -> Json:
        payload: Json = {
            "id": str(self.id),
            "type": 0,
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "attachments": self.attachments,
            "flags": self.flags,
            "timestamp": now(),
            "edited_timestamp": now() if self.edits else None,
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
        }
        if self.nonce is not None:
            payload["nonce"] = self.nonce
        if self.replies_to is not None:
            payload |= {"type": 19, "message_reference": {"message_id": self.replies_to, "channel_id": str(self.channel.id)}}
        if self.webhook_id is not None:
            payload |= {"webhook_id": str(self.webhook_id), "application_id": str(self.webhook_id)}
        return payload


def walk(components: list[Json]) -> list[Json]:
    """Return components and those within rows, labels, sections and containers."""
    found: list[Json] = []
    for component in components:
        inner = [*component.get("components", ()), *(component[key] for key in ("component", "accessory") if key in component)]
        found += [component, *walk(inner)]
    return found


@dataclass(frozen=True, slots=True)
class Response:
    """How the bot answered an interaction; `data` is the body's `data`."""

    type: ResponseType
    data: Json

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.data.get("flags", 0) & MessageFlag.EPHEMERAL)


@dataclass(slots=True)
class Interaction:
    """Something a user did, and all that the bot did about it."""

    type: InteractionType
    user: User
    channel: Channel
    sent_at_s: float
    message: Message | None = None
    acknowledged_after_s: float | None = None
    responses: list[Response] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)
    """Bodies of edits through the interaction's token, oldest first."""
    original: Message | None = None
    """What `@original` stands for: the response, or the message whose button was pressed."""
    id: int = field(default_factory=snowflake)

    @property
    def token(self) -> str:
        return f"token-{self.id}"

    @property
    def is_acknowledged(self) -> bool:
        return self.acknowledged_after_s is not None

    @property
    def modal(self) -> Json:
        """Return the modal that the bot opened; fails if it did not."""
        return self._data_of(ResponseType.MODAL)

    @property
    def choices(self) -> list[Json]:
        """Return the choices of autocomplete, `name` and `value`; fails if the bot sent none."""
        choices: list[Json] = self._data_of(ResponseType.CHOICES)["choices"]
        return choices

    def _data_of(self, response_type: ResponseType) -> Json:
        found = [response.data for response in self.responses if response.type is response_type]
        assert found, f"the bot answered with {self.responses}, not with {response_type.name}"
        return found[-1]


class World:
    """One guild with its bot, and a CDN."""

    def __init__(self) -> None:
        self.bot = User("Mianjing", is_bot=True)
        self.application_id = snowflake()
        self.guild_id = snowflake()
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[Json] = []
        self.uploads: dict[int, bytes] = {}
        self.cdn_url = ""

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def direct_channel(self, user: User) -> Channel:
        """Return the one direct-message channel of a user and the bot."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        return self.add_channel(Channel(ChannelType.DM, recipient=user))

    def upload(self, name: str, content: bytes) -> Json:
        """Keep a file and return the attachment that stands for it."""
        number = snowflake()
        self.uploads[number] = content
        url = f"{self.cdn_url}/attachments/{number}/{name}"
        return {"id": str(number), "filename": name, "size": len(content), "url": url, "proxy_url": url}

    def guild(self) -> Json:
        """Return the guild as GUILD_CREATE has it."""
        everyone = {
            "id": str(self.guild_id),
            "name": "@everyone",
            "permissions": EVERYTHING_ALLOWED,
            "position": 0,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        own = [channel for channel in self.channels.values() if channel.guild_id == self.guild_id]
        return {
            "id": str(self.guild_id),
            "name": "Study group",
            "owner_id": str(self.bot.id),
            "preferred_locale": "en-US",
            "features": [],
            "roles": [everyone],
            "members": [self.bot.member()],
            "member_count": len(self.users),
            "channels": [channel.payload() for channel in own if not channel.is_thread],
            "threads": [channel.payload() for channel in own if channel.is_thread],
            "emojis": [],
            "stickers": [],
            "large": False,
            "unavailable": False,
            "joined_at": now(),
        }
