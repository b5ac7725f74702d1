"""`MultiHeadAttention`: self-attention with several heads, as a module with four linear layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from graders.code.tasks.attending import COMMON, Attend, attention_with, calculates_with_bool, draw_mask, drops_out
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Oracle, Value
from graders.code.tasks.state import SECOND_CALL, keeps_state

LAYERS = ("q_proj", "k_proj", "v_proj", "out_proj")
Parameters = Mapping[str, Tensor]
Init = tuple[int, int]
"""d_model and the number of heads."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases in which N, L, heads, head size and d_model are different, but where the case says otherwise.

    All are float32, the dtype of a new module: whatever else a submission has beside the four layers keeps working.
    """
    batch, heads, size = draw.random.choice([(2, 3, 4), (3, 2, 4), (2, 3, 5), (3, 2, 5), (2, 4, 3)])
    length = draw.random.choice([6, 7])
    init = (heads * size, heads)

    def case(
        name: str, n: int = batch, init: Init = init, mask: tuple[int, ...] | Tensor | None = None, *, gradients: bool = False
    ) -> Case:
        d_model = init[0]
        parameters: dict[str, Tensor] = {}
        for layer in LAYERS:
            # Scores of some size tell the scales apart.
            parameters[f"{layer}.weight"] = draw.normal(d_model, d_model, dtype=torch.float32) * 1.3 / d_model**0.5
            parameters[f"{layer}.bias"] = draw.normal(d_model, dtype=torch.float32)
        if gradients:
            # It adds the same to all scores of a query, which softmax ignores: its gradient is nothing but rounding errors.
            del parameters["k_proj.bias"]
        drawn = draw_mask(draw, *mask) if isinstance(mask, tuple) else mask
        x = draw.normal(n, length, d_model, dtype=torch.float32)
        args = (x,) if drawn is None else (x, drawn)
        return Case(name, args, init=init, parameters=parameters, gradients=gradients)

    causal = torch.ones(length, length, dtype=torch.bool).tril()
    return (
        case("one head", 1, init=(4, 1)),
        case("several heads, a batch of one", 1),
        case("several heads, a batch"),
        case("a head size of 16", init=(32, 2)),
        case("as many heads as samples", 2, init=(8, 2)),
        case("a causal mask (L, L)", mask=causal),
        case("a mask (L, L)", mask=(length, length)),
        case("as many heads as samples, a mask (N, L, L)", 2, init=(8, 2), mask=(2, length, length)),
        case("a mask (N, L, L)", mask=(batch, length, length)),
        case("a mask (N, 1, L, L)", mask=(batch, 1, length, length)),
        replace(
            case("a second call, without a mask", gradients=False),
            before=(draw.normal(batch, length, init[0], dtype=torch.float32), causal),
            check=SECOND_CALL,
            unusual=True,
        ),
        case("gradients", gradients=True),
        case("gradients with a mask (N, 1, L, L)", mask=(batch, 1, length, length), gradients=True),
    )


def _projected(x: Tensor, parameters: Parameters, layer: str) -> Tensor:
    """Return x W^T + b with what there is of the layer's weight and bias."""
    weight, bias = parameters.get(f"{layer}.weight"), parameters.get(f"{layer}.bias")
    if weight is None:
        return x
    return torch.nn.functional.linear(x, weight, bias)


def _split(x: Tensor, heads: int) -> Tensor:
    """Return (N, L, d_model) as (N, heads, L, head size)."""
    return x.reshape(*x.shape[:2], heads, -1).transpose(1, 2)


def _merged(heads: Tensor) -> Tensor:
    """Return (N, heads, L, head size) as (N, L, d_model)."""
    return heads.transpose(1, 2).flatten(-2)


def _for_heads(mask: Tensor) -> Tensor:
    """Return a mask that is broadcast over the heads."""
    return mask[:, None] if mask.dim() == 3 else mask


def _attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    return torch.nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)


def _module(
    *,
    layers: tuple[str, str, str, str] = LAYERS,
    split: Callable[[Tensor, int], Tensor] = _split,
    merged: Callable[[Tensor], Tensor] = _merged,
    for_heads: Callable[[Tensor], Tensor] = _for_heads,
    attend: Attend = _attention,
    returned: Callable[[Tensor, Tensor], Value] = lambda result, _: result,
) -> Oracle:
    """Return multi-head attention with some of its steps replaced. A layer that is not among the parameters does nothing."""

    def oracle(init: Init, parameters: Parameters, x: Tensor, mask: Tensor | None = None) -> Value:
        q, k, v = (split(_projected(x, parameters, layer), init[1]) for layer in layers[:3])
        heads = attend(q, k, v, None if mask is None else for_heads(mask))
        return returned(_projected(merged(heads).reshape(x.shape), parameters, layers[3]), x)

    return oracle


def _knowing_biases(oracle: Oracle) -> Oracle:
    """Return a mistake that does not apply where the bias of k_proj was not set: only softmax over the keys ignores it."""

    def known(init: Init, parameters: Parameters, *rest: Tensor) -> Value:
        if "q_proj.bias" in parameters and "k_proj.bias" not in parameters:
            raise ValueError("what the bias of k_proj is is not known")
        return oracle(init, parameters, *rest)

    return known


def _across_batch(init: Init, parameters: Parameters, x: Tensor, mask: Tensor | None = None) -> Value:
    """Take the first dimension for the length and the second for the batch."""
    if mask is not None:
        raise ValueError("the mask does not fit")
    return reference(init, parameters, x.transpose(0, 1)).transpose(0, 1)


def _one_head(init: Init, parameters: Parameters, x: Tensor, mask: Tensor | None = None) -> Value:
    return reference((init[0], 1), parameters, x, mask)


def _one_head_of_head_size(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Ignore the heads except for the scale."""
    scores = _merged(q) @ _merged(k).mT * q.shape[-1] ** -0.5
    allowed = scores if mask is None else scores.masked_fill(~(mask[:, 0] if mask.dim() == 4 else mask), -torch.inf)
    return _split(allowed.softmax(-1) @ _merged(v), q.shape[1])


def _between_heads(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Let the heads of one position attend to each other, as without the transpose."""
    if mask is not None:
        raise ValueError("the mask does not fit")
    return _attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), None).transpose(1, 2)


def _split_by_view(x: Tensor, heads: int) -> Tensor:
    """Cut (N, L, d_model) into heads without regard to what is next to what."""
    n, length, _ = x.shape
    return x.reshape(n, heads, length, -1)


def _split_interleaved(x: Tensor, heads: int) -> Tensor:
    """Give each head every `heads`-th feature."""
    return x.reshape(*x.shape[:2], -1, heads).permute(0, 3, 1, 2)


def _merged_interleaved(heads: Tensor) -> Tensor:
    return heads.permute(0, 2, 3, 1).flatten(-2)


def _heads_for_sizes(init: Init, parameters: Parameters, x: Tensor, mask: Tensor | None = None) -> Value:
    """Take the head size for the number of heads, but for the scale."""
    attend = attention_with(factor=lambda *_: (init[0] // init[1]) ** -0.5)
    return _module(attend=attend)((init[0], init[0] // init[1]), parameters, x, mask)


def _scaled_by_d_model(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    return attention_with(factor=lambda q, *_: float((q.shape[1] * q.shape[-1]) ** -0.5))(q, k, v, mask)


def _scaled_by_heads(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    return attention_with(factor=lambda q, *_: float(q.shape[1] ** -0.5))(q, k, v, mask)


def _with_weights(init: Init, parameters: Parameters, x: Tensor, mask: Tensor | None = None) -> Value:
    q, k = (_split(_projected(x, parameters, layer), init[1]) for layer in LAYERS[:2])
    weights = attention_with(gathered=lambda weights, *_: weights)(q, k, k, None if mask is None else _for_heads(mask))
    return reference(init, parameters, x, mask), weights


reference = _module()
_GRADIENT_ONLY = "weights-detached"
_RENAMED = {
    "keys-for-values": "values-from-k-proj",
    "softmax-over-second-axis": "softmax-over-heads",
    "scaled-by-d": "scaled-by-head-size",
}


def _without(parameters: Parameters, ending: str) -> dict[str, Tensor]:
    return {name: value for name, value in parameters.items() if not name.endswith(ending)}


def is_right_for_shared_masks_only(evidence: Evidence) -> bool:
    """Tell whether exactly the masks (N, L, L) raise that cannot be taken for masks (heads, L, L)."""

    def is_per_sample(case: Case) -> bool:
        heads = case.init[1] if case.init is not None else 0
        return len(case.args) == 2 and case.args[1].dim() == 3 and len(case.args[1]) != heads

    raised = [outcome.raised is not None for outcome in evidence.outcomes]
    return any(raised) and raised == [is_per_sample(outcome.case) for outcome in evidence.outcomes]


_MISTAKES: Mapping[str, Oracle] = {
    **{_RENAMED.get(name, name): _module(attend=attend) for name, attend in COMMON.items() if name != _GRADIENT_ONLY},
    "scaled-by-d-model": _module(attend=_scaled_by_d_model),
    "scaled-by-number-of-heads": _module(attend=_scaled_by_heads),
    "heads-split-by-view": _module(split=_split_by_view),
    "heads-merged-by-view": _module(merged=lambda heads: heads),
    "heads-split-and-merged-by-view": _module(split=_split_by_view, merged=lambda heads: heads),
    "heads-interleaved": _module(split=_split_interleaved, merged=_merged_interleaved),
    "heads-split-interleaved": _module(split=_split_interleaved),
    "heads-merged-interleaved": _module(merged=_merged_interleaved),
    "head-count-and-size-swapped": _heads_for_sizes,
    "single-head": _one_head,
    "single-head-scaled-for-heads": _module(attend=_one_head_of_head_size),
    "attention-between-heads": _module(attend=_between_heads),
    "attention-across-batch": _across_batch,
    "mask-not-unsqueezed": _module(for_heads=lambda mask: mask),
    "out-proj-unused": _module(layers=("q_proj", "k_proj", "v_proj", "")),
    "keys-from-q-proj": _module(layers=("q_proj", "q_proj", "v_proj", "out_proj")),
    "q-proj-for-all": _module(layers=("q_proj", "q_proj", "q_proj", "out_proj")),
    "values-not-projected": _module(layers=("q_proj", "k_proj", "", "out_proj")),
    "nothing-projected": _module(layers=("", "", "", "out_proj")),
    "residual-added": _module(returned=lambda result, x: result + x),
    "result-and-weights-returned": _with_weights,
    "biases-ignored": lambda init, parameters, *rest: reference(init, _without(parameters, ".bias"), *rest),
}

TASK = CodeTask(
    id="multi-head-attention",
    entry=("MultiHeadAttention",),
    kind="module",
    cases=cases,
    reference=reference,
    mistakes={
        **{name: _knowing_biases(oracle) for name, oracle in _MISTAKES.items()},
        _GRADIENT_ONLY: _module(attend=COMMON[_GRADIENT_ONLY]),
    },
    signs={
        "mask-not-unsqueezed": is_right_for_shared_masks_only,
        "mask-arithmetic-on-bool": calculates_with_bool,
        "dropout-inside": drops_out,
        "keeps-state": keeps_state,
    },
    optional_parameters=frozenset(f"{layer}.bias" for layer in LAYERS),
)
