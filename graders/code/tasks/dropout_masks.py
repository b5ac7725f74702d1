"""What the masks and scales of dropout show, and which mistakes they are known by."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import NormalDist

import torch
from torch import Tensor

from graders.code.tasks.binomial import two_sided
from graders.code.tasks.contract import Case, Outcome

_RELATIVE_TOLERANCE = 1e-5
_NAMED_RATE = 1e-4
"""A rate is taken for a known wrong one where it is at least as likely as this."""
_IMAGE_RANK = 4


@dataclass(frozen=True, slots=True)
class Call:
    """One call in training. `scale` is y / x of what was kept (NaN: nothing was, or it differs); `broken` names worse things."""

    case: Case
    p: float
    dropped: Tensor
    scale: float
    is_unchanged: bool
    has_constant_ratio: bool
    broken: str | None

    @property
    def shown_scale(self) -> str:
        """Return the scale as learners see it."""
        return f"{self.scale:.5g} x"


def call_of(outcome: Outcome) -> Call:
    """Return what one call in training shows."""
    x, p = outcome.case.args[0].double(), float(outcome.case.args[1])
    y = outcome.returned.double()
    dropped = y == 0
    kept = (y / x)[~dropped]
    scale = float(kept.median()) if kept.numel() else math.nan
    is_constant = (
        bool(kept.numel())
        and bool(kept.isfinite().all())
        and bool(((kept - scale).abs() <= _RELATIVE_TOLERANCE * abs(scale)).all())
    )
    broken = None if is_constant or not kept.numel() else _broken(y, x, p)
    is_unchanged = is_constant and not bool(dropped.any()) and abs(scale - 1) <= _RELATIVE_TOLERANCE
    return Call(outcome.case, p, dropped, scale if is_constant else math.nan, is_unchanged, is_constant, broken)


def _broken(y: Tensor, x: Tensor, p: float) -> str:
    """Return what is wrong where elements are neither dropped nor kept with one scale."""
    for scale in (1 / (1 - p), 1.0):
        rest = y[(y - scale * x).abs() > _RELATIVE_TOLERANCE * (scale * x).abs()]
        if 0 < rest.numel() < y.numel() and (not bool(rest.isfinite().any()) or bool((rest == rest[0]).all())):
            return "dropped-not-zero"
    return "noise-instead-of-mask"


def _known_scales(call: Call) -> Mapping[str, float]:
    kept = call.dropped.numel() - int(call.dropped.sum())
    p = call.p
    return {
        "": 1 / (1 - p),
        "not-rescaled": 1.0,
        "scaled-by-inverse-p": 1 / p,
        "scaled-by-p": p,
        "scaled-by-keep-probability": 1 - p,
        "rescaled-twice": 1 / (1 - p) ** 2,
        "scaled-by-observed-fraction": call.dropped.numel() / kept if kept else math.nan,
    }


def scale_mistakes(calls: Sequence[Call], *, is_inverted: bool, is_scaled_in_evaluation: bool) -> list[str]:
    """Return what is wrong with the scale of what is kept. Calls that keep nothing say nothing."""
    telling = [call for call in calls if not math.isnan(call.scale)]
    fitting = [
        name
        for name in (_known_scales(calls[0]) if calls else ())
        if all(abs(call.scale - _known_scales(call)[name]) <= _RELATIVE_TOLERANCE * abs(call.scale) for call in telling)
    ]
    name = fitting[0] if fitting else "scale-off"
    if name == "":
        return []
    if name == "scaled-by-inverse-p" and is_inverted:
        return ["p-is-keep-probability"]
    if name == "not-rescaled" and is_scaled_in_evaluation:
        return ["not-inverted"]
    return [name]


def shape_mistake(calls: Sequence[Call]) -> str | None:
    """Return what shows that elements are not dropped each on its own, anew in each call."""
    mixed = [call for call in calls if bool(call.dropped.any()) and not bool(call.dropped.all())]
    if not mixed:
        drops = {bool(call.dropped.any()) for call in calls}
        return "mask-per-tensor" if drops == {True, False} else "everything-dropped" if drops == {True} else None
    if _repeats(mixed):
        return "same-mask"
    if all(_is_constant(call, -1) for call in mixed):
        return "mask-per-row"
    if all(_is_constant(call, 0) for call in mixed):
        return "mask-shared-by-rows"
    if any(call.dropped.dim() == _IMAGE_RANK and _is_constant(call, 2) and _is_constant(call, 3) for call in mixed):
        return "mask-per-channel"
    if all(int(call.dropped.sum()) == round(call.p * call.dropped.numel()) for call in calls):
        return "exact-fraction"
    return None


def _repeats(calls: Sequence[Call]) -> bool:
    """Tell whether all calls with one p have the same mask, for each p that has several calls."""
    groups = [list(group) for _, group in groupby(calls, key=lambda call: call.p)]
    several = [group for group in groups if len(group) > 1]
    return bool(several) and all(torch.equal(call.dropped, group[0].dropped) for group in several for call in group)


def _is_constant(call: Call, axis: int) -> bool:
    return bool((call.dropped == call.dropped.select(axis, 0).unsqueeze(axis)).all())


_KNOWN_RATES: Mapping[str, Callable[[float], float]] = {
    "mask-inverted": lambda p: 1 - p,
    "normal-for-uniform": NormalDist().cdf,
    "normal-for-uniform-inverted": lambda p: NormalDist().cdf(-p),
    "p-ignored": lambda _p: 0.5,
}


def rate_mistakes(counts: Mapping[float, tuple[int, int]]) -> list[str]:
    """Return by which known mistake elements are dropped too often or too rarely, given (dropped, all) for each p."""
    for name, rate in _KNOWN_RATES.items():
        if all(two_sided(count, trials, rate(p)) > _NAMED_RATE for p, (count, trials) in counts.items()):
            return [name]
    return ["drop-rate-off"]
