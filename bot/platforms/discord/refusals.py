"""What it means when Discord says no."""

from __future__ import annotations

import aiohttp
import discord

from bot.locales import Phrases
from bot.platforms.discord.origins import PLATFORM
from bot.platforms.funnel import Refusal

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
CANNOT_MESSAGE_USER = 50007


class DiscordRefusals:
    """Reads discord.py's errors (`bot.platforms.funnel.Platform`)."""

    name = PLATFORM

    def refusal(self, error: Exception, words: Phrases) -> Refusal | None:
        """Return what an error means; None if it is not Discord's."""
        match error:
            case discord.Forbidden(code=code):
                return Refusal("not allowed", str(code), "" if code == CANNOT_MESSAGE_USER else words.say("error.forbidden"))
            case discord.NotFound(code=code):
                # The interaction has expired, or the message or channel is gone: there is nothing left to answer.
                return Refusal("gone", str(code))
            case discord.HTTPException() | aiohttp.ClientError() | OSError():
                return Refusal("discord did not answer", type(error).__name__, is_incident=True)
            case _:
                return None
