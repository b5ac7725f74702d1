"""Compare what a submission returned with what is right: type, shape, dtype, finiteness, values, gradients, inputs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

import torch
from torch import Tensor

from graders.code.expected import Expected, leaf_names
from graders.code.sandbox.wire import Undescribed
from graders.code.tasks.contract import Case, CodeTask, Outcome, Problem, Value

_RELATIVE_TOLERANCE = {torch.float64: 1e-7, torch.float32: 1e-4}
_LOOSE = 1e-3
"""For dtypes with less than 24 bits."""
_ABSOLUTE_SHARE = 0.1
"""The absolute tolerance, as a share of the relative one times the size of the values."""
_NOISE = 1e-9
_SHOWN_DIGITS = 5
_INT_BITS = 53
"""Integers up to this length are exact in float64."""


def problems_of(task: CodeTask, outcome: Outcome, expected: Expected) -> list[Problem]:
    """Return what is wrong with one outcome that raised nothing, most telling first."""
    case = outcome.case
    found = [
        *_parameter_problems(task, outcome),
        *_value_problems(case, expected.value, outcome.returned),
        *_changed_inputs(task, outcome),
    ]
    if not found and case.gradients and expected.gradients is not None:
        found += _gradient_problems(case, expected, outcome)
    return found


def values_agree(expected: Value, got: Value) -> bool:
    """Return whether two results are the same, up to rounding and dtype."""
    got = _as_asked(expected, got)
    if isinstance(expected, Tensor):
        return isinstance(got, Tensor) and got.shape == expected.shape and _all_close(expected, got)
    if isinstance(expected, (tuple, list)):
        return (
            isinstance(got, (tuple, list))
            and len(got) == len(expected)
            and all(values_agree(e, g) for e, g in zip(expected, got, strict=True))
        )
    return type(got) is type(expected) and got == expected


def gradients_agree(expected: Sequence[Tensor], got: Sequence[Tensor | None]) -> bool:
    """Return whether two lists of gradients are the same up to rounding; None counts as zeros.

    A gradient that is zero in exact arithmetic comes out as noise, so what is tiny beside the largest counts as zero.
    """
    if len(expected) != len(got):
        return False
    pairs = [(right, _reshaped(right, own)) for right, own in zip(expected, got, strict=True)]
    if all(own is not None and own.shape == right.shape and _all_close(right, own) for right, own in pairs):
        return True
    noise = _NOISE * max((float(gradient.abs().max()) for gradient in expected if gradient.numel()), default=0.0)
    return all(_gradient_agrees(right, own, noise) for right, own in pairs)


def _reshaped(expected: Tensor, got: Tensor | None) -> Tensor | None:
    """Return a one-element gradient in the shape expected: a bias of shape () is as good as one of shape (1,)."""
    return got.reshape(expected.shape) if got is not None and got.numel() == expected.numel() == 1 else got


def _gradient_agrees(expected: Tensor, got: Tensor | None, noise: float) -> bool:
    if got is None:
        return bool((expected.abs() <= noise).all())
    if got.shape != expected.shape:
        return False
    return bool((_close(expected, got) | ((expected - got).abs() <= noise)).all())


def _as_asked(expected: Value, got: Value) -> Value:
    """Return a one-element tensor as the number it stands for, where a number is asked for; and 3.0 as 3."""
    if isinstance(expected, Tensor):
        return torch.tensor(got, dtype=expected.dtype) if _is_plain_number(got) else got
    if isinstance(expected, (bool, int)) and isinstance(got, Tensor) and got.numel() == 1:
        got = got.item()
    if isinstance(expected, int) and not isinstance(expected, bool) and isinstance(got, float) and got.is_integer():
        return int(got)
    if isinstance(expected, list) and isinstance(got, Tensor) and got.dim() <= 2:
        return got.tolist()
    return got


def _is_plain_number(value: Value) -> bool:
    """Return whether a value is a number that fits a tensor."""
    return isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= _INT_BITS)


def _all_close(expected: Tensor, got: Tensor) -> bool:
    # Nearly all that is compared is right, and then one strict look is enough.
    if expected.dtype == got.dtype and torch.allclose(got, expected, rtol=_RELATIVE_TOLERANCE.get(got.dtype, 0.0), atol=0.0):
        return True
    return bool(_close(expected, got).all())


def _close(expected: Tensor, got: Tensor) -> Tensor:
    if not (got.is_floating_point() or expected.is_floating_point()):
        return got == expected
    coarsest = min((got.dtype, expected.dtype), key=lambda dtype: torch.finfo(dtype).bits if dtype.is_floating_point else 64)
    relative = _RELATIVE_TOLERANCE.get(coarsest, _LOOSE)
    exact, mine = expected.double(), got.double()
    size = float(exact.abs().mean()) if exact.numel() and bool(exact.isfinite().all()) else 1.0
    return (exact - mine).abs() <= relative * (exact.abs() + _ABSOLUTE_SHARE * size)


def _value_problems(case: Case, expected: Value, got: Value) -> Iterator[Problem]:
    """Yield the first thing that is wrong with a result: later ones follow from it."""
    if isinstance(expected, tuple):
        if not isinstance(got, (tuple, list)) or len(got) != len(expected):
            yield Problem("type", "type", case, _kind(expected), _kind(got))
            return
        for item, own in zip(expected, got, strict=True):
            yield from _value_problems(case, item, own)
        return
    got = _as_asked(expected, got)
    if isinstance(expected, Tensor) and isinstance(got, Tensor):
        yield from _tensor_problems(case, expected, got)
    elif type(got) is not type(expected):
        yield Problem("type", "type", case, _kind(expected), _kind(got))
    elif got != expected:
        yield Problem("value", case.check, case, shown(expected), shown(got), _first_difference(expected, got))


def _tensor_problems(case: Case, expected: Tensor, got: Tensor) -> Iterator[Problem]:
    if got.shape != expected.shape:
        yield Problem("shape", "shape", case, _shape(expected), _shape(got))
        return
    if not _all_close(expected, got):
        close = _close(expected, got)
        first = tuple(int(place) for place in (~close).nonzero()[0])
        where = f"[{', '.join(map(str, first))}]"
        here, mine = expected[first], got[first]
        kind: Literal["value", "finite"] = "value" if bool(mine.isfinite()) or not bool(here.isfinite()) else "finite"
        check = "finite" if kind == "finite" else case.check
        yield Problem(kind, check, case, _number(here), _number(mine), where)
    elif got.dtype != expected.dtype:
        yield Problem("dtype", "dtype", case, _dtype(expected), _dtype(got))


def _parameter_problems(task: CodeTask, outcome: Outcome) -> Iterator[Problem]:
    for name, value in outcome.case.parameters.items():
        found = outcome.parameters.get(name)
        if found is None:
            if name not in task.optional_parameters:
                yield Problem("parameter", "parameters", outcome.case, _shape(value), "missing", name)
        elif not _has_shape(value, found["shape"]):
            got = "no tensor" if found["shape"] is None else str(tuple(found["shape"]))
            yield Problem("parameter", "parameters", outcome.case, _shape(value), got, name)
        elif not found["is_parameter"]:
            yield Problem("parameter", "parameters", outcome.case, "nn.Parameter", "plain", name)


def _has_shape(value: Tensor, shape: list[int] | None) -> bool:
    """Return whether a parameter has the shape that is asked for; one element is one element, in whatever shape."""
    return shape is not None and (shape == list(value.shape) or (value.numel() == 1 and math.prod(shape) == 1))


def _changed_inputs(task: CodeTask, outcome: Outcome) -> Iterator[Problem]:
    if outcome.after is None:
        return
    given = (outcome.case.args, *outcome.case.other_args)[outcome.form]
    for place, (before, after) in enumerate(zip(given, outcome.after, strict=False)):
        if place not in task.mutates and not _same(before, after):
            yield Problem("changed-input", "inputs unchanged", outcome.case, where=f"argument {place + 1}")


def _same(before: Value, after: Value) -> bool:
    if isinstance(before, Tensor):
        return isinstance(after, Tensor) and before.shape == after.shape and torch.equal(before, after.to(before.dtype))
    return type(before) is type(after) and bool(before == after)


def _gradient_problems(case: Case, expected: Expected, outcome: Outcome) -> Iterator[Problem]:
    if outcome.gradient_error is not None:
        error = outcome.gradient_error
        yield Problem("gradient", "gradients", case, got=f"{error.type}: {error.message}")
        return
    present = [name for name, found in outcome.parameters.items() if found.get("has_gradient")]
    names = leaf_names(case, present)
    got, wanted = outcome.gradients or (), expected.gradients or ()
    if gradients_agree(wanted, got):
        return
    if len(got) != len(wanted):
        yield Problem("gradient", "gradients", case, where=" and ".join(names), got="none")
        return
    for name, right, own in zip(names, wanted, got, strict=False):
        if not gradients_agree([right], [own]):
            is_none = own is None or not bool((own != 0).any())
            yield Problem("gradient", "gradients", case, where=name, got="none" if is_none else "wrong")
            return


def _kind(value: Value) -> str:
    if isinstance(value, Undescribed):
        return value.kind
    if isinstance(value, tuple):
        return f"{len(value)} values"
    return {"NoneType": "None", "Tensor": "a tensor"}.get(type(value).__name__, type(value).__name__)


def _shape(tensor: Tensor) -> str:
    return str(tuple(tensor.shape))


def _dtype(tensor: Tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _number(tensor: Tensor) -> str:
    value = tensor.item()
    return f"{value:.{_SHOWN_DIGITS}g}" if isinstance(value, float) else str(value)


def shown(value: Value, limit: int = 120) -> str:
    """Return a value as learners see it, shortened."""
    if isinstance(value, Tensor):
        return (
            f"tensor of shape {_shape(value)}" if value.numel() > 6 else str([float(f"{v:.4g}") for v in value.flatten().tolist()])
        )
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.{_SHOWN_DIGITS}g}"
    text = str(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _first_difference(expected: Value, got: Value) -> str:
    if isinstance(expected, list) and isinstance(got, list):
        for place, (right, own) in enumerate(zip(expected, got, strict=False)):
            if right != own:
                return f"[{place}]"
    return ""
