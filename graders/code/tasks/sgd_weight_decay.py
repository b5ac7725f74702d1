"""`sgd_step`: one step of stochastic gradient descent with weight decay, w - lr * (grad + weight_decay * w)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw, Oracle


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases in which w, grad, lr and weight_decay differ in size, so that none can be taken for another."""
    rows, columns, depth = draw.distinct(3, 2, 5)
    slow, fast = draw.random.choice([(0.05, 0.4), (0.1, 0.3), (0.02, 0.5)])
    weak, strong = draw.random.choice([(0.01, 0.7), (0.02, 0.6), (0.05, 0.8)])

    def case(
        name: str,
        *shape: int,
        lr: float = slow,
        weight_decay: float = strong,
        dtype: torch.dtype = torch.float64,
        scale: float = 1.0,
    ) -> Case:
        w, grad = (draw.normal(*shape) * scale + 0.5).to(dtype), (draw.normal(*shape) - 0.7).to(dtype)
        return Case(name, (w, grad, lr, weight_decay), gradients=dtype == torch.float64)

    return (
        case("two weights", 2),
        case("a matrix", rows, columns),
        case("no weight decay", rows, weight_decay=0.0),
        case("a large learning rate", columns, rows, lr=fast),
        case("a weak decay", rows, columns, lr=fast, weight_decay=weak),
        case("three dimensions", rows, columns, depth),
        case("large weights", depth, columns, scale=20.0),
        case("float32", columns, depth, dtype=torch.float32, lr=fast),
        case("one number, no dimensions", lr=fast),
        _with_zeros(case("weights that are zero, and gradients that are zero", rows, depth, lr=fast)),
    )


def _with_zeros(case: Case) -> Case:
    """Set the first weight and the last gradient to zero."""
    case.args[0][0, 0] = 0
    case.args[1][-1, -1] = 0
    return case


def reference(w: Tensor, grad: Tensor, lr: float, weight_decay: float) -> Tensor:
    """Return the new weights."""
    return w - lr * (grad + weight_decay * w)


def _decayed_by(gradient: Callable[[Tensor, Tensor], Tensor]) -> Oracle:
    """Return a step in which something else than w is the gradient of the decay, of w and grad."""

    def oracle(w: Tensor, grad: Tensor, lr: float, weight_decay: float) -> Tensor:
        return w - lr * (grad + weight_decay * gradient(w, grad))

    return oracle


def _on_updated(w: Tensor, grad: Tensor, lr: float, weight_decay: float) -> Tensor:
    """Take the gradient's step first and decay what it gives."""
    moved = w - lr * grad
    return moved - lr * weight_decay * moved


TASK = CodeTask(
    id="sgd-weight-decay",
    entry=("sgd_step",),
    cases=cases,
    reference=reference,
    mistakes={
        "decay-doubled": _decayed_by(lambda w, _grad: 2 * w),
        "decay-halved": _decayed_by(lambda w, _grad: w / 2),
        "decay-missing": lambda w, grad, lr, _decay: w - lr * grad,
        "decay-subtracted": _decayed_by(lambda w, _grad: -w),
        "decay-without-lr": lambda w, grad, lr, decay: w - lr * grad - decay * w,
        "decay-doubled-without-lr": lambda w, grad, lr, decay: w - lr * grad - 2 * decay * w,
        "decay-on-updated-weights": _on_updated,
        "decay-on-gradient": _decayed_by(lambda _w, grad: grad),
        "decay-l1": _decayed_by(lambda w, _grad: w.sign()),
        "decay-squared": _decayed_by(lambda w, _grad: w**2),
        "penalty-added": _decayed_by(lambda w, _grad: (w**2).sum()),
        "half-penalty-added": _decayed_by(lambda w, _grad: (w**2).sum() / 2),
        "norm-added": _decayed_by(lambda w, _grad: w.norm()),
        "decay-constant": _decayed_by(lambda w, _grad: torch.ones_like(w)),
        "gradient-ascent": lambda w, grad, lr, decay: w + lr * (grad + decay * w),
        "gradient-ascent-with-decay": lambda w, grad, lr, decay: w + lr * grad - lr * decay * w,
        "lr-missing": lambda w, grad, _lr, decay: w - (grad + decay * w),
        "lr-on-decay-only": lambda w, grad, lr, decay: w - grad - lr * decay * w,
        "lr-on-weights": lambda w, grad, lr, decay: w - lr * w * (1 + decay) - grad,
        "lr-decay-swapped": lambda w, grad, lr, decay: w - decay * (grad + lr * w),
        "gradient-term-missing": lambda w, _grad, lr, decay: w - lr * decay * w,
        "gradient-averaged": lambda w, grad, lr, decay: w - lr * (grad.mean() + decay * w),
        "update-returned": lambda w, grad, lr, decay: lr * (grad + decay * w),
        "negative-update-returned": lambda w, grad, lr, decay: -lr * (grad + decay * w),
        "gradient-returned": lambda w, grad, _lr, decay: grad + decay * w,
    },
    accepted={"step-without-gradients": lambda w, grad, lr, decay: reference(w.detach(), grad.detach(), lr, decay)},
)
