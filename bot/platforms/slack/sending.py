"""Send cards: into a direct message, to one person in a channel, or for everybody there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.conversation.cards import Card, CardKind, File
from bot.conversation.origin import PRIVATE
from bot.platforms.slack.errors import UNREACHABLE, code_of
from bot.platforms.slack.origins import is_direct
from bot.platforms.slack.parts import Spot, messages_of, with_mention
from bot.platforms.slack.render import Message
from bot.platforms.slack.workspaces import LIBRARY_LOG

DAILY_EVENT = "mianjing_daily"
"""The event_type in the metadata of a daily post; its payload is the scope of the post."""


class Reply:
    """Answers one person. In a channel only they see it, unless it is public; progress gives way to what follows it."""

    def __init__(self, client: AsyncWebClient, user: str, spot: Spot, scope: str = PRIVATE, code: str = "") -> None:
        self.spot = spot
        self._client = client
        self._user = user
        self._scope = scope
        self._code = code
        self._last: tuple[str, str] | None = None
        self._progress: tuple[str, str] | None = None
        self._direct = spot.channel if spot.channel and is_direct(spot.channel) else ""

    async def show_all(self, shown: AsyncIterator[tuple[Card, ...]]) -> None:
        """Show what comes, step by step."""
        async for cards in shown:
            for is_public, group in groupby(cards, key=lambda card: card.is_public):
                await self.show(tuple(group), is_public=is_public)

    async def show(self, cards: Sequence[Card], *, is_public: bool = False) -> None:
        """Show cards to one audience."""
        for message in messages_of(cards, self._scope, code=self._code, root_ts=self.spot.root_ts):
            if message.blocks:
                await self.send(message, is_public=is_public)
            for file in message.files:
                await self._hand_over(file)
        self._progress = self._last if cards[-1].kind is CardKind.PROGRESS else None

    async def tell(self, card: Card) -> None:
        """Show one card privately."""
        await self.show((card,))

    async def send(self, message: Message, *, is_public: bool = False) -> None:
        """Send one message; where the bot is not in the channel, on the way that Slack offers for an answer."""
        try:
            if is_direct(self.spot.channel):
                await self._say(message)
            elif is_public:
                await post(self._client, self.spot.channel, message, self.spot.root_ts or self.spot.thread_ts)
            else:
                await self._whisper(message)
        except SlackApiError as error:
            if code_of(error) not in UNREACHABLE:
                raise
            await self._say_elsewhere(message, is_public=is_public)

    async def _say(self, message: Message) -> None:
        if self._progress is not None:
            channel, ts = self._progress
            self._progress = None
            await self._client.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(message.blocks))
            return
        channel = await self._direct_channel()
        self._last = (channel, await post(self._client, channel, message, self.spot.thread_ts))

    async def _whisper(self, message: Message) -> None:
        await self._client.chat_postEphemeral(
            channel=self.spot.channel,
            user=self._user,
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=self.spot.thread_ts or None,
        )

    async def _say_elsewhere(self, message: Message, *, is_public: bool) -> None:
        if self.spot.response_url and await self._respond(message, is_public=is_public):
            return
        self._direct = await open_direct(self._client, self._user)
        await post(self._client, self._direct, message)

    async def _respond(self, message: Message, *, is_public: bool) -> bool:
        """Answer by the interaction's own address, which works some times for half an hour."""
        webhook = AsyncWebhookClient(
            self.spot.response_url, session=self._client.session, proxy=self._client.proxy, logger=LIBRARY_LOG
        )
        audience = "in_channel" if is_public else "ephemeral"
        answer = await webhook.send(text=message.text, blocks=list(message.blocks), response_type=audience, replace_original=False)
        return answer.status_code == 200

    async def _hand_over(self, file: File) -> None:
        """Upload a file. What is for one person only goes to the direct message: in a channel everybody would see it."""
        thread_ts = self.spot.thread_ts if is_direct(self.spot.channel) else ""
        channel = await self._direct_channel()
        await self._client.files_upload_v2(channel=channel, filename=file.name, content=file.content, thread_ts=thread_ts or None)

    async def _direct_channel(self) -> str:
        if not self._direct:
            self._direct = await open_direct(self._client, self._user)
        return self._direct


async def open_direct(client: AsyncWebClient, user: str) -> str:
    """Return the channel in which the bot and somebody talk."""
    return str((await client.conversations_open(users=user))["channel"]["id"])


async def post(client: AsyncWebClient, channel: str, message: Message, thread_ts: str = "", **more: Any) -> str:  # noqa: ANN401 - Slack's own arguments
    """Send a message for everybody in a channel, and return its ts."""
    sent = await client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=list(message.blocks),
        unfurl_links=False,
        unfurl_media=False,
        thread_ts=thread_ts or None,
        **more,
    )
    return str(sent["ts"])


async def post_cards(client: AsyncWebClient, channel: str, cards: Sequence[Card], scope: str) -> None:
    """Send cards on our own account."""
    for message in messages_of(cards, scope):
        if message.blocks:
            await post(client, channel, message)
        for file in message.files:
            await client.files_upload_v2(channel=channel, filename=file.name, content=file.content)


def daily_messages(card: Card) -> tuple[Message, ...]:
    """Draw a daily post, with the group that it calls."""
    first, *others = messages_of((card,), PRIVATE)
    return (with_mention(first, card.mention), *others)
