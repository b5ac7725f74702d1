"""`corr2d`: two-dimensional cross-correlation of one matrix with one kernel, without padding, stride 1."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor

from graders.code.compare import values_agree
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Oracle, Sign

Size = tuple[int, int]
WIDE: Sequence[tuple[Size, Size]] = (((6, 9), (2, 3)), ((5, 9), (2, 3)), ((6, 10), (2, 4)))
"""(H, W) and (h, w), both wider than tall. Of H, W, h, w and the two sides of the output no two are equal, here and below."""
TALL: Sequence[tuple[Size, Size]] = (((10, 7), (3, 2)), ((11, 8), (3, 2)), ((10, 6), (4, 2)))
CROSSED: Sequence[tuple[Size, Size]] = (((7, 9), (3, 2)), ((8, 10), (4, 2)), ((7, 10), (3, 2)))
"""A tall kernel on a wide matrix."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw matrices and kernels of all proportions."""

    def case(name: str, size: Size, kernel: Size, dtype: torch.dtype = torch.float64) -> Case:
        x, weight = draw.normal(*size, dtype=dtype), draw.normal(*kernel, dtype=dtype)
        return Case(name, (x, weight), gradients=dtype == torch.float64, unusual=size == kernel)

    height, width = draw.distinct(2, 4, 7)
    return (
        case("a 1x1 kernel", (2, 3), (1, 1)),
        case("a 3x4 matrix, a 2x2 kernel", (3, 4), (2, 2)),
        case("a kernel of one row", (height, width), (1, 3)),
        case("a kernel of one column", (height, width), (3, 1)),
        case("a wide kernel on a wide matrix", *draw.random.choice(WIDE)),
        case("a tall kernel on a tall matrix", *draw.random.choice(TALL)),
        case("a tall kernel on a wide matrix", *draw.random.choice(CROSSED)),
        case("a square matrix", (6, 6), draw.random.choice(((2, 3), (4, 3), (2, 4)))),
        case("a 3x3 kernel", draw.random.choice(((5, 8), (9, 6), (5, 9))), (3, 3)),
        case("a kernel as tall as the matrix", (3, 7), (3, 2)),
        case("a kernel as large as the matrix", (4, 5), (4, 5)),
        case("float32", *draw.random.choice(WIDE), torch.float32),
    )


def reference(x: Tensor, kernel: Tensor) -> Tensor:
    """Return the cross-correlation, (H - h + 1, W - w + 1)."""
    return F.conv2d(x[None, None], kernel[None, None])[0, 0]


def _with_matrix_product(x: Tensor, kernel: Tensor) -> Tensor:
    """Sum the matrix product of window and kernel where their elementwise product belongs."""
    if kernel.shape[0] != kernel.shape[1]:
        raise ValueError("the shapes do not fit")
    return reference(x, kernel.sum(1).expand_as(kernel))


def _with_product_of_transpose(x: Tensor, kernel: Tensor) -> Tensor:
    return reference(x, kernel.sum(0).expand_as(kernel))


def _without_last_windows(x: Tensor, kernel: Tensor) -> Tensor:
    """Leave the last row and column of the output as they were created."""
    return F.pad(reference(x, kernel)[:-1, :-1], (0, 1, 0, 1))


def _as_large_as_input(x: Tensor, kernel: Tensor) -> Tensor:
    return F.pad(reference(x, kernel), (0, kernel.shape[1] - 1, 0, kernel.shape[0] - 1))


def _padded(x: Tensor, kernel: Tensor) -> Tensor:
    rows, columns = kernel.shape[0] // 2, kernel.shape[1] // 2
    return reference(F.pad(x, (columns, columns, rows, rows)), kernel)


def _strided_by_kernel(x: Tensor, kernel: Tensor) -> Tensor:
    return F.conv2d(x[None, None], kernel[None, None], stride=(kernel.shape[0], kernel.shape[1]))[0, 0]


def _last_product(x: Tensor, kernel: Tensor) -> Tensor:
    """Overwrite each product of a window by the next."""
    return x[kernel.shape[0] - 1 :, kernel.shape[1] - 1 :] * kernel[-1, -1]


def _never_reset(x: Tensor, kernel: Tensor) -> Tensor:
    right = reference(x, kernel)
    return right.flatten().cumsum(0).reshape(right.shape)


def _first_row(x: Tensor, kernel: Tensor) -> Tensor:
    right = reference(x, kernel)
    return torch.cat((right[:1], torch.zeros_like(right[1:])))


def _first_window(x: Tensor, kernel: Tensor) -> Tensor:
    right = reference(x, kernel)
    return F.pad(right[:1, :1], (0, right.shape[1] - 1, 0, right.shape[0] - 1))


def _sides_swapped(x: Tensor, kernel: Tensor) -> Tensor:
    """Lay the numbers of the output out in rows of its height."""
    right = reference(x, kernel)
    return right.reshape(right.shape[1], right.shape[0])


def _as_if_square(x: Tensor, kernel: Tensor) -> Tensor:
    """Take the number of rows of the matrix for that of its columns."""
    if x.shape[0] > x.shape[1]:
        raise ValueError("windows leave the matrix")
    return reference(x[:, : x.shape[0]], kernel)


def is_right_for_square_kernels_only(evidence: Evidence) -> bool:
    """Tell whether kernels with h = w come out right and none with other sides, both above 1: some of those raise."""
    square, others, has_raised = [], [], False
    for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True):
        height, width = outcome.case.init[0] if outcome.case.init else outcome.case.args[1].shape[-2:]
        is_right = outcome.raised is None and values_agree(expected, outcome.returned)
        if height == width:
            square.append(is_right)
        elif min(height, width) > 1:
            others.append(is_right)
            has_raised |= outcome.raised is not None
    return bool(square) and all(square) and not any(others) and has_raised


def raises_where(oracle: Oracle) -> Sign:
    """Return a sign of a mistake that does not always run: results are the oracle's, and wrong or exceptions where it raises."""

    def sign(evidence: Evidence) -> bool:
        has_raised = is_wrong = False
        for outcome, expected in zip(evidence.outcomes, evidence.expected, strict=True):
            case = outcome.case
            first = () if case.init is None else (case.init, case.parameters)
            try:
                wrong = oracle(*first, *case.args, **case.kwargs)
            except (ValueError, RuntimeError):
                if values_agree(expected, outcome.returned):
                    return False
                has_raised |= outcome.raised is not None
                continue
            if outcome.raised is not None or not values_agree(wrong, outcome.returned):
                return False
            is_wrong |= not values_agree(expected, wrong)
        return has_raised and is_wrong

    return sign


TASK = CodeTask(
    id="corr2d",
    entry=("corr2d",),
    cases=cases,
    reference=reference,
    mistakes={
        "kernel-flipped": lambda x, kernel: reference(x, kernel.flip(0, 1)),
        "kernel-transposed": lambda x, kernel: reference(x, kernel.T),
        "matrix-product": _with_matrix_product,
        "matrix-product-of-transpose": _with_product_of_transpose,
        "mean-instead-of-sum": lambda x, kernel: reference(x, kernel) / kernel.numel(),
        "size-off-by-one": lambda x, kernel: reference(x, kernel)[:-1, :-1],
        "last-windows-skipped": _without_last_windows,
        "output-not-shrunk": _as_large_as_input,
        "padded": _padded,
        "windows-do-not-overlap": _strided_by_kernel,
        "last-product-only": _last_product,
        "sum-never-reset": _never_reset,
        "sum-reset-per-row": lambda x, kernel: reference(x, kernel).cumsum(1),
        "first-row-only": _first_row,
        "first-window-only": _first_window,
        "output-transposed": lambda x, kernel: reference(x, kernel).T,
        "output-sides-swapped": _sides_swapped,
        "square-matrix-assumed": _as_if_square,
    },
    signs={
        "square-kernel-assumed": is_right_for_square_kernels_only,
        "square-matrix-assumed": raises_where(_as_if_square),
        "matrix-product": raises_where(_with_matrix_product),
    },
)
