"""What one event leads to: the session after it, what to say, what to remember."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.cards import Card
from bot.conversation.session import Attempt, Session
from graders.code.upload import Upload


@dataclass(frozen=True, slots=True)
class Remember:
    """Effect: keep how a step went."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class GradeCode:
    """Effect: have the judge grade this, and come back with its report."""

    upload: Upload


Effect = Remember | GradeCode


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one event."""

    state: Session
    replies: tuple[Card, ...]
    effects: tuple[Effect, ...] = ()

    def after(self, earlier: Turn) -> Turn:
        """Return this turn with what an earlier one said and did put before it."""
        return Turn(self.state, (*earlier.replies, *self.replies), (*earlier.effects, *self.effects))
