"""The connection to RabbitMQ: opened when it can be, kept up, and its state in words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import AMQPError, ChannelPreconditionFailed, InvalidFrameError, ProbableAuthenticationError
from faststream.rabbit import RabbitBroker
from yarl import URL

from bot.broker.errors import BrokerError
from bot.broker.queues import ALL

RECONNECT_S = 1.0
CONNECT_TIMEOUT_S = 5.0
BEGIN_TIMEOUT_S = 10.0
"""So long it may take to connect, make the queues and begin to consume; after that it is tried anew."""
FINISH_S = 150.0
"""So long a worker that is told to end may take for what it has in hand: as long as the judge takes at most."""
log = structlog.get_logger()


class Connection:
    """A connection to RabbitMQ. What hears from queues is subscribed to `broker` before `open`."""

    def __init__(self, url: str, on_lost: Callable[[], None] = lambda: None) -> None:
        self._url = _checked(url)
        self._on_lost = on_lost
        self.is_up = False
        self.broker = RabbitBroker(
            url,
            reconnect_interval=RECONNECT_S,
            timeout=CONNECT_TIMEOUT_S,
            graceful_timeout=FINISH_S,
            on_close=[self._lost],
            on_reconnected=[self._back],
            logger=None,
        )

    async def open(self) -> None:
        """Connect, however long that takes, and make the queues. Raises BrokerError where waiting is of no use."""
        is_told = False
        while not self.is_up:
            try:
                await self.connect()
            except BrokerError:
                raise
            except (AMQPError, OSError, TimeoutError) as error:
                if not is_told:
                    log.warning("waiting for the broker", broker=self.shown, reason=_reason(error))
                is_told = True
                await asyncio.sleep(RECONNECT_S)

    async def connect(self) -> None:
        """Connect and make the queues; what fails leaves nothing behind. Raises BrokerError, AMQPError, OSError, TimeoutError."""
        try:
            await self._begin()
        except BaseException:
            await self._end()
            raise
        self.is_up = True
        log.info("the broker is there", broker=self.shown)

    async def close(self) -> None:
        """Finish what is in hand and leave."""
        await self._end()

    async def _begin(self) -> None:
        try:
            async with asyncio.timeout(BEGIN_TIMEOUT_S):
                # First what is consumed, on channels with the limits of what a worker takes at a time: a queue that has been
                # declared before would be consumed without any.
                await self.broker.start()
                for queue in ALL:
                    await self.broker.declare_queue(queue)
        except ProbableAuthenticationError as error:
            raise BrokerError(f"The broker {self.shown} refuses the user of MIANJING_BROKER_URL; is the password right?") from error
        except ChannelPreconditionFailed as error:
            raise BrokerError(
                f"The broker {self.shown} has one of our queues with other settings ({error}); delete it there once it is empty."
            ) from error

    async def _end(self) -> None:
        self.is_up = False
        try:
            await self.broker.stop()
        except ExceptionGroup:
            # The connection broke under it: what is left is ours to close.
            await (await self.broker.connect()).close()
            await self.broker.stop()

    async def waiting(self) -> dict[str, int]:
        """Return how many jobs wait in each queue. Raises AMQPError, OSError, TimeoutError."""
        counts = {}
        for queue in ALL:
            declared = await (await self.broker.declare_queue(queue)).declare(timeout=CONNECT_TIMEOUT_S)
            counts[queue.name] = declared.message_count or 0
        return counts

    @property
    def shown(self) -> str:
        """Where the broker is, without the password."""
        return f"{self._url.host}:{self._url.port or 5672}"

    def _lost(self, _: AbstractConnection | None, reason: BaseException | None) -> None:
        if self.is_up:
            self.is_up = False
            if reason is not None:
                log.warning("the broker is away", broker=self.shown, reason=str(reason))
            self._on_lost()

    def _back(self, _: AbstractConnection | None) -> None:
        self.is_up = True
        log.info("the broker is back", broker=self.shown)


async def broker_state(url: str) -> str:
    """Say in one line whether there is a broker, and how many jobs wait."""
    try:
        connection = Connection(url)
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            await connection.connect()
            waiting = await connection.waiting()
            await connection.close()
    except BrokerError as error:
        return str(error)
    except (AMQPError, OSError, TimeoutError) as error:
        return f"RabbitMQ at {connection.shown} cannot be reached ({_reason(error)}); is it running?"
    return f"RabbitMQ at {connection.shown}: " + ", ".join(f"{count} in {name}" for name, count in waiting.items())


def _reason(error: BaseException) -> str:
    if isinstance(error, InvalidFrameError):
        return "it ends the connection before it has begun; is there such a virtual host"
    return str(error) or "no answer"


def _checked(url: str) -> URL:
    try:
        address = URL(url)
    except ValueError:
        address = URL()
    if address.scheme not in ("amqp", "amqps") or not address.host:
        raise BrokerError("MIANJING_BROKER_URL is not the address of RabbitMQ, such as amqp://user:password@host:5672/.")
    return address
