"""What batch and layer normalization have in common: moments, division by the deviation, affine map, and mistakes in each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor

Axes = tuple[int, ...]
Moments = Callable[[Tensor, Axes], tuple[Tensor, Tensor]]
"""From x and the axes to mean and variance, which keep their dimensions."""
Division = Callable[[Tensor, Tensor, float], Tensor]
"""From x - mean, the variance and eps to the normalized x."""
Affine = Callable[[Tensor, Tensor, Tensor], Tensor]
"""From the normalized x, gamma and beta (which broadcast) to the output."""

USUAL_EPS = 1e-5


def biased(x: Tensor, axes: Axes) -> tuple[Tensor, Tensor]:
    """Return mean and variance, the latter divided by the count."""
    return x.mean(axes, keepdim=True), x.var(axes, unbiased=False, keepdim=True)


def unbiased(x: Tensor, axes: Axes) -> tuple[Tensor, Tensor]:
    """Return mean and variance, the latter divided by the count less one. Raises ArithmeticError where that is zero."""
    if math.prod(x.shape[axis] for axis in axes) < 2:
        raise ArithmeticError
    return x.mean(axes, keepdim=True), x.var(axes, unbiased=True, keepdim=True)


def about_zero(x: Tensor, axes: Axes) -> tuple[Tensor, Tensor]:
    """Return the mean, and the mean square in place of the variance."""
    return x.mean(axes, keepdim=True), (x**2).mean(axes, keepdim=True)


def mean_zero(x: Tensor, axes: Axes) -> tuple[Tensor, Tensor]:
    """Return zero in place of the mean, and the biased variance."""
    mean, variance = biased(x, axes)
    return torch.zeros_like(mean), variance


def mean_square(x: Tensor, axes: Axes) -> tuple[Tensor, Tensor]:
    """Return zero in place of the mean, and the mean square, as RMSNorm does."""
    mean, square = about_zero(x, axes)
    return torch.zeros_like(mean), square


def over_root(centred: Tensor, variance: Tensor, eps: float) -> Tensor:
    """Divide by the standard deviation, eps inside the square root."""
    return centred / torch.sqrt(variance + eps)


def affine(normalized: Tensor, gamma: Tensor, beta: Tensor) -> Tensor:
    """Scale and shift."""
    return gamma * normalized + beta


def finite(output: Tensor) -> Tensor:
    """Return the output. Raises ArithmeticError when it is not finite: as NaN equals nothing, an oracle does not apply there."""
    if not bool(output.isfinite().all()):
        raise ArithmeticError
    return output


MOMENTS: Mapping[str, Moments] = {
    "unbiased-variance": unbiased,
    "mean-square-for-variance": about_zero,
    "mean-not-subtracted": mean_zero,
    "rms-norm": mean_square,
}
DIVISIONS: Mapping[str, Division] = {
    "eps-outside-root": lambda centred, variance, eps: centred / (torch.sqrt(variance) + eps),
    "eps-missing": lambda centred, variance, _eps: centred / torch.sqrt(variance),
    "eps-argument-ignored": lambda centred, variance, _eps: over_root(centred, variance, USUAL_EPS),
    "eps-squared": lambda centred, variance, eps: over_root(centred, variance, eps**2),
    "eps-as-minimum": lambda centred, variance, eps: centred / torch.sqrt(variance.clamp(min=eps)),
    "root-missing": lambda centred, variance, eps: centred / (variance + eps),
    "multiplied-by-deviation": lambda centred, variance, eps: centred * torch.sqrt(variance + eps),
}
AFFINES: Mapping[str, Affine] = {
    "gamma-missing": lambda normalized, _gamma, beta: normalized + beta,
    "beta-missing": lambda normalized, gamma, _beta: normalized * gamma,
    "affine-missing": lambda normalized, _gamma, _beta: normalized,
    "gamma-beta-swapped": lambda normalized, gamma, beta: beta * normalized + gamma,
    "beta-scaled": lambda normalized, gamma, beta: gamma * (normalized + beta),
    "beta-subtracted": lambda normalized, gamma, beta: gamma * normalized - beta,
}
