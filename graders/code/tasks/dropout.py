"""`dropout`: inverted dropout, graded by what holds for each element and by exact statistics of the masks."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 - as everybody calls it
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw
from graders.code.tasks.dropout_judge import problems


def cases(draw: Draw) -> Sequence[Case]:
    """Draw the edges of p, evaluation, and training several times on the same x.

    No element of x is zero, so that zeros are dropped elements. p is never 0.5, where p and 1 - p are the same, and p times the
    number of elements is a whole number, so that whoever drops exactly that many elements can be told.
    """
    low, high = draw.random.choice([0.25, 0.3, 0.35]), draw.random.choice([0.75, 0.8])

    def x(*shape: int, dtype: torch.dtype = torch.float64) -> Tensor:
        values = draw.uniform(*shape, low=0.5, high=2.0)
        return torch.where(draw.uniform(*shape) < 0.5, values, -values).to(dtype)

    table, sequence, images, single = x(16, 25), x(4, 20, 5), x(3, 5, 4, 7), x(25, 16, dtype=torch.float32)
    return (
        Case("training, p = 0", (x(3, 4), 0.0, True), gradients=False, check="p = 0", unusual=True),
        Case("training, p = 1", (x(4, 3), 1.0, True), gradients=False, check="p = 1", unusual=True),
        Case("evaluation", (x(5, 4), low, False), gradients=False, check="evaluation"),
        Case("evaluation, float32", (x(4, 5, 3, dtype=torch.float32), high, False), gradients=False, check="evaluation"),
        Case("evaluation, p = 1", (x(3, 5), 1.0, False), gradients=False, check="evaluation", unusual=True),
        *[Case(f"training, p = {low}, call {call}", (table, low, True), gradients=False) for call in (1, 2, 3)],
        *[Case(f"training, p = {high}, three dimensions, call {call}", (sequence, high, True), gradients=False) for call in (1, 2)],
        *[Case(f"training, p = 0.1, float32, call {call}", (single, 0.1, True), gradients=False) for call in (1, 2)],
        *[Case(f"training, p = 0.6, (N, C, H, W), call {call}", (images, 0.6, True), gradients=False) for call in (1, 2)],
    )


def reference(x: Tensor, p: float, training: bool) -> Tensor:  # noqa: FBT001 - passed by position, as the task has it
    """Return x with dropout."""
    return F.dropout(x, p, training)


TASK = CodeTask(id="dropout", entry=("dropout",), cases=cases, reference=reference, judge=problems)
