"""Join the pure conversation with a memory: the one way on which every platform's events go."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.cards import Card, CardKind
from bot.conversation.coding import awaits_code
from bot.conversation.events import Content, Event, Graded
from bot.conversation.interviewer import Interviewer
from bot.conversation.memory import Desk, Memory, MemoryUnavailableError, Unsent
from bot.conversation.origin import Origin
from bot.conversation.pending import Judge, JudgeAwayError, Pending
from bot.conversation.session import Mode, Session
from bot.conversation.step import step
from bot.conversation.turn import PostDailyNow, SetDaily
from bot.conversation.wants import facts_wanted
from graders.code.report import Report
from knowledge.models import Language

HOLD_EVERY_S = 5.0
"""So often a replica says that it still waits for a report; several times within a lease (bot/store/effects.py)."""
MOST_HOLDS = 120
"""After these ten minutes it lets go of the code, which is then taken up as if the replica were gone."""


def _nobody_waits() -> None:
    """Do nothing: no scheduler runs here."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a step that is kept has led to."""

    cards: tuple[Card, ...]
    language: Language = "en"
    pending: tuple[Pending, ...] = ()
    concerns_scheduler: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """Takes events of any learner and yields what to show.

    `draw_seed` gives each event its randomness (64 bits), `now` the time, in UTC; `wake_scheduler` is called when a channel's daily
    question has been set.
    """

    interviewer: Interviewer
    memory: Memory
    judge: Judge
    draw_seed: Callable[[], int]
    now: Callable[[], datetime]
    wake_scheduler: Callable[[], None] = _nobody_waits

    async def handle(self, origin: Origin, content: Content) -> AsyncIterator[tuple[Card, ...]]:
        """Let the conversation take one step, and one more for each report. Raises MemoryUnavailableError.

        Cards come step by step, as soon as they are kept: that code is being graded is said before it is. An event that was here
        before has no second effect; its cards come again only if they had not all been taken.
        """
        async with self.memory.turn(origin, self.now()) as desk:
            taken = await self._step(desk, origin, content)
        if taken.concerns_scheduler:
            self.wake_scheduler()
        if taken.cards:
            yield taken.cards
            if origin.key is not None:
                await self.memory.delivered(origin)
        for waiting in taken.pending:
            try:
                cards = await self.grade(waiting)
            except (JudgeAwayError, MemoryUnavailableError):
                yield (self._kept(taken.language),)
                continue
            if cards:
                yield cards
                await self.memory.delivered(_report_origin(waiting))

    async def grade(self, pending: Pending) -> tuple[Card, ...]:
        """Have code graded and return what to say of it; nothing if that has been said before.

        Raises JudgeAwayError, MemoryUnavailableError; then the code stays kept, and comes again with what is left over.
        """
        report = pending.report or await self._report_on(pending)
        origin = _report_origin(pending)
        async with self.memory.report(pending, origin, self.now()) as desk:
            if desk is None or desk.replayed is not None:
                return ()  # Deleted; or told by another process that had it in hand as well, or told with what is unsent.
            await desk.file(pending, report)
            return (await self._step(desk, origin, Graded(report))).cards

    async def left_over(self, platform: str, is_ours: Callable[[Origin], bool], *, at_start: bool) -> AsyncIterator[Unsent]:
        """Yield what was kept, but never said since a process was ended; code is graded now. The caller delivers it.

        `at_start` is to be True for the first call after a start. Raises MemoryUnavailableError.
        """
        for unsent in await self.memory.take_unsent(platform, self.now(), at_start=at_start):
            if is_ours(unsent.origin):
                yield unsent
                await self.memory.delivered(unsent.origin)
        while taken := await self.memory.take_pending(platform, self.now(), at_start=at_start):
            at_start = False  # What this process has in hand from here on is its own.
            async for unsent, reported in self._graded([pending for pending in taken if is_ours(pending.origin)]):
                yield unsent
                await self.memory.delivered(reported)

    async def origin_for(self, origin: Origin, task_id: str) -> Origin:
        """Return where code for a task belongs: the conversation in which it is open, or else one of its own."""
        session = await self.memory.peek(origin)
        is_open = session is not None and session.current is not None and session.current.step_id == task_id
        return origin if is_open else replace(origin, scope=f"task:{task_id}")

    async def language_of(self, origin: Origin) -> Language:
        """Return the language in which that learner is spoken to."""
        session = await self.memory.peek(origin)
        return session.language if session is not None else origin.language

    async def awaits_code(self, origin: Origin) -> bool:
        """Return whether what that learner sends next is meant as code."""
        session = await self.memory.peek(origin)
        return session is not None and awaits_code(self.interviewer, self._still_known(session))

    async def is_busy(self, origin: Origin) -> bool:
        """Return whether that learner is in the middle of a quiz or an interview."""
        session = await self.memory.peek(origin)
        return session is not None and session.mode is not Mode.IDLE

    async def _graded(self, taken: Sequence[Pending]) -> AsyncIterator[tuple[Unsent, Origin]]:
        """Yield what to say of each, and what that is known by; leave out what cannot be graded now."""
        gradings = [asyncio.ensure_future(self.grade(pending)) for pending in taken]
        try:
            for pending, grading in zip(taken, gradings, strict=True):
                with suppress(JudgeAwayError):
                    if cards := await grading:
                        yield Unsent(pending.origin, cards), _report_origin(pending)
        finally:
            for grading in gradings:
                grading.cancel()
            await asyncio.gather(*gradings, return_exceptions=True)

    async def _report_on(self, pending: Pending) -> Report:
        """Await a report while keeping hold of the code; one that another process has kept meanwhile serves as well."""
        grading = asyncio.ensure_future(self.judge.grade(pending))
        try:
            for _ in range(MOST_HOLDS):
                if (await asyncio.wait({grading}, timeout=HOLD_EVERY_S))[0]:
                    return grading.result()
                with suppress(MemoryUnavailableError):
                    if (kept := await self.memory.hold(pending, self.now())) is not None:
                        return kept
            raise JudgeAwayError("there is no report after so long; the job may be lost")
        finally:
            grading.cancel()

    def _kept(self, language: Language) -> Card:
        return Card(CardKind.NOTICE, body=(self.interviewer.phrases[language].say("task.kept"),))

    async def _step(self, desk: Desk, origin: Origin, content: Content | Graded) -> _Taken:
        if desk.replayed is not None:
            return _Taken(desk.replayed.cards)
        now = self.now()
        wanted = facts_wanted(content, now)
        facts = await desk.facts(wanted) if wanted is not None else None
        event = Event(content, self.draw_seed(), origin.name, now, origin.place, origin.may_manage, facts)
        turn = step(self.interviewer, self._still_known(desk.session), event)
        pending = await desk.keep(turn.state, turn.effects, turn.replies)
        wakes = any(isinstance(effect, SetDaily | PostDailyNow) for effect in turn.effects)
        return _Taken(turn.replies, turn.state.language, pending, wakes)

    def _still_known(self, session: Session) -> Session:
        """Return the session, at rest if the bank has lost something that it refers to."""
        return session if all(map(self.interviewer.knows, session.item_ids)) else Session(session.language)


def _report_origin(pending: Pending) -> Origin:
    return replace(pending.origin, key=f"report:{pending.id}")
