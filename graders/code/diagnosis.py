"""Say what is wrong: named mistakes by their oracles first, then what every task has in common.

An oracle is the task with one mistake in it. The judge knows which mistake was made when a submission reproduces an oracle's
results: on every case if possible; otherwise the oracles that explain some of the wrong cases each, for whoever made two mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from torch import Tensor

from graders.code.compare import gradients_agree, values_agree
from graders.code.expected import Trial, evaluate, evaluate_quietly
from graders.code.report import Finding
from graders.code.tasks.contract import CodeTask, Evidence, Oracle, Outcome, Problem, Value
from graders.code.wording import Phrase, finding
from knowledge.models import Task as TaskWords

MIN_WRONG_NUMBERS = 3
"""Plain numbers may agree by chance: an oracle that does not explain all must explain at least so many wrong cases."""
MAX_PARTIAL = 2
"""Mistakes that explain some of the wrong cases each."""


def signs(task: CodeTask, words: TaskWords, outcomes: Sequence[Outcome], source: str) -> tuple[Finding, ...]:
    """Return the named mistakes that show in another way than by results."""
    expected = [evaluate_quietly(task, outcome) for outcome in outcomes]
    evidence = Evidence(source, outcomes, expected)
    return tuple(Finding(mistake, words.mistake(mistake).say) for mistake, sign in task.signs.items() if sign(evidence))


def diagnose(
    task: CodeTask, words: TaskWords, trials: Sequence[Trial], problems: Sequence[Problem], source: str
) -> tuple[Finding, ...]:
    """Return what is wrong, the most likely first: named mistakes, then what holds in general."""
    named = [problem.mistake for problem in problems if problem.mistake is not None]
    findings = list(signs(task, words, [trial.outcome for trial in trials], source))
    if not named and not findings:
        named += _matching_oracles(task, trials, problems)
    findings += [Finding(mistake, words.mistake(mistake).say) for mistake in named]
    findings += [general for general in _general(problems) if not (findings and general.id in _EXPLAINED_BY_MISTAKES)]
    unique = {found.id: found for found in reversed(findings)}
    return tuple(reversed(unique.values()))


_EXPLAINED_BY_MISTAKES = {"wrong-values", "wrong-shape", "gradient-wrong", "gradient-missing", "not-finite", "wrong-type"}


def matches(task: CodeTask, oracle: Oracle, trial: Trial, *, by_gradient: bool) -> bool | None:
    """Return whether an outcome is the oracle's; None when the oracle does not apply, or is right here as well."""
    outcome, right = trial.outcome, trial.right
    present = [name for name in outcome.case.parameters if name in outcome.parameters]
    try:
        wrong = evaluate(task, outcome.case, oracle, present, trial.cotangents if by_gradient else None)
    except Exception:  # noqa: BLE001 - an oracle need not work for every case
        return None
    agrees = values_agree(wrong.value, outcome.returned)
    if by_gradient and wrong.gradients is not None and right.gradients is not None:
        if gradients_agree(wrong.gradients, right.gradients):
            return None
        return agrees and outcome.gradients is not None and gradients_agree(wrong.gradients, outcome.gradients)
    if values_agree(right.value, _as_precise_as(outcome.returned, wrong.value)):
        return None if agrees else False
    return agrees


def _votes_until_no(task: CodeTask, oracle: Oracle, trials: Sequence[Trial], *, by_gradient: bool) -> int:
    """Return how many outcomes an oracle explains; 0 when there is one that it does not."""
    explained = 0
    for trial in trials:
        vote = matches(task, oracle, trial, by_gradient=by_gradient)
        if vote is False:
            return 0
        explained += vote is True
    return explained


def _as_precise_as(got: Value, wrong: Value) -> Value:
    """Return the oracle's result in the submission's dtype: what rounding hides there tells nothing apart."""
    if isinstance(got, Tensor) and isinstance(wrong, Tensor) and got.is_floating_point():
        return wrong.to(got.dtype)
    return wrong


def _matching_oracles(task: CodeTask, trials: Sequence[Trial], problems: Sequence[Problem]) -> Iterator[str]:
    kinds = {problem.kind for problem in problems}
    by_gradient = not kinds & {"value", "shape", "finite", "type"} and "gradient" in kinds
    if not by_gradient and not kinds & {"value", "shape", "finite", "type"}:
        return
    wrong = {id(problem.case) for problem in problems}
    compared = [trial for trial in trials if trial.outcome.raised is None]
    # Cases that went wrong come first: most oracles are out at the first of them.
    compared.sort(key=lambda trial: id(trial.outcome.case) not in wrong)
    full = {name: _votes_until_no(task, oracle, compared, by_gradient=by_gradient) for name, oracle in task.mistakes.items()}
    if any(full.values()):
        # Where several explain everything, the one that explains most cases says most.
        yield max(full, key=lambda name: full[name])
        return
    if by_gradient:
        return
    votes: dict[str, list[bool]] = {}
    for name, oracle in task.mistakes.items():
        cast = [matches(task, oracle, trial, by_gradient=by_gradient) for trial in compared]
        votes[name] = [vote for vote in cast if vote is not None]
    are_numbers = not any(isinstance(trial.right.value, (Tensor, tuple)) for trial in trials)
    least = MIN_WRONG_NUMBERS if are_numbers else 1
    partial = {name: sum(cast) for name, cast in votes.items() if sum(cast) >= least and (not are_numbers or all(cast))}
    yield from sorted(partial, key=lambda name: -partial[name])[:MAX_PARTIAL]


def _general(problems: Sequence[Problem]) -> Iterator[Finding]:
    seen: set[str] = set()
    for problem in problems:
        # An exception is worded where the learner's own line is at hand.
        if problem.kind != "raised" and problem.kind not in seen:
            seen.add(problem.kind)
            yield _describe(problem)


def _describe(problem: Problem) -> Finding:
    case = problem.case.name
    where, got, expected = problem.where, problem.got, problem.expected
    if problem.kind == "gradient":
        if where:
            return finding("gradient-missing" if got == "none" else "gradient-wrong", argument=where)
        kind, _, message = got.partition(": ")
        if "numpy()" in message:
            return finding("gradient-numpy")
        return finding("gradient-raised", type=kind, message=message, where="")
    if problem.kind == "parameter":
        if got == "missing":
            return finding("parameter-missing", name=where)
        return (
            finding("parameter-plain", name=where)
            if got == "plain"
            else finding("parameter-shape", name=where, got=got, expected=expected)
        )
    if problem.kind == "type":
        return finding("nothing-returned") if got == "None" else finding("wrong-type", case=case, got=got, expected=expected)
    simple: Mapping[str, str] = {
        "shape": "wrong-shape",
        "dtype": "wrong-dtype",
        "finite": "not-finite",
        "value": "wrong-values",
        "statistic": "wrong-values",
        "changed-input": "input-changed",
    }
    # A single number or truth value has no place.
    place = Phrase(en=f"at {where} ", zh=f"{where} 处") if where not in {"", "[]"} else Phrase()
    return finding(simple[problem.kind], case=case, got=got, expected=expected, place=place, where=where or "[]", argument=where)
