"""What a fake Slack knows: teams, users, channels with their messages, files, views."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")

APP_ID = "A1"
RESPONSE_URL_USES = 5


@dataclass(frozen=True)
class Team:
    """A workspace in which the app is installed."""

    id: str
    token: str
    bot_user_id: str
    bot_id: str


@dataclass(frozen=True)
class User:
    """A person, and what users.info tells of them."""

    id: str
    team_id: str
    locale: str = "en-US"
    tz: str = "Europe/London"
    is_admin: bool = False

    def info(self, *, include_locale: bool) -> Json:
        named: Json = {"id": self.id, "team_id": self.team_id, "name": self.id.lower(), "tz": self.tz, "is_admin": self.is_admin}
        return named | {"is_bot": False, "deleted": False} | ({"locale": self.locale} if include_locale else {})


@dataclass
class Channel:
    """A channel, or a direct message with one user; newest message last."""

    id: str
    team_id: str
    user: str | None = None
    bot_is_member: bool = True
    creator: str = "UCREATOR"
    messages: list[Json] = field(default_factory=list)
    ephemerals: dict[str, list[Json]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return "im" if self.user else "channel"


@dataclass
class StoredFile:
    """An uploaded file; its content is missing until it has arrived."""

    id: str
    team_id: str
    user: str
    name: str
    content: bytes | None = None


@dataclass
class ResponseUrl:
    """Where an answer to an interaction may be posted, a few times."""

    channel: str
    user: str
    source: Json | None
    uses_left: int = RESPONSE_URL_USES


@dataclass(frozen=True)
class ApiCall:
    """A call of the Web API as it arrived."""

    method: str
    team_id: str | None
    arguments: Json


@dataclass(frozen=True)
class Failure:
    """What the next call of a method is answered."""

    status: int
    body: Json
    headers: dict[str, str]


@dataclass
class World:
    """The state, and a way to wait for it to change."""

    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    views: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    oauth_codes: dict[str, str] = field(default_factory=dict)
    failures: dict[str, deque[Failure]] = field(default_factory=dict)
    calls: list[ApiCall] = field(default_factory=list)
    base_url: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def next_id(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers)}"

    def next_ts(self) -> str:
        return f"1700000000.{next(self._numbers):06}"

    def touch(self) -> None:
        """Wake everybody who waits for a change."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, read: Callable[[], T | None], timeout_s: float) -> T:
        """Wait until there is something to read, and return it."""
        async with asyncio.timeout(timeout_s):
            while not (value := read()):
                await self._changed.wait()
            return value

    def user(self, user_id: str, team_id: str) -> User:
        """Return a user, who comes into being when first mentioned."""
        return self.users.setdefault(user_id, User(user_id, team_id))

    def channel(self, channel_id: str, team_id: str) -> Channel:
        """Return a channel, which comes into being when first mentioned."""
        return self.channels.setdefault(channel_id, Channel(channel_id, team_id))

    def direct_message(self, user_id: str, team_id: str) -> Channel:
        """Return the conversation between the bot and a user."""
        self.user(user_id, team_id)
        return self.channels.setdefault(f"D{user_id}", Channel(f"D{user_id}", team_id, user=user_id))

    def post(self, channel: Channel, message: Json) -> Json:
        """Add a message to a channel."""
        posted: Json = {"type": "message", "ts": self.next_ts(), "channel": channel.id, **message}
        channel.messages.append(posted)
        self.touch()
        return posted

    def whisper(self, channel: Channel, user_id: str, message: Json) -> Json:
        """Show a message to one user only."""
        shown: Json = {"type": "message", "ts": self.next_ts(), "channel": channel.id, "is_ephemeral": True, **message}
        channel.ephemerals.setdefault(user_id, []).append(shown)
        self.touch()
        return shown

    def new_trigger(self) -> str:
        trigger = self.next_id("trigger-")
        self.triggers[trigger] = "fresh"
        return trigger

    def new_response_url(self, channel: Channel, user_id: str, source: Json | None) -> str:
        key = self.next_id("R")
        self.response_urls[key] = ResponseUrl(channel.id, user_id, source)
        return f"{self.base_url}/response/{key}"

    def file_object(self, file: StoredFile) -> Json:
        """Describe a file as events and files.info do."""
        url = f"{self.base_url}/files/{file.id}/{file.name}"
        return {
            "id": file.id,
            "name": file.name,
            "title": file.name,
            "size": len(file.content or b""),
            "mimetype": "text/plain",
            "filetype": file.name.rpartition(".")[2] or "text",
            "mode": "snippet",
            "user": file.user,
            "url_private": url,
            "url_private_download": url,
        }
