"""What somebody waits for is graded before what is overdue."""

from __future__ import annotations

import asyncio
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.broker.worker import AHEAD, Precedence
from bot.store.database import Database
from bot.store.submissions import Submissions
from tests.bot.broker.grading import ScriptedGrading, ask_for, keep_code, until, worker
from tests.bot.broker.rabbit import raw_channel, waiting_in
from tests.bot.fake_chat import Clock

OVERDUE, URGENT, END, GIVE_UP = "overdue", "urgent", "end", "give up"
HAPPENINGS = st.lists(st.sampled_from([OVERDUE, URGENT, END, GIVE_UP]), max_size=30)


class Jobs:
    """Jobs that ask for a turn, and what they ought to get."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.precedence = Precedence(places)
        self.waiting: dict[str, deque[asyncio.Task[None]]] = {URGENT: deque(), OVERDUE: deque()}
        self.inside: dict[asyncio.Task[None], asyncio.Event] = {}
        self.entered: list[str] = []

    async def job(self, kind: str, end: asyncio.Event) -> None:
        async with self.precedence.turn(is_overdue=kind == OVERDUE):
            self.entered.append(kind)
            task = asyncio.current_task()
            assert task is not None
            self.waiting[kind].remove(task)
            self.inside[task] = end
            try:
                await end.wait()
            finally:
                del self.inside[task]

    async def let(self, happening: str) -> None:
        if happening in self.waiting:
            self.waiting[happening].append(asyncio.create_task(self.job(happening, asyncio.Event())))
        elif happening == END and self.inside:
            next(iter(self.inside.values())).set()
        elif happening == GIVE_UP:
            for line in self.waiting.values():
                if line:
                    line.pop().cancel()
        await settled()

    def check(self) -> None:
        assert len(self.inside) <= self.places
        if any(self.waiting.values()):
            assert len(self.inside) == self.places

    async def finish(self) -> None:
        while self.inside:
            await self.let(END)
        assert not any(self.waiting.values())


async def settled() -> None:
    """Let everything that can go on go on."""
    for _ in range(10):
        await asyncio.sleep(0)


@given(st.integers(1, 3), HAPPENINGS)
def test_no_place_stays_free_while_a_job_waits_and_the_overdue_wait_for_the_others(places: int, happenings: list[str]) -> None:
    async def through() -> None:
        jobs = Jobs(places)
        for happening in happenings:
            urgent, before = len(jobs.waiting[URGENT]), len(jobs.entered)
            await jobs.let(happening)
            jobs.check()
            if urgent and happening == END and len(jobs.entered) > before:
                assert jobs.entered[-1] == URGENT
        await jobs.finish()

    asyncio.run(through())


@pytest.mark.asyncio
async def test_what_somebody_waits_for_overtakes_what_is_overdue(broker_url: str, database: Database, clock: Clock) -> None:
    judge = ScriptedGrading()
    judge.gate.clear()
    first, *overdue = [await keep_code(database, clock, code=f"right: overdue {number}") for number in range(5)]
    urgent = [await keep_code(database, clock, code=f"right: urgent {number}") for number in range(4)]
    async with worker(broker_url, Submissions(database), judge, clock), raw_channel(broker_url) as channel:
        await ask_for(channel, first, queue="mianjing.overdue")
        await judge.next_begun()
        await ask_for(channel, *overdue, queue="mianjing.overdue")
        await ask_for(channel, *urgent)
        await until(lambda: _has_at_hand(broker_url, urgent=4, overdue=4), "the worker has as much at hand as it takes")
        judge.gate.set()
        await until(lambda: len(judge.graded) == 9, "all is graded")
    order = [(upload.text or "").split()[1] for upload in judge.graded]
    # The worker has two at hand, and asks for the next when it has let go of one: one overdue job at most can slip in between.
    assert order[:3] == ["overdue", "urgent", "urgent"]


async def _has_at_hand(url: str, *, urgent: int, overdue: int) -> bool:
    waiting = await waiting_in(url)
    return (waiting["grade"], waiting["overdue"]) == (urgent - 1 - AHEAD, overdue)
