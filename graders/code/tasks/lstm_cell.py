"""`lstm_cell`: one step of a long short-term memory, gates stacked in the order i, f, g, o."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw, Oracle, Value
from graders.code.tasks.products import lacks_transpose
from graders.code.tasks.recurrent import Split, fits_equal_sizes_only, has_another_order, interleaved, reshaped, stacked, weights

ORDER = "ifgo"
"""Input gate, forget gate, candidate, output gate."""
NAMED_ORDERS = {"gate-order-ifog": "ifog", "gate-order-fiog": "fiog", "gate-order-igfo": "igfo"}
"""Keras and the lecture notes put the output gate third; TensorFlow's old BasicLSTMCell has i, g, f, o."""

Step = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor], Value]
"""From the pre-activations i, f, g, o and the cell state c, all (N, H), to what the cell returns."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases in which batch, input size and hidden size are different, but for one."""
    sizes = draw.random.choice([(2, 3, 5), (3, 2, 4), (4, 5, 3), (2, 5, 3), (3, 5, 2)])

    def case(
        name: str, size: tuple[int, int, int] = sizes, dtype: torch.dtype = torch.float64, *, state: float = 1.0, scale: float = 1.0
    ) -> Case:
        n, i, h = size
        hidden, cell = (draw.normal(n, h, dtype=dtype) * state for _ in range(2))
        w_ih, w_hh, b_ih, b_hh = (scale * weight for weight in weights(draw, i, h, 4, dtype))
        args = (draw.normal(n, i, dtype=dtype), hidden, cell, w_ih, w_hh, b_ih, b_hh)
        return Case(name, args, gradients=dtype == torch.float64)

    return (
        case("one sample, one hidden unit", (1, 2, 1)),
        case("a batch of one", (1, *sizes[1:])),
        case("a batch", sizes),
        case("the first step: h and c are zero", state=0.0),
        case("large states", state=3.0),
        case("as many inputs as hidden units", (2, 4, 4)),
        case("more inputs than gates", (2, 9, 2)),
        case("gates close to 0 and 1", scale=4.0),
        case("float32", dtype=torch.float32),
        case("a larger batch", (7, *sizes[:2])),
    )


def reference(x: Tensor, h: Tensor, c: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> tuple[Tensor, Tensor]:
    """Return the new hidden state and the new cell state, (N, H) each."""
    hidden, cell = torch.lstm_cell(x, (h, c), w_ih, w_hh, b_ih, b_hh)
    return hidden, cell


def _step(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    cell = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return o.sigmoid() * cell.tanh(), cell


def _cell(step: Step, order: str = ORDER, split: Split = stacked) -> Oracle:
    """Return an LSTM cell that goes on from its pre-activations with `step`."""

    def oracle(x: Tensor, h: Tensor, c: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Value:
        gates = dict(zip(order, split(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh, 4), strict=True))
        return step(gates["i"], gates["f"], gates["g"], gates["o"], c)

    return oracle


def _with_cell(cell: Step) -> Oracle:
    """Return an LSTM cell with another rule for the cell state."""

    def step(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> Value:
        new = cell(i, f, g, o, c)
        return o.sigmoid() * torch.tanh(new), new

    return _cell(step)


def _with_hidden(hidden: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Oracle:
    """Return an LSTM cell with another rule for the hidden state, of output gate's pre-activation, new and old cell state."""

    def step(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> Value:
        new = _step(i, f, g, o, c)[1]
        return hidden(o, new, c), new

    return _cell(step)


def _returning(choose: Callable[[Tensor, Tensor, Tensor], Value]) -> Oracle:
    """Return an LSTM cell that returns something else, of new hidden state, new and old cell state."""

    def step(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> Value:
        return choose(*_step(i, f, g, o, c), c)

    return _cell(step)


def _tanh_gates(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> Value:
    cell = f.tanh() * c + i.tanh() * g.tanh()
    return o.tanh() * cell.tanh(), cell


def _linear_gates(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> Value:
    cell = f * c + i * g.tanh()
    return o * cell.tanh(), cell


def _tanh_cell_passed_on(i: Tensor, f: Tensor, g: Tensor, o: Tensor, c: Tensor) -> Value:
    cell = _step(i, f, g, o, c)[1].tanh()
    return o.sigmoid() * cell, cell


def _weights_swapped(x: Tensor, h: Tensor, c: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Value:
    return reference(x, h, c, w_hh, w_ih, b_ih, b_hh)


TASK = CodeTask(
    id="lstm-cell",
    entry=("lstm_cell",),
    cases=cases,
    reference=reference,
    mistakes={
        "forget-and-input-gate-swapped": _cell(_step, "figo"),
        **{name: _cell(_step, order) for name, order in NAMED_ORDERS.items()},
        "gates-interleaved": _cell(_step, split=interleaved),
        "tanh-on-cell-missing": _with_hidden(lambda o, cell, _: o.sigmoid() * cell),
        "sigmoid-on-cell": _with_hidden(lambda o, cell, _: o.sigmoid() * cell.sigmoid()),
        "output-gate-before-tanh": _with_hidden(lambda o, cell, _: torch.tanh(o.sigmoid() * cell)),
        "old-cell-in-hidden": _with_hidden(lambda o, _, c: o.sigmoid() * c.tanh()),
        "output-gate-unused": _with_hidden(lambda _, cell, __: cell.tanh()),
        "output-gate-not-sigmoid": _with_hidden(lambda o, cell, _: o * cell.tanh()),
        "output-gate-tanh": _with_hidden(lambda o, cell, _: o.tanh() * cell.tanh()),
        "candidate-sigmoid": _with_cell(lambda i, f, g, _o, c: f.sigmoid() * c + i.sigmoid() * g.sigmoid()),
        "candidate-without-tanh": _with_cell(lambda i, f, g, _o, c: f.sigmoid() * c + i.sigmoid() * g),
        "candidate-relu": _with_cell(lambda i, f, g, _o, c: f.sigmoid() * c + i.sigmoid() * g.relu()),
        "gates-tanh": _cell(_tanh_gates),
        "gates-without-sigmoid": _cell(_linear_gates),
        "forget-gate-missing": _with_cell(lambda i, _f, g, _o, c: c + i.sigmoid() * g.tanh()),
        "input-gate-missing": _with_cell(lambda _i, f, g, _o, c: f.sigmoid() * c + g.tanh()),
        "forget-gate-reversed": _with_cell(lambda i, f, g, _o, c: (1 - f.sigmoid()) * c + i.sigmoid() * g.tanh()),
        "gates-coupled": _with_cell(lambda _i, f, g, _o, c: f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()),
        "old-cell-dropped": _with_cell(lambda i, _f, g, _o, _c: i.sigmoid() * g.tanh()),
        "forget-gate-on-sum": _with_cell(lambda i, f, g, _o, c: f.sigmoid() * (c + i.sigmoid() * g.tanh())),
        "forget-bias-added": _with_cell(lambda i, f, g, _o, c: (f + 1).sigmoid() * c + i.sigmoid() * g.tanh()),
        "hidden-for-cell": lambda x, h, _c, *rest: reference(x, h, h, *rest),
        "hidden-ignored": lambda x, h, c, *rest: reference(x, torch.zeros_like(h), c, *rest),
        "bias-ih-missing": lambda x, h, c, w, u, a, b: reference(x, h, c, w, u, torch.zeros_like(a), b),
        "bias-hh-missing": lambda x, h, c, w, u, a, b: reference(x, h, c, w, u, a, torch.zeros_like(b)),
        "biases-missing": lambda x, h, c, w, u, a, b: reference(x, h, c, w, u, torch.zeros_like(a), torch.zeros_like(b)),
        "weight-reshaped": lambda x, h, c, w, u, a, b: reference(x, h, c, reshaped(w), reshaped(u), a, b),
        "weights-swapped": _weights_swapped,
        "cell-not-updated": _returning(lambda hidden, _, c: (hidden, c)),
        "tanh-of-cell-passed-on": _cell(_tanh_cell_passed_on),
        "hidden-and-cell-swapped": _returning(lambda hidden, cell, _: (cell, hidden)),
        "hidden-only": _returning(lambda hidden, *_: hidden),
        "cell-only": _returning(lambda _, cell, __: cell),
        "output-and-state": _returning(lambda hidden, cell, _: (hidden, (hidden, cell))),
        "state-detached": lambda x, h, c, *rest: reference(x, h.detach(), c.detach(), *rest),
        "hidden-detached": lambda x, h, *rest: reference(x, h.detach(), *rest),
        "cell-detached": lambda x, h, c, *rest: reference(x, h, c.detach(), *rest),
    },
    signs={
        "gate-order-other": has_another_order(ORDER, {"figo", *NAMED_ORDERS.values()}, lambda order: _cell(_step, order)),
        "weights-swapped": fits_equal_sizes_only(_weights_swapped),
        "weight-not-transposed": lacks_transpose,
    },
)
