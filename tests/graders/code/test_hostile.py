"""Programs that attack the sandbox or the judge: each gets its verdict, learns nothing, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from graders.code.judge import draw_plan, grade
from graders.code.language import Language
from graders.code.message import from_file
from graders.code.sandbox.box import Sandbox, UnsafeError
from graders.code.tasks import load_task
from knowledge.bank import load_bank
from tests.graders.code.as_user import CANARY, CHECKOUT, Aftermath, Program, programs, survey

MAX_PROGRAMS_IN_TIME = 20
"""Programs that run into a limit of time: each takes seconds."""
_UNUSED_UID = 54_321
_QUOTED_CHARS = 120
_AS_USER = (
    *("become-root", "kill-everyone", "kill-parent", "limit-parent", "renice-and-pin", "double-fork-daemon", "fork-bomb-caught"),
    *("exec-caught", "subprocess-caught", "thread-bomb-caught", "os-system", "multiprocessing-process"),
    *("read-canary", "read-database", "read-devices", "read-environment", "read-parent-folders", "read-passwd-caught"),
    *("read-proc-environ", "read-proc-links", "write-files", "write-dev-shm", "write-memfd", "write-own-memory"),
    *("socket-families", "socket-scan", "socket-unix", "stat-and-o-path", "pipes-read", "remember-between-runs"),
    *("syscall-filters-refused", "syscall-mount", "syscall-ptrace-parent", "syscall-unshare-user", "syscall-signals-refused"),
    *("memory-torch-one", "spin-ignoring-signals", "print-flood", "forge-pickle", "forge-pass-and-exit", "patch-comparisons"),
    *("return-nan", "search-own-sources", "backward-exits", "segfault", "recursion-python", "os-exit"),
)
"""Every kind of attack, by what does not take long."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What confines the programs, and which programs."""

    name: str
    namespaces: bool = True
    chosen: tuple[Program, ...] = ()


def _configurations() -> tuple[Configuration, ...]:
    can_compile = shutil.which("g++") is not None
    everything = tuple(program for program in programs() if can_compile or program.path.suffix == ".py")
    return (
        Configuration("all layers", chosen=everything),
        Configuration("no namespaces", namespaces=False, chosen=tuple(p for p in everything if not p.needs_namespaces)),
        Configuration("another user", chosen=tuple(p for p in everything if p.path.suffix == ".py" and p.path.stem in _AS_USER)),
    )


CONFIGURATIONS = {configuration.name: configuration for configuration in _configurations()}
CASES = [
    pytest.param(configuration.name, program, id=f"{configuration.name}-{program.path.name}")
    for configuration in CONFIGURATIONS.values()
    for program in configuration.chosen
]


@cache
def aftermath(name: str) -> Aftermath | str:
    """Run all programs of a configuration, once; return why that cannot be done here instead."""
    configuration = CONFIGURATIONS[name]
    if name == "another user":
        return _as_another_user(configuration.chosen)
    try:
        return survey(configuration.chosen, namespaces=configuration.namespaces)
    except UnsafeError as error:
        return f"this kernel lacks what it takes: {error}"


def aftermath_or_skip(name: str) -> Aftermath:
    found = aftermath(name)
    if isinstance(found, str):
        pytest.skip(found)
    if name == "all layers" and not found.layers["namespaces"]:
        pytest.skip("namespaces are not permitted here")
    return found


def _as_another_user(chosen: tuple[Program, ...]) -> Aftermath | str:
    uid = os.getuid() or _UNUSED_UID
    argv = [sys.executable, "-m", "tests.graders.code.as_user", str(uid), *(program.path.name for program in chosen)]
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(argv, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=100, check=False)
    if run.returncode != 0 and "unshare" in run.stderr:
        return "the interpreter lies in a closed folder, and a mount namespace is not permitted here"
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    if "refused" in answer:
        return f"this kernel lacks what it takes: {answer['refused']}"
    return Aftermath(**answer)


@pytest.mark.parametrize(("name", "program"), CASES)
def test_a_hostile_program_gets_its_verdict_and_learns_nothing(name: str, program: Program) -> None:
    found = aftermath_or_skip(name)
    if program.needs_namespaces and not found.layers["namespaces"]:
        pytest.skip("only namespaces stop this one, and they are not permitted here")
    source = program.path.read_text("utf-8")
    for report in found.reports[program.path.name]:
        assert report["verdict"] in program.verdicts, report
        assert leaks(report, source) == []


def leaks(report: dict[str, Any], source: str) -> list[str]:
    """Return the words in a report that must not be there. Learners are shown their own lines: those are no leak."""
    said = json.dumps([report["output"], report["example"]])
    told = " ".join(item["say"]["en"] + item["say"]["zh"] for item in (*report["findings"], *report["remarks"]))
    for line in source.splitlines():
        if "LEAKED" in line:
            told = told.replace(line.strip()[:_QUOTED_CHARS], "")
    return [word for word in ("LEAKED", CANARY) if word in said + told]


def test_a_leak_would_be_seen(box: Sandbox) -> None:
    source = f"print('LEAKED', {CANARY!r})\ndef corr2d(X, K):\n    return X\n"
    task, words = load_task("corr2d"), load_bank().tasks["corr2d"]
    submission = from_file("leaks.py", source.encode(), entries=task.entry, languages=[Language.PYTHON])
    report = grade(submission, draw_plan(task, words, 1), box)
    assert leaks(report.to_dict(), source) == ["LEAKED", CANARY]


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_the_zygote_survives_all_of_them(name: str) -> None:
    assert aftermath_or_skip(name).is_same_zygote


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_no_process_stays_behind(name: str) -> None:
    found = aftermath_or_skip(name)
    assert found.processes_beyond_the_pool == 0
    assert found.processes_after_the_end == 0


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_no_file_stays_behind_and_none_is_changed(name: str) -> None:
    found = aftermath_or_skip(name)
    assert found.files_left == []
    assert found.changed_canaries == []


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_nobody_is_called(name: str) -> None:
    assert aftermath_or_skip(name).connections == []


def test_another_user_runs_programs_of_every_kind() -> None:
    unknown = set(_AS_USER) - {program.path.stem for program in programs()}
    assert not unknown


def test_few_programs_take_all_the_time_there_is() -> None:
    assert sum("timeout" in program.verdicts for program in programs()) <= MAX_PROGRAMS_IN_TIME


def test_the_unused_uid_is_nobodys() -> None:
    assert _UNUSED_UID not in {entry.pw_uid for entry in pwd.getpwall()}
