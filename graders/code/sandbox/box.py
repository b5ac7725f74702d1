"""The judge's side of the sandbox: take a child from the zygote, feed it, watch it, end it.

`Sandbox.run_python` blocks its thread and no other; a child has one thread of the judge to itself.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.code.sandbox import wire
from graders.code.sandbox.policy import Profile, ProfileName
from graders.code.sandbox.spawn import ZygoteProcess
from graders.code.sandbox.watch import Run, Watch

_CHUNK_BYTES = 1 << 16
_START_TIMEOUT_S = 60.0


class SandboxGoneError(Exception):
    """The zygote has ended; the job may be tried again with a new one."""


class UnsafeError(Exception):
    """The layers that are needed to run strangers' code are missing. The message says which."""


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

    def __init__(self, zygote: ZygoteProcess) -> None:
        """Wait until the zygote is ready. Raises SandboxGoneError, UnsafeError."""
        self._lock = threading.Lock()
        self._zygote = zygote
        self._control = zygote.control
        self._profiles = zygote.policy.profiles
        self.work = zygote.work
        self.layers = self._await_start()
        self._prove_that_children_start()

    def close(self) -> None:
        """End the zygote and every child, and remove what they left."""
        self._zygote.close()

    def run_python(self, job: Mapping[str, Any], meanwhile: Callable[[], None] = lambda: None) -> Run:
        """Run one job in a fresh child. Raises SandboxGoneError."""
        return self._run({"take": "python"}, wire.pack(job), self._profiles["python"], reads_frames=True, meanwhile=meanwhile)

    def run_native(self, profile: ProfileName, argv: Sequence[str], folder: Path, standard_input: bytes = b"") -> Run:
        """Run a program of that profile in a folder below `work`. Raises SandboxGoneError."""
        request = {"take": profile, "argv": list(argv), "work": str(folder)}
        return self._run(request, standard_input, self._profiles[profile], reads_frames=False)

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
        with Watch(descriptors, job, profile.limits, reads_frames=reads_frames) as watch:
            watch.feed()
            meanwhile()
            run = watch.until_end()
        if reads_frames and not run.frames and run.ended_by == "itself":
            # A child says that it is ready before it reads anything of a user's.
            raise SandboxGoneError(f"a child did not start ({run.code}): {run.output}")
        return run
