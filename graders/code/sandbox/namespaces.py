"""What the zygote and all its children see of the machine: an empty world with a read-only Python in it.

It costs a child nothing, since it is born inside. Inside a default container namespaces are not permitted, and the other layers
carry on alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from graders.code.sandbox import kernel
from graders.code.sandbox.policy import syscall_numbers

_LOCKED_FLAGS = (
    (os.ST_NOSUID, kernel.MS_NOSUID),
    (os.ST_NODEV, kernel.MS_NODEV),
    (os.ST_NOEXEC, kernel.MS_NOEXEC),
)


def build_world(root: Path, folders: Sequence[str], work: Path) -> None:
    """Replace all that this process sees with `folders`, read-only, and `work`; `root` is an empty folder to build it on.

    For a process in namespaces of its own (launch.py) that has loaded what it needs.
    """
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
