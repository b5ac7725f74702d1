"""What shows mistakes in batch normalization besides the values of an oracle.

Submissions follow different conventions for what goes into the running statistics, so that a mistake may come with any of them;
some are seen in the source only, and detached statistics in relations between the gradients.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.expected import copied
from graders.code.tasks.batch_norm_mistakes import (
    Rules,
    as_normalized,
    as_torch,
    batch_norm,
    never,
    over_batch_and_space,
    with_biased_variance,
)
from graders.code.tasks.contract import Case, Evidence, Oracle, Outcome, Sign, Value
from graders.code.tasks.normalizing import USUAL_EPS, biased

ENTRY = "batch_norm"
RUNNING = slice(3, 5)
"""Positions of running_mean and running_var among the arguments."""
TRAINING, EPS = 5, 7
"""Positions of `training` and eps among the arguments."""
_CLOSE = 1e-6
"""Relative tolerance for sums over gradients."""


def reproduces(rules: Rules) -> Sign:
    """Return a sign that tells whether a submission follows these rules, whatever its convention for the running statistics."""
    variants = [
        (batch_norm(replace(rules, recorded=recorded)), batch_norm(Rules(recorded=recorded)))
        for recorded in (as_torch, with_biased_variance, as_normalized)
    ]
    if rules.updates is bool and rules.uses_batch is not never:
        variants.append((batch_norm(replace(rules, updates=never)), batch_norm(Rules(updates=never))))

    def sign(evidence: Evidence) -> bool:
        outcomes = [outcome for outcome in evidence.outcomes if outcome.raised is None]
        return any(_is_reproduced(oracle, right, outcomes) for oracle, right in variants)

    return sign


def _is_reproduced(oracle: Oracle, right: Oracle, outcomes: Sequence[Outcome]) -> bool:
    """Tell whether the outcomes are the oracle's, and not merely what is right by the same convention.

    Where the oracle's shapes do not fit, the submission would have raised as well; where it comes to NaN, nothing can be compared.
    """
    differs = False
    for outcome in outcomes:
        try:
            wrong = _called(oracle, outcome.case)
        except ArithmeticError:
            continue
        except (RuntimeError, IndexError):
            return False
        if not values_agree(wrong, outcome.returned):
            return False
        differs = differs or not values_agree(wrong, _called(right, outcome.case))
    return differs


def _called(oracle: Oracle, case: Case) -> Value:
    """Return the output and the running statistics after it. Whatever the oracle raises comes through."""
    args = tuple(copied(value) for value in case.args)
    returned = oracle(*args)
    return (returned, *args[RUNNING])


def _trainings(evidence: Evidence) -> list[Outcome]:
    return [outcome for outcome in evidence.outcomes if outcome.raised is None and outcome.case.args[TRAINING]]


def _leaves_running(evidence: Evidence) -> bool:
    """Tell whether no training changed the running statistics."""
    trainings = _trainings(evidence)
    return bool(trainings) and all(
        outcome.after is not None and values_agree(outcome.case.args[RUNNING], outcome.after[RUNNING]) for outcome in trainings
    )


def _rebinds(source: str) -> bool:
    """Tell whether the entry assigns to the name of a running statistic."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.replace("_", "").casefold() == ENTRY.replace("_", ""):
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg != "self"][RUNNING]
            if any(name in names for name in _assigned(node)):
                return True
    return False


def _assigned(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the names that plain assignments bind; `+=` and the like change tensors in place."""
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        for target in targets:
            yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store))


def _returns_several(evidence: Evidence) -> bool:
    returned = [outcome.returned for outcome in evidence.outcomes if outcome.raised is None]
    return bool(returned) and all(isinstance(value, tuple) and isinstance(value[0], (tuple, list)) for value in returned)


def _detaches(*, mean: bool, variance: bool) -> Sign:
    """Return a sign that tells which statistics are detached, from two sums over the gradient dx of every channel.

    With k = gamma / sqrt(var + eps): the sum of dx is k * dbeta if the mean is detached, else 0; the sum of dx * x_normalized is
    k * dgamma if the variance is detached, else eps / (var + eps) times that.
    """

    def sign(evidence: Evidence) -> bool:
        shown = [outcome for outcome in _trainings(evidence) if outcome.gradients is not None and outcome.case.gradients]
        return bool(shown) and all(_has_sums(outcome, mean=mean, variance=variance) for outcome in shown)

    return sign


def _has_sums(outcome: Outcome, *, mean: bool, variance: bool) -> bool:
    x, gamma = outcome.case.args[:2]
    of_x, of_gamma, of_beta = (outcome.gradients or ())[:3]
    if of_x is None or of_gamma is None or of_beta is None or of_x.shape != x.shape or not bool(of_beta.any() and of_gamma.any()):
        return False
    eps = outcome.case.args[EPS] if len(outcome.case.args) > EPS else USUAL_EPS
    axes = over_batch_and_space(x.dim())
    centre, spread = biased(x, axes)
    normalized = (x - centre) / torch.sqrt(spread + eps)
    spread = spread.reshape(-1)
    slope = gamma / torch.sqrt(spread + eps)
    first = slope * of_beta if mean else torch.zeros_like(of_beta)
    second = slope * of_gamma * (1.0 if variance else eps / (spread + eps))
    size = slope * of_x.abs().sum(axes)
    return _near(of_x.sum(axes), first, size) and _near((of_x * normalized).sum(axes), second, size)


def _near(got: Tensor, wanted: Tensor, size: Tensor) -> bool:
    return got.shape == wanted.shape and bool(((got - wanted).abs() <= _CLOSE * (size + wanted.abs())).all())


def _does_not_broadcast(evidence: Evidence) -> bool:
    """Tell whether tables work and images raise, because what is per channel meets the width."""
    raised = {outcome.case.args[0].dim() for outcome in evidence.outcomes if outcome.raised is not None}
    messages = [outcome.raised.message for outcome in evidence.outcomes if outcome.raised is not None]
    return raised == {4} and all("must match the size of tensor" in message for message in messages)


SIGNS: Mapping[str, Sign] = {
    "statistics-returned": _returns_several,
    "running-rebound": lambda evidence: _leaves_running(evidence) and _rebinds(evidence.source),
    "running-not-updated": lambda evidence: _leaves_running(evidence) and not _rebinds(evidence.source),
    "statistics-detached": _detaches(mean=True, variance=True),
    "mean-detached": _detaches(mean=True, variance=False),
    "variance-detached": _detaches(mean=False, variance=True),
    "channels-not-broadcast": _does_not_broadcast,
}
