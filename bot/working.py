"""Run a grader worker until it is told to stop: one database, one broker, one judge."""

from __future__ import annotations

from contextlib import AsyncExitStack

import structlog

from bot.broker.connection import Connection
from bot.broker.errors import BrokerError
from bot.broker.watching import look_at_broker, watch_queues
from bot.broker.worker import GraderWorker
from bot.composing import check_is_shared, database_url, now
from bot.health import DatabaseLook, Look, State, opened_health
from bot.measuring import MeasuredGrading
from bot.metrics import show_layers
from bot.settings import Settings
from bot.stopping import stop_asked, until_stopped
from bot.store.database import open_database
from bot.store.submissions import Submissions
from graders.code.client import JudgeClient

log = structlog.get_logger()


async def work(settings: Settings, jobs: int) -> None:
    """Grade what is in the queues until SIGINT or SIGTERM. Raises HealthError, BrokerError, StoreError, JudgeUnavailableError."""
    if settings.broker_url is None or settings.database_url is None:
        raise BrokerError(
            "A worker needs MIANJING_BROKER_URL and MIANJING_DATABASE_URL: jobs come from RabbitMQ, reports go to the database."
        )
    stop = stop_asked()
    async with AsyncExitStack() as stack:
        health = await stack.enter_async_context(opened_health(settings.health_address, ["database", "judge", "broker"]))
        database = await open_database(database_url(settings))
        stack.push_async_callback(database.close)
        check_is_shared(settings, database)
        health.looks["database"] = DatabaseLook(database)
        judge = await stack.enter_async_context(JudgeClient(jobs=jobs))
        show_layers(judge.layers_on)
        health.looks["judge"] = look_at_judge(judge)
        connection = Connection(settings.broker_url.get_secret_value())
        health.looks["broker"] = look_at_broker(connection)
        worker = GraderWorker(connection, MeasuredGrading(judge), Submissions(database), jobs, now)
        stack.push_async_callback(connection.close)
        log.info("judge ready", layers=judge.layers, jobs=jobs)
        await until_stopped(stop, connection.open(), worker.run(), watch_queues(connection))


def look_at_judge(judge: JudgeClient) -> Look:
    """Return a look after a judge that has started; one that cannot start again ends the worker."""

    async def look() -> State:
        return State(ready=True, says=judge.layers)

    return look
