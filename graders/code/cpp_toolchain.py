"""g++ in the sandbox: the harness compiled once, each submission linked with it.

The standard library's headers take 1.5 s of each compilation; as a precompiled header, 0.2 s. It takes 5 s to make, so the first
submission goes without while it is being made in the background.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from graders.code.cpp_source import Definition, call_of
from graders.code.sandbox.box import Sandbox, SandboxGoneError
from graders.code.sandbox.watch import Run

_HARNESS = Path(__file__).parent / "cpp_harness"
_GXX, _ADDR2LINE = "/usr/bin/g++", "/usr/bin/addr2line"
_UNDEFINED_BEHAVIOUR = "bounds,return,integer-divide-by-zero,signed-integer-overflow"
FLAGS = (
    *("-std=c++17", "-O1", "-g1", "-pipe", "-fno-pie", "-w"),
    # Overflows go on (harness.cpp notes them); the rest ends the case. The harness stands in for the sanitizer's library.
    *(f"-fsanitize={_UNDEFINED_BEHAVIOUR}", "-fno-sanitize-recover=bounds,integer-divide-by-zero", "-D_GLIBCXX_ASSERTIONS"),
    *(
        "-ftemplate-depth=256",
        "-fmax-errors=5",
        "-fconstexpr-ops-limit=1000000",
        "-ftemplate-backtrace-limit=2",
        "-fno-diagnostics-show-caret",
        "-fdiagnostics-color=never",
    ),
)
"""A precompiled header only fits compilations with the same flags."""
_JUDGED = """\
#include "harness.hpp"
using namespace std;
#define main learner_main
#include "solution.cpp"
#undef main
#undef int
struct mianjing_entry {{
    template <class... Taken> auto operator()(Taken&&... taken) const -> decltype({call}(std::forward<Taken>(taken)...))
    {{
        return {call}(std::forward<Taken>(taken)...);
    }}
}};
void mianjing_start() {{ mianjing::judge_{form}<mianjing_entry>(); }}
"""


_HEADER_TRIES = 3


class NoCompilerError(Exception):
    """g++ is missing, or cannot link statically; the argument is the id of the finding."""


class Toolchain:
    """The compiled harness of one sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._folder = Path(tempfile.mkdtemp(prefix="harness-", dir=sandbox.work))
        self._lock = threading.Lock()
        self._object: Path | None = None
        self._header: Path | None = None
        self._tries_left = _HEADER_TRIES
        self._is_header_wanted = True

    @contextmanager
    def workplace(self, source: str) -> Iterator[Path]:
        """Make a folder with the submission in it, and remove it afterwards."""
        folder = Path(tempfile.mkdtemp(prefix="cpp-", dir=self._sandbox.work))
        try:
            _write(folder / "solution.cpp", source)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def build(self, folder: Path, entry: Definition, form: str) -> Run:
        """Compile and link the submission in a folder into `program`; return the run that failed, or the last.

        Raises NoCompilerError and SandboxGoneError.
        """
        if not Path(_GXX).exists():
            raise NoCompilerError("no-compiler")
        _write(folder / "judged.cpp", _JUDGED.format(call=call_of(entry), form=form))
        shutil.copy(_HARNESS / "harness.hpp", folder)
        if self._header is not None:
            os.link(self._header, folder / "harness.hpp.gch")
        run = self._compile(folder, "judged.cpp", "judged.o")
        if not _succeeded(run):
            return run
        os.link(self._harness(), folder / "harness.o")
        run = self._run(folder, [_GXX, "-static", "-no-pie", "judged.o", "harness.o", "-o", "program"])
        if "cannot find -l" in run.output:
            raise NoCompilerError("no-static-library")
        self._want_header()
        return run

    def line_of(self, folder: Path, address: int) -> int | None:
        """Return the line of the submission that an address of its program belongs to."""
        run = self._run(folder, [_ADDR2LINE, "-i", "-e", "program", hex(address)])
        for place in run.output.splitlines():
            path, _, line = place.split(" ")[0].rpartition(":")
            if path.endswith("solution.cpp") and line.isdigit():
                return int(line)
        return None

    def _compile(self, folder: Path, source: str, target: str) -> Run:
        return self._run(folder, [_GXX, *FLAGS, "-c", source, "-o", target])

    def _run(self, folder: Path, argv: Sequence[str]) -> Run:
        return self._sandbox.run_native("compiler", argv, folder)

    def _harness(self) -> Path:
        with self._lock:
            if self._object is None:
                shutil.copytree(_HARNESS, self._folder, dirs_exist_ok=True)
                run = self._compile(self._folder, "harness.cpp", "harness.o")
                if not _succeeded(run):
                    raise NoCompilerError("no-compiler")
                self._object = _kept(self._folder / "harness.o")
            return self._object

    def _want_header(self) -> None:
        """Start making the precompiled header, unless it is there or being made."""
        with self._lock:
            is_wanted, self._is_header_wanted = self._is_header_wanted, False
        if is_wanted:
            threading.Thread(target=self._make_header, name="precompiled header", daemon=True).start()

    def _make_header(self) -> None:
        argv = [_GXX, *FLAGS, "-x", "c++-header", "harness.hpp", "-o", "harness.hpp.gch"]
        # Without the header everything works, only slower: on a busy machine making it may take longer than is allowed.
        with suppress(SandboxGoneError, OSError):
            if _succeeded(self._run(self._folder, argv)):
                self._header = _kept(self._folder / "harness.hpp.gch")
                return
            self._tries_left -= 1
            self._is_header_wanted = self._tries_left > 0


def _succeeded(run: Run) -> bool:
    return run.ended_by == "itself" and run.code == 0


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o644)


def _kept(path: Path) -> Path:
    """Take a file away from the child that made it, so that no later one can change it; return it."""
    if os.getuid() == 0:
        os.chown(path, 0, 0)
    path.chmod(0o444)
    return path
