"""Run the bot on Discord until it is told to stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import yarl
from discord import app_commands

from bot.conversation.chat import Chat
from bot.platforms.addresses import check_address
from bot.platforms.discord.client import MianjingClient
from bot.platforms.discord.postman import DiscordPostman
from bot.platforms.discord.slash import SlashCommands
from bot.platforms.discord.translating import CatalogueTranslator
from bot.platforms.errors import PlatformError

GUILD_READY_TIMEOUT_S = 2.0


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord. The addresses are for a proxy that speaks for Discord, and for tests."""

    token: str
    proxy: str | None = None
    api_url: str | None = None
    gateway_url: str | None = None
    shard_count: int | None = None
    shard_ids: tuple[int, ...] | None = None


class DiscordService:
    """The bot on Discord, logged in. `run` keeps it connected."""

    def __init__(self, client: MianjingClient) -> None:
        self.client = client
        self.postman = DiscordPostman(client)

    async def catch_up(self) -> None:
        """Say what another replica can say no more."""
        await self.client.catch_up(at_start=False)

    async def is_connected(self) -> bool:
        """Return whether Discord can reach us."""
        return self.client.is_connected

    async def run(self) -> None:
        """Hear and answer for as long as the program runs. Raises PlatformError."""
        try:
            await self.client.connect(reconnect=True)
        except discord.PrivilegedIntentsRequired as error:
            raise PlatformError(str(error)) from error


@asynccontextmanager
async def opened_discord(settings: DiscordSettings, chat: Chat) -> AsyncIterator[DiscordService]:
    """Log in and register the commands. Raises PlatformError."""
    _use_addresses(settings)
    # We do not speak; it need not say that it could not.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    client = MianjingClient(
        chat,
        proxy=settings.proxy,
        shard_count=settings.shard_count,
        shard_ids=list(settings.shard_ids) if settings.shard_ids else None,
        guild_ready_timeout=GUILD_READY_TIMEOUT_S,
    )
    tree = app_commands.CommandTree(client)
    SlashCommands(client).add_to(tree)
    async with client:
        try:
            await client.login(settings.token)
            await tree.set_translator(CatalogueTranslator(chat.interviewer.phrases))
            await tree.sync()
        except discord.LoginFailure as error:
            raise PlatformError(
                "Discord does not accept DISCORD_TOKEN; copy the bot's token anew from https://discord.com/developers/applications."
            ) from error
        except discord.Forbidden as error:
            raise PlatformError(
                "Discord does not let the bot register its commands; invite it with the scopes `bot` and `applications.commands`."
            ) from error
        except (TimeoutError, discord.HTTPException, OSError) as error:
            raise PlatformError(f"Discord cannot be reached ({error}); check the network, or set MIANJING_PROXY.") from error
        yield DiscordService(client)


def _use_addresses(settings: DiscordSettings) -> None:
    """Point discord.py at other servers; it has no setting for that. Raises PlatformError."""
    if settings.api_url is not None:
        check_address(settings.api_url, "https", "http", "MIANJING_DISCORD_API_URL")
        discord.http.Route.BASE = settings.api_url.rstrip("/")
    if settings.gateway_url is not None:
        check_address(settings.gateway_url, "wss", "ws", "MIANJING_DISCORD_GATEWAY_URL")
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
