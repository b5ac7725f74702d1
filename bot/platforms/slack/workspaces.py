"""The workspaces in which the bot is installed: one, by its token in the settings, or those that installed it themselves."""

from __future__ import annotations

import logging
from typing import Any, Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.store.installations import Installed

MOST_WAITS = 3
"""How often a call waits for Retry-After before it is given up."""
LIBRARY_LOG = logging.getLogger("bot.platforms.slack.library")
LIBRARY_LOG.setLevel(logging.WARNING)
"""What slack_sdk and Bolt say. Below a warning they would tell what people write."""
# Bolt looks for tokens in the environment, and warns when it finds one beside ours: it is the same, from our settings.
LIBRARY_LOG.addFilter(lambda record: record.getMessage() != warning_client_prioritized_and_token_skipped())


class Installations(Protocol):
    """Where installations are found (`bot.store.installations.Installations`)."""

    async def find(self, workspace: str) -> Installed | None:
        """Return the installation in a workspace."""

    async def workspaces(self) -> frozenset[str]:
        """Return the workspaces that have installed the bot."""

    async def delete(self, workspace: str) -> None:
        """Forget the token of a workspace."""


class OnlyWorkspace:
    """The one installation that the settings name."""

    def __init__(self, installed: Installed) -> None:
        self._installed = installed

    async def find(self, workspace: str) -> Installed | None:
        """Return the installation, if it is of that workspace."""
        return self._installed if workspace == self._installed.workspace else None

    async def workspaces(self) -> frozenset[str]:
        """Return the one workspace."""
        return frozenset({self._installed.workspace})

    async def delete(self, workspace: str) -> None:
        """Do nothing: the token is kept in the settings."""


class Workspaces(AsyncAuthorize):
    """Gives the client that speaks for the bot in a workspace; Bolt asks it whose requests are ours."""

    def __init__(self, installations: Installations, plain: AsyncWebClient) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._installations = installations
        self._plain = plain

    async def __call__(self, *, team_id: str | None, **_: Any) -> AuthorizeResult | None:  # noqa: ANN401
        """Return what Bolt needs to act in a workspace; None if it has not installed the bot."""
        installed = await self._installations.find(team_id or "")
        if installed is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=installed.workspace,
            bot_id=installed.bot,
            bot_user_id=installed.bot_user,
            bot_token=installed.token,
        )

    async def client_of(self, workspace: str, *, may_repeat: bool = True) -> AsyncWebClient | None:
        """Return the client of a workspace; None if it has not installed the bot.

        `may_repeat`: a call is made once more where the connection was lost, though the first may have arrived.
        """
        installed = await self._installations.find(workspace)
        return with_token(self._plain, installed.token, may_repeat=may_repeat) if installed is not None else None

    async def ids(self) -> frozenset[str]:
        """Return the workspaces that have installed the bot."""
        return await self._installations.workspaces()

    async def leave(self, workspace: str) -> None:
        """Forget the token of a workspace."""
        await self._installations.delete(workspace)


def new_client(api_url: str | None, proxy: str | None, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client without a token. It waits for Retry-After, and tries once more where a connection was lost."""
    base_url = api_url or AsyncWebClient.BASE_URL
    return AsyncWebClient(
        base_url=base_url, proxy=proxy, session=session, logger=LIBRARY_LOG, retry_handlers=_handlers(may_repeat=True)
    )


def with_token(client: AsyncWebClient, token: str, *, may_repeat: bool = True) -> AsyncWebClient:
    """Return the same client with another token."""
    return AsyncWebClient(
        token=token,
        base_url=client.base_url,
        proxy=client.proxy,
        session=client.session,
        logger=LIBRARY_LOG,
        retry_handlers=_handlers(may_repeat=may_repeat),
    )


def _handlers(*, may_repeat: bool) -> list[AsyncRetryHandler]:
    waiting = AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_WAITS)
    return [AsyncConnectionErrorRetryHandler(), waiting] if may_repeat else [waiting]
