"""Which mentions an answer stands by: denial, dismissal and self-correction.

A negator denies what follows it in its clause, up to a word that begins something new; two negators cancel. A dismissal
("... doesn't help", ……没用) denies what came before. A self-correction withdraws the clause before it, or, when it says that
things were swapped, the sentence. Denials that are part of a term (`不稳定`, `does not fit`) deny nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from graders.answers.cues import CUES
from graders.answers.mentions import Mention, Mentions, beginning_in, by_token
from graders.answers.message import Message, Span

REACH_WORDS = 9.0
"""How far a negator reaches at most."""
SHORT_REACH_WORDS = 4.0
"""The same for `without` and its like, which take one noun."""
MAX_EXCLAMATION_WORDS = 4
MAX_NOUN_WORDS = 6
MAX_NEGATORS = 200
"""So many are read: a text of nothing but 不 must not take longer than an answer."""

_OR = frozenset(("or", "nor", "或"))
_AGAIN = frozenset(["and", "or", "nor", "也", "和", "又", "、", "&", "+", "以及", "还"])
_POINTING = frozenset(CUES["pointing"])
_PRONOUNS = frozenset(("it", "that", "this", "there", "they", "其", "实", "这", "那", "它"))
_AUXILIARIES = frozenset(("does", "do", "did", "is", "are", "was", "were", "has", "have", "had", "can", "ca", "will", "wo"))
_REFERRING = _POINTING | _PRONOUNS | _AUXILIARIES | {"i", "我"}
"""Words that a clause may consist of which only takes up what was said before."""
_ANYTHING = frozenset(("one", "any", "so", "such", "here"))
_BROKEN_OFF = ("..", "-", ",")
"""Marks after which a mere "no" takes back what stands before; after a question mark it answers."""
_PREPOSITIONS = frozenset(("over", "across", "along", "of", "from", "by", "per", "to", "with", "对", "沿", "按", "从", "跨"))
_ARTICLES = frozenset(("the", "a", "an"))
_ADJECTIVES = frozenset(("useless", "irrelevant", "unimportant"))
_QUESTIONING = frozenset(("what", "that", "which", "who"))
_INTERJECTIONS = frozenset(CUES["interjections"])


Rivals = Mapping[str, frozenset[str]]
"""Concept -> those it is confused with, subjects of a comparison aside."""


class Retraction(NamedTuple):
    """A self-correction: tokens `start` up to `cue` are withdrawn, and the speech goes on at `resume`.

    Where it goes on with "not A but B", or with B, which is confused with A, then A is the only thing withdrawn.
    """

    start: int
    cue: int
    resume: int
    only: frozenset[str] = frozenset()


class _Denial(NamedTuple):
    """A negator and the tokens it reaches; `terms` are the mentions it is a part of."""

    negator: Mention
    start: int
    end: int
    terms: tuple[Mention, ...]


class Scope:
    """Denials and retractions of one message, asked per mention."""

    def __init__(self, message: Message, mentions: Mentions, rivals: Rivals, compared: Container[str]) -> None:
        self._message = message
        self._rivals = rivals
        self._compared = compared
        self._mentions = mentions
        self._terms = mentions.terms
        self._stops = {m.start for m in mentions.cue("stops")}
        self._negator_starts = {m.start for m in mentions.cue("negators")}
        self._denials_at: dict[int, list[_Denial]] = defaultdict(list)
        for cue, reach in (("negators", REACH_WORDS), ("short_negators", SHORT_REACH_WORDS)):
            for negator in mentions.cue(cue)[:MAX_NEGATORS]:
                denial = self._denial(negator, reach)
                for token in range(denial.start, denial.end):
                    self._denials_at[token].append(denial)
        self._dismissed = [
            self._before(m) for m in mentions.cue("dismissals") if not self._is_part_of_a_term(m) and not self._is_adjective(m)
        ]
        for negator in mentions.cue("negators")[:MAX_NEGATORS]:
            if self._refers_back(negator):
                self._dismissed.append(self._before(negator))
            elif self._answers(negator):
                self._dismissed.append((message.clause_before(negator.start - 1)[0], negator.start))

    @cached_property
    def _terms_at(self) -> dict[int, list[Mention]]:
        return by_token(self._terms)

    @cached_property
    def retractions(self) -> tuple[Retraction, ...]:
        """Return the self-corrections, in order."""
        cue = self._mentions.cue
        found = [self._retraction(m, whole_sentence=False) for m in cue("retractions") if self._stands_alone(m)]
        found += [self._retraction(m, whole_sentence=False) for m in cue("negators")[:MAX_NEGATORS] if self._is_bare_no(m)]
        found += [self._retraction(m, whole_sentence=False) for m in cue("soft_retractions") if self._interrupts(m, found)]
        found += [r for m in cue("beliefs") if (r := self._abandoned(m))]
        found += [self._retraction(m, whole_sentence=True) for m in cue("swaps") if self._begins_its_clause(m)]
        return tuple(sorted((r for r in found if r.start < r.cue), key=lambda r: r.cue))

    def is_denied(self, mention: Mention) -> bool:
        """Return whether the answer denies the mention."""
        start, gap = mention.start, mention.gap
        denied = gap is not None and any(gap[0] <= m.start < gap[1] for m in self._mentions.cue("negators"))
        for denial in self._denials_at.get(start, ()):
            if not denial.terms or all(term.contains(mention) for term in denial.terms):
                denied = not denied
        return denied or (bool(self._dismissed) and any(first <= start < end for first, end in self._dismissed))

    def is_retracted(self, mention: Mention) -> bool:
        """Return whether the answer takes the mention back."""
        return any(r.start <= mention.start < r.cue and (not r.only or mention.concept in r.only) for r in self.retractions)

    def takes_back(self, mention: Mention) -> bool:
        """Return whether its sentence announces that it goes against what was said before ("actually ...", 其实……)."""
        cues = self._mentions.cue("take_backs")
        if not cues:
            return False
        first = self._message.sentence(mention.start)[0]
        return any(first <= cue.start < mention.end for cue in cues)

    def _denial(self, negator: Mention, reach: float) -> _Denial:
        tokens, start = self._message.tokens, negator.end
        end = start
        limit = (tokens.offset[start] if start < len(tokens) else 0.0) + reach
        clause = tokens.clause[negator.end - 1]
        while end < len(tokens) and tokens.offset[end] <= limit:
            if tokens.clause[end] != clause and not self._list_goes_on(start, end):
                break
            if end in self._negator_starts and not _AGAIN.isdisjoint(tokens.text[start:end]):
                break  # "no A and no B": the second denies for itself
            if end > start and end in self._stops and tokens.text[end - 1] not in _QUESTIONING:
                break
            end += 1
        return _Denial(negator, start, end, tuple(t for t in self._terms_at.get(negator.start, ()) if t.covers(negator.start)))

    def _list_goes_on(self, start: int, at: int) -> bool:
        """Return whether the clause at `at` only continues a list ("no forget, input or output gate")."""
        tokens = self._message.tokens
        if tokens.kind[at - 1] == "break" and tokens.text[at - 1] not in ",，、":
            return False
        first, last = self._message.clause(at)
        named = self._named
        words = [i for i in range(first, last) if tokens.is_word(i)]
        listed = all(i in named or tokens.text[i] in _OR or tokens.text[i] == "and" for i in words)
        return listed and not _OR.isdisjoint(tokens.text[start : self._message.sentence(at)[1]])

    @cached_property
    def _named(self) -> frozenset[int]:
        return frozenset(self._terms_at)

    def _has_term(self, span: Iterable[int]) -> bool:
        return not self._named.isdisjoint(span)

    def _is_adjective(self, cue: Mention) -> bool:
        """Return whether the cue only describes what comes next: `useless features`, 没用的特征."""
        tokens = self._message.tokens
        if cue.end >= len(tokens) or tokens.clause[cue.end] != tokens.clause[cue.start]:
            return False
        return tokens.text[cue.end] == "的" or (tokens.text[cue.start] in _ADJECTIVES and tokens.is_word(cue.end))

    def _refers_back(self, negator: Mention) -> bool:
        """Return whether the negator denies what was just said, by a pronoun: 其实没有, "but it doesn't"."""
        tokens, end = self._message.tokens, negator.end
        while end < len(tokens) and tokens.text[end] in _ANYTHING:
            end += 1
        if end < len(tokens) and tokens.kind[end] != "break":
            return False
        start = self._message.clause(negator.start)[0]
        places = [i for i in range(start, negator.start) if tokens.is_word(i)]
        if places and all(i in self._named_in_passing for i in places) and not self._is_part_of_a_term(negator):
            return True  # 遗忘门没有: nothing but the name
        words = [tokens.text[i] for i in places]
        return bool(words) and _REFERRING.issuperset(words) and not _PRONOUNS.isdisjoint(words)

    @cached_property
    def _named_in_passing(self) -> frozenset[int]:
        """Return the tokens of terms, those aside that are compared: "GRU doesn't" denies something else of a GRU."""
        compared = {i for m in self._terms if m.concept in self._compared for i in range(m.start, m.end)}
        return self._named - compared

    def _is_bare_no(self, negator: Mention) -> bool:
        """Return whether a mere "no" breaks off what was said: "A reset gate... no, forget"."""
        if negator.end - negator.start > 1 or not self._is_all_of_its_clause(negator):
            return False
        return self._message.tokens.text[negator.start - 1].startswith(_BROKEN_OFF)

    def _answers(self, negator: Mention) -> bool:
        """Return whether a "no" answers the question before it: 有输出门吗？没有, "an output gate? Nope"."""
        return self._is_all_of_its_clause(negator) and self._message.tokens.text[negator.start - 1] == "?"

    def _is_all_of_its_clause(self, negator: Mention) -> bool:
        tokens, before, end = self._message.tokens, negator.start - 1, negator.end
        return before >= 0 and tokens.kind[before] == "break" and (end == len(tokens) or tokens.kind[end] == "break")

    def _is_part_of_a_term(self, cue: Mention) -> bool:
        return any(term.covers(cue.start) and term.covers(cue.end - 1) for term in self._terms_at.get(cue.start, ()))

    def _before(self, dismissal: Mention) -> Span:
        """Return the tokens that a dismissal speaks of: its clause so far or, when that says nothing, the clause before."""
        start = self._message.clause(dismissal.start)[0]
        says_nothing = _REFERRING.issuperset(self._message.tokens.text[start : dismissal.start])
        if says_nothing and start > 0:
            start = self._message.clause_before(start - 1)[0]
        return start, dismissal.start

    def _stands_alone(self, cue: Mention) -> bool:
        """Return whether the cue opens or fills its clause: `这样不对` corrects nothing that was said."""
        tokens, before = self._message.tokens, cue.start - 1
        return before < 0 or tokens.kind[before] == "break" or tokens.text[before] in _INTERJECTIONS

    def _begins_its_clause(self, cue: Mention) -> bool:
        """Return whether no more than an exclamation stands before the cue in its clause."""
        start = self._message.clause(cue.start)[0]
        return self._message.words(start, cue.start) <= MAX_EXCLAMATION_WORDS and not self._has_term(range(start, cue.start))

    def _interrupts(self, cue: Mention, corrections: Sequence[Retraction]) -> bool:
        """Return whether a mere "sorry" stands between two pieces of speech; "..., no, smaller, sorry" has corrected already."""
        tokens, end = self._message.tokens, cue.end
        if cue.start == 0 or end == len(tokens) or tokens.kind[end] != "break" or not self._stands_alone(cue):
            return False
        is_last = tokens.sentence[end] != tokens.sentence[min(end + 1, len(tokens) - 1)] or end + 1 == len(tokens)
        return not is_last or not any(tokens.sentence[r.cue] == tokens.sentence[cue.start] for r in corrections)

    def _abandoned(self, belief: Mention) -> Retraction | None:
        """Return the retraction of what somebody "used to think", up to the turn to what is so ("but", 其实)."""
        tokens, end = self._message.tokens, belief.end
        last = tokens.sentence[belief.start] + 1
        turn = next((m for m in self._mentions.cue("turns") if m.start >= end and self._stands_alone(m)), None)
        if turn is None or tokens.sentence[turn.start] > last:
            return None
        return Retraction(belief.start, turn.start, self._resumes[turn.end])

    def _retraction(self, cue: Mention, *, whole_sentence: bool) -> Retraction:
        start = self._message.clause_before(cue.start - 1)[0] if cue.start else 0
        for _ in range(2):  # "forget and update ... no, scratch that": the clause that said something
            if start > 0 and not self._has_term(range(start, cue.start)):
                start = self._message.clause_before(start - 1)[0]
        if whole_sentence and start < cue.start:
            start = self._message.sentence(start)[0]
        resume = self._resumes[cue.end]
        if not whole_sentence:
            start = self._half(start, cue.start, resume)
        said = {m.concept for m in beginning_in(self._terms, start, cue.start)}
        only = self._denied_in_clause_at(resume) & said or self._replaced_in_clause_at(resume, said)
        return Retraction(start, cue.start, resume, only)

    def _half(self, start: int, cue: int, resume: int) -> int:
        """Return where the withdrawn half of a sentence begins: "LN averages over the batch... no, over the features".

        So does a mere noun: "divide by the variance, sorry, the standard deviation".
        """
        texts = self._message.tokens.text
        if resume >= len(texts):
            return start
        is_noun = texts[resume] in _ARTICLES and self._message.words(*self._message.clause(resume)) <= MAX_NOUN_WORDS
        if texts[resume] not in _PREPOSITIONS and not is_noun:
            return start
        halves = [i for i in range(start + 1, cue) if texts[i] in _PREPOSITIONS]
        return halves[-1] if halves else start

    @cached_property
    def _resumes(self) -> Sequence[int]:
        """Return for each token where the speech goes on if a correction ends before it: "hang on, that's wrong, ..."."""
        ends = {c.start: c.end for name in ("retractions", "swaps") for c in self._mentions.cue(name)}
        tokens = self._message.tokens
        resumes = list(range(len(tokens) + 1))
        for at in reversed(range(len(tokens))):
            if at in ends or not tokens.is_word(at):
                resumes[at] = resumes[ends.get(at, at + 1)]
        return resumes

    def _denied_in_clause_at(self, at: int) -> frozenset[str]:
        if at >= len(self._message):
            return frozenset()
        end = self._message.clause(at)[1]
        if not any(at <= m.start <= at + 1 for m in self._mentions.cue("negators")):
            return frozenset()
        return frozenset(m.concept for m in beginning_in(self._terms, at, end) if self.is_denied(m))

    def _replaced_in_clause_at(self, at: int, said: set[str]) -> frozenset[str]:
        """Return what was said that now gives way to its rival: "it gets smaller, no, larger" withdraws "smaller" only."""
        if at >= len(self._message):
            return frozenset()
        end = self._message.clause(at)[1]
        now = {m.concept for m in beginning_in(self._terms, at, end)}
        return frozenset(concept for concept in said if not now.isdisjoint(self._rivals.get(concept, ())))
