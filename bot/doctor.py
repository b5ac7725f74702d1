"""`mianjing doctor`: what is on, what is off, and why, on one screen. Says which secrets are set, and never what they are."""

from __future__ import annotations

import asyncio
import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.composing import database_url
from bot.settings import Settings
from bot.store.database import StoreError, open_database
from graders.code.client import JudgeClient, JudgeUnavailableError
from knowledge.bank import Bank

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/System/Library/Fonts")
CHINESE_FONTS = ("wqy-*", "NotoSansCJK*", "NotoSerifCJK*", "SourceHan*", "uming*", "ukai*", "PingFang*", "Hiragino*")


class Mark(StrEnum):
    """How something is."""

    ON = "on"
    OFF = "off"
    WRONG = "wrong"
    """It was to be on."""


_STYLES = {Mark.ON: "green", Mark.OFF: "dim", Mark.WRONG: "bold red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, how it is, and why."""

    name: str
    mark: Mark
    why: str


async def examine(settings: Settings, bank: Bank) -> list[Finding]:
    """Look after everything. What takes a moment is done at once."""
    database, broker, judge = await asyncio.gather(_database(settings), _broker(settings), _judge())
    return [
        _on("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        _on("bank", _contents(bank)),
        _on("language", settings.lang or "the system's (MIANJING_LANG not set)"),
        *_platforms(settings),
        database,
        broker,
        _worker(settings),
        judge,
        _compiler(),
        _font(),
        _health(settings),
        _on("logs", f"{settings.log_format}, to standard error (MIANJING_LOG_FORMAT)"),
    ]


def show(findings: Sequence[Finding]) -> None:
    """Print what was found, in columns that fit the terminal."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in ("name", "mark"):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(finding.name, Text(finding.mark, _STYLES[finding.mark]), finding.why)
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(f"Mianjing {version('mianjing')}", style="bold")
    console.print(table)


def _on(name: str, why: str) -> Finding:
    return Finding(name, Mark.ON, why)


def _off(name: str, why: str) -> Finding:
    return Finding(name, Mark.OFF, why)


def _wrong(name: str, why: str) -> Finding:
    return Finding(name, Mark.WRONG, why)


def _contents(bank: Bank) -> str:
    counts = {
        "questions": bank.questions,
        "open questions": bank.open_questions,
        "tasks": bank.tasks,
        "interviews": bank.interviews,
    }
    return ", ".join(f"{len(entries)} {name}" for name, entries in counts.items())


def _platforms(settings: Settings) -> Iterator[Finding]:
    yield _discord(settings)
    yield _slack(settings)
    if settings.platforms:
        yield _off("terminal", "`mianjing run` serves the platforms; `mianjing chat` practises here")
    else:
        yield _on("terminal", "`mianjing run` practises here, since no platform is on")


def _discord(settings: Settings) -> Finding:
    if settings.discord_token is None:
        return _off("Discord", "DISCORD_TOKEN not set")
    shards = f"the shards {settings.discord_shards} (MIANJING_DISCORD_SHARDS)" if settings.discord_shards else "all shards"
    return _on("Discord", f"DISCORD_TOKEN set; {shards}")


def _slack(settings: Settings) -> Finding:
    tokens = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    given = [name for name, token in tokens.items() if token is not None]
    missing = [name for name, token in tokens.items() if token is None]
    if not given:
        return _off("Slack", "SLACK_BOT_TOKEN, SLACK_APP_TOKEN not set")
    told = "; ".join(f"{', '.join(names)} {are}" for names, are in ((given, "set"), (missing, "not set")) if names)
    is_for_many = settings.slack_client_id is not None and settings.slack_client_secret is not None
    has_bot = settings.slack_bot_token is not None or is_for_many
    hears = settings.slack_signing_secret is not None or settings.slack_app_token is not None
    return _on("Slack", told) if has_bot and hears else _wrong("Slack", told)


async def _database(settings: Settings) -> Finding:
    try:
        database = await open_database(database_url(settings))
    except StoreError as error:
        return _wrong("database", str(error))
    await database.close()
    if database.is_sqlite:
        return _on("database", f"SQLite: {database.engine.url.database}")
    return _on("database", f"PostgreSQL at {database.engine.url.host} (MIANJING_DATABASE_URL)")


async def _broker(settings: Settings) -> Finding:
    if settings.broker_url is None:
        return _off("broker", "MIANJING_BROKER_URL not set: the bot grades code itself")
    from bot.broker.connection import broker_state  # noqa: PLC0415 - a quarter of a second
    from bot.broker.queues import GRADE  # noqa: PLC0415 - as above

    state = await broker_state(settings.broker_url.get_secret_value())
    # Only one that has been reached can say how many wait.
    return _on("broker", state) if GRADE.name in state else _wrong("broker", state)


def _worker(settings: Settings) -> Finding:
    needs = {"MIANJING_BROKER_URL": settings.broker_url, "MIANJING_DATABASE_URL": settings.database_url}
    missing = [name for name, value in needs.items() if value is None]
    if missing:
        return _off("worker", f"`mianjing worker` needs {' and '.join(missing)}")
    return _on("worker", "`mianjing worker` takes jobs from the broker")


async def _judge() -> Finding:
    try:
        async with JudgeClient() as judge:
            return _on("code judge", judge.layers)
    except JudgeUnavailableError as error:
        return _wrong("code judge", f"code cannot be graded here: {error}")


def _compiler() -> Finding:
    return _on("C++", "g++ found") if shutil.which("g++") else _off("C++", "no g++: apt install g++, or write in Python")


def _font() -> Finding:
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    found = chain.from_iterable(folder.rglob(pattern) for folder in folders if folder.is_dir() for pattern in CHINESE_FONTS)
    if (font := next(found, None)) is not None:
        return _on("Chinese font", f"{font.name}, for pictures")
    return _off("Chinese font", "none, which only pictures need: apt install fonts-wqy-microhei")


def _health(settings: Settings) -> Finding:
    if settings.health_address is None:
        return _off("health", "MIANJING_HEALTH_ADDRESS not set: no port is opened")
    return _on("health", f"{settings.health_address}: /healthz, /readyz, /metrics")
