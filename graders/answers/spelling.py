"""Misspelt English terms.

A word is corrected only if it is no word of English and exactly one word of the question's terms is near enough. The limits
are those of Moodle's pattern match: no edit below 5 letters or with a digit, 1 up to 8 letters, 2 from 9; same first letter.
One edit beyond the limit is near but not sure: the learner is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from graders.answers.mentions import SPELT, UNSURE, How
from graders.answers.tokens import Tokens, stem

if TYPE_CHECKING:
    from graders.answers.index import ConceptIndex

MIN_LETTERS = 5
MIN_PART_LETTERS = 3
"""Shortest word that may be misspelt as part of a term of several words."""
LONG_WORD_LETTERS = 9


@dataclass(frozen=True, slots=True)
class Correction:
    """A word of the vocabulary in place of a misspelt one.

    A `short` word may be misspelt only as part of a longer term: "cel state" is the cell state, "cel" alone is nothing.
    """

    word: str
    key: str
    how: How
    short: bool = False


def edits_allowed(word: str) -> int:
    """Return how many slips of the finger a word of this length may have."""
    if len(word) < MIN_LETTERS or not word.isalpha():
        return 0
    return 1 if len(word) < LONG_WORD_LETTERS else 2


def corrections(tokens: Tokens, index: ConceptIndex) -> dict[int, Correction]:
    """Return the corrected word for each token that is misspelt."""
    vocabulary = index.vocabulary
    found: dict[int, Correction] = {}
    for place in tokens.words:
        key, text = tokens.key[place], tokens.text[place]
        if key in vocabulary or index.knows(key) or text in vocabulary or len(key) < MIN_PART_LETTERS:
            continue
        correction = index.correction(text)
        if correction is not None:
            found[place] = correction
    return found


def nearest(word: str, vocabulary: Mapping[str, str], candidates: Sequence[str]) -> Correction | None:
    """Return the one of `candidates` that a misspelt word means; None for an English word, or when two are as near."""
    if not word.isalpha() or is_english(word):
        return None
    short = len(word) < MIN_LETTERS
    limit = 1 if short else edits_allowed(word)
    near: dict[str, tuple[float, str]] = {}  # by key: how many edits away, and which spelling of it
    for candidate, edits, _ in process.extract(word, candidates, scorer=OSA.distance, score_cutoff=limit + (not short), limit=4):
        key = vocabulary[candidate]
        near[key] = min(near.get(key, (edits, candidate)), (edits, candidate))
    if not near:
        return None
    ranked = sorted(near.items(), key=lambda item: item[1])
    key, (distance, candidate) = ranked[0]
    as_near = [(len(spelling), key, spelling) for key, (edits, spelling) in ranked if edits == distance]
    if len(as_near) > 1:
        # "fastr" is "faster" rather than "fast": letters are dropped more often than added.
        as_near.sort()
        if as_near[-1][0] == as_near[-2][0]:
            return None
        _, key, candidate = as_near[-1]
    sure = distance <= (1 if short else min(limit, max(1, edits_allowed(candidate))))
    return Correction(candidate, key, SPELT if sure else UNSURE, short)


@lru_cache(maxsize=16_384)
def is_english(word: str) -> bool:
    """Return whether the word, or its plural or past tense, is in the English dictionary."""
    return word in load_dictionary() or stem(word) in load_dictionary()


@lru_cache(maxsize=1)
def load_dictionary() -> frozenset[str]:
    """Return the words of English, read once: with the first word that may be a slip (a fifth of a second)."""
    return frozenset(SpellChecker(language="en").word_frequency.words())
