"""`gru_cell`: one step of a gated recurrent unit, gates stacked in the order r, z, n, reset after the product."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw, Oracle, Value
from graders.code.tasks.products import lacks_transpose
from graders.code.tasks.recurrent import Split, fits_equal_sizes_only, has_another_order, interleaved, reshaped, stacked, weights

ORDER = "rzn"
"""Reset gate, update gate, candidate."""
SWAPPED = "zrn"


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases in which batch, input size and hidden size are different, but for one."""
    sizes = draw.random.choice([(2, 3, 5), (3, 2, 4), (4, 5, 3), (2, 5, 3), (3, 5, 2)])

    def case(
        name: str, size: tuple[int, int, int] = sizes, dtype: torch.dtype = torch.float64, *, state: float = 1.0, scale: float = 1.0
    ) -> Case:
        n, i, h = size
        w_ih, w_hh, b_ih, b_hh = (scale * weight for weight in weights(draw, i, h, 3, dtype))
        args = (draw.normal(n, i, dtype=dtype), draw.normal(n, h, dtype=dtype) * state, w_ih, w_hh, b_ih, b_hh)
        return Case(name, args, gradients=dtype == torch.float64)

    return (
        case("one sample, one hidden unit", (1, 2, 1)),
        case("a batch of one", (1, *sizes[1:])),
        case("a batch", sizes),
        case("the first step: h is zero", state=0.0),
        case("a large state", state=3.0),
        case("as many inputs as hidden units", (2, 4, 4)),
        case("more inputs than gates", (2, 7, 2)),
        case("gates close to 0 and 1", scale=4.0),
        case("float32", dtype=torch.float32),
        case("a larger batch", (7, *sizes[:2])),
    )


def reference(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """Return the new hidden state, (N, H)."""
    return torch.gru_cell(x, h, w_ih, w_hh, b_ih, b_hh)


Candidate = Callable[[Tensor, Tensor, Tensor], Tensor]
"""From the input's and the hidden state's part of the candidate, biases included, and the reset gate, to the candidate."""
Update = Callable[[Tensor, Tensor, Tensor], Value]
"""From the update gate, the candidate and the old hidden state to what the cell returns."""


def _reset_after_product(from_input: Tensor, from_hidden: Tensor, reset: Tensor) -> Tensor:
    return torch.tanh(from_input + reset * from_hidden)


def _interpolated(update: Tensor, candidate: Tensor, h: Tensor) -> Tensor:
    return (1 - update) * candidate + update * h


def _cell(
    candidate: Candidate = _reset_after_product,
    update: Update = _interpolated,
    order: str = ORDER,
    split: Split = stacked,
    gate: Callable[[Tensor], Tensor] = torch.sigmoid,
) -> Oracle:
    """Return a GRU cell with some of its rules replaced."""

    def oracle(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Value:
        from_input = dict(zip(order, split(x @ w_ih.T + b_ih, 3), strict=True))
        from_hidden = dict(zip(order, split(h @ w_hh.T + b_hh, 3), strict=True))
        r, z = (gate(from_input[name] + from_hidden[name]) for name in "rz")
        return update(z, candidate(from_input["n"], from_hidden["n"], r), h)

    return oracle


def _with_hidden_part(part: Callable[[Tensor, Tensor, Tensor, Tensor], Tensor], update: Update = _interpolated) -> Oracle:
    """Return a GRU cell with another rule for the hidden state's part of the candidate, of r, h, W_hn and b_hn."""

    def oracle(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Value:
        size = h.shape[1]
        from_input, from_hidden = x @ w_ih.T + b_ih, h @ w_hh.T + b_hh
        r, z = torch.sigmoid(from_input[:, : 2 * size] + from_hidden[:, : 2 * size]).chunk(2, 1)
        candidate = torch.tanh(from_input[:, 2 * size :] + part(r, h, w_hh[2 * size :], b_hh[2 * size :]))
        return update(z, candidate, h)

    return oracle


def _reset_before_product(r: Tensor, h: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return (r * h) @ weight.T + bias


def _reversed(update: Tensor, candidate: Tensor, h: Tensor) -> Tensor:
    return (1 - update) * h + update * candidate


def _gates_without_hidden(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Value:
    """Leave W_hh h out of both gates."""
    blind = w_hh.clone()
    blind[: 2 * h.shape[1]] = 0
    return reference(x, h, w_ih, blind, b_ih, b_hh)


def _weights_swapped(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Value:
    return reference(x, h, w_hh, w_ih, b_ih, b_hh)


TASK = CodeTask(
    id="gru-cell",
    entry=("gru_cell",),
    cases=cases,
    reference=reference,
    mistakes={
        "reset-before-product": _with_hidden_part(_reset_before_product),
        "reset-before-product-and-update-reversed": _with_hidden_part(_reset_before_product, _reversed),
        "update-gate-reversed": _cell(update=_reversed),
        "gate-order-zrn": _cell(order=SWAPPED),
        "gates-interleaved": _cell(split=interleaved),
        "reset-gate-unused": _cell(lambda a, b, _r: torch.tanh(a + b)),
        "bias-outside-reset": _with_hidden_part(lambda r, h, weight, bias: r * (h @ weight.T) + bias),
        "reset-on-whole-candidate": _cell(lambda a, b, r: torch.tanh(r * (a + b))),
        "reset-on-input": _cell(lambda a, b, r: torch.tanh(r * a + b)),
        "reset-after-tanh": _cell(lambda a, b, r: r * torch.tanh(a + b)),
        "reset-gate-reversed": _cell(lambda a, b, r: torch.tanh(a + (1 - r) * b)),
        "reset-times-state-without-weight": _with_hidden_part(lambda r, h, _weight, _bias: r * h),
        "candidate-without-hidden": _cell(lambda a, _b, _r: torch.tanh(a)),
        "candidate-sigmoid": _cell(lambda a, b, r: torch.sigmoid(a + r * b)),
        "candidate-without-tanh": _cell(lambda a, b, r: a + r * b),
        "candidate-relu": _cell(lambda a, b, r: torch.relu(a + r * b)),
        "gates-tanh": _cell(gate=torch.tanh),
        "gates-without-sigmoid": _cell(gate=lambda x: x),
        "candidate-returned": _cell(update=lambda _z, n, _h: n),
        "old-state-dropped": _cell(update=lambda z, n, _h: (1 - z) * n),
        "candidate-not-weighted": _cell(update=lambda z, n, h: n + z * h),
        "state-not-weighted": _cell(update=lambda z, n, h: (1 - z) * n + h),
        "both-weighted-by-z": _cell(update=lambda z, n, h: z * n + z * h),
        "tanh-on-result": _cell(update=lambda z, n, h: torch.tanh((1 - z) * n + z * h)),
        "gates-without-hidden": _gates_without_hidden,
        "hidden-ignored": lambda x, h, *rest: reference(x, torch.zeros_like(h), *rest),
        "bias-ih-missing": lambda x, h, w, u, a, b: reference(x, h, w, u, torch.zeros_like(a), b),
        "bias-hh-missing": lambda x, h, w, u, a, b: reference(x, h, w, u, a, torch.zeros_like(b)),
        "biases-missing": lambda x, h, w, u, a, b: reference(x, h, w, u, torch.zeros_like(a), torch.zeros_like(b)),
        "weight-reshaped": lambda x, h, w, u, a, b: reference(x, h, reshaped(w), reshaped(u), a, b),
        "weights-swapped": _weights_swapped,
        "state-returned-twice": _cell(update=lambda z, n, h: (_interpolated(z, n, h), _interpolated(z, n, h))),
        "state-detached": lambda x, h, *rest: reference(x, h.detach(), *rest),
    },
    signs={
        "gate-order-other": has_another_order(ORDER, {SWAPPED}, lambda order: _cell(order=order)),
        "weights-swapped": fits_equal_sizes_only(_weights_swapped),
        "weight-not-transposed": lacks_transpose,
    },
)
