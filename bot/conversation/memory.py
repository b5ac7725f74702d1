"""The conversation's view of what is kept between messages."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.cards import Card
from bot.conversation.facts import Facts, Wanted
from bot.conversation.origin import Origin
from bot.conversation.pending import Pending
from bot.conversation.session import Session
from bot.conversation.turn import Effect
from graders.code.report import Report


class MemoryUnavailableError(Exception):
    """What is kept cannot be reached just now; nothing was changed. The message is for whoever operates the bot."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """Replies that were kept, but perhaps never reached who they were for."""

    origin: Origin
    cards: tuple[Card, ...]


class Desk(Protocol):
    """One learner's conversation, while it takes one step. Everything is kept when the step ends, or nothing."""

    @property
    def learner_id(self) -> int:
        """The learner's number."""

    @property
    def session(self) -> Session:
        """Where the conversation stands."""

    @property
    def replayed(self) -> Unsent | None:
        """What this very event led to, if it has been here before; no cards if they were delivered."""

    async def facts(self, wanted: Wanted) -> Facts:
        """Return facts that a step needs."""

    async def keep(self, session: Session, effects: Sequence[Effect], cards: Sequence[Card]) -> tuple[Pending, ...]:
        """Keep the session, carry out the effects, and return the code that now waits for its report."""

    async def file(self, pending: Pending, report: Report) -> None:
        """Keep a report in place of the code it is about."""


class Memory(Protocol):
    """Keeps sessions, attempts and everything else. All methods raise MemoryUnavailableError."""

    def turn(self, origin: Origin, now: datetime) -> AbstractAsyncContextManager[Desk]:
        """Take up a learner's conversation for one step; others who want it wait."""

    def report(self, pending: Pending, origin: Origin, now: datetime) -> AbstractAsyncContextManager[Desk | None]:
        """Take up the conversation in which code was sent; None if the learner has had everything deleted since."""

    async def peek(self, origin: Origin) -> Session | None:
        """Return where a conversation stands; None for somebody new."""

    async def delivered(self, origin: Origin) -> None:
        """Note that the replies to an event have been sent."""

    async def task_of(self, origin: Origin) -> str | None:
        """Return the task that the code in a message was graded for; None if there was none in it."""

    async def hold(self, pending: Pending, now: datetime) -> Report | None:
        """Keep others from taking code in hand that is being graded; return its report if it has been kept meanwhile."""

    async def take_unsent(self, platform: str, now: datetime, *, at_start: bool) -> Sequence[Unsent]:
        """Take replies that nobody delivers any more since whoever did was ended."""

    async def take_pending(self, platform: str, now: datetime, *, at_start: bool) -> Sequence[Pending]:
        """Take some of the code that nobody grades any more since whoever did was ended.

        `at_start`: whoever asks has just begun, so that where there is only one process, nobody has anything in hand.
        """
