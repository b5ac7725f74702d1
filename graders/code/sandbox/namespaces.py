"""Namespaces for the zygote and all its children: an empty world with a read-only Python in it.

They cost a child nothing, since it is born inside. An ordinary user gets them through a user namespace, root directly; inside a
default container neither is permitted, and the other layers carry on alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from graders.code.sandbox import kernel
from graders.code.sandbox.policy import syscall_numbers

_FLAGS = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWPID
_LOCKED_FLAGS = (
    (os.ST_NOSUID, kernel.MS_NOSUID),
    (os.ST_NODEV, kernel.MS_NODEV),
    (os.ST_NOEXEC, kernel.MS_NOEXEC),
)


def enter(root: Path, folders: Sequence[str], work: Path) -> bool:
    """Move into new namespaces that hold only `folders`, read-only, and `work`. Return False where that is not permitted.

    `root` is an empty folder on which to build the new world. The process that returns from here is the first of its process
    namespace: a fork stands in between. Must be called while there is one thread.
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
    _build(root, folders, work)
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


def _build(root: Path, folders: Sequence[str], work: Path) -> None:
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", str(root), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")
    for folder in sorted({os.path.realpath(folder) for folder in folders}):
        _bind(root, folder, is_read_only=True)
    for folder in folders:
        _repeat_link(root, folder)
    _bind(root, str(work), is_read_only=False)
    old = root / "old"
    old.mkdir()
    kernel.syscall(syscall_numbers()["pivot_root"], os.fsencode(root), os.fsencode(old))
    os.chdir("/")
    kernel.unmount("/old")
    Path("/old").rmdir()
    kernel.mount("none", "/", None, kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY)


def _bind(root: Path, folder: str, *, is_read_only: bool) -> None:
    target = root / folder.lstrip("/")
    if target.exists():
        return
    if os.path.isdir(folder):  # noqa: PTH112 - a string here and below
        target.mkdir(parents=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.mount(folder, str(target), None, kernel.MS_BIND | kernel.MS_REC)
    if is_read_only:
        flags = os.statvfs(folder).f_flag
        locked = sum(ours for theirs, ours in _LOCKED_FLAGS if flags & theirs)
        # Devices and such cannot be remounted by everyone; Landlock and file modes hold there.
        with suppress(OSError):
            kernel.mount("none", str(target), None, kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | locked)


def _repeat_link(root: Path, folder: str) -> None:
    """Make `/lib` a link to `usr/lib` in the new world too, where it is one in the old."""
    target = root / folder.lstrip("/")
    if Path(folder).is_symlink() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(os.readlink(folder))  # noqa: PTH115
