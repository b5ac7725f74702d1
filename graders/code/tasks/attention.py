"""`attention`: scaled dot-product attention on (..., L, d) with a boolean mask, True where a query may attend to a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.tasks.attending import (
    COMMON,
    Attend,
    attention_with,
    calculates_with_bool,
    draw_mask,
    drops_out,
    softmax_of_implicit_axis,
)
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Sign, Value
from graders.code.tasks.products import lacks_transpose


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases in which N, heads, Lq, Lk, d and dv are different, but where the case says otherwise.

    In float64 sqrt(d) is a power of two, so that a scale that was computed in float32 is exact.
    """
    size, value_size = draw.random.choice([(4, 7), (16, 5), (4, 9), (16, 7)])
    queries, keys = draw.random.choice([(5, 6), (6, 5), (5, 8), (8, 6)])
    batch = (3,)
    heads = draw.random.choice([(3, 2), (2, 3)])

    def case(
        name: str,
        *before: int,
        lengths: tuple[int, int] = (queries, keys),
        mask: tuple[int, ...] | Tensor | None = None,
        sizes: tuple[int, int] = (size, value_size),
        dtype: torch.dtype = torch.float64,
        scale: float = 1.0,
    ) -> Case:
        q = draw.normal(*before, lengths[0], sizes[0], dtype=dtype) * scale
        k = draw.normal(*before, lengths[1], sizes[0], dtype=dtype) * scale
        v = draw.normal(*before, lengths[1], sizes[1], dtype=dtype)
        drawn = draw_mask(draw, *mask) if isinstance(mask, tuple) else mask
        return Case(name, (q, k, v) if drawn is None else (q, k, v, drawn), gradients=dtype == torch.float64)

    causal = torch.ones(keys, keys, dtype=torch.bool).tril()
    return (
        case("one query, two keys, no batch", lengths=(1, 2), sizes=(4, 3)),
        case("(Lq, d), no batch"),
        case("(N, Lq, d)", *batch),
        case("(N, heads, Lq, d)", *heads),
        case("self-attention lengths, Lq = Lk", *batch, lengths=(keys, keys)),
        case("no batch, as many keys as dimensions", lengths=(3, 4), sizes=(4, 5)),
        case("values as wide as queries, dv = d", *batch, sizes=(4, 4)),
        case("a mask (Lq, Lk), no batch", mask=(queries, keys)),
        case("a mask (Lq, Lk) for a batch", *batch, mask=(queries, keys)),
        case("a causal mask (L, L)", *batch, lengths=(keys, keys), mask=causal),
        case("a mask (N, Lq, Lk)", *batch, mask=(*batch, queries, keys)),
        case("a padding mask (N, 1, Lk)", *batch, mask=(*batch, 1, keys)),
        case("a padding mask (N, 1, 1, Lk)", *heads, mask=(heads[0], 1, 1, keys)),
        case("a mask (N, heads, Lq, Lk)", *heads, mask=(*heads, queries, keys)),
        case("float32, (N, heads, Lq, d), a mask (Lq, Lk)", *heads, mask=(queries, keys), sizes=(10, 7), dtype=torch.float32),
        case("large scores", *batch, scale=2.5),
    )


def reference(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """Return softmax(q k^T / sqrt(d)) v, (..., Lq, dv)."""
    return torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)


def _weights(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    return attention_with(gathered=lambda weights, *_: weights)(q, k, v, mask)


def _scaled_by(size: Callable[[Tensor, Tensor, Tensor], int]) -> Attend:
    return attention_with(factor=lambda q, k, v: float(size(q, k, v) ** -0.5))


def _key_reshaped(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    return attention_with(products=lambda q, k: q @ k.reshape(*k.shape[:-2], k.shape[-1], k.shape[-2]))(q, k, v, mask)


def _transposed_result(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    return reference(q, k, v, mask).mT


def _with_weights(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Value:
    return reference(q, k, v, mask), _weights(q, k, v, mask)


def is_for_one_rank_only(evidence: Evidence) -> bool:
    """Tell whether all results are right, but for the ranks of q at which every case raises."""
    right: dict[int, list[bool]] = {}
    for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True):
        is_right = outcome.raised is None and values_agree(expected, outcome.returned)
        if outcome.raised is None and not is_right:
            return False
        right.setdefault(outcome.case.args[0].dim(), []).append(is_right)
    return any(map(all, right.values())) and any(not any(cast) for cast in right.values())


_MASK_INDEX = re.compile(r"shape of the mask|too many indices|does not match the shape of the indexed tensor")


def indexes_with_mask(evidence: Evidence) -> bool:
    """Tell whether an exception says that a mask smaller than the scores was used as their index."""
    return any(outcome.raised is not None and _MASK_INDEX.search(outcome.raised.message) for outcome in evidence.outcomes)


def _fits_equal_lengths_only(oracle: Attend) -> Sign:
    """Return a sign that tells whether a submission does what the oracle does, but raises unless Lq = Lk."""

    def sign(evidence: Evidence) -> bool:
        for outcome in evidence.outcomes:
            q, k, v, *mask = outcome.case.args
            if (outcome.raised is None) != (q.shape[-2] == k.shape[-2]):
                return False
            if outcome.raised is None and not values_agree(oracle(q, k, v, mask[0] if mask else None), outcome.returned):
                return False
        return bool(evidence.outcomes)

    return sign


TASK = CodeTask(
    id="attention",
    entry=("attention",),
    cases=cases,
    reference=reference,
    mistakes={
        **COMMON,
        "softmax-without-dim": attention_with(normalised=softmax_of_implicit_axis),
        "scaled-by-value-size": _scaled_by(lambda _q, _k, v: v.shape[-1]),
        "scaled-by-query-length": _scaled_by(lambda q, _k, _v: q.shape[-2]),
        "scaled-by-key-length": _scaled_by(lambda _q, k, _v: k.shape[-2]),
        "scaled-by-second-axis": _scaled_by(lambda q, _k, _v: q.shape[1]),
        "scaled-by-first-axis": _scaled_by(lambda q, _k, _v: q.shape[0]),
        "key-reshaped": _key_reshaped,
        "result-transposed": _transposed_result,
        "weights-returned": _weights,
        "result-and-weights-returned": _with_weights,
        "scores-returned": lambda q, k, v, mask=None: attention_with(normalised=lambda s: s, gathered=lambda s, *_: s)(
            q, k, v, mask
        ),
    },
    signs={
        "queries-and-keys-swapped": _fits_equal_lengths_only(COMMON["queries-and-keys-swapped"]),
        "weights-transposed": _fits_equal_lengths_only(COMMON["weights-transposed"]),
        "one-rank-only": is_for_one_rank_only,
        "mask-not-broadcast": indexes_with_mask,
        "mask-arithmetic-on-bool": calculates_with_bool,
        "dropout-inside": drops_out,
        "key-transpose-missing": lacks_transpose,
    },
)
