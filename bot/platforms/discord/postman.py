"""The daily posts' way to Discord."""

from __future__ import annotations

import discord

from bot.conversation.cards import Card
from bot.conversation.origin import Identity, Place
from bot.daily import RefusedError, UndeliveredError
from bot.platforms.discord.sending import post_card, send_cards

MOST_LOOKED_AT = 100
"""Messages in which a post is looked for that may or may not have been sent some minutes ago."""


class DiscordPostman:
    """Posts to channels and tells people (`bot.daily.Postman`)."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def post(self, place: Place, card: Card, nonce: str) -> str:
        """Send a card to a channel. Raises RefusedError, UndeliveredError."""
        try:
            return str((await post_card(self._channel(place), card, nonce)).id)
        except (discord.Forbidden, discord.NotFound) as error:
            raise RefusedError from error
        except (discord.HTTPException, OSError) as error:
            raise UndeliveredError from error

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        """Return whether that card is among the last messages; None where we may not read them."""
        ours = {button.scope for button in card.buttons}
        try:
            async for message in self._channel(place).history(limit=MOST_LOOKED_AT):
                if message.author == self._client.user and any(f":{scope}|" in _ids(message) for scope in ours):
                    return True
        except discord.Forbidden:
            return None
        except discord.NotFound as error:
            raise RefusedError from error
        except (discord.HTTPException, OSError) as error:
            raise UndeliveredError from error
        return False

    async def tell(self, identity: Identity, card: Card) -> None:
        """Write to somebody privately. Raises RefusedError, UndeliveredError."""
        try:
            user = await self._client.fetch_user(int(identity.user))
            await send_cards(user, (card,), "")
        except (discord.Forbidden, discord.NotFound) as error:
            raise RefusedError from error
        except (discord.HTTPException, OSError) as error:
            raise UndeliveredError from error

    def _channel(self, place: Place) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(place.channel))


def _ids(message: discord.Message) -> str:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    return " ".join(str(getattr(child, "custom_id", "")) for row in rows for child in row.children)
