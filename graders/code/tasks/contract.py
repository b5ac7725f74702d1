"""What a coding task consists of, as the judge sees it.

The words (statement, starter, hints, what to say of each mistake) are data in `knowledge/tasks`; here stand the computations:
the cases, the reference, and the *oracles*: one wrong function for each named mistake. A submission that reproduces an oracle's
results on every case where these differ from the reference's has made that mistake.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import torch
from torch import Tensor

from graders.code.sandbox.wire import Undescribed

Value = Any
"""What a submission takes or returns: a tensor, a number, a bool, None, or lists and tuples of those."""


class Draw:
    """Draws a task's cases. The same seed draws the same cases."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - to draw test cases
        self._generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape: int, dtype: torch.dtype = torch.float64) -> Tensor:
        """Return a tensor of standard normal numbers."""
        return torch.randn(shape, generator=self._generator, dtype=torch.float64).to(dtype)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0, dtype: torch.dtype = torch.float64) -> Tensor:
        """Return a tensor of numbers from [low, high)."""
        return (low + (high - low) * torch.rand(shape, generator=self._generator, dtype=torch.float64)).to(dtype)

    def integers(self, count: int, low: int, high: int) -> list[int]:
        """Return integers from low to high, both included."""
        return [self.random.randint(low, high) for _ in range(count)]

    def distinct(self, count: int, low: int, high: int) -> list[int]:
        """Return different integers from low to high, both included, for instance for sizes that must not be confused."""
        return self.random.sample(range(low, high + 1), count)


@dataclass(frozen=True, slots=True)
class Case:
    """One call. `init` and `parameters` are for classes: arguments of the constructor, and what to set before the call.

    name        shown to the learner ("stride 2, padding 1"), in English
    gradients   compare gradients with respect to every floating input and parameter
    check       the check it counts for, when it tests something of its own ("running statistics", "large inputs")
    unusual     raising an exception here is a wrong answer (`fail`), not a program that does not run (`error`)
    other_args  the same arguments in other forms that the task permits (tensors for lists): tried when `args` raise
    before      arguments of a call of the same module that comes first: what it remembers of that must change nothing
    """

    name: str
    args: tuple[Value, ...]
    kwargs: Mapping[str, Value] = field(default_factory=dict)
    init: tuple[Value, ...] | None = None
    parameters: Mapping[str, Tensor] = field(default_factory=dict)
    gradients: bool = True
    check: str = "values"
    unusual: bool = False
    other_args: tuple[tuple[Value, ...], ...] = ()
    before: tuple[Value, ...] | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception that the submission raised. `line` counts from 1 in the learner's source; None: not in it."""

    type: str
    message: str
    line: int | None
    is_memory: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one case. `form` counts `args`, then `other_args`.

    `returned` is what `CodeTask.result` made of the returned value and the arguments after.
    """

    case: Case
    returned: Value = None
    after: tuple[Value, ...] | None = None
    form: int = 0
    raised: Raised | None = None
    gradients: tuple[Tensor | None, ...] | None = None
    gradient_error: Raised | None = None
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a sign may look at: the learner's source and what came back."""

    source: str
    outcomes: Sequence[Outcome]
    expected: Sequence[Value]


Oracle = Callable[..., Value]
Sign = Callable[[Evidence], bool]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one case: which check it fails, and how to show it. `kind` names the general finding."""

    kind: Literal["shape", "dtype", "finite", "value", "gradient", "changed-input", "type", "raised", "parameter", "statistic"]
    check: str
    case: Case
    expected: str = ""
    got: str = ""
    where: str = ""
    mistake: str | None = None
    magnitude: int = 0


def _as_returned(returned: Value, _after: tuple[Value, ...]) -> Value:
    return returned


@dataclass(frozen=True, slots=True)
class CodeTask:
    """The computations of one task.

    entry       accepted names; a function, or a class (`kind`)
    cases       draws the cases, smallest first: the first that fails is shown to the learner
    reference   a function: called with copies of a case's args and kwargs; may change those that `mutates` lists.
                A class: called as reference(init, parameters, *args, **kwargs)
    mistakes    oracle of each named mistake, called like the reference; one that raises does not apply to that case
    accepted    other right answers (a convention the task permits), with the id of the remark they get
    signs       mistakes that show in another way than by wrong results
    mutates     positions of arguments that may change
    result      what to compare, of (returned value, arguments after the call)
    judge       instead of the comparison with the reference: problems of all outcomes (for statistical grading)
    optional_parameters   parameters that the class may lack
    arities     other numbers of arguments that the entry may take, and which of a case's it then gets
    cpp_entry   accepted names in C++; empty where the task is for Python only
    """

    id: str
    entry: tuple[str, ...]
    cases: Callable[[Draw], Sequence[Case]]
    reference: Callable[..., Value]
    kind: Literal["function", "module"] = "function"
    mistakes: Mapping[str, Oracle] = field(default_factory=dict)
    accepted: Mapping[str, Oracle] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    mutates: frozenset[int] = frozenset()
    result: Callable[[Value, tuple[Value, ...]], Value] = _as_returned
    judge: Callable[[Sequence[Outcome]], Sequence[Problem]] | None = None
    optional_parameters: frozenset[str] = frozenset()
    arities: Mapping[int, Callable[[tuple[Value, ...]], tuple[Value, ...]]] = field(default_factory=dict)
    cpp_entry: tuple[str, ...] = ()


__all__ = ["Case", "CodeTask", "Draw", "Evidence", "Oracle", "Outcome", "Problem", "Raised", "Sign", "Undescribed", "Value"]
