"""The coding tasks: one module each, found by the task's id."""

from __future__ import annotations

import importlib

from graders.code.tasks.contract import CodeTask


def load_task(task_id: str) -> CodeTask:
    """Return the task of that id, `conv2d-full` from `conv2d_full.py`. Raises KeyError."""
    name = f"{__name__}.{task_id.replace('-', '_')}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise KeyError(task_id) from None
    task: CodeTask = module.TASK
    return task
