"""The judge's side of the sandbox: start the zygote, take a child, feed it, watch it, end it.

`Sandbox.run_python` blocks its thread and no other; a child has one thread of the judge to itself.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from graders.code.report import MAX_OUTPUT_CHARS
from graders.code.sandbox import wire
from graders.code.sandbox.policy import Limits, Policy, Profile, ProfileName, load_policy

MAX_RESULT_BYTES = 64 * 1024 * 1024
"""All frames of one child together."""
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/nonexistent",
    # One thread: a second one in the zygote would leave every child with locks that nobody opens.
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Huge pages make fork and exit more than twice as fast (docs/benchmarks.md).
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PYTHONMALLOC": "malloc",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONNOUSERSITE": "1",
}
_CHUNK_BYTES = 1 << 16
_START_TIMEOUT_S = 60.0


class SandboxGoneError(Exception):
    """The zygote has ended; the job may be tried again with a new one."""


class UnsafeError(Exception):
    """The layers that are needed to run strangers' code are missing. The message says which."""


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


@dataclass(frozen=True, slots=True)
class Layers:
    """Which layers children get."""

    namespaces: bool
    landlock: int
    own_uid: bool

    @property
    def are_all_on(self) -> bool:
        """Return whether no layer is missing. A uid of its own is root's to give; without it one user runs everything."""
        return self.namespaces and self.landlock > 0

    def describe(self) -> str:
        """Say in one line which layers are on."""
        parts = {
            "seccomp": True,
            "limits": True,
            f"Landlock (version {self.landlock})": self.landlock > 0,
            "namespaces": self.namespaces,
            "a user of its own for each run": self.own_uid,
        }
        off = [name for name, is_on in parts.items() if not is_on]
        return f"sandbox: on: {', '.join(name for name, is_on in parts.items() if is_on)}; off: {', '.join(off) or 'nothing'}"


class Sandbox:
    """One zygote and its children."""

    def __init__(self, *, pool: int = 2, namespaces: bool = True, policy: Policy | None = None) -> None:
        self._lock = threading.Lock()
        self._folder = Path(tempfile.mkdtemp(prefix="mianjing-"))
        self._policy = policy or load_policy()
        (self._folder / "root").mkdir()
        self.work = self._folder / "work"
        self.work.mkdir()
        # Children with a uid of their own pass through these folders to theirs.
        for folder in (self._folder, self.work):
            folder.chmod(0o711)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {
            "control": theirs.fileno(),
            "pool": pool,
            "root": str(self._folder / "root"),
            "work": str(self.work),
            "namespaces": namespaces,
            "policy": self._policy.model_dump(mode="json"),
        }
        argv = [sys.executable, "-m", "graders.code.sandbox.zygote", json.dumps(settings)]
        self._process = subprocess.Popen(argv, env=_ENVIRONMENT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/")
        theirs.close()
        self.layers = self._await_start()
        self._prove_that_children_start()

    def close(self) -> None:
        """End the zygote and every child, and remove what they left."""
        self._control.close()
        try:
            self._process.wait(timeout=2.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def run_python(self, job: Mapping[str, Any], meanwhile: Callable[[], None] = lambda: None) -> Run:
        """Run one job in a fresh child. Raises SandboxGoneError."""
        return self._run(
            {"take": "python"}, wire.pack(job), self._policy.profiles["python"], reads_frames=True, meanwhile=meanwhile
        )

    def run_native(self, profile: ProfileName, argv: Sequence[str], folder: Path, standard_input: bytes = b"") -> Run:
        """Run a program of that profile in a folder below `work`. Raises SandboxGoneError."""
        request = {"take": profile, "argv": list(argv), "work": str(folder)}
        return self._run(request, standard_input, self._policy.profiles[profile], reads_frames=False)

    def _await_start(self) -> Layers:
        self._control.settimeout(_START_TIMEOUT_S)
        try:
            answer = self._control.recv(_CHUNK_BYTES)
        except TimeoutError:
            answer = b""
        self._control.settimeout(None)
        if not answer:
            self.close()
            raise SandboxGoneError("the zygote did not start")
        layers = Layers(**json.loads(answer)["ready"])
        if not layers.landlock and not layers.namespaces:
            self.close()
            raise UnsafeError("neither Landlock nor a mount namespace")
        return layers

    def _prove_that_children_start(self) -> None:
        """Run nothing in a child. Raises UnsafeError where one cannot be confined: no seccomp, for instance."""
        nothing = {"source": "def nothing(): ...", "provided": [], "names": ["nothing"], "kind": "function", "seed": 0, "cases": []}
        try:
            self.run_python(nothing)
        except SandboxGoneError as error:
            self.close()
            raise UnsafeError(str(error)) from error

    def _run(
        self,
        request: Mapping[str, Any],
        job: bytes,
        profile: Profile,
        *,
        reads_frames: bool,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Run:
        with self._lock:
            try:
                self._control.send(json.dumps(request).encode())
                answer, descriptors, _, _ = socket.recv_fds(self._control, _CHUNK_BYTES, 5)
            except OSError as error:
                raise SandboxGoneError(str(error)) from error
        if not answer:
            raise SandboxGoneError("the zygote has ended")
        with _Watch(descriptors, job, profile.limits, reads_frames=reads_frames) as watch:
            watch.feed()
            meanwhile()
            run = watch.until_end()
        if reads_frames and not run.frames and run.ended_by == "itself":
            # A child says that it is ready before it reads anything of a user's.
            raise SandboxGoneError(f"a child did not start ({run.code}): {run.output}")
        return run


class _Watch:
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

    def __enter__(self) -> _Watch:
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
