"""What the bot keeps in mind of one learner: a frozen value that goes to JSON and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter

from knowledge.models import Language


class Mode(StrEnum):
    """What the learner is in the middle of."""

    IDLE = "idle"
    QUIZ = "quiz"
    INTERVIEW = "interview"
    SHARED = "shared"


class Outcome(StrEnum):
    """How a step ended."""

    ANSWERED = "answered"
    GAVE_UP = "gave-up"
    SHOWN = "shown"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A point that was earned, or a misconception that was shown, with the learner's words that did it."""

    id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words in the last thing said that may be misspelt, and what they would have to be to earn the point."""

    point_id: str
    start: int
    end: int
    quote: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The current question, and what has passed about it.

    `follow_ups` counts every time the bot asked again or found code not right yet, `probed` are the points it asked for,
    `hinted` those it gave a hint for, `settled` the words it asked back about.
    """

    step_id: str
    said: tuple[str, ...] = ()
    earned: tuple[Quoted, ...] = ()
    misconceptions: tuple[Quoted, ...] = ()
    follow_ups: int = 0
    probed: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    doubt: Doubt | None = None
    gave_up: bool = False

    @property
    def earned_ids(self) -> frozenset[str]:
        """Return the ids of the points earned so far."""
        return frozenset(point.id for point in self.earned)

    @property
    def was_tried(self) -> bool:
        """Return whether anything was said, or any code sent, that counts."""
        return bool(self.said or self.follow_ups)

    @property
    def open_probe(self) -> str | None:
        """Return the point that the last follow-up asked about, while it is still missed."""
        return self.probed[-1] if self.probed and self.probed[-1] not in self.earned_ids else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one step went, without the learner's text. `score` is None where no mark is given."""

    step_id: str
    outcome: Outcome
    earned: tuple[str, ...]
    missed: tuple[str, ...]
    misconceptions: tuple[str, ...]
    hints: int
    follow_ups: int
    score: float | None

    @property
    def is_solved(self) -> bool:
        """Return whether everything that was asked for came from the learner, without a misconception."""
        return self.outcome is Outcome.SOLVED or (self.score or 0.0) >= 1.0


@dataclass(frozen=True, slots=True)
class Session:
    """One learner's conversation. `position` counts the steps asked so far, of `total`."""

    language: Language
    mode: Mode = Mode.IDLE
    interview_id: str | None = None
    remaining: tuple[str, ...] = ()
    position: int = 0
    total: int = 0
    current: Exchange | None = None
    results: tuple[Attempt, ...] = ()

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Return everything that the session refers to."""
        current = (self.current.step_id,) if self.current is not None else ()
        return (*current, *self.remaining, *(attempt.step_id for attempt in self.results))

    def in_language(self, language: Language) -> Session:
        """Return the same session, held in another language."""
        return replace(self, language=language)

    def to_json(self) -> bytes:
        """Return the session as JSON."""
        return _adapter().dump_json(self)

    @staticmethod
    def from_json(data: bytes | str) -> Session:
        """Read a session back. Raises pydantic.ValidationError."""
        return _adapter().validate_json(data)


@cache
def _adapter() -> TypeAdapter[Session]:
    return TypeAdapter(Session)
