"""What one event leads to: the session after it, what to say, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.cards import Card
from bot.conversation.facts import DailySettings
from bot.conversation.session import Attempt, Session
from graders.code.upload import Upload
from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Remember:
    """Effect: keep how a step went, and when to ask it again."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class GradeCode:
    """Effect: have the judge grade this, and come back with its report."""

    upload: Upload


@dataclass(frozen=True, slots=True)
class Prefer:
    """Effect: keep what the learner chose; None leaves a choice as it is."""

    language: Language | None = None
    zone: str | None = None
    is_listed: bool | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """Effect: keep that something about a question is wrong."""

    item_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetDaily:
    """Effect: ask this channel every day; None: no longer."""

    settings: DailySettings | None


@dataclass(frozen=True, slots=True)
class PostDailyNow:
    """Effect: post today's question of this channel at once."""


@dataclass(frozen=True, slots=True)
class OfferLink:
    """Effect: let whoever sends this code within some minutes be the same person."""

    code: str


@dataclass(frozen=True, slots=True)
class TakeLink:
    """Effect: be the same person as whoever was given this code."""

    code: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Effect: forget everything about this person."""


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Effect: keep a quiz that a channel holds together."""

    round_id: str
    items: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class AdvanceRound:
    """Effect: let a round go on from a position."""

    round_id: str
    position: int


Effect = (
    Remember | GradeCode | Prefer | FileReport | SetDaily | PostDailyNow | OfferLink | TakeLink | OpenRound | AdvanceRound | Forget
)


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one event."""

    state: Session
    replies: tuple[Card, ...]
    effects: tuple[Effect, ...] = ()

    def after(self, earlier: Turn) -> Turn:
        """Return this turn with what an earlier one said and did put before it."""
        return Turn(self.state, (*earlier.replies, *self.replies), (*earlier.effects, *self.effects))
