"""Watch one child: feed it, read everything it sends, end it when its time is up."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from graders.code.report import MAX_OUTPUT_CHARS
from graders.code.sandbox import wire
from graders.code.sandbox.policy import Limits

MAX_RESULT_BYTES = 64 * 1024 * 1024
"""All frames of one child together."""
_CHUNK_BYTES = 1 << 16


@dataclass(slots=True)
class Run:
    """What one child did. `ended_by` is what stopped it; `code` its exit status, negative for a signal.

    `frames` are what a Python child sent, `raw` what another program wrote to the result pipe.
    """

    frames: list[Any] = field(default_factory=list)
    raw: bytes = b""
    output: str = ""
    ended_by: Literal["itself", "wall-clock", "flood", "garbage"] = "itself"
    code: int = 0
    cpu_s: float = 0.0
    cpu_limit_s: int = 0
    rss_kb: int = 0


class Watch:
    """Feeds one child and reads everything it sends, until it has ended or time is up."""

    def __init__(self, descriptors: list[int], job: bytes, limits: Limits, *, reads_frames: bool) -> None:
        self._job, self._result, self._output, self._status, self._process = descriptors
        self._deadline = time.monotonic() + limits.wall_s
        self._left = memoryview(job)
        self._reads_frames = reads_frames
        self._buffer = bytearray()
        self._received = 0
        self._printed = bytearray()
        self._report = bytearray()
        self._open = set(descriptors) - {self._process}
        self._run = Run(cpu_limit_s=limits.cpu_s)
        for descriptor in descriptors:
            os.set_blocking(descriptor, False)

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()
        for descriptor in (*self._open, self._process):
            os.close(descriptor)

    def feed(self) -> None:
        """Send as much of the job as the pipe takes: all of it, mostly."""
        with suppress(BlockingIOError, BrokenPipeError):
            self._left = self._left[os.write(self._job, self._left) :]

    def until_end(self) -> Run:
        """Return what the child did."""
        poll = select.poll()
        for descriptor in (self._result, self._output, self._status):
            poll.register(descriptor, select.POLLIN)
        poll.register(self._job, select.POLLOUT)
        self._poll = poll
        # A job is done with its last frame: how the process then ends is nobody's business.
        while self._status in self._open and not self._is_done():
            left_s = self._deadline - time.monotonic()
            if left_s <= 0:
                self._end("wall-clock")
                left_s = 1.0
                self._deadline += left_s
            for descriptor, _ in poll.poll(left_s * 1000):
                self._handle(descriptor)
        self._finish()
        return self._run

    def _is_done(self) -> bool:
        last = self._run.frames[-1] if self._run.frames else None
        return isinstance(last, dict) and last.get("event") == "end"

    def _handle(self, descriptor: int) -> None:
        if descriptor not in self._open:
            return
        if descriptor == self._job:
            self._feed()
            return
        try:
            data = os.read(descriptor, _CHUNK_BYTES)
        except BlockingIOError:
            return
        if not data:
            self._close(descriptor)
        elif descriptor == self._output:
            self._keep_output(data)
        elif descriptor == self._status:
            self._report += data
        else:
            self._take(data)

    def _feed(self) -> None:
        try:
            self._left = self._left[os.write(self._job, self._left) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._left = self._left[:0]
        if not self._left:
            self._close(self._job)

    def _keep_output(self, data: bytes) -> None:
        room = 4 * MAX_OUTPUT_CHARS - len(self._printed)
        self._printed += data[: max(room, 0)]

    def _take(self, data: bytes) -> None:
        self._received += len(data)
        if self._received > MAX_RESULT_BYTES:
            self._end("flood")
            return
        self._buffer += data
        try:
            while self._reads_frames and (frame := self._next_frame()) is not None:
                self._run.frames.append(frame)
        except wire.WireError:
            self._end("garbage")

    def _next_frame(self) -> Any:
        size = wire.HEADER.size
        if len(self._buffer) < size:
            return None
        text_bytes, tensor_bytes = wire.lengths(bytes(self._buffer[:size]))
        end = size + text_bytes + tensor_bytes
        if len(self._buffer) < end:
            return None
        text, tensors = bytes(self._buffer[size : size + text_bytes]), bytes(self._buffer[size + text_bytes : end])
        del self._buffer[:end]
        return wire.unpack(text, tensors)

    def _end(self, why: Literal["wall-clock", "flood", "garbage"]) -> None:
        if self._run.ended_by == "itself":
            self._run.ended_by = why
        self._close(self._result)
        self._kill()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def _close(self, descriptor: int) -> None:
        if descriptor in self._open:
            self._poll.unregister(descriptor)
            self._open.discard(descriptor)
            os.close(descriptor)

    def _finish(self) -> None:
        # The status comes when the process has ended: whatever it wrote before lies in the pipes now.
        for descriptor in (self._result, self._output):
            while descriptor in self._open:
                before = self._received, len(self._printed)
                self._handle(descriptor)
                if (self._received, len(self._printed)) == before:
                    self._close(descriptor)
        self._run.raw = b"" if self._reads_frames else bytes(self._buffer)
        text = self._printed.decode("utf-8", "replace")
        self._run.output = text[:MAX_OUTPUT_CHARS]
        if self._report:
            report = json.loads(self._report)
            self._run.code, self._run.cpu_s, self._run.rss_kb = report["code"], report["cpu_s"], report["rss_kb"]
