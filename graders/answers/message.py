"""A message cut up for grading: its tokens, clauses and sentences, and the way back to the learner's own characters."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from graders.answers.assessment import Evidence
from graders.answers.normalise import normalise
from graders.answers.tokens import Token, tokenise

Span = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


class Message:
    """What a learner sent, normalised and cut into tokens."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._normalised = normalise(original)
        self.tokens: tuple[Token, ...] = tokenise(self._normalised)
        self._clauses = _runs([token.clause for token in self.tokens])
        self._sentences = _runs([token.sentence for token in self.tokens])

    @property
    def text(self) -> str:
        """Return the normalised text."""
        return self._normalised.text

    def __len__(self) -> int:
        return len(self.tokens)

    def clause(self, at: int) -> Span:
        """Return the clause that token `at` is in."""
        return self._clauses[self.tokens[at].clause]

    def sentence(self, at: int) -> Span:
        """Return the sentence that token `at` is in."""
        return self._sentences[self.tokens[at].sentence]

    def clause_before(self, at: int) -> Span:
        """Return the nearest clause with words in it that ends before token `at` or contains it."""
        while at > 0 and not self.tokens[at].is_word:
            at -= 1
        return self.clause(at)

    def distance(self, a: int, b: int) -> float:
        """Return how many words lie between tokens `a` and `b`."""
        first, second = (a, b) if a <= b else (b, a)
        return max(0.0, self.tokens[second].offset - self.tokens[first].offset - 1)

    def token_at(self, character: int) -> int:
        """Return the token at, or the last one before, a character of the normalised text."""
        return max(0, bisect_right(self._starts, character) - 1)

    def quote(self, start: int, end: int) -> Evidence:
        """Return tokens `start` to `end` in the learner's own words."""
        origin = self._normalised.origin
        first = origin[self.tokens[start].start]
        last = origin[self.tokens[end - 1].end - 1] + 1
        return Evidence(first, last, self._original[first:last])

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]


def _runs(numbers: list[int]) -> dict[int, Span]:
    """Return for each number the span of its (consecutive) occurrences."""
    spans: dict[int, Span] = {}
    for at, number in enumerate(numbers):
        spans[number] = (spans[number][0] if number in spans else at, at + 1)
    return spans
