"""Hold an answer against the patterns of a rubric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from graders.answers.claims import Claim
from graders.answers.formula import Formula
from graders.answers.mentions import UNSURE
from graders.answers.message import Message
from graders.answers.shape import Shape
from knowledge.models import Pattern

NEAR_WORDS = 15.0
"""How far apart the mentions of one `near` window may be."""
MAX_ANCHORS = 24
"""How many mentions of a pattern's rarest item are tried: answers that repeat a word hundreds of times prove nothing new."""


@dataclass(frozen=True, slots=True)
class StatedFormula:
    """A formula of the answer, and what it is given for."""

    formula: Formula
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that holds: the tokens of its evidence, and the claims it rests on (none for a formula)."""

    start: int
    end: int
    claims: tuple[Claim, ...] = ()


class Reading:
    """An answer as the rubric sees it: claims by concept, formulas, and the shape of the text.

    Where `names_suffice` the question asks for names, and a mere pile of terms may earn points.
    """

    def __init__(
        self,
        message: Message,
        claims: Iterable[Claim],
        members: Mapping[str, frozenset[str]],
        formulas: Iterable[StatedFormula],
        shape: Shape,
        default_subject: str | None,
        *,
        names_suffice: bool,
        has_take_backs: bool,
    ) -> None:
        self._message = message
        self._formulas = tuple(formulas)
        self._shape = shape
        self._names_suffice = names_suffice
        self._has_take_backs = has_take_backs
        self._default_subject = default_subject
        self._members = members
        self._all = tuple(claims)
        self._said: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._all:
            self._said[claim.mention.concept].append(claim)
        self._claims: dict[str, Sequence[Claim]] = {}
        self._found: dict[tuple[tuple[str, ...], tuple[str, ...], bool, bool], list[Claim]] = {}

    @cached_property
    def has_doubts(self) -> bool:
        """Return whether any mention may be a misspelling too far off to count."""
        return any(claim.mention.how == UNSURE for claim in self._all)

    def match(self, pattern: Pattern, *, unsure: bool = False) -> Match | None:
        """Return the first place where the pattern holds; with `unsure`, near misspellings count too."""
        return next(self.matches(pattern, unsure=unsure), None)

    def matches(self, pattern: Pattern, *, unsure: bool = False) -> Iterator[Match]:
        """Yield the places where the pattern holds."""
        if pattern.every:
            parts = [self.match(part, unsure=unsure) for part in pattern.every]
            found = [part for part in parts if part is not None]
            if len(found) == len(parts):
                yield Match(found[0].start, found[0].end, tuple(c for part in found for c in part.claims))
        elif pattern.formula is not None:
            for stated in self._formulas:
                if self._are_about(stated.subjects, pattern) and stated.formula.states(pattern.formula):
                    yield Match(stated.formula.start, stated.formula.end)
        elif pattern.name and (self._names_suffice or not self._shape.is_pile):
            for claim in self._of(pattern.name, pattern, unsure=unsure, named=True):
                if not self._is_taken_back(claim, pattern):
                    yield Match(claim.start, claim.end, (claim,))
        elif pattern.all and not self._shape.is_pile:
            yield from self._together(pattern, unsure=unsure)

    def _together(self, pattern: Pattern, *, unsure: bool) -> Iterator[Match]:
        asked = [(item,) if isinstance(item, str) else item for item in pattern.all]
        if not all(any(self._claims_of(term.removeprefix("not ")) for term in terms) for terms in asked):
            return
        items = [self._of(terms, pattern, unsure=unsure) for terms in asked]
        if not all(items):
            return
        rarest = min(range(len(items)), key=lambda i: len(items[i]))
        for anchor in islice(items[rarest], MAX_ANCHORS):
            chosen = [anchor if i == rarest else self._nearest(anchor, claims, pattern) for i, claims in enumerate(items)]
            claims = tuple(claim for claim in chosen if claim is not None)
            if len(claims) == len(chosen) and self._fits(claims, pattern) and not self._are_taken_back(claims, pattern):
                yield Match(min(c.start for c in claims), max(c.end for c in claims), claims)

    def _is_taken_back(self, claim: Claim, pattern: Pattern) -> bool:
        """Return whether the answer goes on to deny what it named: the last word counts."""
        concept = claim.mention.concept
        said = self._said.get(concept, ())
        if claim.mention.bare and any(c.denied and not c.mention.bare for c in said):
            return True  # "no output gate ... the output is": only the whole name names it now
        later = [c for c in said if c.start >= claim.end]
        if not later:
            return False
        if not self._are_about(later[-1].subjects, pattern):
            return later[-1].takes_back  # "actually, that is the other's"
        return later[-1].denied != claim.denied

    def _are_taken_back(self, claims: tuple[Claim, ...], pattern: Pattern) -> bool:
        """Return whether a later sentence denies the same things of the same subject, announcing that it does ("actually ...")."""
        end = max(claim.end for claim in claims)
        if not self._has_take_backs:
            return False
        later = {
            c.mention.concept: c for c in self._all if c.start >= end and (c.is_subject or self._are_about(c.subjects, pattern))
        }
        again = [(claim, later[claim.mention.concept]) for claim in claims if claim.mention.concept in later]
        return len(again) == len(claims) and any(new.denied != old.denied and new.takes_back for old, new in again)

    def _of(self, terms: tuple[str, ...], pattern: Pattern, *, unsure: bool, named: bool = False) -> list[Claim]:
        """Return the claims of any of the terms that the pattern may rest on, in order. Many patterns ask for the same."""
        asked = (terms, pattern.about, unsure, named)
        if asked not in self._found:
            self._found[asked] = self._find(terms, pattern, unsure=unsure, named=named)
        return self._found[asked]

    def _find(self, terms: tuple[str, ...], pattern: Pattern, *, unsure: bool, named: bool) -> list[Claim]:
        found = []
        # Most questions have no subjects, and need not ask of which a claim is.
        of_anything = not pattern.about and self._default_subject is None
        for term in terms:
            concept = term.removeprefix("not ")
            denied = concept != term
            for claim in self._claims_of(concept):
                mention = claim.mention
                if claim.denied != denied or (mention.how == UNSURE and not unsure):
                    continue
                if mention.bare and not (claim.start in self._shape.listed if named else not self._shape.is_pile):
                    continue
                if of_anything or claim.is_subject or self._are_about(claim.subjects, pattern):
                    found.append(claim)
        return sorted(found, key=lambda c: c.start) if len(terms) > 1 else found

    def _claims_of(self, concept: str) -> Sequence[Claim]:
        """Return the claims of a concept and of those it includes, in order."""
        if concept not in self._claims:
            groups = [self._said[member] for member in self._members.get(concept, ()) if member in self._said]
            claims = [claim for group in groups for claim in group]
            self._claims[concept] = sorted(claims, key=lambda c: c.order) if len(groups) > 1 else claims
        return self._claims[concept]

    def _are_about(self, subjects: frozenset[str], pattern: Pattern) -> bool:
        """Return whether what is said of `subjects` is said of what the pattern is about."""
        default = self._default_subject
        if not pattern.about:
            return default is None or not subjects or default in subjects
        return not (subjects or frozenset((default,) if default else ())).isdisjoint(pattern.about)

    def _nearest(self, anchor: Claim, claims: Sequence[Claim], pattern: Pattern) -> Claim | None:
        usable = [
            (self._distance(anchor, claim), claim.start, place)
            for place, claim in enumerate(claims)
            if claim.mention is not anchor.mention and self._in_window(anchor, claim, pattern.within)
        ]
        return claims[min(usable)[2]] if usable else None

    def _in_window(self, a: Claim, b: Claim, within: str) -> bool:
        tokens = self._message.tokens
        if within == "answer":
            return True
        if within == "clause":
            return tokens.clause[a.start] == tokens.clause[b.start]
        same_sentence = tokens.sentence[a.start] == tokens.sentence[b.start]
        return same_sentence and (within == "sentence" or self._distance(a, b) <= NEAR_WORDS)

    def _distance(self, a: Claim, b: Claim) -> float:
        first, second = (a, b) if a.start <= b.start else (b, a)
        return self._message.distance(first.end - 1, second.start) if first.end <= second.start else 0.0

    def _fits(self, claims: tuple[Claim, ...], pattern: Pattern) -> bool:
        if pattern.ordered and any(a.start > b.start for a, b in pairwise(claims)):
            return False
        if not pattern.without:
            return True
        start, end = self._window(claims, pattern.within)
        return not any(
            start <= claim.start < end and not claim.denied and claim.mention.how != UNSURE
            for concept in pattern.without
            for claim in self._claims_of(concept)
        )

    def _window(self, claims: tuple[Claim, ...], within: str) -> tuple[int, int]:
        """Return the tokens of the clauses that the claims stand in (of the answer, for `answer`)."""
        if within == "answer":
            return 0, len(self._message)
        spans = [self._message.clause(claim.start) for claim in claims]
        return min(start for start, _ in spans), max(end for _, end in spans)
