"""The connection to the broker: made when it can be, said in words when it cannot, ended at once."""

from __future__ import annotations

import asyncio
import re

import pytest
from structlog.testing import capture_logs

from bot.broker.connection import Connection, broker_state
from bot.broker.errors import BrokerError
from bot.broker.judge import QueueJudge
from bot.broker.worker import AHEAD
from bot.store.database import Database
from bot.store.submissions import Submissions
from tests.bot.broker.cable import Cable
from tests.bot.broker.grading import SOON_S, ScriptedGrading, ask_for, keep_code, until, verdict_of, worker
from tests.bot.broker.rabbit import PORT, raw_channel, url_of, waiting_in
from tests.bot.fake_chat import Clock

pytestmark = pytest.mark.asyncio


@pytest.mark.usefixtures("broker_url")
async def test_a_replica_that_starts_before_the_broker_connects_once_it_is_there(virtual_host: str) -> None:
    async with Cable(PORT) as cable, QueueJudge(url_of(virtual_host, port=cable.port)) as judge:
        cable.cut()
        with capture_logs() as logs:
            starting = asyncio.ensure_future(judge.start())
            await until(lambda: bool(logs), "it says that it waits")
            assert not judge.connection.is_up
            cable.mend()
            await asyncio.wait_for(starting, SOON_S)
        assert judge.connection.is_up
    assert [entry["event"] for entry in logs] == ["waiting for the broker", "the broker is there"]


@pytest.mark.parametrize("bytes_said", [1, 600, 764, 800, 848, 896, 920, 980, 1016])
async def test_a_worker_whose_connection_breaks_while_it_starts_is_there_once(
    broker_url: str, virtual_host: str, database: Database, clock: Clock, bytes_said: int
) -> None:
    numbers = [await keep_code(database, clock) for _ in range(6)]
    busy = ScriptedGrading()
    busy.gate.clear()
    async with Cable(PORT) as cable:
        cable.cut(after_bytes=bytes_said)
        mending = asyncio.ensure_future(_mended(cable))
        async with (
            worker(url_of(virtual_host, port=cable.port), Submissions(database), busy, clock),
            raw_channel(broker_url) as channel,
        ):
            await mending
            await ask_for(channel, *numbers)
            await busy.next_begun()
            assert (await waiting_in(broker_url))["grade"] == len(numbers) - 1 - AHEAD
            busy.gate.set()
            await until(lambda: len(busy.graded) == len(numbers), "all is graded")


async def _mended(cable: Cable) -> None:
    await until(lambda: cable.is_cut, "the cable breaks")
    cable.mend()


async def test_a_worker_ends_at_once_while_the_broker_is_away(virtual_host: str, database: Database, clock: Clock) -> None:
    judge = ScriptedGrading()
    async with (
        Cable(PORT) as cable,
        asyncio.timeout(SOON_S),
        worker(url_of(virtual_host, port=cable.port), Submissions(database), judge, clock),
    ):
        cable.cut()


async def test_a_replica_ends_at_once_while_the_broker_is_away(virtual_host: str) -> None:
    async with Cable(PORT) as cable, asyncio.timeout(SOON_S), QueueJudge(url_of(virtual_host, port=cable.port)) as judge:
        await judge.start()
        cable.cut()
        await until(lambda: not judge.connection.is_up, "it has seen that")


async def test_what_a_worker_has_in_hand_is_graded_before_it_ends(broker_url: str, database: Database, clock: Clock) -> None:
    number = await keep_code(database, clock)
    judge = ScriptedGrading()
    judge.gate.clear()
    async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
        await ask_for(channel, number)
        await judge.next_begun()
        asyncio.get_running_loop().call_soon(judge.gate.set)
    assert await verdict_of(database, number) == "pass"
    assert (await waiting_in(broker_url))["grade"] == 0


@pytest.mark.parametrize(
    "url", ["", "rabbit", "http://127.0.0.1/", "amqp://", "amqp:///vhost", "127.0.0.1:5672", "amqp://u:p@h:port/"]
)
async def test_an_address_that_is_none_is_told_in_a_sentence(url: str) -> None:
    with pytest.raises(BrokerError, match=r"^MIANJING_BROKER_URL is not the address of RabbitMQ, such as amqp://.*\.$"):
        QueueJudge(url)
    assert (await broker_state(url)).startswith("MIANJING_BROKER_URL is not the address")


async def test_a_wrong_password_is_told_without_it(virtual_host: str) -> None:
    url = url_of(virtual_host, password="wrong-secret")
    async with QueueJudge(url) as judge:
        with pytest.raises(BrokerError, match="refuses the user of MIANJING_BROKER_URL") as caught:
            await asyncio.wait_for(judge.start(), SOON_S)
    state = await broker_state(url)
    assert state == str(caught.value)
    assert "secret" not in state
    assert "\n" not in state


async def test_a_virtual_host_that_is_not_there_is_told(virtual_host: str) -> None:
    url = url_of(virtual_host + "-elsewhere")
    async with QueueJudge(url) as judge:
        with capture_logs() as logs:
            starting = asyncio.ensure_future(judge.start())
            await until(lambda: bool(logs), "it says that it waits")
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
    assert "virtual host" in logs[0]["reason"]
    assert "virtual host" in await broker_state(url)


async def test_a_queue_with_other_settings_is_told(broker_url: str, database: Database, clock: Clock) -> None:
    async with raw_channel(broker_url) as channel:
        await channel.declare_queue("mianjing.grade", durable=True)
    expected = r"^The broker 127\.0\.0\.1:5672 has one of our queues with other settings \(.*mianjing\.grade.*\); delete it .*\.$"
    async with QueueJudge(broker_url) as judge:
        with pytest.raises(BrokerError, match=expected):
            await asyncio.wait_for(judge.start(), SOON_S)
    with pytest.raises(BrokerError, match=expected):
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            pass
    assert re.search(expected, await broker_state(broker_url))


async def test_the_state_of_the_broker_is_one_line(broker_url: str, virtual_host: str) -> None:
    fine = await broker_state(broker_url)
    assert fine == "RabbitMQ at 127.0.0.1:5672: 0 in mianjing.dead, 0 in mianjing.grade, 0 in mianjing.overdue"
    async with Cable(PORT) as cable:
        cable.cut()
        away = await broker_state(url_of(virtual_host, port=cable.port, password="secret"))
    assert re.fullmatch(r"RabbitMQ at 127\.0\.0\.1:\d+ cannot be reached \(.+\); is it running\?", away)
    assert "secret" not in away
    assert "\n" not in away


async def test_waiting_counts_what_is_in_the_queues(broker_url: str) -> None:
    connection = Connection(broker_url)
    await connection.open()
    async with raw_channel(broker_url) as channel:
        await ask_for(channel, 1, 2, 3)
        await ask_for(channel, 4, queue="mianjing.overdue")
    assert await connection.waiting() == {"mianjing.dead": 0, "mianjing.grade": 3, "mianjing.overdue": 1}
    await connection.close()
