"""Judge dropout: each element is zero or x / (1 - p), and the zeros fall as independent throws of a coin would.

Right code is rejected with a probability below `FALSE_ALARM` for each submission. What is required of single elements holds always.
Five things are required of the masks, and the probability that right masks lack one of them is at most:

- rates: one two-sided binomial test for each p (four), exact, rejected below `PER_TEST`;
- a mask constant along an axis: at most (p^L + (1 - p)^L)^M for M lines of L elements, below 1e-18 for the cases drawn;
- the same mask in each call with one p: (p^2 + (1 - p)^2)^n, below 1e-30 (n is 400);
- exactly p * n dropped in each of nine calls: the product of nine binomial probabilities, below 1e-11;
- p = 0: three of twelve elements dropped although rand() < 2^-24 is needed for each: below 1e-18.

That rand() has only 24 bits in float32 shifts p by up to 6e-8, which changes the tails by less than one part in a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from graders.code.sandbox.wire import Undescribed
from graders.code.tasks.binomial import two_sided
from graders.code.tasks.contract import Case, Outcome, Problem, Value
from graders.code.tasks.dropout_masks import Call, call_of, rate_mistakes, scale_mistakes, shape_mistake

FALSE_ALARM = 1e-9
"""Bound on the probability that right code is rejected."""
PER_TEST = FALSE_ALARM / 10
"""Each of the four tests of the rate rejects right code with at most this probability."""
SPARED = 2
"""Elements that may be dropped at p = 0, where `rand() > p` is false for a number that happens to be 0."""
_RELATIVE_TOLERANCE = 1e-5
Found = Iterator[Problem]


def problems(outcomes: Sequence[Outcome]) -> list[Problem]:
    """Return what is wrong with the outcomes of all cases, what explains most first."""
    described = [problem for outcome in outcomes for problem in _malformed(outcome)]
    unusable = {id(problem.case) for problem in described if problem.kind in {"type", "shape"}}
    usable = [outcome for outcome in outcomes if outcome.raised is None and id(outcome.case) not in unusable]
    calls = [call_of(outcome) for outcome in usable if _p(outcome.case) not in {0.0, 1.0} and _trains(outcome.case)]
    evaluations = [outcome for outcome in usable if not _trains(outcome.case)]
    if not calls or not evaluations:
        return described
    found = [*_swapped(calls, evaluations)] or [*_training(calls, evaluations), *_evaluation(evaluations)]
    edges = [problem for outcome in outcomes if id(outcome.case) not in unusable for problem in _edges(outcome)]
    if any(problem.check != "evaluation" or problem.mistake == "train-eval-swapped" for problem in found):
        # What is wrong at p = 0 and p = 1 follows from what is wrong between them.
        edges = []
    return [*described, *found, *edges]


def _p(case: Case) -> float:
    return float(case.args[1])


def _trains(case: Case) -> bool:
    return bool(case.args[2])


def _malformed(outcome: Outcome) -> Found:
    """Yield what is wrong with type, shape and dtype, and an input that was changed."""
    if outcome.raised is not None:
        return
    case, (x, *_), y = outcome.case, outcome.case.args, outcome.returned
    if not isinstance(y, Tensor):
        is_pair = isinstance(y, (tuple, list)) and len(y) == 2 and isinstance(y[0], Tensor)
        yield Problem("type", "type", case, "a tensor", _kind(y), mistake="mask-returned" if is_pair else None)
        return
    if y.shape != x.shape:
        yield Problem("shape", "shape", case, str(tuple(x.shape)), str(tuple(y.shape)))
        return
    if y.dtype != x.dtype:
        yield Problem("dtype", "dtype", case, str(x.dtype).removeprefix("torch."), str(y.dtype).removeprefix("torch."))
    if outcome.after is not None and not (isinstance(outcome.after[0], Tensor) and torch.equal(outcome.after[0], x)):
        yield Problem("changed-input", "inputs unchanged", case, where="argument 1")


def _kind(value: Value) -> str:
    if isinstance(value, Undescribed):
        return value.kind
    return f"{len(value)} values" if isinstance(value, (tuple, list)) else type(value).__name__.replace("NoneType", "None")


def _equal(got: Tensor, right: Tensor) -> Tensor:
    return (got.double() - right.double()).abs() <= _RELATIVE_TOLERANCE * right.double().abs()


def _swapped(calls: Sequence[Call], evaluations: Sequence[Outcome]) -> Found:
    """Yield a problem where training leaves x as it is and evaluation drops."""
    drops = [outcome for outcome in evaluations if _p(outcome.case) < 1 and bool((outcome.returned == 0).any())]
    if drops and all(call.is_unchanged for call in calls):
        yield _value(drops[0], "evaluation", mistake="train-eval-swapped")


def _training(calls: Sequence[Call], evaluations: Sequence[Outcome]) -> Found:
    first = calls[0].case
    if all(call.is_unchanged or call.has_constant_ratio for call in calls) and not any(bool(call.dropped.any()) for call in calls):
        yield Problem("statistic", "drop rate", first, f"{_p(first):.0%} dropped", "0% dropped", mistake="nothing-dropped")
        return
    broken = [call for call in calls if call.broken is not None]
    if broken:
        yield Problem("value", "values", broken[0].case, "0 or x / (1 - p)", "something else", mistake=broken[0].broken)
        return
    shape = shape_mistake(calls)
    rates = [] if shape else _rates(calls)
    scaled = _scaled_in_evaluation(evaluations)
    for mistake in scale_mistakes(calls, is_inverted="mask-inverted" in rates, is_scaled_in_evaluation=scaled):
        rates = [rate for rate in rates if not (mistake == "p-is-keep-probability" and rate == "mask-inverted")]
        yield Problem("value", "values", first, f"x / (1 - p), {1 / (1 - _p(first)):.5g} x", calls[0].shown_scale, mistake=mistake)
    if shape:
        yield Problem("statistic", "independence", first, "each element on its own", "elements that fall together", mistake=shape)
    for rate in rates:
        got = float(calls[0].dropped.double().mean())
        yield Problem("statistic", "drop rate", first, f"about {_p(first):.0%} dropped", f"{got:.0%} dropped", mistake=rate)


def _rates(calls: Sequence[Call]) -> list[str]:
    """Return what is wrong with how often elements are dropped, by exact binomial tests over all calls with the same p."""
    counts: dict[float, tuple[int, int]] = {}
    for call in calls:
        count, trials = counts.get(call.p, (0, 0))
        counts[call.p] = (count + int(call.dropped.sum()), trials + call.dropped.numel())
    is_off = any(two_sided(count, trials, p) < PER_TEST for p, (count, trials) in counts.items())
    return rate_mistakes(counts) if is_off else []


def _scaled_in_evaluation(evaluations: Sequence[Outcome]) -> bool:
    """Tell whether evaluation multiplies by 1 - p, as dropout that is not inverted does."""
    shown = [outcome for outcome in evaluations if _p(outcome.case) < 1]
    return all(bool(_equal(o.returned, o.case.args[0] * (1 - _p(o.case))).all()) for o in shown)


def _evaluation(evaluations: Sequence[Outcome]) -> Found:
    for outcome in evaluations:
        y, (x, p, _) = outcome.returned, outcome.case.args
        if bool(_equal(y, x).all()):
            continue
        if p == 1:
            mistake = "division-by-zero" if not bool(y.isfinite().all()) else "zeros-in-eval" if not bool(y.any()) else None
        else:
            mistake = "dropped-in-eval" if bool((y == 0).any()) else "scaled-in-eval" if _has_one_ratio(y, x) else None
        yield _value(outcome, "evaluation", mistake=mistake)
        return


def _has_one_ratio(y: Tensor, x: Tensor) -> bool:
    ratio = y.double() / x.double()
    return bool((ratio - ratio.mean()).abs().max() <= _RELATIVE_TOLERANCE * ratio.mean().abs())


def _edges(outcome: Outcome) -> Found:
    """Yield what is wrong at p = 0 and p = 1, where everything is certain."""
    case, p = outcome.case, _p(outcome.case)
    if outcome.raised is not None:
        is_division = outcome.raised.type == "ZeroDivisionError"
        got = f"{outcome.raised.type}: {outcome.raised.message}"
        yield Problem("finite", case.check, case, "no exception", got, mistake="division-by-zero" if is_division else "edge-raises")
        return
    if not _trains(case) or p not in {0.0, 1.0}:
        return
    x, y = case.args[0], outcome.returned
    dropped, changed = int((y == 0).sum()), int((~_equal(y, x)).sum())
    if p == 0 and (dropped > SPARED or changed > dropped):
        yield _value(outcome, case.check, mistake="p-zero-changed")
    elif p == 1 and not bool(y.isfinite().all()):
        yield _value(outcome, case.check, mistake="division-by-zero")
    elif p == 1 and bool(y.any()):
        yield _value(outcome, case.check, mistake="p-one-not-zeros")


def _value(outcome: Outcome, check: str, *, mistake: str | None) -> Problem:
    """Return the problem of a case in which it is certain what is right, with the first element that is not."""
    x, p, training = outcome.case.args
    right = torch.zeros_like(x) if training and p == 1 else x
    place = tuple(int(i) for i in (~_equal(outcome.returned, right)).nonzero()[0])
    got, where = outcome.returned[place].item(), f"[{', '.join(map(str, place))}]"
    return Problem("value", check, outcome.case, f"{right[place].item():.5g}", f"{got:.5g}", where, mistake=mistake)
