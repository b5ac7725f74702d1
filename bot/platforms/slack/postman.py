"""The daily posts' way to Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.cards import Card
from bot.conversation.memory import MemoryUnavailableError
from bot.conversation.origin import PRIVATE, Identity, Place
from bot.daily import RefusedError, UndeliveredError
from bot.platforms.slack.errors import NO_ANSWER, NO_LONGER_INSTALLED, NOT_ALLOWED, code_of
from bot.platforms.slack.limits import CHANNEL_INTERVAL_S
from bot.platforms.slack.sending import DAILY_EVENT, daily_messages, open_direct, post, post_cards
from bot.platforms.slack.workspaces import Workspaces

MOST_LOOKED_AT = 100
"""Messages in which a post is looked for that may or may not have been sent some minutes ago."""
_REFUSALS = NOT_ALLOWED | NO_LONGER_INSTALLED | {"user_not_found", "user_disabled", "cannot_dm_bot"}
_MAY_NOT_READ = frozenset({"missing_scope", "not_in_channel"})


class Pacer:
    """Lets one message a second into each channel."""

    def __init__(
        self,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        interval_s: float = CHANNEL_INTERVAL_S,
    ) -> None:
        self._clock = clock or asyncio.get_running_loop().time
        self._sleep = sleep
        self._interval_s = interval_s
        self._free_at: dict[str, float] = {}

    async def wait(self, channel: str) -> None:
        """Return when the next message may go into a channel; who asks first goes first."""
        now = self._clock()
        self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        at = self._free_at.get(channel, now)
        self._free_at[channel] = at + self._interval_s
        if at > now:
            await self._sleep(at - now)


class SlackPostman:
    """Posts to channels and tells people (`bot.daily.Postman`)."""

    def __init__(self, workspaces: Workspaces, pacer: Pacer) -> None:
        self._workspaces = workspaces
        self._pacer = pacer

    async def post(self, place: Place, card: Card, nonce: str) -> str:  # noqa: ARG002 - Slack takes no nonce; `has_posted` looks
        """Send a card to a channel. Raises RefusedError, UndeliveredError."""
        first = ""
        async with self._client(place.workspace) as client:
            for message in daily_messages(card):
                await self._pacer.wait(place.channel)
                payload = {"event_type": DAILY_EVENT, "event_payload": {"scope": _scope_of(card)}}
                ts = await post(client, place.channel, message, metadata=payload)
                first = first or ts
        return first

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        """Return whether that card is among the last messages; None where we may not read them."""
        async with self._client(place.workspace) as client:
            try:
                told = await client.conversations_history(channel=place.channel, limit=MOST_LOOKED_AT, include_all_metadata=True)
            except SlackApiError as error:
                if code_of(error) in _MAY_NOT_READ:
                    return None
                raise
            return any(_scope_in(message) == _scope_of(card) for message in told["messages"])

    async def tell(self, identity: Identity, card: Card) -> None:
        """Write to somebody privately. Raises RefusedError, UndeliveredError."""
        async with self._client(identity.workspace) as client:
            await post_cards(client, await open_direct(client, identity.user), (card,), PRIVATE)

    @asynccontextmanager
    async def _client(self, workspace: str) -> AsyncIterator[AsyncWebClient]:
        """Give the client of a workspace, and take what it raises for what it means to the daily posts."""
        try:
            # A call that may have arrived is not made again: nothing is posted twice.
            client = await self._workspaces.client_of(workspace, may_repeat=False)
            if client is None:
                raise RefusedError
            yield client
        except SlackApiError as error:
            raise (RefusedError if code_of(error) in _REFUSALS else UndeliveredError) from error
        except (*NO_ANSWER, MemoryUnavailableError) as error:
            raise UndeliveredError from error


def _scope_of(card: Card) -> str:
    return next((button.scope for button in card.buttons if button.scope), "")


def _scope_in(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != DAILY_EVENT:
        return None
    scope: str | None = metadata.get("event_payload", {}).get("scope")
    return scope
