"""Settings from the environment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "MIANJING_"
LogFormat = Literal["logfmt", "json"]
_MOST_PORTS = 65_535
_ADDRESS = re.compile(r"(?P<host>[^:\s]+|\[[0-9a-fA-F:.]+\]):(?P<port>[0-9]{1,5})")
_SHARDS = re.compile(r"(?P<ids>[0-9]+(,[0-9]+)*)/(?P<count>[1-9][0-9]*)")


class SettingsError(Exception):
    """A setting cannot be read; the message says which and what it should be, in one sentence, and never what it was."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Shards:
    """Which of Discord's shards this replica has, of how many there are."""

    ids: tuple[int, ...]
    count: int

    def __str__(self) -> str:
        return f"{','.join(map(str, self.ids))}/{self.count}"


def _address(text: str | None) -> Address | None:
    if text is None:
        return None
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or int(found["port"]) > _MOST_PORTS:
        raise ValueError("MIANJING_HEALTH_ADDRESS is no host and port, such as 0.0.0.0:8080.")
    return Address(found["host"].strip("[]"), int(found["port"]))


def _shards(text: str | None) -> Shards | None:
    if text is None:
        return None
    found = _SHARDS.fullmatch("".join(text.split()))
    if found is None:
        raise ValueError("MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4.")
    ids, count = tuple(map(int, found["ids"].split(","))), int(found["count"])
    if max(ids) >= count:
        raise ValueError(f"MIANJING_DISCORD_SHARDS names shard {max(ids)}; of {count} the last is {count - 1}.")
    if len(set(ids)) < len(ids):
        raise ValueError("MIANJING_DISCORD_SHARDS names a shard twice.")
    return Shards(tuple(sorted(ids)), count)


class Settings(BaseSettings):
    """What whoever runs the bot can set; what is set to nothing is not set. Secrets never show in a log or a traceback."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, populate_by_name=True, env_ignore_empty=True)

    lang: str | None = None
    log_format: LogFormat = "logfmt"
    database_url: SecretStr | None = None
    broker_url: SecretStr | None = None
    health_address: Annotated[Address | None, NoDecode, BeforeValidator(_address)] = None
    proxy: str | None = None
    discord_api_url: str | None = None
    discord_gateway_url: str | None = None
    discord_shards: Annotated[Shards | None, NoDecode, BeforeValidator(_shards)] = None
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
    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that are to run."""
        wanted = {"discord": self.discord_token is not None, "slack": self.has_slack}
        return tuple(name for name, is_wanted in wanted.items() if is_wanted)


def read_settings() -> Settings:
    """Read the environment. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None  # pydantic's own words hold what was set, be it a secret.


def _sentence(error: ValidationError) -> str:
    wrong = error.errors(include_url=False, include_input=False)[0]
    if wrong["type"] == "value_error":
        return str(wrong["ctx"]["error"])
    name = str(wrong["loc"][0])
    variable = name if name.isupper() else f"{PREFIX}{name}".upper()
    return f"{variable} cannot be read: {wrong['msg'][0].lower()}{wrong['msg'][1:]}."
