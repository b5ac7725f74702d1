"""The frozen value objects that a question bank consists of.

Every object is validated when it is read, so that whoever holds a `Question` or a `Concept` need not check it again.
References between objects (a rubric naming a concept, an interview naming a question) are checked by `knowledge.checks`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ConceptTerm = Annotated[str, StringConstraints(pattern=r"^(not )?[a-z0-9]+(-[a-z0-9]+)*$")]
"""A concept id; `not ` before it asks for a mention that the answer denies."""


class Entry(BaseModel):
    """Base of everything in the bank: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Entry):
    """The same words in both languages."""

    en: Words
    zh: Words

    def in_language(self, language: Language) -> str:
        """Return the words in `language`."""
        return self.en if language == "en" else self.zh


class Concept(Entry):
    """One notion of the field with all the ways people write it.

    An alias may contain `…`, a gap of up to a few words inside one clause. `bare` aliases are too common to count anywhere
    (`forget` for the forget gate): they count in a bare list of names, or at the head of a clause. `siblings` are the concepts
    this one is confused with; a misspelling as close to a sibling as to this concept is nobody's. `includes` makes this
    concept the union of others: each mention of one of those is a mention of this one.
    """

    en: tuple[Words, ...] = ()
    zh: tuple[Words, ...] = ()
    abbreviations: tuple[Words, ...] = ()
    misspellings: tuple[Words, ...] = ()
    bare: tuple[Words, ...] = ()
    siblings: tuple[Id, ...] = ()
    includes: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _is_findable(self) -> Concept:
        if not (self.en or self.zh or self.abbreviations or self.bare or self.includes):
            raise ValueError("a concept needs at least one alias (en, zh, abbreviations, bare) or includes")
        return self


class Pattern(Entry):
    """One way of earning a point (or of showing a misconception). All fields that are given must hold.

    name      the answer names one of these concepts; a bare list of names is enough
    all       each item is mentioned, all within one window; an item is a concept, or a list of which any one will do
    about     the mentions are said of one of these subjects (see `Question.subjects`)
    without   none of these is affirmed in that window
    within    the window: one clause; near (some fifteen words of one sentence); one sentence; the whole answer
    ordered   the items of `all` come in the order given
    formula   an equation or expression of the same value stands in the answer
    every     each of these patterns holds somewhere in the answer
    """

    name: tuple[ConceptTerm, ...] = ()
    all: tuple[ConceptTerm | tuple[ConceptTerm, ...], ...] = ()
    about: tuple[Id, ...] = ()
    without: tuple[Id, ...] = ()
    within: Literal["clause", "near", "sentence", "answer"] = "near"
    ordered: bool = False
    formula: Words | None = None
    every: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _asks_for_something(self) -> Pattern:
        if sum(map(bool, (self.name, self.all, self.formula, self.every))) != 1:
            raise ValueError("a pattern has exactly one of name, all, formula, every")
        return self


class Point(Entry):
    """One thing a full answer says, and what to tell the learner about it."""

    id: Id
    text: Text
    hint: Text
    explain: Text
    accept: tuple[Pattern, ...] = Field(min_length=1)


class Misconception(Entry):
    """A known wrong belief. `text` says what was claimed, `correction` puts it right."""

    id: Id
    text: Text
    correction: Text
    accept: tuple[Pattern, ...] = Field(min_length=1)
    unless: tuple[Pattern, ...] = ()


class Example(Entry):
    """An answer with the grade a fair human gives it. `bank check` grades each."""

    text: Words
    lang: Language
    points: tuple[Id, ...] = ()
    misconceptions: tuple[Id, ...] = ()


class Question(Entry):
    """A question with a rubric.

    `subjects` are the things an answer compares; a mention belongs to its nearest one. What is said of nothing in
    particular is said of `default_subject`. `need` points earn full marks (all of them when it is not given).
    """

    id: Id
    topic: Id
    level: Annotated[int, Field(ge=1, le=3)]
    ask: Text
    subjects: tuple[Id, ...] = ()
    default_subject: Id | None = None
    need: Annotated[int, Field(ge=1)] | None = None
    points: tuple[Point, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    model_answer: Text
    source: Words
    examples: tuple[Example, ...]

    @property
    def points_needed(self) -> int:
        """Return the number of points that earns full marks."""
        return self.need if self.need is not None else len(self.points)

    def point(self, point_id: str) -> Point:
        """Return the point of that id. Raises KeyError."""
        return _by_id(self.points, point_id)

    def misconception(self, misconception_id: str) -> Misconception:
        """Return the misconception of that id. Raises KeyError."""
        return _by_id(self.misconceptions, misconception_id)


class ChecklistItem(Entry):
    """One thing a good answer to an open question covers."""

    id: Id
    text: Text
    advice: Text
    accept: tuple[Pattern, ...] = Field(min_length=1)


class OpenQuestion(Entry):
    """A question without a right answer: it gets a checklist and advice, no mark."""

    id: Id
    topic: Id
    ask: Text
    points: tuple[ChecklistItem, ...] = Field(min_length=1)
    model_answer: Text
    source: Words


class NamedMistake(Entry):
    """A mistake the judge recognises in code, and what to tell the learner: what happened and what to do instead."""

    id: Id
    say: Text


class Starter(Entry):
    """What to begin from, in each language that the task may be written in."""

    python: Words
    cpp: Words | None = None


class Task(Entry):
    """A coding task: its words. What the judge computes for it stands in `graders.code.tasks`.

    `entry` is the signature learners see. `forbidden` are globs on canonical names of library calls ("torch*.conv2d"), by language.
    `remarks` are told to right answers that use an accepted convention; `next_step` is told to every right answer.
    """

    id: Id
    level: Annotated[int, Field(ge=1, le=3)]
    title: Text
    entry: Words
    statement: Text
    starter: Starter
    forbidden: tuple[Words, ...] = ()
    forbidden_cpp: tuple[Words, ...] = ()
    instead: Text | None = None
    hints: tuple[Text, ...] = Field(min_length=2)
    mistakes: tuple[NamedMistake, ...] = Field(min_length=1)
    remarks: tuple[NamedMistake, ...] = ()
    next_step: Text
    source: Words

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages the task may be written in."""
        return ("python",) if self.starter.cpp is None else ("python", "cpp")

    def mistake(self, mistake_id: str) -> NamedMistake:
        """Return the mistake or remark of that id. Raises KeyError."""
        return _by_id((*self.mistakes, *self.remarks), mistake_id)


class Interview(Entry):
    """A mock interview: an ordered list of questions, open questions and coding tasks."""

    id: Id
    title: Text
    date: dt.date | None = None
    steps: tuple[Id, ...] = Field(min_length=1)
    source: Words


_Identified = TypeVar("_Identified", Point, Misconception, NamedMistake)


def _by_id(entries: tuple[_Identified, ...], entry_id: str) -> _Identified:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise KeyError(entry_id)
