"""Processes, memory and folders, as /proc and the file system tell of them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def descendants(of: int) -> list[int]:
    """Return the processes below one, whatever their namespaces."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, ahead = [], [of]
    while ahead:
        below = children.get(ahead.pop(), [])
        found += below
        ahead += below
    return found


def memory_mb(processes: Sequence[int], field: str = "Pss") -> tuple[float, int]:
    """Return the sum of what the processes hold, shared pages by their share, and how many could not be read."""
    total_kb, unread = 0, 0
    for process in processes:
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        except OSError:
            unread += 1
            continue
        total_kb += int(re.search(rf"^{field}:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
    return total_kb / 1024, unread


def cpu_s() -> float:
    """Return the seconds of CPU time of this process, of those below it, and of what those have buried."""
    ticks = 0
    for process in [os.getpid(), *descendants(os.getpid())]:
        with suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def contents(folder: str) -> tuple[set[str], int]:
    """Return the names in a folder, and the bytes of the files in and below it."""
    size = 0
    for parent, _, files in os.walk(folder, onerror=None):
        for name in files:
            with suppress(OSError):
                size += os.lstat(f"{parent}/{name}").st_size
    return {path.name for path in Path(folder).iterdir()}, size


def has_ended(process: int) -> bool:
    """Return whether a process only waits to be buried. Buries it if it is a child of this one."""
    with suppress(ChildProcessError):
        return os.waitpid(process, os.WNOHANG)[0] == process
    return not Path(f"/proc/{process}").exists()
