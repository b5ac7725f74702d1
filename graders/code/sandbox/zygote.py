"""The zygote: a process with torch loaded and nothing secret, which forks one-shot children ahead of time.

It talks over one socket, in JSON datagrams. `{"take": "python"}` is answered with the descriptors of a waiting child: job, result,
output, status, and one that names the process (pidfd). `{"take": "program", ...}` likewise starts g++ or what g++ made. When a
child has ended, its exit status is written to the status pipe.

It never runs backward: that would break autograd in every child. Children warm up by themselves.
"""

from __future__ import annotations

import gc
import json
import linecache
import os
import selectors
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

import torch
from torch.overrides import resolve_name

from graders.code.sandbox import child, namespaces
from graders.code.sandbox.confine import Confinement, make_ready
from graders.code.sandbox.landlock import abi_version
from graders.code.sandbox.policy import Policy, ProfileName

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_NATIVE_BASE_BYTES = 64 * 1024 * 1024
"""Address space that a small program has of its own, loaders and libraries included."""
_DATAGRAM_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Ends:
    """The judge's ends of a child's pipes, and the name of its process."""

    job: int
    result: int
    output: int
    status: int
    process: int

    def close(self) -> None:
        """Close the zygote's copies, once the judge has its own."""
        for descriptor in (self.job, self.result, self.output, self.status, self.process):
            os.close(descriptor)


class Zygote:
    """Forks children, hands them over, buries them."""

    def __init__(self, control: socket.socket, policy: Policy, settings: Mapping[str, Any], *, has_namespaces: bool) -> None:
        self._control = control
        self._policy = policy
        self._pool_size = int(settings["pool"])
        self._work = Path(settings["work"])
        self._own_uids = os.getuid() == 0
        # Opened now: the new world has no /proc.
        self._statm = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self._ready = {"python": make_ready(policy, "python")}
        self._has_namespaces = has_namespaces
        if has_namespaces:
            self._build_world(Path(settings["root"]))
        self._idle: list[Ends] = []
        self._statuses: dict[int, int] = {}
        self._count = 0

    def layers(self) -> dict[str, Any]:
        """Return which layers children get; seccomp is a matter of course, since without it none starts."""
        return {"namespaces": self._has_namespaces, "landlock": abi_version(), "own_uid": self._own_uids}

    def serve(self) -> None:
        """Fork, hand over and bury until the judge closes its end."""
        wake_in, wake_out = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake_out)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        linecache.clearcache()  # torch has looked up who imports it, and sources are no child's business
        gc.collect()
        gc.freeze()
        self._refill()
        self._control.send(json.dumps({"ready": self.layers()}).encode())
        selector = selectors.DefaultSelector()
        selector.register(self._control, selectors.EVENT_READ)
        selector.register(wake_in, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fd == wake_in:
                    os.read(wake_in, 4096)
                    self._bury()
                elif not self._answer():
                    return

    def _build_world(self, root: Path) -> None:
        prefixes = {sys.prefix, sys.base_prefix, str(Path(torch.__file__).parent.parent)}
        folders = [*prefixes, *self._policy.paths["system"], *self._policy.paths["devices"]]
        namespaces.build_world(root, [folder for folder in folders if Path(folder).exists()], self._work)

    def _answer(self) -> bool:
        request = self._control.recv(_DATAGRAM_BYTES)
        if not request:
            return False
        wish = json.loads(request)
        ends = self._take_idle() if wish["take"] == "python" else self._fork_native(wish)
        socket.send_fds(self._control, [b"{}"], [ends.job, ends.result, ends.output, ends.status, ends.process])
        ends.close()
        self._refill()
        return True

    def _take_idle(self) -> Ends:
        return self._idle.pop(0) if self._idle else self._fork_python()

    def _refill(self) -> None:
        while len(self._idle) < self._pool_size:
            self._idle.append(self._fork_python())

    def _fork_python(self) -> Ends:
        def run(job: int, result: int) -> NoReturn:
            child.serve(job, result)

        return self._fork(self._ready["python"], run, self._address_space_bytes())

    def _fork_native(self, wish: Mapping[str, Any]) -> Ends:
        """Start g++, or what it made: `argv` in the folder `work`, whose owner the child becomes."""
        folder: str = wish["work"]
        confinement = make_ready(self._policy, cast("ProfileName", wish["take"]), [folder])
        argv: list[str] = wish["argv"]

        def run(job: int, _result: int) -> NoReturn:
            os.dup2(job, 0)
            os.execve(argv[0], argv, {"PATH": "/usr/bin:/bin", "TMPDIR": folder, "LC_ALL": "C.UTF-8"})

        ends = self._fork(confinement, run, _NATIVE_BASE_BYTES, folder=folder)
        if confinement.ruleset is not None:
            confinement.ruleset.close()
        return ends

    def _fork(self, confinement: Confinement, run: Any, base_bytes: int, *, folder: str | None = None) -> Ends:
        job_out, job_in = os.pipe2(os.O_CLOEXEC)
        result_out, result_in = os.pipe2(os.O_CLOEXEC)
        output_out, output_in = os.pipe2(os.O_CLOEXEC)
        status_out, status_in = os.pipe2(os.O_CLOEXEC)
        self._count += 1
        parent = os.getpid()
        process_id = os.fork()
        if process_id == 0:
            self._become_child(confinement, run, base_bytes, (job_out, result_in, output_in), parent, folder)
        for descriptor in (job_out, result_in, output_in):
            os.close(descriptor)
        self._statuses[process_id] = status_in
        return Ends(job_in, result_out, output_out, status_out, os.pidfd_open(process_id))

    def _become_child(
        self, confinement: Confinement, run: Any, base_bytes: int, pipes: tuple[int, int, int], parent: int, folder: str | None
    ) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            job, result = child.arrange_descriptors(pipes, confinement.descriptor)
            uid = self._uid() if self._own_uids else None
            if folder is not None:
                os.setpgid(0, 0)
                os.chdir(folder)
                if uid is not None:
                    os.chown(folder, uid, uid)
            confinement.put_on(uid=uid, parent=parent, address_space_bytes=base_bytes)
            run(job, result)
        except BaseException as error:
            with suppress(OSError):
                os.write(2, f"{child.COULD_NOT_START_WORDS}: {error!r}".encode())
        finally:
            os._exit(child.COULD_NOT_START)

    def _uid(self) -> int:
        return self._policy.uids.first + self._count % self._policy.uids.count

    def _address_space_bytes(self) -> int:
        return int(os.pread(self._statm, 100, 0).split()[0]) * _PAGE_BYTES

    def _bury(self) -> None:
        while True:
            try:
                process_id, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if process_id == 0:
                return
            report = {
                "code": os.waitstatus_to_exitcode(status),
                "cpu_s": usage.ru_utime + usage.ru_stime,
                "rss_kb": usage.ru_maxrss,
            }
            if (status_in := self._statuses.pop(process_id, None)) is not None:
                with suppress(OSError):
                    os.write(status_in, json.dumps(report).encode())
                os.close(status_in)


def _load_what_is_lazy() -> None:
    """Have torch look at the machine and fill its tables now, while /proc is there and once for all children."""
    with torch.no_grad():
        for dtype in (torch.float32, torch.float64):
            x = torch.ones(1, 1, 4, 4, dtype=dtype)
            torch.nn.functional.conv2d(x, x)
            windows = torch.nn.functional.unfold(x, 2).softmax(1)
            torch.einsum("nkl,nkm->nlm", windows, windows).matmul(windows.new_ones(9, 2)).var()
    resolve_name(torch.add)


def run(settings: Mapping[str, Any], *, has_namespaces: bool) -> None:
    """Be the zygote, on the inherited socket, until the judge closes its end."""
    control = socket.socket(fileno=int(settings["control"]))
    control.set_inheritable(False)
    torch.set_num_threads(1)
    _load_what_is_lazy()
    Zygote(control, Policy.model_validate(settings["policy"]), settings, has_namespaces=has_namespaces).serve()
