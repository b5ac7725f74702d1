"""What a child does with a job: load the submission, call it on each case, report what came back.

This code shares a process with the submission, so nothing it says is trusted: it reports raw values and the judge, in another
process, decides. It holds no reference and no expected value.
"""

from __future__ import annotations

import inspect
import linecache
import math
import sys
import time
import traceback
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import torch

from graders.code.sandbox import spy, wire

Send = Callable[[Any], object]
MODULE_NAME = "solution"
FILE_NAME = "solution.py"
MAX_MESSAGE_CHARS = 500
SPY_BUDGET_S = 0.3
"""A submission is run again under the spy only as long as that stays cheap."""
SPY_STRIDE = 3
"""Every third case is run again: neighbours differ in one option, and a library call is hardly ever made for one of them only."""
_MEMORY_WORDS = ("can't allocate memory", "not enough memory", "cannot allocate memory", "bad_alloc", "out of memory")


class NoEntryError(Exception):
    """The submission defines nothing under the name of the task's entry."""


def run_job(job: Mapping[str, Any], send: Send) -> None:
    """Run one submission on all cases of a job, sending a frame after each step."""
    # torch.manual_seed would visit every kind of accelerator.
    torch.default_generator.manual_seed(job["seed"])
    try:
        namespace = _load(job["source"], job["provided"])
        entry = _find_entry(namespace, job["names"], job["kind"])
    except NoEntryError:
        send({"event": "no-entry"})
        return
    except BaseException as error:
        send({"event": "load-error", "error": describe(error)})
        return
    send({"event": "loaded"})
    caller = _Caller(entry)
    if job["cases"]:
        _rehearse(caller, job["cases"][0], send)
    times = [_run_case(caller, number, case, send) for number, case in enumerate(job["cases"])]
    send({"event": "spied", "calls": _spied(caller, job, times)})
    send({"event": "end"})


def describe(error: BaseException) -> dict[str, Any]:
    """Return type, message and the innermost line of the submission that an exception came from."""
    try:
        message = str(error)[:MAX_MESSAGE_CHARS]
    except BaseException:
        message = ""
    name = type(error).__name__
    # mmap says it with an OSError, torch with a RuntimeError.
    says_memory = isinstance(error, (RuntimeError, OSError)) and any(word in message.lower() for word in _MEMORY_WORDS)
    is_memory = isinstance(error, MemoryError) or says_memory
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else _innermost_line(error)
    return {"type": name, "message": message, "line": line, "memory": is_memory}


def _innermost_line(error: BaseException) -> int | None:
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == FILE_NAME]
    return lines[-1] if lines else None


def _load(source: str, provided: Sequence[str]) -> dict[str, Any]:
    module = types.ModuleType(MODULE_NAME)
    sys.modules[MODULE_NAME] = module
    linecache.cache[FILE_NAME] = (len(source), None, source.splitlines(keepends=True), FILE_NAME)
    for line in provided:
        exec(line, module.__dict__)
    exec(compile(source, FILE_NAME, "exec", dont_inherit=True), module.__dict__)
    return module.__dict__


def _plain(name: str) -> str:
    return name.replace("_", "").casefold()


def _find_entry(namespace: Mapping[str, Any], names: Sequence[str], kind: str) -> Any:
    wanted = {_plain(name) for name in names}
    solution = namespace.get("Solution")
    candidates = [(name, value) for name, value in namespace.items() if _plain(name) in wanted and _fits(value, kind)]
    # The exact name before its variants, a later definition before an earlier one.
    candidates.sort(key=lambda pair: pair[0] in names)
    if candidates:
        return candidates[-1][1]
    if isinstance(solution, type) and kind == "function":
        methods = [name for name in vars(solution) if _plain(name) in wanted]
        if methods:
            return _method_of(solution, methods[-1])
    raise NoEntryError


def _method_of(solution: type, name: str) -> Any:
    """Return a function that calls a method of a new instance each time, as judges of algorithms do."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(solution(), name)(*args, **kwargs)

    with suppress(TypeError, ValueError):
        call.__signature__ = inspect.signature(getattr(solution(), name))  # type: ignore[attr-defined]
    return call


def _fits(value: Any, kind: str) -> bool:
    return isinstance(value, type) if kind == "module" else callable(value) and not isinstance(value, type)


class _Caller:
    """Calls the entry in the way it wants to be called: with as many arguments, and in the form, that the task permits."""

    def __init__(self, entry: Any) -> None:
        self.entry = entry
        self._form = 0
        self._fewest, self._most = _positional(entry)

    def arguments(self, case: Mapping[str, Any], form: int) -> list[Any]:
        """Return the arguments of a case in one of its forms, fitted to the entry's signature."""
        args: list[Any] = [case["args"], *case["other_args"]][form]
        if self._fewest <= len(args) <= self._most:
            return args
        fitting = [int(count) for count in case["by_arity"] if self._fewest <= int(count) <= self._most]
        return case["by_arity"][str(fitting[0])] if fitting else args

    def forms(self, case: Mapping[str, Any]) -> list[int]:
        """Return the forms to try, the one that worked last before the others."""
        return sorted(range(1 + len(case["other_args"])), key=lambda form: form != self._form)

    def worked(self, form: int) -> None:
        """Begin with this form next time."""
        self._form = form


def _positional(entry: Any) -> tuple[int, float]:
    """Return how many positional arguments an entry takes at least and at most."""
    try:
        parameters = inspect.signature(entry).parameters.values()
    except (TypeError, ValueError):
        return 0, math.inf
    named = [p for p in parameters if p.kind in {p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD}]
    takes_any = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    return sum(p.default is p.empty for p in named), math.inf if takes_any else len(named)


def _run_case(caller: _Caller, number: int, case: Mapping[str, Any], send: Send) -> float:
    send({"event": "begin", "case": number})
    started = time.perf_counter()
    try:
        frame = _in_some_form(caller, case)
    except BaseException as error:
        frame = {"error": describe(error)}
        if case["cotangents"] is not None:
            frame = _without_gradients(caller, case, frame)
    elapsed_s = time.perf_counter() - started
    frame.update(event="case", case=number, seconds=elapsed_s)
    try:
        send(frame)
    except wire.TooMuchError:
        send({"event": "case", "case": number, "seconds": elapsed_s, "returned": wire.Undescribed("too large"), "after": None})
    return elapsed_s


def _rehearse(caller: _Caller, case: Mapping[str, Any], send: Send) -> None:
    """Run one case without gradients: a loop without end then runs out of time, not out of memory for autograd's notes."""
    send({"event": "begin", "case": 0})
    with suppress(Exception):
        _outcome(caller, case, caller.forms(case)[0], wants_gradients=False)


def _in_some_form(caller: _Caller, case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outcome in the first form that raises nothing. Raises what the form tried first raised."""
    first: BaseException | None = None
    for form in caller.forms(case):
        try:
            frame = _outcome(caller, case, form, wants_gradients=case["cotangents"] is not None)
        except Exception as error:
            first = first or error
        else:
            caller.worked(form)
            return frame
    assert first is not None
    raise first


def _without_gradients(caller: _Caller, case: Mapping[str, Any], failed: dict[str, Any]) -> dict[str, Any]:
    """Try once more on inputs that ask for no gradient: `.numpy()` and writing in place are refused only where one is asked for."""
    try:
        frame = _outcome(caller, case, 0, wants_gradients=False)
    except BaseException:
        return failed
    frame["gradient_error"] = failed["error"]
    return frame


def _outcome(caller: _Caller, case: Mapping[str, Any], form: int, *, wants_gradients: bool) -> dict[str, Any]:
    leaves: list[torch.Tensor] = []

    def ready(value: Any) -> Any:
        if not isinstance(value, torch.Tensor):
            return _copy(value)
        if not (wants_gradients and value.is_floating_point()):
            return value.clone()
        leaf = value.clone().requires_grad_()
        leaves.append(leaf)
        # Not the leaf itself: writing to it in place would raise, and hide what is wrong behind an error of autograd's.
        return leaf.clone()

    frame: dict[str, Any] = {}
    call = caller.entry
    if case["init"] is not None:
        call, frame["parameters"], own = _build(call, case, wants_gradients=wants_gradients)
        leaves += own
    if case["before"] is not None:
        call(*(arg.clone() for arg in case["before"]))
    args = [ready(arg) for arg in caller.arguments(case, form)]
    kwargs = {name: ready(value) for name, value in case["kwargs"].items()}
    returned = call(*args, **kwargs)
    frame["returned"] = returned
    frame["after"], frame["form"] = args, form
    if wants_gradients:
        frame.update(_gradients(returned, leaves, case["cotangents"]))
    return frame


def _build(entry: Any, case: Mapping[str, Any], *, wants_gradients: bool) -> tuple[Any, dict[str, Any], list[torch.Tensor]]:
    """Return an instance with the parameters that the judge chose, what parameters it has, and those of them that are set."""
    module = entry(*case["init"])
    if isinstance(module, torch.nn.Module):
        # Layers of its own beside the parameters that are set must fit those.
        dtypes = [value.dtype for value in case["parameters"].values()]
        module.to(dtypes[0] if dtypes else None).eval()
    found: dict[str, Any] = {}
    leaves = []
    for name, value in case["parameters"].items():
        own = _attribute(module, name)
        if own is None:
            continue
        is_parameter = isinstance(own, torch.nn.Parameter)
        found[name] = {"shape": list(own.shape) if isinstance(own, torch.Tensor) else None, "is_parameter": is_parameter}
        if isinstance(own, torch.Tensor) and own.numel() == value.numel():
            own.data = value.reshape(own.shape).clone()
            if wants_gradients and own.requires_grad:
                leaves.append(own)
                found[name]["has_gradient"] = True
    return module, found, leaves


def _attribute(module: Any, name: str) -> Any:
    for part in name.split("."):
        module = getattr(module, part, None)
    return module


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def _gradients(returned: Any, leaves: Sequence[torch.Tensor], cotangents: Sequence[torch.Tensor]) -> dict[str, Any]:
    """Return vector-Jacobian products of the outputs with the judge's cotangents, one for each leaf (None: unused)."""
    outputs = list(returned) if isinstance(returned, (tuple, list)) else [returned]
    if len(outputs) != len(cotangents) or any(
        not isinstance(output, torch.Tensor) or output.shape != cotangent.shape
        for output, cotangent in zip(outputs, cotangents, strict=True)
    ):
        return {}
    parts = [(o * c.to(o.dtype)).sum() for o, c in zip(outputs, cotangents, strict=True) if o.requires_grad]
    if not parts:
        return {"gradients": [None] * len(leaves)}
    try:
        # The gradient of this sum is the product with the cotangents. Handing them to autograd would load half of sympy.
        products = torch.autograd.grad(sum(parts[1:], parts[0]), list(leaves), allow_unused=True)
    except BaseException as error:
        return {"gradient_error": describe(error)}
    return {"gradients": list(products)}


def _spied(caller: _Caller, job: Mapping[str, Any], times: Sequence[float]) -> list[str]:
    seen: set[str] = set()
    spent_s = 0.0
    pairs = list(zip(job["cases"], times, strict=True))[::SPY_STRIDE]
    for case, seconds in sorted(pairs, key=lambda pair: pair[1]):
        spent_s += seconds
        if spent_s > SPY_BUDGET_S:
            break
        # Builtins matter where there are no tensors, and there alone is it cheap to look at every call.
        with_builtins = not any(isinstance(arg, torch.Tensor) for arg in case["args"])
        with suppress(BaseException), spy.watching(seen, FILE_NAME, with_builtins=with_builtins):
            _outcome(caller, case, caller.forms(case)[0], wants_gradients=False)
    return sorted(seen)
