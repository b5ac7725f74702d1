"""The broker is away for a while: learners are told that their code is kept, and get their reports later, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.broker.judge import QueueJudge
from bot.conversation import Chat
from bot.store.database import Database, open_database
from bot.store.effects import LEASE
from bot.store.schema import attempts, submissions
from bot.store.submissions import TELLING, Submissions
from knowledge.models import Language
from tests.bot.broker.cable import Cable
from tests.bot.broker.grading import PASSED, ScriptedGrading, left_over, replica, sends_code, told, until, worker
from tests.bot.broker.rabbit import PORT, url_of, waiting_in
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.store.learners import RIGHT_CODE, Person, chat_on, rows

pytestmark = pytest.mark.asyncio
KEPT: dict[Language, str] = {"en": "Your code is kept and will be graded by itself", "zh": "你的代码已经保存好了，恢复后会自动批改"}


@dataclass
class Line:
    """A replica whose way to the broker can be cut."""

    chat: Chat
    judge: QueueJudge
    cable: Cable

    async def is_cut(self) -> None:
        self.cable.cut()
        await until(lambda: not self.judge.connection.is_up, "the replica sees that the broker is away")

    async def is_mended(self) -> None:
        self.cable.mend()
        await until(lambda: self.judge.connection.is_up, "the replica is connected again")


@asynccontextmanager
async def line(virtual_host: str, database: Database, clock: Clock) -> AsyncIterator[Line]:
    async with Cable(PORT) as cable, QueueJudge(url_of(virtual_host, port=cable.port)) as judge:
        await judge.start()
        yield Line(chat_on(database, clock, judge), judge, cable)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_code_sent_while_the_broker_is_away_is_kept_and_graded_later_once(
    broker_url: str, virtual_host: str, database: Database, clock: Clock, language: Language
) -> None:
    judge = ScriptedGrading()
    async with line(virtual_host, database, clock) as far, worker(broker_url, Submissions(database), judge, clock):
        await far.is_cut()
        said = await sends_code(Person(far.chat, origin=private_origin("lin", language)), RIGHT_CODE, key="1")
        assert said.count(KEPT[language]) == 1
        clock.time += 2 * LEASE
        assert await left_over(far.chat) == []
        await far.is_mended()
        assert await left_over(far.chat) == []  # The last try renewed the lease.
        clock.time += 2 * LEASE
        (unsent,) = await left_over(far.chat)
        clock.time += 2 * LEASE
        assert await left_over(far.chat) == []
    assert len(judge.graded) == 1
    if language == "en":
        assert PASSED in told(unsent.cards)
    assert len(await rows(database, attempts)) == 1
    (submission,) = await rows(database, submissions)
    assert (submission["verdict"], submission["leased_until"]) == ("pass", None)
    assert await waiting_in(broker_url) == {"grade": 0, "overdue": 0, "dead": 0}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_whoever_waits_when_the_broker_goes_is_told_at_once_that_the_code_is_kept(
    broker_url: str, virtual_host: str, database: Database, clock: Clock, language: Language
) -> None:
    judge = ScriptedGrading()
    judge.gate.clear()
    async with line(virtual_host, database, clock) as far:
        async with worker(broker_url, Submissions(database), judge, clock):
            sending = asyncio.ensure_future(sends_code(Person(far.chat, origin=private_origin("lin", language)), RIGHT_CODE))
            await judge.next_begun()
            await far.is_cut()
            assert (await sending).count(KEPT[language]) == 1
            judge.gate.set()
        # The worker was still connected, and has kept its report; nobody need ask for another.
        assert await left_over(far.chat) == []
        clock.time += 2 * TELLING
        (unsent,) = await left_over(far.chat)
        assert await left_over(far.chat) == []
        await far.is_mended()
    assert len(judge.graded) == 1
    if language == "en":
        assert PASSED in told(unsent.cards)


async def test_two_replicas_that_look_at_once_deliver_what_was_kept_once(
    broker_url: str, virtual_host: str, database: Database, database_url: str, clock: Clock
) -> None:
    people = 8
    judge = ScriptedGrading()
    elsewhere = await open_database(database_url)
    async with (
        line(virtual_host, database, clock) as far,
        replica(broker_url, elsewhere, clock) as other,
        worker(broker_url, Submissions(database), judge, clock, jobs=4),
    ):
        await far.is_cut()
        sending = [sends_code(Person(far.chat, f"user-{number}"), RIGHT_CODE) for number in range(people)]
        assert all(KEPT["en"] in said for said in await asyncio.gather(*sending))
        await far.is_mended()
        clock.time += 2 * LEASE
        found = await asyncio.gather(left_over(far.chat), left_over(other))
        clock.time += 2 * LEASE
        assert not any(await asyncio.gather(left_over(far.chat), left_over(other)))
    users = [unsent.origin.identity.user for replica_found in found for unsent in replica_found]
    assert sorted(users) == [f"user-{number}" for number in range(people)]
    assert len(judge.graded) == people
    assert len(await rows(database, attempts)) == people
    await elsewhere.close()


async def test_a_replica_that_has_not_reached_the_broker_yet_keeps_code(broker_url: str, database: Database, clock: Clock) -> None:
    async with QueueJudge(broker_url) as judge:
        chat = chat_on(database, clock, judge)
        assert KEPT["en"] in await sends_code(Person(chat), RIGHT_CODE)
        await judge.start()
        async with worker(broker_url, Submissions(database), ScriptedGrading(), clock):
            clock.time += 2 * LEASE
            assert len(await left_over(chat)) == 1


@pytest.mark.usefixtures("broker_url")
async def test_a_broker_that_takes_nothing_is_as_good_as_away(
    virtual_host: str, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broker.judge.PUBLISH_TIMEOUT_S", 0.2)
    async with line(virtual_host, database, clock) as far:
        far.cable.is_frozen = True
        try:
            assert KEPT["en"] in await sends_code(Person(far.chat), RIGHT_CODE)
        finally:
            far.cable.cut()


async def test_replies_come_again_after_the_broker_was_away(
    broker_url: str, virtual_host: str, database: Database, clock: Clock
) -> None:
    judge = ScriptedGrading()
    async with line(virtual_host, database, clock) as far, worker(broker_url, Submissions(database), judge, clock):
        for _ in range(3):
            await far.is_cut()
            await far.is_mended()
            async with asyncio.timeout(2):  # Sooner than the report would be found without its reply.
                assert PASSED in await sends_code(Person(far.chat), RIGHT_CODE)
