"""Send cards: as the answer to an interaction, into a private conversation, or into a channel."""

from __future__ import annotations

import asyncio
import hashlib
import io
import itertools
import secrets
from collections.abc import AsyncIterator, Sequence
from itertools import groupby
from typing import Final

import discord

from bot.conversation.cards import Card, CardKind
from bot.conversation.origin import Origin
from bot.platforms.discord import limits
from bot.platforms.discord.parts import view_of
from bot.platforms.discord.render import Message, render

NOBODY = discord.AllowedMentions.none()
THREAD_MINUTES: Final = 1_440
"""A quiz's thread is put away after a day without a word."""

_DONE: Final = "✅"


def nonce_of(origin: Origin, number: int) -> str:
    """Return what marks one message of the replies to an event: Discord takes the same twice for one, within minutes."""
    digest = hashlib.blake2b(f"{origin.scope}|{origin.key}".encode(), digest_size=8).hexdigest()
    return f"{digest}-{number}"[: limits.NONCE_CHARS]


def files_of(message: Message) -> list[discord.File]:
    """Return a message's files, ready to send."""
    return [discord.File(io.BytesIO(file.content.encode()), file.name) for file in message.files]


class InteractionReply:
    """Answers one interaction: the first message acknowledges it, the others follow up on it."""

    def __init__(self, interaction: discord.Interaction, origin: Origin) -> None:
        self._interaction = interaction
        self._origin = origin
        self._is_progress_shown = False
        self._is_promised_privately = False

    async def defer(self) -> None:
        """Promise an answer: a private one in a server, since it is not known yet whether others may see it."""
        self._is_promised_privately = not self._origin.place.is_private
        await self._interaction.response.defer(ephemeral=self._is_promised_privately, thinking=True)

    async def in_time(self, shown: AsyncIterator[tuple[Card, ...]]) -> AsyncIterator[tuple[Card, ...]]:
        """Pass on what comes; promise an answer if nothing has come in time."""
        first = asyncio.ensure_future(anext(shown, None))
        done, _ = await asyncio.wait({first}, timeout=limits.ACKNOWLEDGE_BUDGET_S / 2)
        if not done and not self._interaction.response.is_done():
            await self.defer()
        cards = await first
        while cards is not None:
            yield cards
            cards = await anext(shown, None)
        if not self._interaction.response.is_done():
            # It was here before, and all has been said.
            await self._interaction.response.defer()

    async def show_all(self, shown: AsyncIterator[tuple[Card, ...]]) -> None:
        """Show what comes, step by step."""
        async for cards in self.in_time(shown):
            for is_public, group in groupby(cards, key=lambda card: card.is_public):
                await self.show(tuple(group), is_public=is_public)

    async def show(self, cards: Sequence[Card], *, is_public: bool = False) -> int:
        """Show cards to one audience; what was said of progress gives way to them. Return the last message's id."""
        is_ephemeral = not is_public and not self._origin.place.is_private
        sent = 0
        for message in render(cards):
            sent = await self._send(message, is_ephemeral=is_ephemeral)
        self._is_progress_shown = cards[-1].kind is CardKind.PROGRESS
        return sent

    async def tell(self, card: Card) -> None:
        """Show one card privately."""
        await self.show((card,))

    async def _send(self, message: Message, *, is_ephemeral: bool) -> int:
        view = view_of(message.buttons, self._origin.scope)
        embeds = list(message.embeds)
        if self._is_progress_shown:
            self._is_progress_shown = False
            edited = await self._interaction.edit_original_response(embeds=embeds, view=view, attachments=files_of(message))
            sent = edited.id
        elif not self._interaction.response.is_done():
            response = await self._interaction.response.send_message(
                embeds=embeds, view=view, files=files_of(message), ephemeral=is_ephemeral, allowed_mentions=NOBODY
            )
            sent = response.message_id or 0
        else:
            await self._keep_promise(is_public=not is_ephemeral)
            followed = await self._interaction.followup.send(
                embeds=embeds, view=view, files=files_of(message), ephemeral=is_ephemeral, allowed_mentions=NOBODY, wait=True
            )
            sent = followed.id
        view.stop()  # Its buttons are made anew from their ids: discord.py need not keep it for as long as the bot runs.
        return sent

    async def _keep_promise(self, *, is_public: bool) -> None:
        """Fulfil the promise of a private answer by a mere sign when the answer is for all: Discord takes the first one for it."""
        if self._is_promised_privately and is_public:
            await self._interaction.edit_original_response(content=_DONE)
        self._is_promised_privately = False


class MessageReply:
    """Answers a message in a private conversation."""

    def __init__(self, message: discord.Message, origin: Origin) -> None:
        self._message = message
        self._origin = origin
        self._progress: discord.Message | None = None
        self._sent = itertools.count()

    async def show_all(self, shown: AsyncIterator[tuple[Card, ...]]) -> None:
        """Show what comes, step by step."""
        async for cards in shown:
            await self.show(cards)

    async def show(self, cards: Sequence[Card]) -> None:
        """Show cards; what was said of progress gives way to them."""
        for message in render(cards):
            view = view_of(message.buttons, self._origin.scope)
            embeds, files = list(message.embeds), files_of(message)
            if self._progress is not None:
                await self._progress.edit(embeds=embeds, view=view, attachments=files)
                self._progress = None
            else:
                # As a reply, so that what is pressed below it finds the message it is about.
                sent = await self._message.reply(
                    embeds=embeds,
                    view=view,
                    files=files,
                    mention_author=False,
                    allowed_mentions=NOBODY,
                    nonce=nonce_of(self._origin, next(self._sent)),
                )
                self._progress = sent if cards[-1].kind is CardKind.PROGRESS else None
            view.stop()

    async def tell(self, card: Card) -> None:
        """Show one card."""
        await self.show((card,))


async def send_cards(target: discord.abc.Messageable, cards: Sequence[Card], scope: str, replies_to: Origin | None = None) -> None:
    """Send cards on our own account; as replies to an event, none that was sent before is sent again."""
    for number, message in enumerate(render(cards)):
        view = view_of(message.buttons, scope)
        nonce = nonce_of(replies_to, number) if replies_to is not None else secrets.token_hex(limits.NONCE_CHARS // 2)
        await target.send(embeds=list(message.embeds), view=view, files=files_of(message), allowed_mentions=NOBODY, nonce=nonce)
        view.stop()


async def post_card(target: discord.abc.Messageable, card: Card, nonce: str) -> discord.Message:
    """Send a card with the role it calls; with the same nonce it is sent once (within minutes, says Discord)."""
    assert len(nonce) + 2 <= limits.NONCE_CHARS
    first: discord.Message | None = None
    for number, message in enumerate(render((card,))):
        view = view_of(message.buttons, "")
        sent = await target.send(
            content=card.mention or None if number == 0 else None,
            embeds=list(message.embeds),
            view=view,
            files=files_of(message),
            allowed_mentions=discord.AllowedMentions(everyone=False, users=False, roles=True),
            nonce=f"{nonce}-{number}",
        )
        view.stop()
        first = first or sent
    assert first is not None
    return first
