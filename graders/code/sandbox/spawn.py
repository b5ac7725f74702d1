"""Start the zygote's process. Without torch, so that the judge can load its own while the zygote loads the children's."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from graders.code.sandbox.folder import OwnFolder, own_folder
from graders.code.sandbox.policy import Policy, load_policy

_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/nonexistent",
    # Half of torch.func wants a folder for compiled code when it is first used. This one is there, and cannot be written.
    "TORCHINDUCTOR_CACHE_DIR": "/",
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
_END_GRACE_S = 2.0


@dataclass(frozen=True, slots=True)
class ZygoteProcess:
    """A zygote that may still be starting: its process, the judge's end of its socket, and the folder that is theirs."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    folder: OwnFolder
    policy: Policy

    @property
    def work(self) -> Path:
        """Return the folder below which compilers and programs have theirs."""
        return self.folder.path / "work"

    def close(self) -> None:
        """End the zygote and every child, and remove what they left."""
        self.control.close()
        try:
            self.process.wait(timeout=_END_GRACE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.remove()


def start_zygote(*, pool: int = 2, namespaces: bool = True, policy: Policy | None = None) -> ZygoteProcess:
    """Start a zygote that keeps `pool` children waiting, in namespaces if it gets them."""
    policy = policy or load_policy()
    own = own_folder()
    folder = own.path
    (folder / "root").mkdir()
    (folder / "work").mkdir()
    # Children with a uid of their own pass through these folders to theirs.
    for passed_through in (folder, folder / "work"):
        passed_through.chmod(0o711)
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    settings = {
        "control": theirs.fileno(),
        "pool": pool,
        "root": str(folder / "root"),
        "work": str(folder / "work"),
        "namespaces": namespaces,
        "policy": policy.model_dump(mode="json"),
    }
    argv = [sys.executable, "-m", "graders.code.sandbox.launch", json.dumps(settings)]
    process = subprocess.Popen(argv, env=_ENVIRONMENT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/")
    theirs.close()
    return ZygoteProcess(process, control, own, policy)
