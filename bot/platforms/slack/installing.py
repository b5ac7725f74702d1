"""Several workspaces: whoever opens `/slack/install` installs the bot, and its token is kept in our database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack import usage
from bot.platforms.slack.workspaces import LIBRARY_LOG
from bot.store.installations import STATE_LIFETIME, Installations, Installed


class KeptInstallations(AsyncInstallationStore):
    """slack_sdk's view of the installations."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_save(self, installation: Installation) -> None:
        """Keep an installation."""
        await self._installations.save(
            Installed(
                workspace=installation.team_id or "",
                app=installation.app_id or "",
                bot=installation.bot_id or "",
                bot_user=installation.bot_user_id or "",
                token=installation.bot_token or "",
                scopes=",".join(installation.bot_scopes or ()),
                installed_by=installation.user_id or "",
                at=datetime.fromtimestamp(installation.installed_at, UTC),
            )
        )

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,  # noqa: ARG002 - slack_sdk's signature
    ) -> Bot | None:
        """Return the bot of a workspace."""
        installed = await self._installations.find(team_id or "")
        if installed is None:
            return None
        return Bot(
            app_id=installed.app,
            enterprise_id=enterprise_id,
            team_id=installed.workspace,
            bot_token=installed.token,
            bot_id=installed.bot,
            bot_user_id=installed.bot_user,
            bot_scopes=installed.scopes,
            installed_at=installed.at.timestamp(),
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:  # noqa: ARG002
        """Forget the token of a workspace."""
        await self._installations.delete(team_id or "")


class KeptStates(AsyncOAuthStateStore):
    """slack_sdk's view of the installations that are under way."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_issue(self, *_: Any, **__: Any) -> str:  # noqa: ANN401 - slack_sdk's signature
        """Return a new state."""
        return await self._installations.issue_state()

    async def async_consume(self, state: str) -> bool:
        """Take a state, once."""
        return await self._installations.consume_state(state)


def oauth_flow(client_id: str, client_secret: str, installations: Installations, client: AsyncWebClient) -> AsyncOAuthFlow:
    """Return what serves `/slack/install` and `/slack/oauth_redirect`."""
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=sorted(usage.scopes()),
        user_scopes=[],
        installation_store=KeptInstallations(installations),
        installation_store_bot_only=True,
        state_store=KeptStates(installations),
        state_expiration_seconds=int(STATE_LIFETIME.total_seconds()),
        logger=LIBRARY_LOG,
    )
    return AsyncOAuthFlow(client=client, logger=LIBRARY_LOG, settings=settings)
