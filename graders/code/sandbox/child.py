"""The life of a one-shot child, once it is confined: warm up, wait for a job, run it, end."""

from __future__ import annotations

import fcntl
import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import torch

from graders.code.sandbox import driver, wire

COULD_NOT_START = 71
COULD_NOT_START_WORDS = "child could not start"
DONE = 0
_JOB, _RESULT = 3, 4
_OUT_OF_THE_WAY = 200
_MANY = 65_536
_WARM_UP = """
def f(x):
    windows = torch.nn.functional.unfold(x, 2).softmax(1).reshape(4, 9)
    moved = torch.nn.functional.pad(x, (1, 1, 1, 1))[..., 1:-1, 1:-1].mean().sqrt() + x.var(unbiased=False)
    return torch.einsum("ij,jk->ik", windows[:2, :4], windows[:, :2]) @ torch.ones(2, 2, dtype=x.dtype) * moved
"""


def arrange_descriptors(pipes: tuple[int, int, int], keep: int | None) -> tuple[int, int]:
    """Put output on 1 and 2, nothing on 0, job and result on 3 and 4; close all others but `keep`. Return the last two."""
    # First out of the way of the numbers that they are to have.
    job, result, output = (fcntl.fcntl(pipe, fcntl.F_DUPFD, _OUT_OF_THE_WAY) for pipe in pipes)
    empty = os.open(os.devnull, os.O_RDONLY)
    for descriptor, target in ((empty, 0), (output, 1), (output, 2), (job, _JOB), (result, _RESULT)):
        os.dup2(descriptor, target)
    first = _RESULT + 1
    if keep is not None:
        os.closerange(first, keep)
        first = keep + 1
    os.closerange(first, _MANY)
    return _JOB, _RESULT


def serve(job: int, result: int) -> NoReturn:
    """Warm up, read one job, run it, end the process."""
    _warm_up()
    _write(result, wire.pack({"event": "ready"}))
    message = _read_job(job)
    os.close(job)

    def send(frame: Any) -> None:
        with suppress(Exception):
            sys.stdout.flush()
        _write(result, wire.pack(frame))

    starved = wire.pack({"event": "starved"})
    try:
        driver.run_job(message, send)
    except MemoryError:
        # Not even the report of it fits into memory: this one was made before.
        _write(result, starved)
    with suppress(Exception):
        sys.stdout.flush()
    os._exit(DONE)


def _warm_up() -> None:
    """Run a small job to nowhere: whatever is slow the first time is then behind us."""
    case: dict[str, Any] = {
        "args": [torch.ones(1, 1, 4, 4, dtype=torch.float64)],
        "kwargs": {},
        "other_args": [],
        "by_arity": {},
        "init": None,
        "before": None,
        "parameters": {},
        "cotangents": [torch.ones(2, 2, dtype=torch.float64)],
    }
    job = {"source": _WARM_UP, "provided": ["import torch"], "names": ["f"], "kind": "function", "seed": 0, "cases": [case]}
    driver.run_job(wire.unpack(*_parts(wire.pack(job))), lambda frame: _parts(wire.pack(frame)))
    sys.modules.pop(driver.MODULE_NAME, None)


def _parts(frame: bytes) -> tuple[bytes, bytes]:
    start = wire.HEADER.size
    text_bytes, _ = wire.lengths(frame[:start])
    return frame[start : start + text_bytes], frame[start + text_bytes :]


def _read_job(descriptor: int) -> Any:
    header = _read_exactly(descriptor, wire.HEADER.size)
    text_bytes, tensor_bytes = wire.lengths(header)
    text, tensors = _read_exactly(descriptor, text_bytes), _read_exactly(descriptor, tensor_bytes)
    return wire.unpack(text, tensors)


def _read_exactly(descriptor: int, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = os.read(descriptor, count - len(parts))
        if not part:
            # The judge has gone, or needs no more children.
            os._exit(DONE)
        parts += part
    return bytes(parts)


def _write(descriptor: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(descriptor, view) :]
