"""Settings from the environment."""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What whoever runs the bot can set. Secrets never show in a log or a traceback."""

    model_config = SettingsConfigDict(env_prefix="MIANJING_", populate_by_name=True)

    lang: str | None = None
    database_url: SecretStr | None = None
    broker_url: SecretStr | None = None
    proxy: str | None = None
    discord_api_url: str | None = None
    discord_gateway_url: str | None = None
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    slack_bot_token: SecretStr | None = Field(default=None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(default=None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_CLIENT_SECRET")
    slack_api_url: str | None = None
    slack_port: int = 3000

    @property
    def has_slack(self) -> bool:
        """Return whether there is enough to run on Slack: a bot's token, or what it takes to be installed in workspaces."""
        return self.slack_bot_token is not None or (self.slack_signing_secret is not None and self.slack_client_id is not None)

    @property
    def tokens_set(self) -> dict[str, bool]:
        """Return which platform tokens are set, by the name of the variable; never their values."""
        return {
            "DISCORD_TOKEN": bool(self.discord_token),
            "SLACK_BOT_TOKEN": bool(self.slack_bot_token),
            "SLACK_APP_TOKEN": bool(self.slack_app_token),
            "SLACK_SIGNING_SECRET": bool(self.slack_signing_secret),
        }
