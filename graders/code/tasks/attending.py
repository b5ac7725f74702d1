"""Scaled dot-product attention with replaceable parts: what attention and multi-head attention get wrong alike."""

from __future__ import annotations

import re
from collections.abc import Callable

import torch
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.tasks.contract import Draw, Evidence

Factor = Callable[[Tensor, Tensor, Tensor], float]
"""What the products of q and k are multiplied by, of q, k and v."""
Masking = Callable[[Tensor, Tensor], Tensor]
"""What becomes of the scores, or of the weights, with a boolean mask."""
Attend = Callable[[Tensor, Tensor, Tensor, Tensor | None], Tensor]

MUCH = 1e9


def by_root_of_size(q: Tensor, _k: Tensor, _v: Tensor) -> float:
    """Return 1 / sqrt(d)."""
    return float(q.shape[-1] ** -0.5)


def forbidden(scores: Tensor, mask: Tensor) -> Tensor:
    """Set the scores where the mask is False to minus infinity."""
    return scores.masked_fill(~mask, -torch.inf)


def softmax_over_keys(scores: Tensor) -> Tensor:
    """Return weights, each row of which adds up to 1."""
    return scores.softmax(-1)


def kept(weights: Tensor, _mask: Tensor) -> Tensor:
    """Return the weights as they are."""
    return weights


def attention_with(
    *,
    factor: Factor = by_root_of_size,
    masked: Masking = forbidden,
    normalised: Callable[[Tensor], Tensor] = softmax_over_keys,
    reweighed: Masking = kept,
    products: Callable[[Tensor, Tensor], Tensor] = lambda q, k: q @ k.mT,
    gathered: Callable[[Tensor, Tensor, Tensor], Tensor] = lambda weights, _k, v: weights @ v,
) -> Attend:
    """Return attention (q, k, v, mask) with some of its steps replaced."""

    def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
        scores = products(q, k) * factor(q, k, v)
        weights = normalised(scores if mask is None else masked(scores, mask))
        return gathered(weights if mask is None else reweighed(weights, mask), k, v)

    return attend


def inverted(scores: Tensor, mask: Tensor) -> Tensor:
    """Forbid what is allowed. Raises ValueError where that leaves a query nothing to attend to."""
    if bool(mask.all(-1).any()):
        raise ValueError("a row of softmax with nothing but -inf")
    return forbidden(scores, ~mask)


def without_softmax(_scores: Tensor, _mask: Tensor) -> Tensor:
    """Raise ValueError: without softmax every fill gives another result."""
    raise ValueError("scores without softmax cannot be masked")


def softmax_of_implicit_axis(scores: Tensor) -> Tensor:
    """Return softmax over the axis that `F.softmax` without `dim` chooses."""
    return scores.softmax(0 if scores.dim() in {0, 1, 3} else 1)


def softmax_over_keys_and_queries(scores: Tensor) -> Tensor:
    """Return weights that add up to 1 over a whole matrix."""
    return scores.flatten(-2).softmax(-1).view_as(scores)


COMMON: dict[str, Attend] = {
    "scale-missing": attention_with(factor=lambda *_: 1.0),
    "scaled-by-d": attention_with(factor=lambda q, *_: 1.0 / q.shape[-1]),
    "scale-multiplied": attention_with(factor=lambda q, *_: float(q.shape[-1] ** 0.5)),
    "scaled-after-softmax": attention_with(
        factor=lambda *_: 1.0, normalised=softmax_over_keys, gathered=lambda weights, k, v: weights @ v * by_root_of_size(k, k, v)
    ),
    "softmax-over-queries": attention_with(normalised=lambda scores: scores.softmax(-2)),
    "softmax-over-first-axis": attention_with(normalised=lambda scores: scores.softmax(0)),
    "softmax-over-second-axis": attention_with(normalised=lambda scores: scores.softmax(1)),
    "softmax-over-both-axes": attention_with(normalised=softmax_over_keys_and_queries),
    "softmax-missing": attention_with(normalised=lambda scores: scores, masked=without_softmax),
    "sigmoid-for-softmax": attention_with(normalised=torch.sigmoid),
    "mask-inverted": attention_with(masked=inverted),
    "mask-zero-before-softmax": attention_with(masked=lambda scores, mask: scores * mask),
    "mask-after-softmax": attention_with(masked=kept, reweighed=lambda weights, mask: weights * mask),
    "mask-ignored": attention_with(masked=kept),
    "mask-added": attention_with(masked=lambda scores, mask: scores + mask.to(scores.dtype)),
    "mask-fill-positive": attention_with(masked=lambda scores, mask: scores.masked_fill(~mask, MUCH)),
    "weights-transposed": attention_with(gathered=lambda weights, _, v: weights.mT @ v),
    "queries-and-keys-swapped": attention_with(products=lambda q, k: k @ q.mT),
    "keys-for-values": attention_with(gathered=lambda weights, k, _: weights @ k),
    "weights-detached": attention_with(gathered=lambda weights, _, v: weights.detach() @ v),
}
"""The mistakes that both tasks know, as attention (q, k, v, mask)."""


def draw_mask(draw: Draw, *shape: int) -> Tensor:
    """Draw a boolean mask each row of which allows and forbids something (its last dimension is at least 2)."""
    chances = draw.uniform(*shape)
    ranks = chances.argsort(-1).argsort(-1)
    return (ranks == 0) | ((ranks != 1) & (chances > chances.median()))


_BOOL_ARITHMETIC = re.compile(r"(with a bool tensor|on a bool tensor) is not supported")


_DROPOUT = re.compile(r"\b(?:F|functional|torch)\.(?:alpha_)?dropout\((?!.*\btraining\b)")
"""Functional dropout drops unless it is told `training=False`; the module nn.Dropout knows the mode of the module it belongs to."""


def calculates_with_bool(evidence: Evidence) -> bool:
    """Tell whether an exception says that `1 - mask` and `-mask` do not work for boolean tensors."""
    return any(outcome.raised is not None and _BOOL_ARITHMETIC.search(outcome.raised.message) for outcome in evidence.outcomes)


def drops_out(evidence: Evidence) -> bool:
    """Tell whether the source applies dropout whatever the mode, and no value is right where nothing is masked."""
    code = re.sub(r"#.*", "", evidence.source)
    right = [
        outcome.raised is None and values_agree(expected, outcome.returned)
        for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True)
        if not any(isinstance(value, Tensor) and value.dtype == torch.bool for value in outcome.case.args)
    ]
    return _DROPOUT.search(code) is not None and bool(right) and not any(right)
