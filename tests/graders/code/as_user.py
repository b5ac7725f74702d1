"""Hostile programs graded by a judge in a hurry, with canaries around it.

`python -m tests.graders.code.as_user UID PROGRAM...` grades some of them as another user, and prints what came of it as JSON.
"""

from __future__ import annotations

import base64
import json
import os
import re
import select
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from graders.code.sandbox import kernel
from graders.code.sandbox.box import UnsafeError
from graders.code.sandbox.policy import Policy, ProfileName, Uids, load_policy
from graders.code.sandbox.spawn import start_zygote
from graders.code.service import Judge

FOLDER = Path(__file__).parent / "hostile"
CHECKOUT = FOLDER.parents[3]
CANARY = "canary-5b1f0e"
POOL = 3
_HEADER = re.compile(r"(?:#|//) task: (\S+)\n(?:#|//) expect: (\S+)\n(?:#|//) layers: (\S+)\n(?:#|//) attacks: .+\n")
_SCANNED_PORTS = range(1024, 1200)
"""`socket-scan` tries these."""
_KNOWN_ABSTRACT_NAMES = ("hostile", "mianjing")
"""`socket-unix` tries these."""
_UNUSED_UIDS, _UIDS_EACH, _SHARES = 60_578, 50, 12
"""Between the ranges that systemd uses. Each run takes a share of its own, so that what it leaves behind is known by its owner."""
_SHORTLY_S = 5.0
_SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - looked into, not written to


@dataclass(frozen=True, slots=True)
class Program:
    """A hostile program and what its header says."""

    path: Path
    task: str
    verdicts: tuple[str, ...]
    needs_namespaces: bool


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What came of a number of programs: their reports, and what else happened meanwhile."""

    layers: dict[str, Any]
    reports: dict[str, list[dict[str, Any]]]
    is_same_zygote: bool
    processes_beyond_the_pool: int
    processes_after_the_end: int
    files_left: list[str]
    connections: list[str]
    changed_canaries: list[str]


@cache
def programs() -> tuple[Program, ...]:
    """Return the corpus."""
    found = []
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in {".py", ".cpp"}:
            header = _HEADER.match(path.read_text("utf-8"))
            assert header is not None, f"{path.name} has no header"
            task, verdicts, layers = header.groups()
            found.append(Program(path, task, tuple(verdicts.split("|")), needs_namespaces=layers == "namespaces"))
    return tuple(found)


def hurried_policy() -> Policy:
    """Return the policy with shorter limits, and with uids that no other sandbox on this machine uses."""
    policy = load_policy()
    profiles = dict(policy.profiles)
    names: tuple[ProfileName, ...] = ("python", "program")
    for name in names:
        limits = profiles[name].limits.model_copy(update={"cpu_s": 2, "wall_s": 6.0})
        profiles[name] = profiles[name].model_copy(update={"limits": limits})
    first = _UNUSED_UIDS + os.getpid() % _SHARES * _UIDS_EACH
    return policy.model_copy(update={"profiles": profiles, "uids": Uids(first=first, count=_UIDS_EACH)})


class _Canaries:
    """Files and listeners that no submission may touch."""

    def __init__(self, folder: Path) -> None:
        self._files = {path: path.name + CANARY for path in (folder / "canary.txt", folder / "mianjing.db")}
        for path, text in self._files.items():
            path.write_text(text, "ascii")
        self._listeners = {"tcp": _tcp_listener(), "unix": _abstract_listener()}

    def changed(self) -> list[str]:
        return [path.name for path, text in self._files.items() if not path.is_file() or path.read_text("ascii") != text]

    def connections(self) -> list[str]:
        """Return which listeners somebody has connected to, and close them."""
        found = []
        for name, listener in self._listeners.items():
            with listener:
                try:
                    listener.accept()[0].close()
                except BlockingIOError:
                    continue
                found.append(name)
        return found


def _tcp_listener() -> socket.socket:
    for port in _SCANNED_PORTS:
        listener = socket.socket()
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            listener.close()
            continue
        listener.listen()
        listener.setblocking(False)
        return listener
    raise AssertionError("no free port to listen on")


def _abstract_listener() -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    for name in (*_KNOWN_ABSTRACT_NAMES, f"hostile-{os.getpid()}"):
        try:
            listener.bind(f"\0{name}")
            break
        except OSError:
            continue
    listener.listen()
    listener.setblocking(False)
    return listener


@contextmanager
def _surroundings() -> Iterator[Path]:
    """Work in a folder that everyone may read, which is the one for temporary files as well, with a secret in the environment."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        folder.chmod(0o755)
        patch.setenv("MIANJING_CANARY", CANARY)
        patch.setattr(tempfile, "tempdir", name)
        patch.chdir(folder)
        yield folder


def survey(chosen: Sequence[Program], *, namespaces: bool) -> Aftermath:
    """Grade programs, `remember-between-runs` twice, and look at what they leave. Raises UnsafeError."""
    with _surroundings() as folder:
        canaries = _Canaries(folder)
        before = set(folder.iterdir())
        uids = hurried_policy().uids
        judge = Judge(partial(start_zygote, pool=POOL, namespaces=namespaces, policy=hurried_policy()))
        box = judge.box
        try:
            reports = _graded(judge, [*chosen, *(program for program in chosen if program.path.stem == "remember-between-runs")])
            layers = asdict(box.layers)
            is_same_zygote = judge.box is box
            # The zygote; inside of namespaces, the process that waits for it outside; children that wait for work.
            beyond = len(processes_of(judge.box.work, uids)) - POOL - 1 - layers["namespaces"]
        finally:
            judge.close()
        return Aftermath(
            layers,
            reports,
            is_same_zygote,
            max(beyond, 0),
            len(_lasting(processes_of(judge.box.work, uids))),
            [*map(str, set(folder.iterdir()) - before), *_files_of(uids)],
            canaries.connections(),
            canaries.changed(),
        )


def _graded(judge: Judge, chosen: Sequence[Program]) -> dict[str, list[dict[str, Any]]]:
    def grade(program: Program) -> dict[str, Any]:
        content = base64.b64encode(program.path.read_bytes()).decode()
        return judge.grade({"task": program.task, "name": program.path.name, "base64": content}).to_dict()

    reports: dict[str, list[dict[str, Any]]] = {}
    with ThreadPoolExecutor(POOL + 1) as pool:
        for program, report in zip(chosen, pool.map(grade, chosen), strict=True):
            reports.setdefault(program.path.name, []).append(report)
    return reports


def processes_of(work: Path, uids: Uids | None = None) -> list[int]:
    """Return the processes of one sandbox: a fork keeps the zygote's arguments, whatever is executed keeps the uid."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                arguments = (entry / "cmdline").read_bytes()
                has_uid = uids is not None and entry.stat().st_uid in range(uids.first, uids.first + uids.count)
            except OSError:
                continue
            # What has ended, and only waits to be buried, has no arguments.
            if arguments and (has_uid or str(work).encode() in arguments):
                found.append(int(entry.name))
    return found


def _lasting(processes: Sequence[int]) -> list[int]:
    """Return those that do not end by themselves: children end shortly after the zygote."""
    lasting = []
    for process_id in processes:
        try:
            descriptor = os.pidfd_open(process_id)
        except ProcessLookupError:
            continue
        if not select.select([descriptor], [], [], _SHORTLY_S)[0]:
            lasting.append(process_id)
        os.close(descriptor)
    return lasting


def _files_of(uids: Uids) -> list[str]:
    """Return the files that children with a uid of their own have left where everyone may write."""
    found = []
    for shared in _SHARED_FOLDERS:
        for path in Path(shared).iterdir() if Path(shared).is_dir() else ():
            try:
                if path.lstat().st_uid in range(uids.first, uids.first + uids.count):
                    found.append(str(path))
            except OSError:
                continue
    return found


def become(uid: int) -> None:
    """Become another user for good, and keep the interpreter and this checkout within reach. Raises OSError.

    Where a folder above them is closed to others, an open one with nothing else in it takes its place, for this process only.
    """
    needed = sorted({os.path.realpath(path) for path in (sys.base_prefix, sys.prefix, CHECKOUT)})
    closed = {path: ancestor for path in needed if (ancestor := closed_ancestor(Path(path))) is not None}
    if closed:
        kernel.unshare(kernel.CLONE_NEWNS)
        kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
        held = {path: os.open(path, os.O_PATH) for path in closed}
        for ancestor in set(closed.values()):
            kernel.mount("tmpfs", str(ancestor), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755")
        for path, descriptor in held.items():
            Path(path).mkdir(mode=0o755, parents=True, exist_ok=True)
            kernel.mount(f"/proc/self/fd/{descriptor}", path, None, kernel.MS_BIND | kernel.MS_REC)
            os.close(descriptor)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def closed_ancestor(path: Path) -> Path | None:
    """Return the topmost folder on the way that others may not pass through."""
    for folder in (*reversed(path.parents), path):
        if not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def main() -> None:
    """Become another user first, then start over as that one."""
    uid, names = int(sys.argv[1]), sys.argv[2:]
    if os.getuid() != uid:
        become(uid)
        os.execv(sys.executable, [sys.executable, "-m", "tests.graders.code.as_user", *sys.argv[1:]])  # noqa: S606 - itself
    try:
        aftermath = asdict(survey([program for program in programs() if program.path.name in names], namespaces=True))
    except UnsafeError as error:
        aftermath = {"refused": str(error)}
    sys.stdout.write(json.dumps(aftermath))


if __name__ == "__main__":
    main()
