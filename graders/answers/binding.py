"""Of what each thing is said.

In a comparison every value belongs to a subject: "BN over the batch, LN over the features". A mention belongs to the nearest
subject of its own part of the clause; else to the one named afterwards ("..., that's BN"); else to the last one spoken of.
`the former`, 前者, `one ... the other` stand for subjects; what follows `than` or 比 is a yardstick and no subject.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from graders.answers.claims import Claim, ElidedClaim
from graders.answers.mentions import Mention, Mentions, beginning_in, by_token
from graders.answers.message import Message, Span
from graders.answers.naming import NamingBack
from graders.answers.scope import Scope
from graders.answers.standins import stand_ins
from graders.answers.subjects import SubjectMention, heads_its_clause, joined, longest

YARDSTICK_REACH_WORDS = 4.0
"""How far after `than` its yardstick is named at most."""
_CONJUNCTIONS = frozenset(("and", "而"))
_OPPOSITIONS = frozenset(("while", "whereas", "但", "whilst", "but", "vs", "versus"))
_OF = frozenset(("in", "of", "for", "with", "the", "a", "an"))
_SUBORDINATING = frozenset(("that", "which", "where"))
_ARTICLES = frozenset(("a", "an", "一"))
_COPULAS = frozenset(("is", "are", "是"))
_AFFIRMING = frozenset(("才", "是", "会", "有", "能", "is", "does", "do", "are", "has", "can"))
_LEADING = frozenset(("but", "and", "while", "only", "而", "但", "只", "有"))
_RESULTS = frozenset(("成", "into", "为"))


class Comparison(NamedTuple):
    """What a question compares: its subjects in order, the concepts that name each, and whether one of them goes unsaid."""

    subjects: Sequence[str]
    subject_of: Mapping[str, str]
    has_default: bool


class Binding:
    """The subjects of one message, asked per mention."""

    def __init__(self, message: Message, mentions: Mentions, scope: Scope, comparison: Comparison) -> None:
        self._message = message
        self._mentions = mentions
        self._scope = scope
        self._has_default = comparison.has_default
        self._cut: dict[Span, list[int]] = {}
        self._subject_of = subject_of = comparison.subject_of
        named = [m for m in mentions.terms if m.concept in subject_of and (not m.bare or heads_its_clause(m, message, mentions))]
        yardsticks = self._yardsticks(named)
        unsaid = {m for m in named if scope.is_denied(m) or (self._has_default and scope.is_retracted(m))}
        spoken_of = [
            SubjectMention(m.start, m.end, frozenset((subject_of[m.concept],)))
            for m in named
            if m not in yardsticks and m not in unsaid
        ]
        spoken_of = NamingBack(message, mentions, subject_of).marked(longest(spoken_of))
        measures = [SubjectMention(m.start, m.end, frozenset((subject_of[m.concept],))) for m in yardsticks]
        order = sorted((*spoken_of, *measures))
        spoken_of += stand_ins(message, mentions, comparison.subjects, order, ones_too=not comparison.has_default)
        self._all = joined(message, sorted(spoken_of))
        self._starts = [subject.start for subject in self._all]
        self._yardsticks_owning = [
            SubjectMention(m.start, m.end, frozenset((subject_of[m.concept],))) for m in yardsticks if self._owns_its_clause(m)
        ]
        self._asides = frozenset(s for before, s in pairwise(self._all) if self._is_aside(before, s))
        self._topics = [subject.start for subject in self._all if subject not in self._asides]
        self._named = frozenset(named)
        self._named_at = by_token(named)

    def subjects_of(self, mention: Mention) -> frozenset[str]:
        """Return the subjects the mention is said of; empty when it is said of nothing in particular."""
        if not self._all and not self._yardsticks_owning:
            return frozenset()
        revived = self._revived(mention)
        if revived:
            return revived
        at = bisect_left(self._starts, mention.start)
        before = self._all[at - 1] if at else None
        after = self._all[at] if at < len(self._all) else None
        here = self._segment(mention.start)
        if after is not None and mention.end < after.start and _OF.issuperset(self._message.tokens.text[mention.end : after.start]):
            return after.subjects
        if before is not None and before.start >= here[0] and not self._is_spent_genitive(before, mention, at):
            return before.subjects
        for yardstick in self._yardsticks_owning:
            if here[0] <= yardstick.start < here[1]:
                return yardstick.subjects
        if after is not None and after.end <= here[1] and not after.names_back and after not in self._asides:
            return after.subjects
        named_after = self._named_afterwards(mention, at, here[1])
        if named_after is not None:
            return named_after
        while before is not None and self._is_spent_genitive(before, mention, at):
            at -= 1
            before = self._all[at - 1]
        return self._carried_on(at)

    def _is_what_this_is(self, subject: SubjectMention, end: int) -> bool:
        """Return whether the next clause says that what the one up to `end` tells of is the subject: "the other way, ..., is X"."""
        tokens, copula = self._message.tokens, subject.start - 1
        if copula != end or tokens.text[copula] not in _COPULAS:
            return False
        return tokens.clause[copula] != tokens.clause[copula - 1] and tokens.sentence[copula] == tokens.sentence[copula - 1]

    def is_subject(self, mention: Mention) -> bool:
        """Return whether the mention names a subject."""
        return mention.concept in self._subject_of and mention in self._named

    def _is_part_of_subject(self, mention: Mention) -> bool:
        """Return whether the words belong to a subject's name: the "output" of "output gate" says nothing of outputs."""
        around = self._named_at.get(mention.start)
        return around is not None and mention not in self._named and any(subject.contains(mention) for subject in around)

    def claims(self) -> Iterator[Claim]:
        """Yield what the answer stands by, and last what its ellipses say."""
        standing = self._mentions.terms
        if self._named:
            standing = [m for m in standing if not self._is_part_of_subject(m)]
        if standing and self._scope.retractions:
            standing = [m for m in standing if not self._scope.is_retracted(m) or self._revived(m)]
        for order, mention in enumerate(standing):
            yield Claim(mention, self._scope, self, order)
        for order, (mention, subjects, denied) in enumerate(self._ellipses(), len(standing)):
            yield ElidedClaim(mention, self._scope, self, order, subjects, denied=denied)

    def _ellipses(self) -> Iterator[tuple[Mention, frozenset[str], bool]]:
        """Yield what was just said of another subject, and is denied ("..., GRU doesn't") or affirmed (LSTM 才是) of this one."""
        terms = self._mentions.terms
        for subject in self._all:
            start, end = self._message.clause(subject.start)
            if start == 0 or beginning_in(terms, subject.end, end):
                continue
            negator = next(iter(beginning_in(self._mentions.cue("negators"), subject.end, end)), None)
            denied = negator is not None and not self._message.words(negator.end, end)
            if not denied and not self._affirms(subject, start, end):
                continue
            for mention in beginning_in(terms, *self._message.clause_before(start - 1)):
                if mention not in self._named and (denied or self._scope.is_denied(mention)):
                    yield Mention(mention.concept, subject.start, end), subject.subjects, denied

    def _affirms(self, subject: SubjectMention, start: int, end: int) -> bool:
        """Return whether a clause says that what was denied holds of its subject: "..., LN does", "..., that's LN"."""
        tokens = self._message.tokens
        after = [tokens.text[i] for i in range(subject.end, end) if tokens.is_word(i)]
        if subject.names_back:
            return not after and tokens.sentence[start] == tokens.sentence[start - 1]
        before = [tokens.text[i] for i in range(start, subject.start) if tokens.is_word(i)]
        return bool(after) and _AFFIRMING.issuperset(after) and _LEADING.issuperset(before)

    def _carried_on(self, at: int) -> frozenset[str]:
        """Return the last subject spoken of before `self._all[at]`; one that was only named back ("that's X") is over."""
        spoken = [subject for subject in self._all[:at] if not subject.names_back and subject not in self._asides]
        if spoken:
            return spoken[-1].subjects
        return self._all[at - 1].subjects if at and not self._has_default else frozenset()

    def _revived(self, mention: Mention) -> frozenset[str]:
        """Return the subject that a correction gives to what it withdrew: "A does X, no wait, that's B"."""
        for retraction in self._scope.retractions:
            if retraction.start <= mention.start < retraction.cue:
                for subject in self._all:
                    if subject.start >= retraction.resume:
                        return subject.subjects if subject.names_back or self._is_all(subject, retraction.resume) else frozenset()
        return frozenset()

    def _is_all(self, subject: SubjectMention, resume: int) -> bool:
        """Return whether a correction says no more than the subject: "sorry, I mean B, ..." puts B in place of A."""
        end = self._message.clause(subject.start)[1]
        return self._message.words(resume, end) == subject.end - subject.start

    def _yardsticks(self, named: Sequence[Mention]) -> frozenset[Mention]:
        found = set()
        for cue in (*self._mentions.cue("standards"), *self._mentions.cue("contrasts")):
            inside = [m for m in named if cue.gap and cue.gap[0] <= m.start < cue.gap[1]]
            after = [
                m for m in named if m.start >= cue.end and self._message.distance(cue.end - 1, m.start) <= YARDSTICK_REACH_WORDS
            ]
            for mention in inside or after[:1]:
                same_clause = self._message.clause(mention.start) == self._message.clause(cue.start)
                if same_clause and not self._is_told_more_of(mention):
                    found.add(mention)
        return frozenset(found)

    def _is_told_more_of(self, mention: Mention) -> bool:
        """Return whether ", which ..." or a genitive tells more about the yardstick: then that is said of it."""
        if self._is_genitive(mention) and self._message.words(mention.end, self._message.clause(mention.start)[1]):
            return True
        return any(0 <= cue.start - mention.end <= 1 for cue in self._mentions.cue("relative"))

    def _owns_its_clause(self, yardstick: Mention) -> bool:
        """Return whether the clause is about the yardstick: "unlike the reset gate of a GRU, ..."."""
        start, end = self._message.clause(yardstick.start)
        return any(start <= cue.start < end for cue in self._mentions.cue("contrasts"))

    def _is_aside(self, before: SubjectMention, subject: SubjectMention) -> bool:
        """Return whether a subject only helps to speak of the one before: "A drops B's ...", "more than those that B has"."""
        tokens = self._message.tokens
        if before.names_back or tokens.sentence[before.start] != tokens.sentence[subject.start]:
            return False
        if not _SUBORDINATING.isdisjoint(tokens.text[max(before.end, subject.start - 2) : subject.start]):
            return True
        if tokens.clause[before.start] != tokens.clause[subject.start]:
            return False
        return self._is_genitive(subject) or self._is_predicate(before, subject)

    def _is_predicate(self, before: SubjectMention, subject: SubjectMention) -> bool:
        """Return whether a subject is only what the one before "is": "A is a smaller B"."""
        texts = self._message.tokens.text
        if self._message.words(subject.end, self._message.clause(subject.start)[1]):
            return False
        return texts[before.end] in _COPULAS and not _ARTICLES.isdisjoint(texts[before.end : subject.start])

    def _is_genitive(self, named: Mention | SubjectMention) -> bool:
        texts = self._message.tokens.text
        return (named.end < len(texts) and texts[named.end] == "的") or texts[named.end - 1].endswith("'s")

    def _named_afterwards(self, mention: Mention, at: int, end: int) -> frozenset[str] | None:
        """Return the subject named back, when no other subject comes between; `end` is that of the mention's part of the clause."""
        after = self._all[at] if at < len(self._all) else None
        if after is not None and self._is_what_this_is(after, end):
            return after.subjects
        if after is None or not after.names_back:
            return None
        if after.owner and self._message.clause(mention.start) != self._message.clause(after.start):
            return None
        sentence = self._message.tokens.sentence
        sentences = sentence[after.start] - sentence[mention.start]
        before = self._all[at - 1] if at else None
        if before is not None and sentence[before.start] == sentence[mention.start] and sentences > 0:
            return None
        return after.subjects if sentences <= 1 else None

    def _is_spent_genitive(self, subject: SubjectMention, mention: Mention, at: int) -> bool:
        """Return whether "X's ..." ended before the mention: "the GRU merges the LSTM's forget gate into an update gate"."""
        tokens = self._message.tokens
        if at < 2 or not self._is_genitive(subject):
            return False
        if tokens.sentence[self._all[at - 2].start] != tokens.sentence[subject.start]:
            return False
        return not _RESULTS.isdisjoint(tokens.text[subject.end : mention.start])

    def _segment(self, at: int) -> Span:
        """Return the part of the clause around token `at`: cut where two parts with subjects of their own are joined."""
        clause = self._message.clause(at)
        if clause not in self._cut:
            self._cut[clause] = [clause[0], *(i for i in range(*clause) if self._cuts(i, *clause)), clause[1]]
        cuts = self._cut[clause]
        part = bisect_right(cuts, at)
        return cuts[part - 1], cuts[part]

    def _cuts(self, at: int, start: int, end: int) -> bool:
        text = self._message.tokens.text[at]
        if text in _CONJUNCTIONS:
            return self._has_subject(start, at) and self._has_subject(at, end)
        return text in _OPPOSITIONS

    def _has_subject(self, start: int, end: int) -> bool:
        at = bisect_left(self._topics, start)
        return at < len(self._topics) and self._topics[at] < end
