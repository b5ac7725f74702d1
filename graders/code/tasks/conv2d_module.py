"""`Conv2D`: the cross-correlation of one matrix as a module, with a kernel and a bias to be learnt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.tasks import corr2d
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Oracle, Outcome
from graders.code.tasks.conv2d_full import is_rounded_to_float32
from graders.code.tasks.state import SECOND_CALL, keeps_state

Parameters = Mapping[str, Tensor]
_LEFT_OUT = ("last-windows-skipped", "output-not-shrunk", "first-row-only", "first-window-only")
"""Mistakes of `corr2d` that leave part of the output as it was created."""
_RAISING = ("square-matrix-assumed", "matrix-product")
"""Mistakes of `corr2d` that do not always run."""
OFFSET = 1000.0
"""Added to x and subtracted again by the bias: what is computed in float32 on the way shows in the fourth digit."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw matrices, kernels of all proportions and biases far from 0."""

    def case(name: str, size: corr2d.Size, kernel: corr2d.Size, dtype: torch.dtype = torch.float64) -> Case:
        bias = draw.uniform(1, low=1.5, high=3.0, dtype=dtype) * draw.random.choice((-1, 1))
        parameters = {"weight": draw.normal(*kernel, dtype=dtype), "bias": bias}
        x = draw.normal(*size, dtype=dtype)
        return Case(name, (x,), init=(kernel,), parameters=parameters, gradients=dtype == torch.float64, unusual=size == kernel)

    def nearly_cancelling(size: corr2d.Size, kernel: corr2d.Size) -> Case:
        weight = draw.uniform(*kernel, low=0.5, high=1.5)
        parameters = {"weight": weight, "bias": -OFFSET * weight.sum().reshape(1)}
        return Case(
            "large numbers that the bias nearly cancels", (OFFSET + draw.normal(*size),), init=(kernel,), parameters=parameters
        )

    height, width = draw.distinct(2, 4, 7)
    return (
        case("kernel_size (1, 1)", (2, 3), (1, 1)),
        case("kernel_size (2, 2) on a 3x4 matrix", (3, 4), (2, 2)),
        case("a kernel of one row", (height, width), (1, 3)),
        case("a kernel of one column", (height, width), (3, 1)),
        case("a wide kernel on a wide matrix", *draw.random.choice(corr2d.WIDE)),
        case("a tall kernel on a tall matrix", *draw.random.choice(corr2d.TALL)),
        case("a tall kernel on a wide matrix", *draw.random.choice(corr2d.CROSSED)),
        case("a square matrix", (6, 6), draw.random.choice(((2, 3), (4, 3), (2, 4)))),
        case("kernel_size (3, 3)", draw.random.choice(((5, 8), (9, 6), (5, 9))), (3, 3)),
        case("a kernel as large as the matrix", (4, 5), (4, 5)),
        case("float32", *draw.random.choice(corr2d.WIDE), torch.float32),
        nearly_cancelling(*draw.random.choice(corr2d.TALL)),
        replace(
            case("a second call, on a smaller matrix", (5, 6), (2, 3)),
            before=(draw.normal(7, 9),),
            check=SECOND_CALL,
            unusual=True,
        ),
    )


def reference(init: tuple[corr2d.Size], parameters: Parameters, x: Tensor) -> Tensor:
    """Return the cross-correlation plus the bias, (H - h + 1, W - w + 1)."""
    correlated: Tensor = _with_bias(corr2d.reference)(init, parameters, x)
    return correlated


def _with_bias(correlate: Callable[[Tensor, Tensor], Tensor]) -> Oracle:
    """Add the bias to what is made of x and the weight. A module without bias or weight is reported for that alone."""

    def forward(init: tuple[corr2d.Size], parameters: Parameters, x: Tensor) -> Tensor:
        correlated = correlate(x, _weight(init, parameters, x))
        return correlated + parameters["bias"] if "bias" in parameters else correlated

    return forward


def _biased(add: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Oracle:
    """Do with (correlation, bias, weight) something else than adding the bias once."""

    def forward(init: tuple[corr2d.Size], parameters: Parameters, x: Tensor) -> Tensor:
        weight = _weight(init, parameters, x)
        return add(corr2d.reference(x, weight), parameters["bias"], weight)

    return forward


def _weight(init: tuple[corr2d.Size], parameters: Parameters, x: Tensor) -> Tensor:
    return parameters.get("weight", x.new_ones(init[0]))


def _is_with_bias_inside(correlate: Callable[[Tensor, Tensor], Tensor]) -> Callable[[Evidence], bool]:
    """Return a sign of the same mistake where the bias was added in the loop: what the loop left out is 0, without the bias."""

    def sign(evidence: Evidence) -> bool:
        is_wrong = False
        for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True):
            parameters, (x,) = outcome.case.parameters, outcome.case.args
            correlated = correlate(x, parameters["weight"])
            if not values_agree(correlated + parameters["bias"] * (correlated != 0), outcome.returned):
                return False
            is_wrong |= not values_agree(expected, outcome.returned)
        return is_wrong

    return sign


def _has_shape(name: str, wanted: Callable[[corr2d.Size, list[int]], bool]) -> Callable[[Evidence], bool]:
    """Return a sign: wherever h and w differ and both exceed 1, the parameter's shape is the one that gives the mistake away."""

    def sign(evidence: Evidence) -> bool:
        tellable = [
            outcome for outcome in evidence.outcomes if _sides(outcome)[0] != _sides(outcome)[1] and min(_sides(outcome)) > 1
        ]
        shapes = [(_sides(outcome), _shape(outcome, name)) for outcome in tellable]
        known = [(sides, shape) for sides, shape in shapes if shape is not None]
        return bool(known) and all(wanted(sides, shape) for sides, shape in known)

    return sign


def _sides(outcome: Outcome) -> corr2d.Size:
    height, width = outcome.case.init[0] if outcome.case.init else (0, 0)
    return height, width


def _shape(outcome: Outcome, name: str) -> list[int] | None:
    found = outcome.parameters.get(name)
    return None if found is None or found["shape"] is None else list(found["shape"])


TASK = CodeTask(
    id="conv2d-module",
    entry=("Conv2D",),
    kind="module",
    cases=cases,
    reference=reference,
    mistakes={
        "bias-missing": _biased(lambda correlated, bias, weight: correlated),  # noqa: ARG005
        "bias-added-twice": _biased(lambda correlated, bias, weight: correlated + 2 * bias),  # noqa: ARG005
        "bias-multiplied": _biased(lambda correlated, bias, weight: correlated * bias),  # noqa: ARG005
        "bias-subtracted": _biased(lambda correlated, bias, weight: correlated - bias),  # noqa: ARG005
        "bias-inside-sum": _biased(lambda correlated, bias, weight: correlated + bias * weight.numel()),
        "bias-times-kernel": _biased(lambda correlated, bias, weight: correlated + bias * weight.sum()),
        **{name: _with_bias(oracle) for name, oracle in corr2d.TASK.mistakes.items()},
    },
    signs={
        **{name: _is_with_bias_inside(corr2d.TASK.mistakes[name]) for name in _LEFT_OUT},
        "square-weight": _has_shape("weight", lambda sides, shape: shape in ([sides[0]] * 2, [sides[1]] * 2)),
        "weight-shape-transposed": _has_shape("weight", lambda sides, shape: shape == [sides[1], sides[0]]),
        "weight-with-channels": _has_shape("weight", lambda sides, shape: len(shape) > 2 and shape[-2:] == list(sides)),
        "bias-per-weight": _has_shape("bias", lambda sides, shape: shape in (list(sides), [sides[0]], [sides[1]])),
        **{name: corr2d.raises_where(_with_bias(corr2d.TASK.mistakes[name])) for name in _RAISING},
        "square-kernel-assumed": corr2d.is_right_for_square_kernels_only,
        "wrong-dtype": is_rounded_to_float32,
        "keeps-state": keeps_state,
    },
)
