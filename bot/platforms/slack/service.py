"""Run the bot on Slack until it is told to stop: over a socket that it opens itself, or as a server that Slack calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.chat import Chat
from bot.metrics import ACKNOWLEDGEMENT
from bot.platforms.addresses import check_address
from bot.platforms.errors import PlatformError
from bot.platforms.slack.app import SlackApp
from bot.platforms.slack.errors import NO_ANSWER, code_of
from bot.platforms.slack.installing import oauth_flow
from bot.platforms.slack.origins import PLATFORM
from bot.platforms.slack.postman import Pacer, SlackPostman
from bot.platforms.slack.workspaces import LIBRARY_LOG, OnlyWorkspace, Workspaces, new_client, with_token
from bot.store.installations import Installations, Installed

PING_INTERVAL_S = 5.0
"""So often Socket Mode asks whether the connection still stands, and so soon it replaces a lost one."""
CALL_TIMEOUT_S = 30.0
EVENTS_PATH = "/slack/events"
USUAL_PORT = 3000
ALL_ADDRESSES = "0.0.0.0"  # noqa: S104 - Slack calls from outside; what is not signed by it is refused
log = structlog.get_logger()


class TimedApp(AsyncApp):
    """Notes how long Slack waits for the acknowledgement of what it sends, by socket or by HTTP."""

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Return the acknowledgement; what else is to be done goes on by itself."""
        with ACKNOWLEDGEMENT.labels(PLATFORM).time():
            return await super().async_dispatch(req)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to reach Slack. With a signing secret Slack calls us; otherwise the app-level token opens a socket.

    With a client id and secret, workspaces install the bot themselves. The address is for a proxy that speaks for Slack, and for
    tests.
    """

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    api_url: str | None = None
    proxy: str | None = None
    port: int = USUAL_PORT

    @property
    def is_for_many(self) -> bool:
        """Return whether workspaces install the bot themselves."""
        return bool(self.signing_secret and self.client_id and self.client_secret)


class SlackService:
    """The bot on Slack. `run` keeps it connected."""

    def __init__(self, settings: SlackSettings, app: SlackApp, postman: SlackPostman) -> None:
        self.app = app
        self.postman = postman
        self.is_ready = asyncio.Event()
        """Set once Slack can reach us."""
        self.port = 0
        """Where Slack calls us, if it does."""
        self._settings = settings
        self._socket: SocketModeClient | None = None

    async def catch_up(self) -> None:
        """Say what another replica can say no more."""
        await self.app.catch_up(at_start=False)

    async def is_connected(self) -> bool:
        """Return whether Slack can reach us."""
        return self.is_ready.is_set() and (self._socket is None or await self._socket.is_connected())

    async def run(self) -> None:
        """Hear and answer for as long as the program runs. Raises PlatformError."""
        async with self._serving() if self._settings.signing_secret else self._connected():
            self.is_ready.set()
            await self.app.catch_up(at_start=True)
            await asyncio.Event().wait()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[None]:
        assert self._settings.app_token is not None
        handler = AsyncSocketModeHandler(
            self.app.bolt, self._settings.app_token, proxy=self._settings.proxy, ping_interval=PING_INTERVAL_S
        )
        self._socket = handler.client
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            yield
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]

    @asynccontextmanager
    async def _serving(self) -> AsyncIterator[None]:
        runner = web.AppRunner(self.app.bolt.server(port=self._settings.port, path=EVENTS_PATH).web_app)
        await runner.setup()
        try:
            await self._open_port(runner)
            yield
        finally:
            await runner.cleanup()

    async def _open_port(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, ALL_ADDRESSES, self._settings.port).start()
        except OSError as error:
            raise PlatformError(f"The port {self._settings.port} for Slack cannot be opened ({error.strerror}).") from error
        self.port = runner.addresses[0][1]
        log.info("slack may call", port=self.port, path=EVENTS_PATH)


@asynccontextmanager
async def opened_slack(settings: SlackSettings, chat: Chat, installations: Installations) -> AsyncIterator[SlackService]:
    """Check the tokens and make everything ready. Raises PlatformError."""
    _check(settings)
    timeout = aiohttp.ClientTimeout(total=CALL_TIMEOUT_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = new_client(settings.api_url, settings.proxy, session)
        try:
            workspaces = Workspaces(await _installed(settings, client, installations), client)
            if settings.signing_secret is None:
                await _try_app_token(settings, client)
        except NO_ANSWER as error:
            raise PlatformError(f"Slack cannot be reached ({error}); check the network, or set MIANJING_PROXY.") from error
        more: dict[str, Any] = {}
        if settings.is_for_many:
            more["oauth_flow"] = oauth_flow(settings.client_id or "", settings.client_secret or "", installations, client)
        bolt = TimedApp(
            name="mianjing",
            client=client,
            logger=LIBRARY_LOG,
            signing_secret=settings.signing_secret or "",
            authorize=workspaces,  # type: ignore[arg-type] # Bolt takes an AsyncAuthorize too, its signature does not say so
            **more,
        )
        app = SlackApp(chat, bolt, workspaces)
        try:
            yield SlackService(settings, app, SlackPostman(workspaces, Pacer()))
        finally:
            await app.close()


def _check(settings: SlackSettings) -> None:
    if settings.api_url is not None:
        check_address(settings.api_url, "https", "http", "MIANJING_SLACK_API_URL")
    if not settings.bot_token and not settings.is_for_many:
        raise PlatformError("SLACK_BOT_TOKEN is missing; copy it from https://api.slack.com/apps, OAuth & Permissions.")
    if not settings.app_token and not settings.signing_secret:
        raise PlatformError(
            "SLACK_APP_TOKEN is missing; make one with the scope connections:write at https://api.slack.com/apps, "
            "Basic Information (or set SLACK_SIGNING_SECRET, if Slack is to call the bot)."
        )


async def _installed(
    settings: SlackSettings, client: AsyncWebClient, installations: Installations
) -> Installations | OnlyWorkspace:
    """Return where the tokens of workspaces are found: in the database, or in the settings. Raises PlatformError."""
    if settings.is_for_many:
        return installations
    token = settings.bot_token or ""
    try:
        told = await with_token(client, token).auth_test()
    except SlackApiError as error:
        raise PlatformError(
            f"Slack does not accept SLACK_BOT_TOKEN ({code_of(error)}); copy it anew from https://api.slack.com/apps, "
            "OAuth & Permissions."
        ) from error
    workspace, bot, bot_user = (str(told.get(name) or "") for name in ("team_id", "bot_id", "user_id"))
    return OnlyWorkspace(Installed(workspace, str(told.get("app_id") or ""), bot, bot_user, token, "", "", datetime.now(UTC)))


async def _try_app_token(settings: SlackSettings, client: AsyncWebClient) -> None:
    """Ask for a connection that is not used: later, a wrong token would be tried again for ever. Raises PlatformError."""
    try:
        await client.apps_connections_open(app_token=settings.app_token or "")
    except SlackApiError as error:
        raise PlatformError(
            f"Slack does not accept SLACK_APP_TOKEN ({code_of(error)}); make one with the scope connections:write at "
            "https://api.slack.com/apps, Basic Information, App-Level Tokens."
        ) from error
