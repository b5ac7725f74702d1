"""A virtual host of our own on the RabbitMQ server of this machine, made and deleted by rabbitmqctl."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel

from bot.broker.queues import ALL

PORT = 5672
USER = "guest"
PASSWORD = "guest"  # noqa: S105 - RabbitMQ's own, for connections from the same machine
_CONTROL_TIMEOUT_S = 20


def _control(*arguments: str) -> None:
    subprocess.run(["rabbitmqctl", "--quiet", *arguments], check=True, capture_output=True, timeout=_CONTROL_TIMEOUT_S)


@contextmanager
def own_virtual_host() -> Iterator[str]:
    """Give the name of a virtual host that is deleted at the end; skip the test where there can be none, or fail it with CI set."""
    name = f"mianjing_test_{secrets.token_hex(6)}"
    try:
        _control("add_vhost", name)
    except (OSError, subprocess.SubprocessError) as error:
        reason = f"no RabbitMQ on this machine that rabbitmqctl can give a virtual host ({error})"
        if os.environ.get("CI"):
            pytest.fail(f"CI is set, so RabbitMQ is required: {reason}", pytrace=False)
        pytest.skip(reason)
    try:
        _control("set_permissions", "--vhost", name, USER, ".*", ".*", ".*")
        yield name
    finally:
        _control("delete_vhost", name)


def url_of(virtual_host: str, *, port: int = PORT, password: str = PASSWORD) -> str:
    return f"amqp://{USER}:{password}@127.0.0.1:{port}/{virtual_host}"


@asynccontextmanager
async def raw_channel(url: str) -> AsyncIterator[AbstractChannel]:
    """Give a channel that knows nothing of us; whatever it has not acknowledged goes back when it ends."""
    async with await aio_pika.connect(url) as connection:
        yield await connection.channel()


async def delete_queues(url: str) -> None:
    async with raw_channel(url) as channel:
        for queue in ALL:
            await channel.queue_delete(queue.name)


async def waiting_in(url: str) -> dict[str, int]:
    """Return what waits in each queue; what somebody has in hand does not count."""
    counts = {}
    async with raw_channel(url) as channel:
        for queue in ALL:
            declared = await channel.declare_queue(queue.name, passive=True)
            counts[queue.name.removeprefix("mianjing.")] = declared.declaration_result.message_count or 0
    return counts


async def publish(channel: AbstractChannel, body: bytes, queue: str, **properties: str) -> None:
    """Send a message, whatever is in it."""
    message = aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT, **properties)  # type: ignore[arg-type]
    await channel.default_exchange.publish(message, queue)
