"""Where concepts and cues stand in a message."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import NamedTuple


class How(IntEnum):
    """How sure it is that the words mean the concept; less is surer."""

    EXACT = 0
    SPELT = 1
    SOUND = 2
    UNSURE = 3


# A member looked up in its class takes ten times as long as a global name, and these are compared for every mention.
EXACT, SPELT, SOUND, UNSURE = How


class Mention(NamedTuple):
    """A concept (or cue) found in tokens `start` up to, not including, `end`.

    `gap` are tokens inside it that are not its words. A `bare` mention counts only in a list of names, or heading a clause.
    `suggestion` is the right spelling of a misspelt one.
    """

    concept: str
    start: int
    end: int
    how: How = EXACT
    bare: bool = False
    gap: tuple[int, int] | None = None
    suggestion: str = ""

    def covers(self, token: int) -> bool:
        """Return whether the token is one of this mention's own words."""
        return self.start <= token < self.end and not (self.gap and self.gap[0] <= token < self.gap[1])

    def contains(self, other: Mention) -> bool:
        """Return whether `other` lies within this mention and is shorter."""
        return self.start <= other.start and other.end <= self.end and self.end - self.start > other.end - other.start


_start = attrgetter("start")


class Mentions(NamedTuple):
    """All that was found in a message: the concepts, the cues by name, and the tokens that are only small words."""

    terms: Sequence[Mention]
    cues: Mapping[str, Sequence[Mention]]
    fillers: frozenset[int]
    list_words: frozenset[int]

    def cue(self, name: str) -> Sequence[Mention]:
        """Return the mentions of a cue of cues.yaml."""
        return self.cues.get(name, ())


def beginning_in(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Return those of the mentions, which are in order, that begin in tokens `start` to `end`."""
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


def by_token(mentions: Iterable[Mention]) -> dict[int, list[Mention]]:
    """Return for each token the mentions that it lies in."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        for token in range(mention.start, mention.end):
            found.setdefault(token, []).append(mention)
    return found
