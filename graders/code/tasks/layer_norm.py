"""`layer_norm`: normalization over the last dimension, of x of any rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw, Oracle
from graders.code.tasks.normalizing import (
    AFFINES,
    DIVISIONS,
    MOMENTS,
    USUAL_EPS,
    Affine,
    Axes,
    Division,
    Moments,
    affine,
    biased,
    finite,
    over_root,
    unbiased,
)

_TINY = 1e-3
"""A deviation whose square is small beside eps."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases in which every dimension is different, the mean is not zero, and the deviations are large and tiny beside eps."""
    batch, length, features = draw.random.choice([(3, 4, 5), (2, 5, 4), (4, 3, 6), (3, 5, 4)])

    def case(name: str, *shape: int, dtype: torch.dtype = torch.float64, scale: float = 1.5, eps: float | None = None) -> Case:
        x = (scale * (draw.normal(*shape) + draw.uniform(*shape[:-1], 1, low=0.5, high=2.5))).to(dtype)
        gamma, beta = draw.uniform(shape[-1], low=0.4, high=2.0, dtype=dtype), draw.normal(shape[-1], dtype=dtype)
        args = (x, gamma, beta) if eps is None else (x, gamma, beta, eps)
        return Case(name, args, gradients=dtype == torch.float64)

    return (
        case("one vector", features),
        case("(N, D)", batch, features),
        case("one row", 1, features + 1),
        case("(N, L, D)", batch, length, features),
        case("(N, L, D), float32", batch, length, features, dtype=torch.float32),
        case("(N, H, L, D)", 2, batch, length, features + 2),
        case("a variance much smaller than eps", batch, features, scale=_TINY),
        case("eps = 0.5", batch, features, eps=0.5),
        case("eps = 0.01 and three dimensions", batch, length, features, eps=0.01, scale=0.3),
        case("as many rows as features", features, features),
        _with_constant_row(draw, batch, features),
        case("many features, float32", 2, 40, dtype=torch.float32, scale=3.0),
    )


def _with_constant_row(draw: Draw, batch: int, features: int) -> Case:
    """Draw a case with a variance of exactly zero: its numbers are such that their sum is exact."""
    x = draw.normal(batch, features) + 1
    x[0] = draw.random.choice([-2.0, 1.5, 3.0])
    args = (x, draw.uniform(features, low=0.4, high=2.0), draw.normal(features))
    return Case("a row of equal numbers", args, check="constant rows")


def reference(x: Tensor, gamma: Tensor, beta: Tensor, eps: float = USUAL_EPS) -> Tensor:
    """Return the normalized x."""
    return F.layer_norm(x, x.shape[-1:], gamma, beta, eps)


def _last(_rank: int) -> Axes:
    return (-1,)


def _layer_norm(
    moments: Moments = biased, divide: Division = over_root, scale: Affine = affine, axes: Callable[[int], Axes] = _last
) -> Oracle:
    """Return a layer normalization with some of its rules replaced."""

    def oracle(x: Tensor, gamma: Tensor, beta: Tensor, eps: float = USUAL_EPS) -> Tensor:
        mean, variance = moments(x, axes(x.dim()))
        return finite(scale(divide(x - mean, variance, eps), gamma, beta))

    return oracle


def _second_last(rank: int) -> Axes:
    return (rank - 2,)


TASK = CodeTask(
    id="layer-norm",
    entry=("layer_norm",),
    cases=cases,
    reference=reference,
    mistakes={
        **{name: _layer_norm(moments) for name, moments in MOMENTS.items()},
        **{name: _layer_norm(divide=divide) for name, divide in DIVISIONS.items()},
        **{name: _layer_norm(scale=scale) for name, scale in AFFINES.items()},
        "unbiased-and-eps-outside-root": _layer_norm(unbiased, DIVISIONS["eps-outside-root"]),
        "over-the-batch": _layer_norm(axes=lambda _rank: (0,)),
        "over-second-to-last": _layer_norm(axes=_second_last),
        "over-second": _layer_norm(axes=lambda _rank: (1,)),
        "over-all-but-batch": _layer_norm(axes=lambda rank: tuple(range(1, rank)) or (0,)),
        "over-all-but-last": _layer_norm(axes=lambda rank: tuple(range(rank - 1)) or (0,)),
        "over-everything": _layer_norm(axes=lambda rank: tuple(range(rank))),
        "statistics-detached": _layer_norm(lambda x, axes: biased(x.detach(), axes)),
        "mean-detached": _layer_norm(lambda x, axes: (biased(x.detach(), axes)[0], biased(x, axes)[1])),
        "variance-detached": _layer_norm(lambda x, axes: (biased(x, axes)[0], biased(x.detach(), axes)[1])),
    },
)
