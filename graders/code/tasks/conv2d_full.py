"""`conv2d`: two-dimensional cross-correlation with batch, channels, bias, stride and padding."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Oracle
from graders.code.tasks.corr2d import is_right_for_square_kernels_only, raises_where

ROUNDING_SEEN = 1e-10
"""A relative difference above this is no rounding of float64."""
ROUNDING_AT_MOST = 1e-3
"""A relative difference below this may be rounding of float32, cancellation included."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw cases whose dimensions are different from each other, so that none can be taken for another.

    They are small: who loops over all seven dimensions takes some 30 microseconds for each product, gradient included.
    """
    many = draw.random.choice([(2, 3, 4), (3, 2, 4), (2, 4, 3)])
    few = draw.random.choice([(1, 2, 3), (1, 3, 2)])
    wide = draw.random.choice([(4, 7), (4, 8)])
    tall = (wide[1], wide[0])
    kernel = draw.random.choice([(3, 2), (2, 3)])

    def case(
        name: str,
        *,
        bias: bool = True,
        dtype: torch.dtype = torch.float64,
        size: tuple[int, int, int] = few,
        image: tuple[int, int] = wide,
        kernel: tuple[int, int] = kernel,
        **options: int,
    ) -> Case:
        n, c, o = size
        x, weight = draw.normal(n, c, *image, dtype=dtype), draw.normal(o, c, *kernel, dtype=dtype)
        args = (x, weight, draw.normal(o, dtype=dtype)) if bias else (x, weight)
        is_whole = tuple(side + 2 * options.get("padding", 0) for side in image) == kernel
        return Case(name, args, options, gradients=dtype == torch.float64, unusual=is_whole)

    return (
        case("one image, one channel, one filter, no bias", bias=False, size=(1, 1, 1)),
        case("a batch of one, with bias"),
        case("a batch, several channels and filters, no bias", bias=False, size=many),
        case("a batch, with bias", size=(3, 1, 2)),
        case("float32", dtype=torch.float32),
        case("a tall image", image=tall),
        case("a square kernel", kernel=(3, 3)),
        case("padding 1", padding=1),
        case("padding 2", size=(1, 2, 1), padding=2),
        case("stride 2", image=(6, 9), stride=2),
        case("stride 3 on a tall image", image=(9, 6), stride=3),
        case("stride 2 and padding 1", stride=2, padding=1),
        case("stride 3 and padding 2, float32", dtype=torch.float32, stride=3, padding=2),
        case("no bias, stride 2, padding 2", bias=False, stride=2, padding=2),
        case("a 1x1 kernel", kernel=(1, 1), stride=2),
        case("a kernel as large as the padded image", kernel=(wide[0] + 2, wide[1] + 2), padding=1),
    )


class Convolution(NamedTuple):
    """The arguments of one call."""

    x: Tensor
    weight: Tensor
    bias: Tensor | None = None
    stride: int = 1
    padding: int = 0

    def result(self) -> Tensor:
        """Return the cross-correlation, (N, O, H', W')."""
        return F.conv2d(*self)

    def padded_by(self, left: int, right: int, top: int, bottom: int) -> Tensor:
        """Return the result for another padding, counted in units of the one asked for."""
        sides = [self.padding * count for count in (left, right, top, bottom)]
        return self._replace(x=F.pad(self.x, sides), padding=0).result()

    def cut(self, positions: Callable[[int], int]) -> Tensor:
        """Return the upper left part of the result: of H - h and W - w `positions` makes numbers of rows and columns."""
        rows, columns = (positions(side - k) for side, k in zip(self.x.shape[-2:], self.weight.shape[-2:], strict=True))
        return self.result()[..., :rows, :columns]


def reference(x: Tensor, weight: Tensor, bias: Tensor | None = None, stride: int = 1, padding: int = 0) -> Tensor:
    """Return the cross-correlation, (N, O, H', W')."""
    return Convolution(x, weight, bias, stride, padding).result()


def _with_bias_times(call: Convolution, count: int) -> Tensor:
    return call._replace(bias=None if call.bias is None else call.bias * count).result()


def _stride_in_size_only(call: Convolution) -> Tensor:
    """Size the output for the stride but read the windows one by one."""
    rows, columns = call.result().shape[-2:]
    return call._replace(stride=1).result()[..., :rows, :columns]


def _stride_in_rows_only(call: Convolution) -> Tensor:
    """Size the output for the stride but move the window by 1 along the rows."""
    columns = call.result().shape[-1]
    return F.conv2d(call.x, call.weight, call.bias, (call.stride, 1), call.padding)[..., :columns]


def _rounded_up(call: Convolution) -> Tensor:
    """Round the output's size up instead of down."""
    rest = [(side + 2 * call.padding - k) % call.stride for side, k in zip(call.x.shape[-2:], call.weight.shape[-2:], strict=True)]
    rows, columns = ((call.stride - left) % call.stride for left in rest)
    padded = F.pad(F.pad(call.x, (call.padding,) * 4), (0, columns, 0, rows))
    return call._replace(x=padded, padding=0).result()


def _first_image_only(call: Convolution) -> Tensor:
    """Return from within the loop over the images."""
    right = call.result()
    return torch.cat((right[:1], torch.zeros_like(right[1:])))


def _sides_swapped(call: Convolution) -> Tensor:
    """Lay the numbers of each map out in rows of its height."""
    right = call.result()
    return right.reshape(*right.shape[:2], right.shape[3], right.shape[2])


def _filters_last(call: Convolution) -> Tensor:
    """Give (N, H' * W', O) the shape (N, O, H', W') without moving the filters forward."""
    right = call.result()
    return right.flatten(2).transpose(1, 2).reshape(right.shape)


def _weight_scrambled(call: Convolution) -> Tensor:
    """Reshape the weight to (C * h * w, O) as it lies, and take the columns for the filters."""
    scrambled = call.weight.reshape(-1, call.weight.shape[0]).t().reshape(call.weight.shape)
    return call._replace(weight=scrambled).result()


def _as_if_square(call: Convolution) -> Tensor:
    """Take the height of the image for its width."""
    columns = (call.x.shape[2] + 2 * call.padding - call.weight.shape[3]) // call.stride + 1
    right = call.result()
    if not 0 <= columns <= right.shape[3]:
        raise ValueError("windows leave the image")
    return right[..., :columns]


def is_rounded_to_float32(evidence: Evidence) -> bool:
    """Tell whether all is right but for float32's rounding, as when a float32 buffer is promoted."""
    is_seen = False
    for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True):
        got = outcome.returned
        if not isinstance(expected, Tensor) or not isinstance(got, Tensor) or got.shape != expected.shape or got.numel() == 0:
            return False
        difference = float((got - expected).abs().max() / expected.abs().max())
        if not difference < ROUNDING_AT_MOST:
            return False
        is_seen |= expected.dtype == torch.float64 and difference > ROUNDING_SEEN
    return is_seen


def tests_bias_for_truth(evidence: Evidence) -> bool:
    """Tell whether `if bias:` raised."""
    return any(outcome.raised is not None and "Boolean value of Tensor" in outcome.raised.message for outcome in evidence.outcomes)


def slices_to_minus_zero(evidence: Evidence) -> bool:
    """Tell whether a line with `padding:-padding` raised, where the padding is 0."""
    lines = evidence.source.splitlines()
    raised = [outcome.raised.line for outcome in evidence.outcomes if outcome.raised and not outcome.case.kwargs.get("padding")]
    return any(
        re.search(r"\b(\w+)\s*:\s*-\s*\1\b", lines[line - 1]) for line in raised if line is not None and 0 < line <= len(lines)
    )


_MISTAKES: dict[str, Callable[[Convolution], Tensor]] = {
    "kernel-flipped": lambda call: call._replace(weight=call.weight.flip(-1, -2)).result(),
    "kernel-transposed": lambda call: call._replace(weight=call.weight.transpose(-1, -2)).result(),
    "bias-missing": lambda call: call._replace(bias=None).result(),
    "bias-per-channel": lambda call: _with_bias_times(call, call.x.shape[1]),
    "bias-inside-sum": lambda call: _with_bias_times(call, call.weight[0].numel()),
    "stride-ignored": lambda call: call._replace(stride=1).result(),
    "stride-not-in-windows": _stride_in_size_only,
    "stride-in-rows-only": _stride_in_rows_only,
    "padding-ignored": lambda call: call._replace(padding=0).result(),
    "padding-on-one-side": lambda call: call.padded_by(1, 0, 1, 0),
    "padding-on-far-side": lambda call: call.padded_by(0, 1, 0, 1),
    "padding-columns-only": lambda call: call.padded_by(1, 1, 0, 0),
    "padding-misplaced": lambda call: call.padded_by(0, 2, 0, 2),
    "padding-not-in-size": lambda call: call.cut(lambda span: span // call.stride + 1),
    "size-off-by-one": lambda call: call.cut(lambda span: (span + 2 * call.padding) // call.stride),
    "one-added-before-division": lambda call: call.cut(lambda span: (span + 2 * call.padding + 1) // call.stride),
    "size-rounded-up": _rounded_up,
    "first-channel-only": lambda call: call._replace(x=call.x[:, :1], weight=call.weight[:, :1]).result(),
    "last-channel-only": lambda call: call._replace(x=call.x[:, -1:], weight=call.weight[:, -1:]).result(),
    "channels-averaged": lambda call: call._replace(weight=call.weight / call.x.shape[1]).result(),
    "mean-instead-of-sum": lambda call: call._replace(weight=call.weight / call.weight[0].numel()).result(),
    "first-filter-only": lambda call: call._replace(weight=call.weight[:1].expand_as(call.weight)).result(),
    "first-image-only": _first_image_only,
    "first-image-repeated": lambda call: call._replace(x=call.x[:1].expand_as(call.x)).result(),
    "output-transposed": lambda call: call.result().transpose(-1, -2),
    "output-sides-swapped": _sides_swapped,
    "filters-last": _filters_last,
    "weight-scrambled": _weight_scrambled,
    "square-image-assumed": _as_if_square,
}


def _oracle(mistake: Callable[[Convolution], Tensor]) -> Oracle:
    return lambda x, weight, bias=None, stride=1, padding=0: mistake(Convolution(x, weight, bias, stride, padding))


TASK = CodeTask(
    id="conv2d-full",
    entry=("conv2d",),
    cases=cases,
    reference=reference,
    mistakes={name: _oracle(mistake) for name, mistake in _MISTAKES.items()},
    signs={
        "bias-tested-for-truth": tests_bias_for_truth,
        "sliced-to-minus-zero": slices_to_minus_zero,
        "square-image-assumed": raises_where(_oracle(_as_if_square)),
        "square-kernel-assumed": is_right_for_square_kernels_only,
        "wrong-dtype": is_rounded_to_float32,
    },
)
