"""What is right for each case, computed in the judge's own process: values, and vector-Jacobian products by autograd."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from graders.code.tasks.contract import Case, CodeTask, Draw, Outcome, Value


@dataclass(frozen=True, slots=True)
class Expected:
    """A function's result for one case. `gradients` follow `leaf_names`; None where the case asks for none."""

    value: Value
    gradients: tuple[Tensor, ...] | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One outcome beside what is right for it, the cotangents its gradients were asked with, and the reference's time."""

    outcome: Outcome
    right: Expected
    cotangents: Sequence[Tensor] | None
    seconds: float = 0.0


def copied(value: Value) -> Value:
    """Return a copy that may be changed."""
    if isinstance(value, Tensor):
        return value.clone()
    return [copied(item) for item in value] if isinstance(value, list) else value


def has_gradient(value: Value) -> bool:
    """Return whether gradients with respect to this input are compared."""
    return isinstance(value, Tensor) and value.is_floating_point()


def leaf_names(case: Case, present: Sequence[str]) -> list[str]:
    """Return what gradients are taken with respect to: the parameters present, then the floating inputs by position and name."""
    named = [f"argument {place + 1}" for place, value in enumerate(case.args) if has_gradient(value)]
    return [*(f"self.{name}" for name in present), *named, *(name for name, value in case.kwargs.items() if has_gradient(value))]


def evaluate(
    task: CodeTask, case: Case, function: Callable[..., Value], present: Sequence[str], cotangents: Sequence[Tensor] | None
) -> Expected:
    """Call a reference or an oracle on one case, with the parameters that are present. Whatever it raises comes through."""
    leaves: list[Tensor] = []

    def ready(value: Value) -> Value:
        if cotangents is None or not has_gradient(value):
            return copied(value)
        leaf = value.clone().requires_grad_(True)  # noqa: FBT003
        leaves.append(leaf)
        return leaf.clone()

    parameters = {name: ready(case.parameters[name]) for name in present}
    args = tuple(ready(value) for value in case.args)
    kwargs = {name: ready(value) for name, value in case.kwargs.items()}
    first: tuple[Any, ...] = () if case.init is None else (case.init, parameters)
    returned = function(*first, *args, **kwargs)
    gradients = _products(returned, leaves, cotangents) if cotangents is not None else None
    return Expected(_detached(task.result(returned, args)), gradients)


def evaluate_quietly(task: CodeTask, outcome: Outcome) -> Value:
    """Return what is right for an outcome's case, with every parameter present."""
    return evaluate(task, outcome.case, task.reference, list(outcome.case.parameters), None).value


def draw_cotangents(case: Case, value: Value, draw: Draw) -> list[Tensor] | None:
    """Return a random cotangent for each output of a case that compares gradients."""
    outputs = value if isinstance(value, tuple) else (value,)
    if not case.gradients or not all(isinstance(output, Tensor) and output.is_floating_point() for output in outputs):
        return None
    return [draw.normal(*output.shape, dtype=output.dtype) for output in outputs]


def returned_value(case: Case, task: CodeTask) -> Value:
    """Return what the reference itself returns, before `CodeTask.result`: the shapes of the cotangents."""
    args = tuple(copied(value) for value in case.args)
    first: tuple[Any, ...] = () if case.init is None else (case.init, dict(case.parameters))
    kwargs: Mapping[str, Value] = {name: copied(value) for name, value in case.kwargs.items()}
    return task.reference(*first, *args, **kwargs)


def _products(returned: Value, leaves: Sequence[Tensor], cotangents: Sequence[Tensor]) -> tuple[Tensor, ...] | None:
    outputs = list(returned) if isinstance(returned, (tuple, list)) else [returned]
    if len(outputs) != len(cotangents):
        return None
    parts = []
    for output, cotangent in zip(outputs, cotangents, strict=True):
        if not isinstance(output, Tensor) or output.shape != cotangent.shape:
            return None
        if output.requires_grad:
            parts.append((output * cotangent).sum())
    if not parts:
        return tuple(torch.zeros_like(leaf) for leaf in leaves)
    products = torch.autograd.grad(sum(parts[1:], parts[0]), leaves, allow_unused=True)
    return tuple(torch.zeros_like(leaf) if p is None else p.detach() for p, leaf in zip(products, leaves, strict=True))


def _detached(value: Value) -> Value:
    if isinstance(value, Tensor):
        return value.detach()
    return tuple(_detached(item) for item in value) if isinstance(value, tuple) else value
