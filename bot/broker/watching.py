"""How many jobs wait, for whoever watches: asked again and again while the broker is there."""

from __future__ import annotations

import asyncio

from aio_pika.exceptions import AMQPError

from bot.broker.connection import Connection
from bot.health import Look, State
from bot.metrics import show_waiting

ASK_EVERY_S = 15.0


def look_at_broker(connection: Connection) -> Look:
    """Return a look after the connection to the broker."""

    async def look() -> State:
        return State(connection.is_up, "connected" if connection.is_up else "not connected")

    return look


async def watch_queues(connection: Connection) -> None:
    """Show how many jobs wait, for as long as the program runs."""
    while True:
        await show_queues(connection)
        await asyncio.sleep(ASK_EVERY_S)


async def show_queues(connection: Connection) -> None:
    """Show how many jobs wait in each queue; nothing while the broker is away."""
    try:
        show_waiting(await connection.waiting() if connection.is_up else {})
    except (AMQPError, OSError, TimeoutError, RuntimeError):
        # It has just gone, which the connection tells by itself.
        show_waiting({})
