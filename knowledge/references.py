"""What one part of a bank says about another: concepts, topics, steps. Wrong references make a bank unusable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.models import ChecklistItem, Concept, Misconception, OpenQuestion, Pattern, Point, Question
from knowledge.problems import Path, Problem, did_you_mean

if TYPE_CHECKING:
    from knowledge.bank import Bank


def check_references(bank: Bank) -> Iterator[Problem]:
    """Yield every reference to something that does not exist, or that makes no sense."""
    for concept_id, concept in bank.lexicon.items():
        yield from _concept_references(bank, concept_id, concept)
    for question in bank.questions.values():
        yield from _question_references(bank, question)
    for open_question in bank.open_questions.values():
        yield from _topic(bank, "open_questions", open_question)
        yield from _pattern_references(bank, "open_questions", open_question)
        yield from _same_id_twice(bank, "open_questions", open_question.id, "points", open_question.points)
    steps = {entry_id for section, entry_id in bank.places if section in ("questions", "open_questions", "tasks")}
    for interview in bank.interviews.values():
        for place, step in enumerate(interview.steps):
            if step not in steps:
                todo = did_you_mean(step, steps, "use the id of a question, an open question or a task")
                yield bank.problem("interviews", interview.id, ("steps", place), f"unknown step {step!r}", todo)


def patterns_of(question: Question | OpenQuestion) -> Iterator[tuple[Path, Pattern]]:
    """Yield every pattern of a rubric, nested ones too, with its path inside the entry."""
    groups: list[tuple[Path, tuple[Pattern, ...]]] = []
    points: Sequence[Point | ChecklistItem] = question.points
    for place, point in enumerate(points):
        groups.append((("points", place, "accept"), point.accept))
    if isinstance(question, Question):
        groups += [(("misconceptions", i, "accept"), m.accept) for i, m in enumerate(question.misconceptions)]
        groups += [(("misconceptions", i, "unless"), m.unless) for i, m in enumerate(question.misconceptions)]
    for path, patterns in groups:
        for place, pattern in enumerate(patterns):
            yield from _nested((*path, place), pattern)


def concepts_of(pattern: Pattern) -> Iterator[tuple[Path, str]]:
    """Yield the concepts a pattern refers to, with their path inside the pattern."""
    for name in ("name", "about", "without"):
        for place, term in enumerate(getattr(pattern, name)):
            yield (name, place), term.removeprefix("not ")
    for place, item in enumerate(pattern.all):
        if isinstance(item, str):
            yield ("all", place), item.removeprefix("not ")
        else:
            for inner, term in enumerate(item):
                yield ("all", place, inner), term.removeprefix("not ")


def included(concepts: Iterable[str], lexicon: Mapping[str, Concept]) -> set[str]:
    """Return the concepts and all that they include, however deep."""
    found: set[str] = set()
    waiting = list(concepts)
    while waiting:
        concept = waiting.pop()
        if concept not in found and concept in lexicon:
            found.add(concept)
            waiting += lexicon[concept].includes
    return found


def _nested(path: Path, pattern: Pattern) -> Iterator[tuple[Path, Pattern]]:
    yield path, pattern
    for place, inner in enumerate(pattern.every):
        yield from _nested((*path, "every", place), inner)


def _concept_references(bank: Bank, concept_id: str, concept: Concept) -> Iterator[Problem]:
    for name in ("siblings", "includes"):
        for place, other in enumerate(getattr(concept, name)):
            if not bank.declares("concepts", other):
                yield _unknown_concept(bank, "concepts", concept_id, (name, place), other)
    if concept_id in included(concept.includes, bank.lexicon):
        yield bank.problem("concepts", concept_id, ("includes",), f"{concept_id!r} includes itself", "break the circle")


def _question_references(bank: Bank, question: Question) -> Iterator[Problem]:
    yield from _topic(bank, "questions", question)
    yield from _pattern_references(bank, "questions", question)
    for place, subject in enumerate(question.subjects):
        if not bank.declares("concepts", subject):
            yield _unknown_concept(bank, "questions", question.id, ("subjects", place), subject)
    if question.default_subject is not None and question.default_subject not in question.subjects:
        message = f"default_subject {question.default_subject!r} is none of the subjects"
        todo = did_you_mean(question.default_subject, question.subjects, "add it to subjects")
        yield bank.problem("questions", question.id, ("default_subject",), message, todo)
    if question.points_needed > len(question.points):
        message = f"need is {question.need}, but there are only {len(question.points)} points"
        yield bank.problem("questions", question.id, ("need",), message, "lower need, or leave it out for all of them")
    yield from _same_id_twice(bank, "questions", question.id, "points", question.points)
    yield from _same_id_twice(bank, "questions", question.id, "misconceptions", question.misconceptions)
    yield from _example_references(bank, question)


def _same_id_twice(
    bank: Bank, section: str, entry_id: str, name: str, parts: Sequence[Point | ChecklistItem | Misconception]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, part in enumerate(parts):
        if part.id in seen:
            yield bank.problem(section, entry_id, (name, place), f"the id {part.id!r} is taken", "choose another id")
        seen.add(part.id)


def _example_references(bank: Bank, question: Question) -> Iterator[Problem]:
    known = {"points": {p.id for p in question.points}, "misconceptions": {m.id for m in question.misconceptions}}
    for place, example in enumerate(question.examples):
        for name, ids in known.items():
            for inner, wanted in enumerate(getattr(example, name)):
                if wanted not in ids:
                    path = ("examples", place, name, inner)
                    otherwise = f"use one of {', '.join(sorted(ids))}" if ids else f"the question has no {name}"
                    todo = did_you_mean(wanted, ids, otherwise)
                    yield bank.problem("questions", question.id, path, f"unknown id {wanted!r}", todo)


def _pattern_references(bank: Bank, section: str, question: Question | OpenQuestion) -> Iterator[Problem]:
    subjects = set(question.subjects) if isinstance(question, Question) else set()
    otherwise = "add it to the question's subjects" if isinstance(question, Question) else "an open question has none: remove it"
    for path, pattern in patterns_of(question):
        for inner, concept in concepts_of(pattern):
            if not bank.declares("concepts", concept):
                yield _unknown_concept(bank, section, question.id, (*path, *inner), concept)
            elif inner[0] == "about" and concept not in subjects:
                todo = did_you_mean(concept, subjects, otherwise)
                yield bank.problem(section, question.id, (*path, *inner), f"{concept!r} is none of the subjects", todo)


def _topic(bank: Bank, section: str, question: Question | OpenQuestion) -> Iterator[Problem]:
    if not bank.declares("topics", question.topic):
        todo = did_you_mean(question.topic, bank.topics, "add it to questions/topics.yaml")
        yield bank.problem(section, question.id, ("topic",), f"unknown topic {question.topic!r}", todo)


def _unknown_concept(bank: Bank, section: str, entry_id: str, path: Path, concept: str) -> Problem:
    todo = did_you_mean(concept, bank.lexicon, "add it to the lexicon")
    return bank.problem(section, entry_id, path, f"unknown concept {concept!r}", todo)
