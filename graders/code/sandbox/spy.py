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

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self._seen.add(resolve_name(func) or f"torch.{getattr(func, '__name__', '')}")
        return func(*args, **(kwargs or {}))


@contextmanager
def watching(seen: set[str], file_name: str) -> Iterator[None]:
    """Add the canonical names of what is called meanwhile: torch's API, optimizers, and what `file_name` calls of C."""

    def on_event(frame: FrameType, event: str, callee: Any) -> None:
        if event == "c_call" and frame.f_code.co_filename == file_name:
            module, name = getattr(callee, "__module__", None), getattr(callee, "__qualname__", "")
            seen.add(f"{module}.{name}" if module else name)

    stepped = register_optimizer_step_pre_hook(lambda optimizer, *_: seen.add(f"torch.optim.{type(optimizer).__name__}"))
    with _TorchCalls(seen):
        sys.setprofile(on_event)
        try:
            yield
        finally:
            sys.setprofile(None)
            stepped.remove()
