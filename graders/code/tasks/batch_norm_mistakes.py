"""Batch normalization as a set of rules, and the mistakes: each replaces one rule (or two that go together)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from graders.code.tasks.contract import Oracle
from graders.code.tasks.normalizing import (
    AFFINES,
    DIVISIONS,
    MOMENTS,
    USUAL_EPS,
    Affine,
    Axes,
    Division,
    Moments,
    about_zero,
    affine,
    biased,
    finite,
    over_root,
    unbiased,
)

USUAL_MOMENTUM = 0.1
Statistics = tuple[Tensor, Tensor]
"""Mean and variance."""
Recorded = Callable[[Tensor, Tensor, Tensor], Statistics]
"""From x and the mean and variance of its normalization to what the running statistics are updated with."""


def over_batch_and_space(rank: int) -> Axes:
    """Return all axes but that of the channels."""
    return tuple(axis for axis in range(rank) if axis != 1)


def as_torch(x: Tensor, _mean: Tensor, _variance: Tensor) -> Statistics:
    """Return what the running statistics are updated with by torch's convention: the unbiased variance."""
    return unbiased(x, over_batch_and_space(x.dim()))


def with_biased_variance(x: Tensor, _mean: Tensor, _variance: Tensor) -> Statistics:
    """Return what the running statistics are updated with by an accepted convention: the biased variance."""
    return biased(x, over_batch_and_space(x.dim()))


def as_normalized(_x: Tensor, mean: Tensor, variance: Tensor) -> Statistics:
    """Return for the running statistics whatever x is normalized with, averaged over the batch where each sample has its own."""
    return mean.mean(0), variance.mean(0)


def never(_training: bool) -> bool:  # noqa: FBT001 - stands for a rule of `Rules`
    """Return False."""
    return False


def moving_average(old: Tensor, new: Tensor, momentum: float) -> Tensor:
    """Return the exponential moving average; momentum is the weight of the new value."""
    return (1 - momentum) * old + momentum * new


@dataclass(frozen=True, slots=True)
class Rules:
    """How to compute batch normalization.

    uses_batch     whether x is normalized with the batch's statistics, given `training`; if not, with the running ones
    updates        whether the running statistics are updated, given `training`
    updates_mean, updates_var   which of the two
    default_momentum   0.1 instead of the argument
    subtracts_mean     in training and in evaluation
    """

    moments: Moments = biased
    divide: Division = over_root
    scale: Affine = affine
    axes: Callable[[int], Axes] = over_batch_and_space
    recorded: Recorded = as_torch
    average: Callable[[Tensor, Tensor, float], Tensor] = moving_average
    uses_batch: Callable[[bool], bool] = bool
    updates: Callable[[bool], bool] = bool
    updates_mean: bool = True
    updates_var: bool = True
    default_momentum: bool = False
    subtracts_mean: bool = True


def batch_norm(rules: Rules) -> Oracle:
    """Return batch normalization by these rules. It raises where they lead to shapes that do not fit, or to NaN."""

    def oracle(
        x: Tensor,
        gamma: Tensor,
        beta: Tensor,
        running_mean: Tensor,
        running_var: Tensor,
        training: bool,  # noqa: FBT001 - passed by position, as the task has it
        momentum: float = USUAL_MOMENTUM,
        eps: float = USUAL_EPS,
    ) -> Tensor:
        per_channel = (1, -1) + (1,) * (x.dim() - 2)
        axes = rules.axes(x.dim())
        mean, variance = rules.moments(x, axes)
        if rules.updates(training):
            weight = USUAL_MOMENTUM if rules.default_momentum else momentum
            _update(rules, rules.recorded(x, mean, variance), running_mean.detach(), running_var.detach(), weight)
        if not rules.uses_batch(training):
            mean, variance = running_mean.reshape(per_channel), running_var.reshape(per_channel)
        centred = x - mean if rules.subtracts_mean else x
        return finite(rules.scale(rules.divide(centred, variance, eps), gamma.reshape(per_channel), beta.reshape(per_channel)))

    return oracle


def _update(rules: Rules, new: Statistics, running_mean: Tensor, running_var: Tensor, momentum: float) -> None:
    """Update the running statistics in place."""
    with torch.no_grad():
        if rules.updates_mean:
            running_mean.copy_(finite(rules.average(running_mean, new[0].reshape(-1), momentum)))
        if rules.updates_var:
            running_var.copy_(finite(rules.average(running_var, new[1].reshape(-1), momentum)))


def _always(_training: bool) -> bool:  # noqa: FBT001 - stands for a rule of `Rules`
    return True


def _inverted(training: bool) -> bool:  # noqa: FBT001 - stands for a rule of `Rules`
    return not training


RULES: Mapping[str, Rules] = {
    **{name: Rules(moments) for name, moments in MOMENTS.items()},
    "mean-not-subtracted": Rules(subtracts_mean=False),
    "rms-norm": Rules(about_zero, subtracts_mean=False),
    **{name: Rules(divide=divide) for name, divide in DIVISIONS.items()},
    **{name: Rules(scale=scale) for name, scale in AFFINES.items()},
    "unbiased-and-eps-outside-root": Rules(unbiased, DIVISIONS["eps-outside-root"]),
    "over-features": Rules(axes=lambda _rank: (1,)),
    "over-all-but-batch": Rules(axes=lambda rank: tuple(range(1, rank))),
    "over-everything": Rules(axes=lambda rank: tuple(range(rank))),
    "over-batch-only": Rules(axes=lambda _rank: (0,)),
    "over-space-only": Rules(axes=lambda rank: tuple(range(2, rank)) or (0,)),
    "momentum-reversed": Rules(average=lambda old, new, momentum: moving_average(new, old, momentum)),
    "momentum-argument-ignored": Rules(default_momentum=True),
    "running-not-decayed": Rules(average=lambda old, new, momentum: old + momentum * new),
    "running-summed": Rules(average=lambda old, new, _momentum: old + new),
    "running-replaced": Rules(average=lambda _old, new, _momentum: new),
    "running-not-weighted": Rules(average=lambda old, new, momentum: (1 - momentum) * old + new),
    "only-running-mean-updated": Rules(updates_var=False),
    "only-running-var-updated": Rules(updates_mean=False),
    "batch-statistics-in-eval": Rules(uses_batch=_always),
    "training-ignored": Rules(uses_batch=_always, updates=_always),
    "updated-in-eval": Rules(updates=_always),
    "always-evaluates": Rules(uses_batch=never, updates=never),
    "running-statistics-in-training": Rules(uses_batch=never),
    "train-eval-swapped": Rules(uses_batch=_inverted, updates=_inverted),
}
