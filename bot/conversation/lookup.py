"""Find what the learner means by a loosely typed name, or the nearest thing there is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

MIN_LIKENESS = 60.0
"""Of 100, by rapidfuzz's WRatio: below it a suggestion reads as a joke."""
LONGEST_NAME = 60
"""Characters of a name that are compared."""


@dataclass(frozen=True, slots=True)
class Found:
    """The id that was meant, or else the id of the nearest thing, or neither."""

    id: str | None
    nearest: str | None = None


def find(wanted: str, names: Mapping[str, Iterable[str]]) -> Found:
    """Look `wanted` up among ids and the further names of each, without regard to case, width, blanks and hyphens."""
    key = _folded(wanted[:LONGEST_NAME])
    best, best_likeness = None, MIN_LIKENESS
    for entry_id, further in names.items():
        for name in map(_folded, (entry_id, *further)):
            if name == key:
                return Found(entry_id)
            likeness = fuzz.WRatio(key, name)
            if likeness > best_likeness:
                best, best_likeness = entry_id, likeness
    return Found(None, best)


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
