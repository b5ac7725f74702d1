"""Begin the zygote's life: leave the judge's namespaces while the process is still small, then load torch and serve.

Entering a process namespace takes a fork, and a fork leaves all memory shared, page by page, with the process outside. Done after
torch is loaded, that takes apart the huge pages which make the zygote's own forks cheap (docs/sandbox.md). Hence this module
imports next to nothing.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from graders.code.sandbox import kernel

_FLAGS = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWPID


def leave_namespaces() -> bool:
    """Move into new namespaces, in which everything still looks as before. Return False where that is not permitted.

    An ordinary user gets them through a user namespace, root directly. The process that returns from here is the first of its
    process namespace: a fork stands in between. Must be called while there is one thread.
    """
    user, group = os.getuid(), os.getgid()
    try:
        kernel.unshare(_FLAGS | (0 if user == 0 else kernel.CLONE_NEWUSER))
    except OSError:
        return False
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny", "ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")
    _become_first_process()
    return True


def _become_first_process() -> None:
    """Fork into the new process namespace; the process left outside only waits."""
    inside = os.fork()
    if inside == 0:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
        return
    os.closerange(0, 256)
    _, status = os.waitpid(inside, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def main() -> None:
    """Run as the zygote, with the settings of the command line."""
    settings = json.loads(sys.argv[1])
    has_namespaces = leave_namespaces() if settings["namespaces"] else False
    # Not at the top: see there.
    from graders.code.sandbox import zygote  # noqa: PLC0415

    zygote.run(settings, has_namespaces=has_namespaces)


if __name__ == "__main__":
    main()
