"""Exact tails of the binomial distribution."""

from __future__ import annotations

import math

import torch
from torch import Tensor


def probabilities(trials: int, rate: float) -> Tensor:
    """Return the probability of 0, 1, ..., `trials` successes. `rate` lies strictly between 0 and 1."""
    counts = torch.arange(trials + 1, dtype=torch.float64)
    ways = math.lgamma(trials + 1) - torch.lgamma(counts + 1) - torch.lgamma(trials - counts + 1)
    return torch.exp(ways + counts * math.log(rate) + (trials - counts) * math.log1p(-rate))


def two_sided(count: int, trials: int, rate: float) -> float:
    """Return twice the probability of the smaller tail, the observed count included, at most 1."""
    each = probabilities(trials, rate)
    return min(1.0, 2 * float(torch.minimum(each[: count + 1].sum(), each[count:].sum())))
