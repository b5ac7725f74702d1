"""The layers of the sandbox, one by one, on the real kernel."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import torch

from graders.code.sandbox.box import Sandbox, SandboxGoneError, UnsafeError
from graders.code.sandbox.folder import own_folder
from graders.code.sandbox.policy import MIB, Policy, load_policy, syscall_numbers
from graders.code.sandbox.spawn import start_zygote
from graders.code.sandbox.watch import Run
from tests.graders.code.as_user import CHECKOUT, closed_ancestor, processes_of

SECRET = "secret-0c44d1"  # noqa: S105 - a canary
OUT_OF_REACH = ("/etc/passwd", "/proc/self/environ", "/proc/1/cmdline", "/tmp", "/var", "/", str(CHECKOUT), sys.prefix)  # noqa: S108
LIST_DESCRIPTORS = """
import os, stat
for number in range(256):
    try:
        print(number, stat.S_IFMT(os.fstat(number).st_mode))
    except OSError:
        pass
"""


@pytest.fixture(scope="module")
def plain_box() -> Iterator[Sandbox]:
    """What a default container allows: no namespaces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIANJING_SECRET", SECRET)
        sandbox = Sandbox(start_zygote(pool=1, namespaces=False))
        yield sandbox
        sandbox.close()


@pytest.fixture(params=["all layers", "no namespaces"])
def either_box(request: pytest.FixtureRequest, box: Sandbox, plain_box: Sandbox) -> Sandbox:
    return box if request.param == "all layers" else plain_box


def job(source: str) -> dict[str, Any]:
    case: dict[str, Any] = {"args": [torch.ones(2)], "other_args": [], "by_arity": {}, "kwargs": {}, "init": None}
    case |= {"parameters": {}, "cotangents": None}
    return {"source": source, "provided": [], "names": ["f"], "kind": "function", "seed": 0, "cases": [case]}


def ran(sandbox: Sandbox, source: str) -> Run:
    return sandbox.run_python(job(f"{source}\ndef f(x):\n    return x\n"))


def events(run: Run) -> list[str]:
    return [frame["event"] for frame in run.frames]


def called(name: str, *arguments: int) -> str:
    """Return a program that makes a system call and prints what the kernel said."""
    numbers = ", ".join(map(str, (syscall_numbers()[name], *arguments)))
    return f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.syscall({numbers}), ctypes.get_errno())"


def with_calls(allow: tuple[str, ...]) -> Policy:
    policy = load_policy()
    profile = policy.profiles["python"].model_copy(update={"allow": allow})
    return policy.model_copy(update={"profiles": {**policy.profiles, "python": profile}})


@pytest.mark.parametrize("name", ["getpid", "getuid", "sched_yield", "getppid", "gettid"])
def test_a_permitted_call_works(name: str, either_box: Sandbox) -> None:
    result, code = ran(either_box, called(name)).output.split()
    assert int(result) >= 0
    assert code == "0"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("socket", (1, 1, 0)),
        ("socketpair", (1, 1, 0, 0)),
        ("clone", (17, 0, 0, 0, 0)),
        ("execve", ()),
        ("kill", (1, 0)),
        ("tgkill", (1, 1, 0)),
        ("pidfd_open", (1, 0)),
        ("memfd_create", ()),
        ("personality", (0xFFFFFFFF,)),
        ("prctl", (38, 1, 0, 0, 0)),
        ("fcntl", (1, 8, 1)),
        ("ioctl", (0, 0x5412, 0)),
        ("unlinkat", (-100, 0, 0)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_call_that_is_not_on_the_list_is_refused(name: str, arguments: tuple[int, ...], either_box: Sandbox) -> None:
    run = ran(either_box, called(name, *arguments))
    assert run.output.split() == ["-1", str(errno.EPERM)]
    assert events(run)[-1] == "end"


def test_clone3_looks_as_if_the_kernel_had_none(either_box: Sandbox) -> None:
    assert ran(either_box, called("clone3", 0, 0)).output.split() == ["-1", str(errno.ENOSYS)]


@pytest.mark.parametrize(
    "name", ["ptrace", "unshare", "mount", "io_uring_setup", "userfaultfd", "bpf", "process_vm_readv", "setns"]
)
def test_a_call_that_no_honest_program_makes_ends_the_process(name: str, either_box: Sandbox) -> None:
    run = ran(either_box, called(name, 0, 0, 0, 0))
    assert run.code == -signal.SIGSYS
    assert events(run) == ["ready"]


@pytest.mark.parametrize("folder", OUT_OF_REACH)
def test_landlock_hides_what_is_not_pythons(folder: str, plain_box: Sandbox) -> None:
    if not plain_box.layers.landlock:
        pytest.skip("this kernel has no Landlock")
    program = (
        f"import os\ntry:\n    print(os.open({folder!r}, os.O_RDONLY))\nexcept OSError as error:\n    print(type(error).__name__)"
    )
    assert ran(plain_box, program).output.split() == ["PermissionError"]


def test_namespaces_hold_nothing_but_python_and_its_libraries(box: Sandbox) -> None:
    if not box.layers.namespaces:
        pytest.skip("namespaces are not permitted here")
    hidden = ["/etc", "/proc", "/var", "/sys", "/run", "/boot", str(CHECKOUT / "graders"), str(CHECKOUT / "pyproject.toml")]
    assert ran(box, f"import os\nprint([path for path in {hidden} if os.path.exists(path)])").output.strip() == "[]"


def test_the_standard_library_and_torch_can_be_read(either_box: Sandbox) -> None:
    stdlib = sysconfig.get_path("stdlib")
    if either_box.layers.own_uid and not either_box.layers.namespaces and closed_ancestor(Path(stdlib)):
        pytest.skip("the interpreter lies in a folder that is closed to other users, and no namespace shows it to them")
    program = (
        f"import os, torch\nprint(len(open(os.path.join({stdlib!r}, 'ast.py')).read()) > 0, len(os.listdir(torch.__path__[0])) > 0)"
    )
    assert ran(either_box, program).output.split() == ["True", "True"]


def test_the_environment_holds_no_secret(plain_box: Sandbox) -> None:
    assert os.environ["MIANJING_SECRET"] == SECRET
    found = ran(plain_box, "import os\nprint(sorted(os.environ))\nprint(dict(os.environ))").output
    assert "MIANJING_SECRET" not in found
    assert SECRET not in found


def test_a_child_has_its_three_streams_and_two_pipes_and_nothing_else(either_box: Sandbox) -> None:
    lines = [line.split() for line in ran(either_box, LIST_DESCRIPTORS).output.splitlines()]
    found = {int(number): int(kind) for number, kind in lines}
    # The job's pipe is closed before the program begins.
    assert found == {0: stat.S_IFCHR, 1: stat.S_IFIFO, 2: stat.S_IFIFO, 4: stat.S_IFIFO}


@pytest.mark.parametrize(
    ("name", "soft", "hard"),
    [
        ("RLIMIT_CPU", 4, 5),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_NOFILE", 64, 64),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_STACK", 8 * MIB, 8 * MIB),
        ("RLIMIT_MSGQUEUE", 0, 0),
        ("RLIMIT_MEMLOCK", 0, 0),
    ],
)
def test_a_limit_holds(name: str, soft: int, hard: int, either_box: Sandbox) -> None:
    assert ran(either_box, f"import resource\nprint(*resource.getrlimit(resource.{name}))").output.split() == [str(soft), str(hard)]


def test_half_a_gigabyte_more_is_too_much(either_box: Sandbox) -> None:
    run = ran(either_box, "held = bytearray(600 << 20)")
    assert run.frames[-1]["error"]["memory"] is True


def test_a_child_of_root_has_a_uid_of_its_own(either_box: Sandbox) -> None:
    if not either_box.layers.own_uid:
        pytest.skip("only root can give children a uid of their own")
    own = load_policy().uids
    seen = {int(ran(either_box, "import os\nprint(os.getuid(), end='')").output) for _ in range(3)}
    assert len(seen) == 3
    assert all(own.first <= uid < own.first + own.count for uid in seen)


def test_where_no_child_gets_as_far_as_being_ready_nothing_is_run() -> None:
    profile = load_policy().profiles["python"]
    with pytest.raises(UnsafeError, match="a child did not start"):
        Sandbox(start_zygote(pool=1, policy=with_calls(tuple(name for name in profile.allow if name != "write"))))


def test_a_zygote_that_is_killed_is_told_from_a_submission_that_fails() -> None:
    sandbox = Sandbox(start_zygote(pool=1))
    try:
        for process_id in sorted(processes_of(sandbox.work)):
            with suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        with pytest.raises(SandboxGoneError):
            ran(sandbox, "")
    finally:
        sandbox.close()


def test_a_sandbox_that_is_closed_takes_no_more_jobs() -> None:
    sandbox = Sandbox(start_zygote(pool=1))
    sandbox.close()
    with pytest.raises(SandboxGoneError):
        ran(sandbox, "")


MIXED = (
    "x = 1",
    "1 / 0",
    "import os; os._exit(3)",
    "import ctypes; ctypes.string_at(0)",
    "print('x' * 1_000_000)",
    "held = bytearray(2 << 30)",
    "import os; os.fork()",
    "import os; [os.pipe() for _ in range(100)]",
    "import sys; sys.exit()",
    "import os; os.write(4, b'garbage' * 100)",
)


def test_sixty_submissions_leave_no_process_no_file_and_no_descriptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    tmp_path.chmod(0o711)
    sandbox = Sandbox(start_zygote(pool=1))
    try:
        ran(sandbox, MIXED[0])
        # The next answer comes after whatever the zygote still had to do.
        before = len(os.listdir("/proc/self/fd")), sorted(path.name for path in tmp_path.rglob("*"))  # noqa: PTH208
        for number in range(60):
            ran(sandbox, MIXED[number % len(MIXED)])
        after = len(os.listdir("/proc/self/fd")), sorted(path.name for path in tmp_path.rglob("*"))  # noqa: PTH208
        assert after == before
        # The zygote, the process that waits for it outside of its namespaces, one child that waits for work.
        assert len(processes_of(sandbox.work)) <= 2 + sandbox.layers.namespaces
    finally:
        sandbox.close()
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_judge_that_was_killed_is_swept_away_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = "from graders.code.sandbox.folder import own_folder; own = own_folder(); print(own.path, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as judge:
        assert judge.stdout is not None
        left = Path(judge.stdout.readline().strip())
        beside = own_folder()
        assert sorted(tmp_path.iterdir()) == sorted((left, beside.path))
        judge.kill()
        judge.wait()
        own_folder().remove()
        assert list(tmp_path.iterdir()) == [beside.path]
        beside.remove()


def zygote_that(answers: str, path: Path) -> str:
    """Make a stand-in for the interpreter that starts as a zygote on another kernel would."""
    path.write_text(
        f"#!{sys.executable}\nimport json, socket, sys\n"
        f"control = socket.socket(fileno=json.loads(sys.argv[3])['control'])\n{answers}\ncontrol.recv(1)\n",
        "utf-8",
    )
    path.chmod(0o755)
    return str(path)


def test_a_kernel_with_neither_landlock_nor_namespaces_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = '{"ready": {"namespaces": false, "landlock": 0, "own_uid": true}}'
    monkeypatch.setattr(sys, "executable", zygote_that(f"control.send(b'{ready}')", tmp_path / "python"))
    with pytest.raises(UnsafeError, match="neither Landlock nor a mount namespace"):
        Sandbox(start_zygote(pool=1))


def test_a_kernel_without_seccomp_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", zygote_that("raise SystemExit(1)", tmp_path / "python"))
    with pytest.raises(SandboxGoneError, match="did not start"):
        Sandbox(start_zygote(pool=1))
