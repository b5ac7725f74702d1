"""`batch_norm`: per-channel normalization in training and evaluation, with running statistics that are updated in place."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor

from graders.code.tasks.batch_norm_mistakes import RULES, USUAL_MOMENTUM, Rules, batch_norm, with_biased_variance
from graders.code.tasks.batch_norm_signs import SIGNS, reproduces
from graders.code.tasks.contract import Case, CodeTask, Draw
from graders.code.tasks.normalizing import USUAL_EPS

_TINY = 1e-3
"""A deviation whose square is small beside eps."""
RUNNING_MEAN, RUNNING_VAR = 3, 4
"""Positions of the arguments that training updates."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases for training and evaluation in which every dimension is different and every channel has its own moments."""
    batch, channels, height, width = draw.random.choice([(4, 3, 2, 5), (3, 2, 4, 5), (5, 3, 4, 2), (2, 5, 3, 4)])
    rows, features = draw.random.choice([(5, 3), (6, 4), (5, 2), (7, 3)])
    table, images = (rows, features), (batch, channels, height, width)

    def case(
        name: str,
        *shape: int,
        training: bool,
        dtype: torch.dtype = torch.float64,
        scale: float = 1.0,
        options: tuple[float, ...] = (),
    ) -> Case:
        per_channel = (1, shape[1]) + (1,) * (len(shape) - 2)
        deviation, offset = draw.uniform(*per_channel, low=0.5, high=2.0), draw.uniform(*per_channel, low=0.5, high=3.0)
        x = ((draw.normal(*shape) * deviation + offset) * (scale if training else 1.0)).to(dtype)
        gamma, beta = draw.uniform(shape[1], low=0.4, high=2.0, dtype=dtype), draw.normal(shape[1], dtype=dtype)
        mean, variance = draw.normal(shape[1], dtype=dtype), draw.uniform(shape[1], low=0.5, high=2.5, dtype=dtype) * scale**2
        # The running statistics are buffers, so whoever detaches them in evaluation is right: no gradients are asked for there.
        is_compared = training and dtype == torch.float64
        return Case(name, (x, gamma, beta, mean, variance, training, *options), gradients=is_compared)

    return (
        case("training, three rows of two features", 3, 2, training=True),
        case("evaluation, three rows of two features", 3, 2, training=False),
        case("training, (N, C)", *table, training=True),
        case("training, (N, C, H, W)", *images, training=True),
        case("evaluation, (N, C, H, W)", *images, training=False),
        case("training, momentum 0.3", *images, training=True, options=(0.3,)),
        case("training, one image", 1, *images[1:], training=True),
        case("evaluation, one row", 1, features, training=False),
        case("training, a variance much smaller than eps", *table, training=True, scale=_TINY),
        case("evaluation, a variance much smaller than eps", *images, training=False, scale=_TINY),
        case("training, momentum 0.8 and eps 0.5", *table, training=True, options=(0.8, 0.5)),
        case("evaluation, momentum 0.6 and eps 0.01", *table, training=False, scale=0.3, options=(0.6, 0.01)),
        case("training, float32", *images, training=True, dtype=torch.float32),
        case("evaluation, float32", *images, training=False, dtype=torch.float32),
        _with_dead_channel(case("training, a channel of zeros", *images, training=True)),
    )


def _with_dead_channel(case: Case) -> Case:
    """Set the first channel to zero, as ReLU may leave it: its variance is exactly zero."""
    case.args[0][:, 0] = 0
    return case


def reference(
    x: Tensor,
    gamma: Tensor,
    beta: Tensor,
    running_mean: Tensor,
    running_var: Tensor,
    training: bool,  # noqa: FBT001 - passed by position, as the task has it
    momentum: float = USUAL_MOMENTUM,
    eps: float = USUAL_EPS,
) -> Tensor:
    """Return the normalized x; when training, update the running statistics in place."""
    return F.batch_norm(x, running_mean.detach(), running_var.detach(), gamma, beta, training, momentum, eps)


TASK = CodeTask(
    id="batch-norm",
    entry=("batch_norm",),
    cases=cases,
    reference=reference,
    mistakes={name: batch_norm(rules) for name, rules in RULES.items()},
    accepted={"running-var-biased": batch_norm(Rules(recorded=with_biased_variance))},
    signs={**{name: reproduces(rules) for name, rules in RULES.items()}, **SIGNS},
    mutates=frozenset({RUNNING_MEAN, RUNNING_VAR}),
    result=lambda returned, after: (returned, after[RUNNING_MEAN], after[RUNNING_VAR]),
)
