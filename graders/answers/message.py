"""A message cut up for grading: its tokens, clauses and sentences, and the way back to the learner's own characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from graders.answers.assessment import Evidence
from graders.answers.normalise import normalise
from graders.answers.tokens import CJK_WEIGHT, NO_WORDS, Tokens, tokenise

Span = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


class Message:
    """What a learner sent, normalised and cut into tokens."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._normalised = normalise(original)
        self.tokens: Tokens = tokenise(self._normalised.text)

    @cached_property
    def _words_before(self) -> Sequence[int]:
        return [0, *accumulate(kind not in NO_WORDS for kind in self.tokens.kind)]

    @property
    def text(self) -> str:
        """Return the normalised text."""
        return self._normalised.text

    def __len__(self) -> int:
        return len(self.tokens)

    def clause(self, at: int) -> Span:
        """Return the clause that token `at` is in."""
        column, number = self.tokens.clause, self.tokens.clause[at]
        return bisect_left(column, number), bisect_right(column, number)

    def sentence(self, at: int) -> Span:
        """Return the sentence that token `at` is in."""
        column, number = self.tokens.sentence, self.tokens.sentence[at]
        return bisect_left(column, number), bisect_right(column, number)

    def clause_before(self, at: int) -> Span:
        """Return the nearest clause with words in it that ends before token `at` or contains it."""
        while at > 0 and not self.tokens.is_word(at):
            at -= 1
        return self.clause(at)

    @property
    def word_count(self) -> int:
        """Return how many tokens carry words."""
        kinds = self.tokens.kind
        return len(kinds) - sum(kinds.count(kind) for kind in NO_WORDS)

    @property
    def weight(self) -> float:
        """Return how many words the message has; a Chinese character is a part of one."""
        return sum(CJK_WEIGHT if kind == "cjk" else 1.0 for kind in self.tokens.kind if kind not in NO_WORDS)

    def words(self, start: int, end: int) -> int:
        """Return how many of tokens `start` to `end` carry words."""
        return self._words_before[end] - self._words_before[start]

    def distance(self, a: int, b: int) -> float:
        """Return how many words lie between tokens `a` and `b`."""
        offset = self.tokens.offset
        return max(0.0, abs(offset[b] - offset[a]) - 1)

    def quote(self, start: int, end: int) -> Evidence:
        """Return tokens `start` to `end` in the learner's own words."""
        origin = self._normalised.origin
        first = origin[self.tokens.characters(start)[0]]
        last = origin[self.tokens.characters(end - 1)[1] - 1] + 1
        return Evidence(first, last, self._original[first:last])
