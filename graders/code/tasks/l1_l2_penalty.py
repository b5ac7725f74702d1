"""`penalty`: l1 * sum|w| + l2 * sum w^2 of one tensor, a scalar that can be differentiated everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Oracle

_MAX_SMOOTHING = 0.05
"""How much |w| may be off for each number, relative to l1, when it is a smoothed one: sqrt(w^2 + eps) with eps up to 0.0025."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases with numbers of either sign and zeros, and weights l1 and l2 that differ."""
    rows, columns, depth = draw.distinct(3, 2, 5)
    l1, l2 = draw.random.choice([(0.3, 0.07), (0.2, 0.9), (0.7, 0.4), (0.05, 0.6)])

    def case(
        name: str,
        *shape: int,
        l1: float = l1,
        l2: float = l2,
        zeros: bool = False,
        dtype: torch.dtype = torch.float64,
    ) -> Case:
        w = draw.normal(*shape) * 1.5 + 0.3
        if zeros:
            w.reshape(-1)[:: draw.random.choice([2, 3])] = 0
        return Case(name, (w.to(dtype), l1, l2), gradients=dtype == torch.float64, check="zeros" if zeros else "values")

    return (
        case("two numbers", 2),
        case("a vector", columns + 3),
        case("a matrix", rows, columns),
        case("only l1", columns, rows, l2=0.0),
        case("only l2", columns, rows, l1=0.0),
        case("neither", rows, l1=0.0, l2=0.0),
        case("a kernel of four dimensions", rows, columns, depth, 2),
        case("some numbers are zero", rows, columns, zeros=True),
        case("some numbers are zero, only l1", depth + 4, l2=0.0, zeros=True),
        _all_zero(case("all numbers are zero", rows, depth, zeros=True)),
        case("float32", columns, depth, dtype=torch.float32),
        case("three dimensions, float32", rows, columns, depth, dtype=torch.float32),
        replace(case("one number, no dimensions"), unusual=True),
        replace(case("an empty tensor", 0), unusual=True),
    )


def _all_zero(case: Case) -> Case:
    case.args[0].zero_()
    return case


def reference(w: Tensor, l1: float, l2: float) -> Tensor:
    """Return the penalty, a tensor without dimensions."""
    return l1 * w.abs().sum() + l2 * (w**2).sum()


Term = Callable[[Tensor], Tensor]


def _absolute(w: Tensor) -> Tensor:
    return w.abs().sum()


def _squared(w: Tensor) -> Tensor:
    return (w**2).sum()


def _penalty(first: Term = _absolute, second: Term = _squared) -> Oracle:
    """Return the penalty with another term in place of sum|w| or of sum w^2. It raises where the result is not finite."""

    def oracle(w: Tensor, l1: float, l2: float) -> Tensor:
        total = l1 * first(w) + l2 * second(w)
        if not bool(total.isfinite().all()):
            raise ArithmeticError
        return total

    return oracle


def _matrix_norm(w: Tensor) -> Tensor:
    """Return what `torch.linalg.norm(w, 1)` gives: the largest column sum of a matrix."""
    largest: Tensor = torch.linalg.norm(w, 1)
    return largest


def _gradients_not_a_number(evidence: Evidence, *, all_zero: bool) -> list[bool]:
    """Return for each case with zeros in w (only zeros, or other numbers as well) whether gradients are NaN exactly there."""
    found = []
    for outcome in evidence.outcomes:
        w, gradient = outcome.case.args[0], outcome.gradients[0] if outcome.gradients else None
        is_zero = w == 0
        if gradient is not None and gradient.shape == w.shape and bool(is_zero.any()) and bool(is_zero.all()) is all_zero:
            found.append(bool((gradient.isnan() == is_zero).all()))
    return found


def _has_root_of_squares(evidence: Evidence) -> bool:
    """Tell whether |w| is computed as sqrt(w^2), whose gradient is NaN at each zero."""
    return any(_gradients_not_a_number(evidence, all_zero=False))


def _has_root_of_sum(evidence: Evidence) -> bool:
    """Tell whether sum w^2 is computed as sqrt(sum w^2)^2, whose gradient is NaN where all of w is zero."""
    if _has_root_of_squares(evidence) or not any(_gradients_not_a_number(evidence, all_zero=True)):
        return False
    pairs = zip(evidence.expected, evidence.outcomes, strict=True)
    return all(values_agree(expected, outcome.returned) for expected, outcome in pairs if outcome.raised is None)


def _is_smoothed(evidence: Evidence) -> bool:
    """Tell whether the penalty is too large by a little for each number, and right where l1 is zero: sqrt(w^2 + eps)."""
    excesses = []
    for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True):
        got, (w, l1, _) = outcome.returned, outcome.case.args
        if outcome.raised is not None or not isinstance(got, Tensor) or got.shape != expected.shape:
            return False
        excess = float(got.double() - expected.double())
        if w.dtype == torch.float64 and w.numel() and l1:
            excesses.append(0 < excess <= _MAX_SMOOTHING * l1 * w.numel())
        elif w.dtype == torch.float64:
            excesses.append(abs(excess) <= 1e-9 * (1 + float(expected)))
    return bool(excesses) and all(excesses)


TASK = CodeTask(
    id="l1-l2-penalty",
    entry=("penalty",),
    cases=cases,
    reference=reference,
    mistakes={
        "norm-not-squared": _penalty(second=lambda w: w.norm()),
        "l1-squared": _penalty(lambda w: w.abs().sum() ** 2),
        "mean-instead-of-sum": _penalty(lambda w: w.abs().mean(), lambda w: (w**2).mean()),
        "l1-mean": _penalty(lambda w: w.abs().mean()),
        "l2-mean": _penalty(second=lambda w: (w**2).mean()),
        "sum-missing": lambda w, l1, l2: l1 * w.abs() + l2 * w**2,
        "abs-missing": _penalty(lambda w: w.sum()),
        "abs-of-sum": _penalty(lambda w: w.sum().abs()),
        "square-of-sum": _penalty(second=lambda w: w.sum() ** 2),
        "l2-halved": _penalty(second=lambda w: (w**2).sum() / 2),
        "l2-doubled": _penalty(second=lambda w: 2 * (w**2).sum()),
        "l1-halved": _penalty(lambda w: w.abs().sum() / 2),
        "both-halved": _penalty(lambda w: w.abs().sum() / 2, lambda w: (w**2).sum() / 2),
        "l1-l2-swapped": lambda w, l1, l2: reference(w, l2, l1),
        "l1-term-missing": _penalty(lambda w: 0 * w.sum()),
        "l2-term-missing": _penalty(second=lambda w: 0 * w.sum()),
        "l1-counts-twice": _penalty(second=_absolute),
        "l2-counts-twice": _penalty(first=_squared),
        "coefficients-added": lambda w, l1, l2: (l1 + l2) * reference(w, 1, 1),
        "terms-multiplied": lambda w, l1, l2: l1 * _absolute(w) * l2 * _squared(w),
        "l2-subtracted": _penalty(second=lambda w: -(w**2).sum()),
        "coefficients-missing": lambda w, _l1, _l2: reference(w, 1, 1),
        "l2-coefficient-squared": lambda w, l1, l2: reference(w, l1, l2**2),
        "count-of-nonzeros": _penalty(first=lambda w: (w != 0).sum() + 0 * w.sum()),
        "gradient-of-penalty": lambda w, l1, l2: l1 * w.sign() + 2 * l2 * w,
        "matrix-norm": _penalty(_matrix_norm),
        "zero-counted-as-negative": _penalty(lambda w: torch.where(w > 0, w, -w).sum()),
        "zero-counted-as-positive": _penalty(lambda w: torch.where(w >= 0, w, -w).sum()),
        "l1-term-detached": _penalty(lambda w: w.detach().abs().sum()),
        "l2-term-detached": _penalty(second=lambda w: (w.detach() ** 2).sum()),
    },
    signs={
        "gradient-nan-at-zero": _has_root_of_squares,
        "gradient-nan-at-all-zeros": _has_root_of_sum,
        "abs-smoothed": _is_smoothed,
    },
)
