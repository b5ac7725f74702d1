"""Run a grader worker until it is told to stop: one database, one broker, one judge."""

from __future__ import annotations

from contextlib import AsyncExitStack

import structlog

from bot.broker.connection import Connection
from bot.broker.errors import BrokerError
from bot.broker.worker import GraderWorker
from bot.composing import database_url, now
from bot.settings import Settings
from bot.stopping import stop_asked, until_stopped
from bot.store.database import open_database
from bot.store.submissions import Submissions
from graders.code.client import JudgeClient

log = structlog.get_logger()


async def work(settings: Settings, jobs: int) -> None:
    """Grade what is in the queues until SIGINT or SIGTERM. Raises BrokerError, StoreError, JudgeUnavailableError."""
    if settings.broker_url is None or settings.database_url is None:
        raise BrokerError(
            "A worker needs MIANJING_BROKER_URL and MIANJING_DATABASE_URL: jobs come from RabbitMQ, reports go to the database."
        )
    stop = stop_asked()
    async with AsyncExitStack() as stack:
        database = await open_database(database_url(settings))
        stack.push_async_callback(database.close)
        judge = await stack.enter_async_context(JudgeClient(jobs=jobs))
        connection = Connection(settings.broker_url.get_secret_value())
        worker = GraderWorker(connection, judge, Submissions(database), jobs, now)
        stack.push_async_callback(connection.close)
        log.info("judge ready", layers=judge.layers, jobs=jobs)
        await until_stopped(stop, connection.open(), worker.run())
