"""Serve every platform that has a token: one database, one judge, one scheduler for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol

import structlog
from pydantic import SecretStr

from bot.composing import JudgeService, chat_on, check_is_shared, database_url, new_judge, now
from bot.conversation.chat import Chat
from bot.conversation.interviewer import Interviewer
from bot.daily import DailyPoster, Postman
from bot.health import DatabaseLook, Health, Look, State, opened_health
from bot.judging import CodeJudge
from bot.locales import load_phrases
from bot.measuring import measured
from bot.metrics import show_layers
from bot.settings import Settings
from bot.stopping import stop_asked, until_stopped
from bot.store.channels import DailyPosts
from bot.store.database import Database, open_database
from bot.store.installations import Installations
from bot.store.memory import SqlMemory
from graders.answers import AnswerGrader
from knowledge.bank import Bank

CATCH_UP_EVERY_S = 10.0
log = structlog.get_logger()


class Service(Protocol):
    """A platform that is connected."""

    @property
    def postman(self) -> Postman:
        """The way of the daily posts to it."""

    async def catch_up(self) -> None:
        """Say what another replica can say no more, and what could not be graded when it came."""

    async def is_connected(self) -> bool:
        """Return whether the platform can reach us."""

    async def run(self) -> None:
        """Hear and answer for as long as the program runs. Raises PlatformError."""


class Bell:
    """Wakes the scheduler, which is there only when the platforms are."""

    def __init__(self) -> None:
        self.poster: DailyPoster | None = None

    def ring(self) -> None:
        """Have the scheduler look again."""
        if self.poster is not None:
            self.poster.wake()


async def serve(settings: Settings, bank: Bank, grader: AnswerGrader) -> None:
    """Serve until SIGINT or SIGTERM. Raises HealthError, StoreError, BrokerError, PlatformError."""
    stop = stop_asked()
    async with AsyncExitStack() as stack:
        grades = "judge" if settings.broker_url is None else "broker"
        health = await stack.enter_async_context(opened_health(settings.health_address, ["database", grades, *settings.platforms]))
        database = await open_database(database_url(settings))
        stack.push_async_callback(database.close)
        check_is_shared(settings, database)
        health.looks["database"] = DatabaseLook(database)
        judge = await stack.enter_async_context(new_judge(settings))
        interviewer = Interviewer(bank, grader, load_phrases())
        bell = Bell()
        chat = measured(chat_on(database, interviewer, judge, bell.ring), database)
        services = await stack.enter_async_context(opened_services(settings, chat, database))
        health.looks |= {name: look_at(service) for name, service in services.items()}
        bell.poster = daily_poster(interviewer, database, {name: service.postman for name, service in services.items()})
        log.info("ready", platforms=sorted(services))
        running = [service.run() for service in services.values()]
        await until_stopped(stop, *running, bell.poster.run(), judging(judge, health), catch_up(list(services.values())))


async def judging(judge: JudgeService, health: Health) -> None:
    """Start the judge, and say how it is for as long as the program runs. Raises BrokerError."""
    if isinstance(judge, CodeJudge):
        health.looks["judge"] = look_at_judge(judge)
        await judge.start()
        show_layers(judge.client.layers_on if judge.client is not None else {})
        return
    from bot.broker.judge import QueueJudge  # noqa: PLC0415 - a quarter of a second
    from bot.broker.watching import look_at_broker, watch_queues  # noqa: PLC0415 - as above

    assert isinstance(judge, QueueJudge)
    health.looks["broker"] = look_at_broker(judge.connection)
    await judge.start()
    await watch_queues(judge.connection)


def look_at_judge(judge: CodeJudge) -> Look:
    """Return a look after the judge on this machine."""

    async def look() -> State:
        if judge.client is None or judge.trouble:
            return State(ready=False, says=judge.trouble or "starting")
        return State(ready=True, says=judge.client.layers)

    return look


def look_at(service: Service) -> Look:
    """Return a look after the connection to a platform."""

    async def look() -> State:
        is_connected = await service.is_connected()
        return State(is_connected, "connected" if is_connected else "not connected")

    return look


async def catch_up(services: Sequence[Service]) -> None:
    """Look again and again for what is left over."""
    while True:
        await asyncio.sleep(CATCH_UP_EVERY_S)
        for service in services:
            await service.catch_up()


@asynccontextmanager
async def opened_services(settings: Settings, chat: Chat, database: Database) -> AsyncIterator[Mapping[str, Service]]:
    """Connect to every platform that has a token. Raises PlatformError."""
    services: dict[str, Service] = {}
    async with AsyncExitStack() as stack:
        if settings.discord_token is not None:
            from bot.platforms.discord.service import DiscordSettings, opened_discord  # noqa: PLC0415 - half a second

            discord = DiscordSettings(
                settings.discord_token.get_secret_value(),
                settings.proxy,
                settings.discord_api_url,
                settings.discord_gateway_url,
                settings.discord_shards.count if settings.discord_shards is not None else None,
                settings.discord_shards.ids if settings.discord_shards is not None else None,
            )
            services["discord"] = await stack.enter_async_context(opened_discord(discord, chat))
        if settings.has_slack:
            from bot.platforms.slack.service import SlackSettings, opened_slack  # noqa: PLC0415 - as above

            slack = SlackSettings(
                _secret(settings.slack_bot_token),
                _secret(settings.slack_app_token),
                _secret(settings.slack_signing_secret),
                settings.slack_client_id,
                _secret(settings.slack_client_secret),
                settings.slack_api_url,
                settings.proxy,
                settings.slack_port,
            )
            services["slack"] = await stack.enter_async_context(opened_slack(slack, chat, Installations(database, now)))
        yield services


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None


def daily_poster(interviewer: Interviewer, database: Database, postmen: Mapping[str, Postman]) -> DailyPoster:
    """Return what posts the daily questions."""
    return DailyPoster(interviewer, DailyPosts(database, list(postmen)), postmen, now, SqlMemory(database).prune)
