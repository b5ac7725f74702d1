"""Grade one submission: look at the source, run it in the sandbox, compare, diagnose. In the judge's process only.

The submission runs in a child of another process; what comes back is data. References and verdicts stay here.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from typing import Any, Literal

from torch import Tensor

from graders.code import calls, verdicts
from graders.code.compare import problems_of
from graders.code.cpp import run_cpp
from graders.code.diagnosis import diagnose, signs
from graders.code.expected import Expected, Trial, draw_cotangents, evaluate, returned_value
from graders.code.imports import provided_imports
from graders.code.language import Language
from graders.code.message import Submission
from graders.code.outcomes import Answers, read_frames
from graders.code.report import MAX_FINDINGS, Check, Finding, Report, Verdict
from graders.code.sandbox.box import Sandbox
from graders.code.source import Entry, Source, entry_of, parse
from graders.code.static import static_findings
from graders.code.tasks.contract import Case, CodeTask, Draw, Oracle, Outcome, Problem
from graders.code.wording import Phrase, finding
from knowledge.models import Task as TaskWords


@dataclass(frozen=True, slots=True)
class Plan:
    """What a submission is held against: drawn from a seed before anything of it runs."""

    task: CodeTask
    words: TaskWords
    seed: int
    cases: Sequence[Case]
    cotangents: Sequence[Sequence[Tensor] | None]

    def asked_with(self, case: Case) -> Sequence[Tensor] | None:
        """Return the cotangents of one of the cases."""
        place = next(place for place, own in enumerate(self.cases) if own is case)
        return self.cotangents[place]


class References:
    """What is right for each case, computed while the child is busy; for classes it depends on the parameters they have."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._found: dict[int, tuple[Expected, float]] = {}

    def compute(self) -> None:
        """Compute what can be computed beforehand."""
        if self._plan.task.judge is None and self._plan.task.kind == "function":
            for case in self._plan.cases:
                self._found[id(case)] = _timed(self._plan, case, self._plan.task.reference, [])

    def get(self, outcome: Outcome) -> tuple[Expected, float] | None:
        """Return what is right for an outcome's case and how long that took, if it is known."""
        return self._found.get(id(outcome.case))


def new_seed() -> int:
    """Return a seed that no submission can foresee."""
    return secrets.randbits(31)


def draw_plan(task: CodeTask, words: TaskWords, seed: int) -> Plan:
    """Draw cases and cotangents."""
    draw = Draw(seed)
    cases = tuple(task.cases(draw))
    if task.judge is not None:
        return Plan(task, words, seed, cases, [None] * len(cases))
    return Plan(task, words, seed, cases, [draw_cotangents(case, returned_value(case, task), draw) for case in cases])


def grade(submission: Submission, plan: Plan, box: Sandbox) -> Report:
    """Return the verdict on one submission, with what to tell the learner. Raises SandboxGoneError."""
    started = time.perf_counter()
    report = _grade_cpp(submission, plan, box) if submission.language is Language.CPP else _grade_python(submission, plan, box)
    taken = "" if submission.is_obvious else submission.source
    return replace(report, taken=taken, seed=plan.seed, elapsed_ms=(time.perf_counter() - started) * 1000)


def _grade_cpp(submission: Submission, plan: Plan, box: Sandbox) -> Report:
    answers = run_cpp(box, plan.task, submission.source, plan.cases)
    banned = [name for name in answers.called if any(fnmatchcase(name, pattern) for pattern in plan.words.forbidden_cpp)]
    if banned:
        found = finding("forbidden-used", call=banned[0], instead=plan.words.instead or Phrase())
        return _stopped(plan, Verdict.FORBIDDEN, (found,), verdicts.NO_FORBIDDEN_CALLS)
    return _report(submission, plan, replace(answers, called=()), tuple, References(plan))


def _grade_python(submission: Submission, plan: Plan, box: Sandbox) -> Report:
    entry = entry_for(plan.task)
    source = parse(submission.source)
    if not isinstance(source, Source):
        return _stopped(plan, Verdict.ERROR, static_findings(source, entry), "parses")
    if (banned := _forbidden(source, entry, plan.words)) is not None:
        return _stopped(plan, Verdict.FORBIDDEN, (banned,), verdicts.NO_FORBIDDEN_CALLS)
    ready = References(plan)
    run = box.run_python(job_for(plan, submission.source, provided_imports(source)), meanwhile=ready.compute)
    return _report(submission, plan, read_frames(plan.task, plan.cases, run), partial(static_findings, source, entry), ready)


def entry_for(task: CodeTask) -> Entry:
    """Return the entry as the look at the source needs it."""
    kind: Literal["class", "function"] = "class" if task.kind == "module" else "function"
    return Entry(kind, task.entry, in_place=bool(task.mutates))


def job_for(plan: Plan, source: str, provided: Sequence[str]) -> dict[str, Any]:
    """Return what a child needs to know: inputs and cotangents, nothing of what is right."""
    cases = [
        {
            "args": list(case.args),
            "other_args": [list(args) for args in case.other_args],
            "by_arity": {str(count): list(chosen(case.args)) for count, chosen in plan.task.arities.items()},
            "kwargs": dict(case.kwargs),
            "init": None if case.init is None else list(case.init),
            "before": None if case.before is None else list(case.before),
            "parameters": dict(case.parameters),
            "cotangents": None if cotangents is None else list(cotangents),
        }
        for case, cotangents in zip(plan.cases, plan.cotangents, strict=True)
    ]
    task = plan.task
    return {
        "source": source,
        "provided": list(provided),
        "names": list(task.entry),
        "kind": task.kind,
        # Not the plan's own: from that one the cases could be drawn before they come.
        "seed": random.Random(f"child {plan.seed}").getrandbits(31),  # noqa: S311 - to draw numbers with
        "cases": cases,
    }


def _forbidden(source: Source, entry: Entry, words: TaskWords) -> Finding | None:
    name = entry_of(source, entry)
    if name is None:
        return None
    banned = calls.forbidden_calls(calls.reached_calls(source, name), words.forbidden)
    return calls.forbidden_finding(banned, words.instead) if banned else None


def _stopped(plan: Plan, verdict: Verdict, findings: Sequence[Finding], check: str) -> Report:
    return Report(plan.task.id, verdict, (Check(check, passed=False),), tuple(findings)[:MAX_FINDINGS])


def _report(
    submission: Submission, plan: Plan, answers: Answers, look_at_source: Callable[[], Sequence[Finding]], ready: References
) -> Report:
    """Hold the answers against what is right. The source is only looked at where something is wrong."""
    task = plan.task
    if (stopped := verdicts.stopped(answers, plan.words, submission.source, look_at_source)) is not None:
        verdict, findings = stopped
        named = signs(task, plan.words, answers.outcomes, submission.source)
        found = (*named, *(item for item in findings if not (named and item.id in verdicts.EXPLAINED_BY_SIGNS)))
        checks = verdicts.checks_of(plan.cases, answers, (), task)
        return Report(task.id, verdict, checks, found[:MAX_FINDINGS], output=answers.output)
    trials, problems, remarks = _hold_against(plan, answers.outcomes, ready)
    checks = verdicts.checks_of(plan.cases, answers, problems, task)
    if not problems:
        told = (*remarks, Finding("next-step", plan.words.next_step), *_speed(answers.outcomes, trials))
        return Report(task.id, Verdict.PASS, checks, remarks=told, output=answers.output)
    found = _findings(submission, plan, answers, trials, problems, look_at_source())
    return Report(task.id, Verdict.FAIL, checks, found, example=verdicts.example_of(problems, task), output=answers.output)


def _speed(outcomes: Sequence[Outcome], trials: Sequence[Trial]) -> tuple[Finding, ...]:
    """Compare the time of all cases with the reference's, both without starting anything."""
    own_s, reference_s = sum(outcome.seconds for outcome in outcomes), sum(trial.seconds for trial in trials)
    if not own_s or not reference_s:
        return ()
    return (finding("speed", own_ms=f"{own_s * 1000:.1f}", reference_ms=f"{reference_s * 1000:.1f}"),)


def _findings(
    submission: Submission,
    plan: Plan,
    answers: Answers,
    trials: Sequence[Trial],
    problems: Sequence[Problem],
    static: Sequence[Finding],
) -> tuple[Finding, ...]:
    found = diagnose(plan.task, plan.words, trials, problems, submission.source)
    if not found and any(outcome.raised for outcome in answers.outcomes):
        found = (verdicts.raised_finding(answers, submission.source),)
    is_vague = all(item.id in verdicts.VAGUE for item in found)
    # What the source or the run showed says more than "the values differ", and these cause whatever else is named.
    causes = tuple(item for item in static if item.id in verdicts.CAUSES)
    found = (*answers.findings, *static, *found) if is_vague else (*causes, *found, *answers.findings, *static)
    return tuple({item.id: item for item in found}.values())[:MAX_FINDINGS]


def _hold_against(
    plan: Plan, outcomes: Sequence[Outcome], ready: References
) -> tuple[list[Trial], list[Problem], tuple[Finding, ...]]:
    """Compare with the reference, then with each convention that is accepted as well; return the problems and the remarks."""
    task = plan.task
    if task.judge is not None:
        return [Trial(outcome, Expected(None), None) for outcome in outcomes], list(task.judge(outcomes)), ()
    trials, problems = _compared(plan, outcomes, task.reference, ready)
    remarks: tuple[Finding, ...] = ()
    for name, function in task.accepted.items():
        if not problems:
            break
        others, fewer = _compared(plan, outcomes, function, References(plan))
        # Whoever follows a convention and errs elsewhere is to hear of the error, not of the convention.
        if len(fewer) < len(problems):
            trials, problems, remarks = others, fewer, (Finding(name, plan.words.mistake(name).say),)
    return trials, problems, remarks


def _compared(plan: Plan, outcomes: Sequence[Outcome], function: Oracle, ready: References) -> tuple[list[Trial], list[Problem]]:
    trials = []
    for outcome in outcomes:
        cotangents = plan.asked_with(outcome.case)
        right, seconds = ready.get(outcome) or _timed(plan, outcome.case, function, _present(outcome))
        trials.append(Trial(outcome, right, cotangents, seconds))
    problems = [problem for trial in trials for problem in _problems(plan.task, trial.outcome, trial.right)]
    # As within one case, a gradient counts where nothing else is wrong: what spoils it may show in another case only.
    return trials, sorted(problems, key=lambda problem: problem.kind == "gradient")


def _timed(plan: Plan, case: Case, function: Oracle, present: Sequence[str]) -> tuple[Expected, float]:
    started = time.perf_counter()
    right = evaluate(plan.task, case, function, present, plan.asked_with(case))
    return right, time.perf_counter() - started


def _problems(task: CodeTask, outcome: Outcome, right: Expected) -> list[Problem]:
    if outcome.raised is not None:
        return [Problem("raised", "runs", outcome.case, got=f"{outcome.raised.type}: {outcome.raised.message}")]
    return problems_of(task, outcome, right)


def _present(outcome: Outcome) -> list[str]:
    """Return the parameters that the submission has: the reference is held against those."""
    if outcome.raised is not None:
        return list(outcome.case.parameters)
    return [name for name in outcome.case.parameters if name in outcome.parameters]


def judge_error(task_id: str, seed: int) -> Report:
    """Return what the learner is told when the judge itself failed."""
    return Report(task_id, Verdict.JUDGE_ERROR, findings=(finding("judge-error", seed=seed),), seed=seed)
