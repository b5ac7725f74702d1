"""The shape of a text: a mere pile of terms, or a bare list of names, or speech."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from graders.answers.mentions import Mentions
from graders.answers.message import Message
from graders.answers.tokens import NO_WORDS

MIN_PILE_TERMS = 6
MAX_PILE_WORDS_PER_TERM = 2.6
"""Wider "terms" are phrases, which say something."""
MIN_LOOSE_PILE_WORDS = 8
"""English words in a row, without a comma and without a word that says anything, that make a pile."""
MIN_LOOSE_WORDS_PER_CLAUSE = 3.5
MAX_SAYING_SHARE = 0.05
"""Share of a pile's words that may say something."""

_SAYING = ("stops", "inert", "standards", "short_negators")
_RELATIONS = frozenset("=:→")
_WORD_PARTS = frozenset((*"一二两三四五第和", "one"))
_JOINS = frozenset((",", "、", "and", "or", "+", "/", "&", "和", "与", "及", "或", "跟", "gate", "门"))


class Shape:
    """The shape of one message, worked out when a rubric asks."""

    def __init__(self, message: Message, mentions: Mentions) -> None:
        self._message = message
        self._mentions = mentions

    @cached_property
    def is_pile(self) -> bool:
        """Return whether the text is terms thrown together, with no word that says anything of them."""
        tokens = self._message.tokens
        if not _RELATIONS.isdisjoint(tokens.text):
            return False
        saying = {i for name in _SAYING for m in self._mentions.cue(name) for i in range(m.start, m.end)}
        # The 不 of 不稳定 and the 和 of 饱和 say nothing by themselves.
        named = {i for m in self._mentions.terms for i in range(m.start, m.end)}
        saying |= {m.start for m in self._mentions.cue("negators") if m.start not in named}
        saying |= {i for i in self._mentions.fillers if i not in named or tokens.text[i] not in _WORD_PARTS}
        allowed = self._message.word_count * MAX_SAYING_SHARE
        if len(saying) > allowed:  # So it is with all speech; only the rest need be looked at word by word.
            return False
        words = [i for i, kind in enumerate(tokens.kind) if kind not in NO_WORDS]
        saying |= {i for i in words if tokens.kind[i] == "number"}
        if not words or len(saying) > allowed:
            return False
        english = sum(tokens.kind[i] == "word" for i in words)
        if english >= max(MIN_LOOSE_PILE_WORDS, MIN_LOOSE_WORDS_PER_CLAUSE * len({tokens.clause[i] for i in words})):
            return True
        terms = 1 + sum(self._are_parted(a, b) for a, b in pairwise(words))
        return terms >= MIN_PILE_TERMS and self._message.weight / terms <= MAX_PILE_WORDS_PER_TERM

    @cached_property
    def listed(self) -> frozenset[int]:
        """Return the tokens in bare lists: in a clause of nothing but names and small words, or beside another name."""
        tokens, terms = self._message.tokens, self._mentions.terms
        cues = [m for name, found in self._mentions.cues.items() if name not in ("ordinary", "give_up") for m in found]
        known = self._mentions.fillers | self._mentions.list_words | {i for m in (*terms, *cues) for i in range(m.start, m.end)}
        busy = {
            clause for i, clause in enumerate(tokens.clause) if tokens.is_word(i) and i not in known and tokens.kind[i] != "number"
        }
        found = {i for i, clause in enumerate(tokens.clause) if clause not in busy}
        run = 0
        for first, second in pairwise(terms):
            between = tokens.text[first.end : second.start]
            if not between or not _JOINS.issuperset(between):
                run = 0
                continue
            run += 1
            # Where speech goes on around it, one comma joins two clauses rather than two names.
            joins_clauses = between == [","] and {tokens.clause[first.start], tokens.clause[second.start]} <= busy
            if not joins_clauses or run > 1:
                found.update(range(first.start, second.end))
        return frozenset(found)

    def _are_parted(self, before: int, at: int) -> bool:
        """Return whether a comma or, in Chinese, a blank parts two words.

        A blank between Chinese and Latin letters is mere typography, unless the text has no comma at all.
        """
        tokens = self._message.tokens
        if at - before > 1:
            return "break" in tokens.kind[before + 1 : at]
        kinds = {tokens.kind[before], tokens.kind[at]}
        return tokens.characters(at)[0] > tokens.characters(before)[1] and (
            kinds == {"cjk"} or ("cjk" in kinds and "break" not in tokens.kind)
        )
