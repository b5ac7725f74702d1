"""What a step may need to know beyond its session: asked for before it, and handed to it as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from bot.conversation.reviewing import ReviewCard
from bot.conversation.session import Attempt
from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Kept:
    """An attempt as it is kept: what was done, and when."""

    attempt: Attempt
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What is remembered of a learner: review cards by item, the attempts, newest last, and the settings."""

    cards: Mapping[str, ReviewCard] = field(default_factory=dict)
    attempts: tuple[Kept, ...] = ()
    zone: str = "UTC"
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Rank:
    """One learner of a leaderboard: how many questions and tasks they solved, and how many they tried."""

    name: str
    solved: int
    tried: int
    is_self: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who practised in this server or workspace, best first."""

    ranks: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class DailySettings:
    """When and what a channel is asked every day. `at` is the zone's own time, `mention` the mark of a role to call."""

    at: time
    zone: str
    topic: str | None
    language: Language
    mention: str = ""


@dataclass(frozen=True, slots=True)
class Daily:
    """How a channel's daily question stands: its settings, if it has any, what is next, and the last that was posted."""

    settings: DailySettings | None = None
    is_on: bool = False
    next_due: datetime | None = None
    last_posted: date | None = None
    zone_of_learner: str = "UTC"


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether a one-time code can be taken up by who sent it."""

    is_open: bool
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A quiz that a channel holds together; `tally` is who solved how many of it, best first."""

    items: tuple[str, ...]
    position: int
    language: Language
    tally: tuple[tuple[str, int], ...] = ()

    @property
    def is_over(self) -> bool:
        """Return whether there is no further question."""
        return self.position >= len(self.items)

    def at(self, position: int) -> Round:
        """Return the round at another question."""
        return replace(self, position=position)


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether the learner has come to the end of this exchange before."""

    is_first: bool


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept about a learner, as JSON."""

    json: str


Facts = Record | Ranking | Daily | Offer | Round | Tried | Everything


@dataclass(frozen=True, slots=True)
class RecordWanted:
    """The learner's record."""


@dataclass(frozen=True, slots=True)
class RankingWanted:
    """The leaderboard of this place since a moment, or of all time."""

    since: datetime | None


@dataclass(frozen=True, slots=True)
class DailyWanted:
    """The daily question of this channel."""


@dataclass(frozen=True, slots=True)
class OfferWanted:
    """What a one-time code is worth."""

    code: str


@dataclass(frozen=True, slots=True)
class RoundWanted:
    """A quiz that a channel holds together."""

    round_id: str


@dataclass(frozen=True, slots=True)
class TriedWanted:
    """Whether this exchange was had before."""


@dataclass(frozen=True, slots=True)
class EverythingWanted:
    """All that is kept about the learner."""


Wanted = RecordWanted | RankingWanted | DailyWanted | OfferWanted | RoundWanted | TriedWanted | EverythingWanted
