"""What LSTM and GRU cells have in common: pre-activations, and gates stacked in another order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence

import torch
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.tasks.contract import Draw, Evidence, Oracle, Sign

Split = Callable[[Tensor, int], Sequence[Tensor]]


def weights(draw: Draw, inputs: int, hidden: int, gates: int, dtype: torch.dtype) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Draw W_ih (gates * H, I), W_hh (gates * H, H) and the biases (gates * H,), so that no gate is saturated."""
    rows = gates * hidden
    return (
        draw.normal(rows, inputs, dtype=dtype) / inputs**0.5,
        draw.normal(rows, hidden, dtype=dtype) / hidden**0.5,
        draw.normal(rows, dtype=dtype),
        draw.normal(rows, dtype=dtype),
    )


def stacked(x: Tensor, gates: int) -> Sequence[Tensor]:
    """Return the gates of (N, gates * H), stacked one below the other in the weights: (N, H) each."""
    return x.chunk(gates, 1)


def interleaved(x: Tensor, gates: int) -> Sequence[Tensor]:
    """Return the gates of (N, gates * H) as if the weights held all gates of one unit, then those of the next."""
    return x.reshape(len(x), -1, gates).unbind(2)


def reshaped(weight: Tensor) -> Tensor:
    """Return a weight (rows, columns) with its numbers in another order, such that its transpose is a mere reshape."""
    return weight.reshape(weight.shape[1], weight.shape[0]).T


def has_another_order(right: str, named: Collection[str], cell: Callable[[str], Oracle]) -> Sign:
    """Return a sign that tells whether the gates were taken in an order other than the right one and those that are named."""
    orders = ["".join(order) for order in itertools.permutations(right)]
    oracles = [cell(order) for order in orders if order != right and order not in named]

    def sign(evidence: Evidence) -> bool:
        returned = [outcome for outcome in evidence.outcomes if outcome.raised is None]
        return bool(returned) and any(
            all(values_agree(oracle(*outcome.case.args), outcome.returned) for outcome in returned) for oracle in oracles
        )

    return sign


def fits_equal_sizes_only(oracle: Oracle) -> Sign:
    """Return a sign that tells whether a submission does what the oracle does, but raises unless I = H."""

    def sign(evidence: Evidence) -> bool:
        return bool(evidence.outcomes) and all(
            outcome.raised is not None
            if outcome.case.args[0].shape[1] != outcome.case.args[1].shape[1]
            else outcome.raised is None and values_agree(oracle(*outcome.case.args), outcome.returned)
            for outcome in evidence.outcomes
        )

    return sign
