"""Grade answers: text in, `Assessment` out. The same text always gets the same grade."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from graders.answers.assessment import Assessment, Finding, NearMatch, score_of
from graders.answers.binding import Binding, Comparison
from graders.answers.formula import find_formulas
from graders.answers.index import ConceptIndex, alias_tokens
from graders.answers.kinds import kind_of
from graders.answers.mentions import UNSURE, Mention, Mentions
from graders.answers.message import Message
from graders.answers.rubric import Match, Reading, StatedFormula
from graders.answers.scope import Scope
from graders.answers.shape import Shape
from graders.answers.tagging import find_mentions
from knowledge.models import ChecklistItem, Concept, Misconception, OpenQuestion, Pattern, Point, Question


class QuestionBank(Protocol):
    """What the grader needs of a bank."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """Questions by id."""

    @property
    def open_questions(self) -> Mapping[str, OpenQuestion]:
        """Open questions by id."""

    @property
    def lexicon(self) -> Mapping[str, Concept]:
        """Concepts by id."""


class AnswerGrader:
    """Grades answers to the questions of one bank. What it compiles for a question it keeps."""

    def __init__(self, bank: QuestionBank) -> None:
        self._bank = bank
        self._rubrics: dict[str, _Rubric] = {}

    def assess(self, question_id: str, text: str) -> Assessment:
        """Grade an answer to a question. Raises KeyError for an unknown id."""
        return self._rubric(question_id).assess(text)

    def review(self, open_question_id: str, text: str) -> Assessment:
        """Hold an answer to an open question against its checklist; `score` is the share that is covered."""
        return self._rubric(open_question_id).assess(text)

    def _rubric(self, question_id: str) -> _Rubric:
        if question_id not in self._rubrics:
            question = self._bank.questions.get(question_id) or self._bank.open_questions[question_id]
            self._rubrics[question_id] = _Rubric(question, self._bank.lexicon)
            gc.freeze()  # What is compiled stays: the collector need not walk through it (60 ms) in the middle of an answer.
        return self._rubrics[question_id]


class _Rubric:
    """One question, compiled."""

    def __init__(self, question: Question | OpenQuestion, lexicon: Mapping[str, Concept]) -> None:
        self._question = question
        self._points: Sequence[Point | ChecklistItem] = question.points
        self._misconceptions: Sequence[Misconception] = getattr(question, "misconceptions", ())
        self._subjects: Sequence[str] = getattr(question, "subjects", ())
        self._default_subject: str | None = getattr(question, "default_subject", None)
        self._needed = question.points_needed if isinstance(question, Question) else len(question.points)
        self._index = ConceptIndex((*self._concepts(), *self._subjects), lexicon)
        unions = self._index.unions
        subject_of = {c: s for s in reversed(self._subjects) for c, up in unions.items() if s in up}
        self._comparison = Comparison(self._subjects, subject_of, self._default_subject is not None)
        self._rivals = {c: rivals for c, rivals in self._index.siblings.items() if c not in subject_of}
        self._names_suffice = all(any(pattern.name for pattern in point.accept) for point in self._points)
        self._has_formulas = any(p.formula for p in self._patterns())

    def assess(self, text: str) -> Assessment:
        """Grade one answer."""
        message = Message(text)
        mentions = find_mentions(message, self._index)
        reading = self._read(message, mentions)
        awarded, missed, unsure = self._award(reading, message)
        shown = [Finding(m.id, message.quote(at.start, at.end)) for m in self._misconceptions if (at := self._shown(m, reading))]
        touches = any(m.how != UNSURE and not m.bare for m in mentions.terms)
        kind = kind_of(message, mentions, self._asked, earned=bool(awarded or shown), touches=touches)
        score = score_of(len(awarded), self._needed, len(shown))
        return Assessment(self._question.id, kind, tuple(awarded), tuple(missed), tuple(shown), tuple(unsure), score)

    def _award(self, reading: Reading, message: Message) -> tuple[list[Finding], list[str], list[NearMatch]]:
        awarded, missed, unsure = [], [], []
        for point in self._points:
            match = _first(reading, point.accept)
            if match is not None:
                awarded.append(Finding(point.id, message.quote(match.start, match.end)))
                continue
            missed.append(point.id)
            near = _first(reading, point.accept, unsure=True) if reading.has_doubts else None
            doubtful = next((c.mention for c in near.claims if c.mention.how == UNSURE), None) if near else None
            if doubtful is not None:
                unsure.append(NearMatch(point.id, message.quote(doubtful.start, doubtful.end), doubtful.suggestion))
        return awarded, missed, unsure

    def _shown(self, misconception: Misconception, reading: Reading) -> Match | None:
        match = _first(reading, misconception.accept)
        return match if match and not _first(reading, misconception.unless) else None

    def _read(self, message: Message, mentions: Mentions) -> Reading:
        scope = Scope(message, mentions, self._rivals, self._comparison.subject_of)
        binding = Binding(message, mentions, scope, self._comparison)
        return Reading(
            message,
            binding.claims(),
            self._index.members,
            self._formulas(message, scope, binding),
            Shape(message, mentions),
            self._default_subject,
            names_suffice=self._names_suffice,
            has_take_backs=bool(mentions.cue("take_backs")),
        )

    def _formulas(self, message: Message, scope: Scope, binding: Binding) -> Iterator[StatedFormula]:
        if not self._has_formulas:
            return
        for formula in find_formulas(message.text, message.tokens.at):
            place = Mention("", formula.start, formula.end)
            if not scope.is_retracted(place) and not scope.is_denied(place):
                yield StatedFormula(formula, binding.subjects_of(place))

    @cached_property
    def _asked(self) -> frozenset[str]:
        words = (*alias_tokens(self._question.ask.en), *alias_tokens(self._question.ask.zh))
        return frozenset(token.key for token in words)

    def _patterns(self) -> Iterator[Pattern]:
        for entry in (*self._points, *self._misconceptions):
            for pattern in (*entry.accept, *getattr(entry, "unless", ())):
                yield pattern
                yield from _nested(pattern)

    def _concepts(self) -> Iterator[str]:
        for pattern in self._patterns():
            yield from pattern.about
            yield from pattern.without
            for item in (*pattern.name, *pattern.all):
                for term in (item,) if isinstance(item, str) else item:
                    yield term.removeprefix("not ")


def _nested(pattern: Pattern) -> Iterator[Pattern]:
    for part in pattern.every:
        yield part
        yield from _nested(part)


def _first(reading: Reading, patterns: Iterable[Pattern], *, unsure: bool = False) -> Match | None:
    return next((match for p in patterns if (match := reading.match(p, unsure=unsure))), None)
