"""Who and where, as the conversation knows it, out of what Discord says."""

from __future__ import annotations

import discord

from bot.conversation.origin import PRIVATE, Identity, Origin, Place
from bot.conversation.wording import cleaned, shortened
from knowledge.models import Language

PLATFORM = "discord"
LONGEST_NAME = 64


def origin_of(interaction: discord.Interaction, scope: str = "") -> Origin:
    """Return where an interaction comes from. What is answered in a server is private to its user unless it is made public."""
    server = str(interaction.guild_id) if interaction.guild_id is not None else ""
    may = interaction.permissions
    return Origin(
        identity_of(interaction.user),
        Place(PLATFORM, server, str(interaction.channel_id or ""), is_private=not server),
        language_of(interaction.locale),
        _name(interaction.user),
        scope or PRIVATE,
        may_manage=bool(server) and (may.manage_channels or may.manage_guild or may.administrator),
        key=str(interaction.id),
    )


def origin_of_message(message: discord.Message, key: str = "") -> Origin:
    """Return where a direct message comes from. Discord does not say in which language its author has the app."""
    place = Place(PLATFORM, "", str(message.channel.id))
    return Origin(identity_of(message.author), place, "en", _name(message.author), key=key or str(message.id))


def identity_of(user: discord.User | discord.Member | discord.ClientUser) -> Identity:
    """Return who somebody is: the same person in every server."""
    return Identity(PLATFORM, "", str(user.id))


def language_of(locale: discord.Locale) -> Language:
    """Return the language for somebody who has the app in that locale."""
    return "zh" if locale.value.startswith("zh") else "en"


def _name(user: discord.User | discord.Member | discord.ClientUser) -> str:
    return shortened(cleaned(user.display_name), LONGEST_NAME)
