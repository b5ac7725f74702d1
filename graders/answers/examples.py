"""Grade a bank's own examples and model answers: a rubric that misjudges them is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graders.answers.assessment import Assessment
from graders.answers.formula import check_formula
from graders.answers.grader import AnswerGrader
from knowledge.bank import Bank
from knowledge.models import LANGUAGES, Example, Question
from knowledge.problems import Problem
from knowledge.references import patterns_of


def check_examples(bank: Bank, grader: AnswerGrader) -> Iterator[Problem]:
    """Yield the examples that are not graded as their author says, and the model answers that do not earn full marks."""
    for question in bank.questions.values():
        unreadable = list(_formulas(bank, question))
        yield from unreadable
        if unreadable:
            continue
        for place, example in enumerate(question.examples):
            wrong = _difference(example, grader.assess(question.id, example.text))
            if wrong:
                todo = "correct the example, or the rubric or lexicon"
                yield bank.problem("questions", question.id, ("examples", place), wrong, todo)
        for language in LANGUAGES:
            graded = grader.assess(question.id, question.model_answer.in_language(language))
            if graded.score < 1:
                message = f"the model answer earns {graded.score:.0%}: misses {_listed(graded.missed)}"
                message += f", shows {_listed(f.id for f in graded.misconceptions)}" if graded.misconceptions else ""
                yield bank.problem("questions", question.id, ("model_answer", language), message, "say it, or widen the rubric")


def _formulas(bank: Bank, question: Question) -> Iterator[Problem]:
    for path, pattern in patterns_of(question):
        wrong = check_formula(pattern.formula) if pattern.formula else None
        if wrong:
            todo = "use the names of graders/answers/symbols.yaml"
            yield bank.problem("questions", question.id, (*path, "formula"), wrong, todo)


def _difference(example: Example, graded: Assessment) -> str:
    wanted = {"points": set(example.points), "misconceptions": set(example.misconceptions)}
    got = {"points": set(graded.awarded_ids), "misconceptions": {finding.id for finding in graded.misconceptions}}
    parts = [f"{name} are {_listed(got[name])}, not {_listed(wanted[name])}" for name in wanted if got[name] != wanted[name]]
    return f"graded otherwise: {'; '.join(parts)}" if parts else ""


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "none"
