"""What a graded answer looks like: the contract between the grader and whoever shows its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MISCONCEPTION_PENALTY = 0.25
"""Share of the full mark that each misconception costs."""


class Kind(StrEnum):
    """What sort of text the learner sent."""

    ANSWER = "answer"
    GIVE_UP = "give-up"
    EMPTY = "empty"
    ECHO = "echo"
    OFF_TOPIC = "off-topic"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The part of the learner's text, `text[start:end]`, that decided something; `quote` are its words."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A point awarded, or a misconception shown, with the words that did it."""

    id: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NearMatch:
    """Words that may be a misspelt concept, too far off to count: ask back before deciding.

    With `suggestion` read in place of `evidence.quote` the answer would earn `point_id`.
    """

    point_id: str
    evidence: Evidence
    suggestion: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The grade of one answer. `missed` and `awarded` together are all points of the question, in its order."""

    question_id: str
    kind: Kind
    awarded: tuple[Finding, ...]
    missed: tuple[str, ...]
    misconceptions: tuple[Finding, ...]
    unsure: tuple[NearMatch, ...]
    score: float

    @property
    def awarded_ids(self) -> tuple[str, ...]:
        """Return the ids of the awarded points, in the question's order."""
        return tuple(finding.id for finding in self.awarded)


def score_of(awarded: int, needed: int, misconceptions: int) -> float:
    """Return min(1, awarded / needed) less `MISCONCEPTION_PENALTY` per misconception, not below 0."""
    return max(0.0, min(1.0, awarded / needed) - MISCONCEPTION_PENALTY * misconceptions)
