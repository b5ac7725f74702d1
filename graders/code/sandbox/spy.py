"""Which library functions a submission really calls, aliases and all: evidence to teach from, not a wall."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.overrides import TorchFunctionMode, resolve_name


class _TorchCalls(TorchFunctionMode):
    """Sees every call of torch's API, also through an alias, `map` or `functools.partial`."""

    def __init__(self, seen: set[str]) -> None:
        super().__init__()
        self._seen = seen
        self._known: set[Any] = set()

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        # To look a name up costs far more than most calls.
        if func not in self._known:
            self._known.add(func)
            self._seen.add(resolve_name(func) or f"torch.{getattr(func, '__name__', '')}")
        return func(*args, **(kwargs or {}))


@contextmanager
def watching(seen: set[str], file_name: str, *, with_builtins: bool) -> Iterator[None]:
    """Add the canonical names of what is called meanwhile: torch's API, optimizers, builtins that `file_name` calls."""

    def on_event(frame: FrameType, event: str, callee: Any) -> None:
        if event == "c_call" and frame.f_code.co_filename == file_name:
            module, name = getattr(callee, "__module__", None), getattr(callee, "__qualname__", "")
            seen.add(f"{module}.{name}" if module else name)

    stepped = register_optimizer_step_pre_hook(lambda optimizer, *_: seen.add(f"torch.optim.{type(optimizer).__name__}"))
    with _TorchCalls(seen):
        sys.setprofile(on_event if with_builtins else None)
        try:
            yield
        finally:
            sys.setprofile(None)
            stepped.remove()
