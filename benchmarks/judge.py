"""How fast the code judge is, and what it costs: `.venv/bin/python benchmarks/judge.py`; `--soak N` for N submissions in a row.

Each figure stands beside what is wanted of it. All times are by the clock, so run it on an idle machine; the load is printed, and
so is CPU time, which says what an idle machine could do. Memory of confined processes can be read by root only. In a soak a
tenth of the submissions are hostile programs; they run in the sandbox, as all do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.processes import contents, cpu_s, descendants, has_ended, memory_mb
from graders.code.client import JudgeClient
from graders.code.report import Report
from graders.code.sandbox import kernel
from graders.code.upload import Upload

# torch is imported by the processes started here, not by this one: it would share their pages, and halve their measured memory.

ROOT = Path(__file__).parents[1]
SUBMISSIONS = ROOT / "tests/graders/code/submissions"
HOSTILE = ROOT / "tests/graders/code/hostile"
MEASURED = SUBMISSIONS / "conv2d-full/pass_tensor_unfold_einsum.py"
TENSOR_TASKS = (
    *("attention", "batch-norm", "conv2d-full", "conv2d-module", "corr2d", "gru-cell", "l1-l2-penalty", "layer-norm", "lstm-cell"),
    *("multi-head-attention", "sgd-weight-decay"),
)
GRADES = 200
WARM_UP = 10
COLD_STARTS = 5
STARTS = 3
IDLE_CHILDREN = 8
HOSTILE_EVERY = 10
GRADES_A_SECOND = 40
SEED = 20261124
_SUBREAPER = 36
_EXPECTATION = re.compile(r"^(?:#|//) expect: *(\S+)", re.MULTILINE)
_HOSTILE_TASK = re.compile(r"^(?:#|//) task: *(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sample:
    """One program, the task it is sent for, and the verdicts that are right for it."""

    path: Path
    task_id: str
    verdicts: frozenset[str]

    def upload(self) -> Upload:
        """Return what a learner would send."""
        return Upload(self.task_id, name=self.path.name, content=self.path.read_bytes())


def samples(paths: Sequence[Path]) -> list[Sample]:
    """Return the programs of some files, read by their first lines."""
    found = []
    for path in sorted(paths):
        text = path.read_text("utf-8", "replace")
        expected, task = _EXPECTATION.search(text), _HOSTILE_TASK.search(text)
        if expected:
            found.append(Sample(path, task[1] if task else path.parent.name, frozenset(expected[1].split("|"))))
    return found


def mixed(count: int) -> list[Sample]:
    """Return right and wrong submissions in PyTorch, none of which is meant to run out of time or memory."""
    found = samples([path for task in TENSOR_TASKS for path in (SUBMISSIONS / task).glob("*.py")])
    usual = [sample for sample in found if not sample.verdicts & {"timeout", "memory"}]
    return random.Random(SEED).sample(usual, count)  # noqa: S311 - no secret


def mixed_with_hostile(count: int) -> Iterator[Sample]:
    """Yield submissions of all tasks in both languages, each tenth of them hostile."""
    ordinary = samples([*SUBMISSIONS.glob("*/*.py"), *SUBMISSIONS.glob("*/*.cpp")])
    hostile = samples([*HOSTILE.glob("*.py"), *HOSTILE.glob("*.cpp")])
    for kind in (ordinary, hostile):
        random.Random(SEED).shuffle(kind)  # noqa: S311
    usual, unusual = cycle(ordinary), cycle(hostile)
    return (next(unusual if number % HOSTILE_EVERY == 0 else usual) for number in range(1, count + 1))


# What runs in processes of its own, and prints one line of JSON.


def _whole_grade(make_box: Callable[[], Any], count: int) -> list[float]:
    """Return the milliseconds of whole grades: read the file, draw the cases, run, compare."""
    # Not above: see there.
    import torch  # noqa: PLC0415

    from graders.code.judge import draw_plan, grade, new_seed  # noqa: PLC0415
    from graders.code.language import Language  # noqa: PLC0415
    from graders.code.message import from_file  # noqa: PLC0415
    from graders.code.tasks import load_task  # noqa: PLC0415
    from knowledge.bank import load_bank  # noqa: PLC0415

    torch.set_num_threads(1)
    words, task = load_bank().tasks["conv2d-full"], load_task("conv2d-full")
    box, content, times = make_box(), MEASURED.read_bytes(), []
    for _ in range(count):
        start = time.perf_counter()
        submission = from_file(MEASURED.name, content, entries=task.entry, languages=[Language.PYTHON])
        report = grade(submission, draw_plan(task, words, new_seed()), box)
        times.append((time.perf_counter() - start) * 1000)
        if report.verdict != "pass":
            raise SystemExit(f"{MEASURED.name} did not pass: {report}")
    with suppress(AttributeError):
        box.close()
    return times


def warm() -> list[float]:
    """Return the milliseconds of grades in the judge's process with its sandbox."""
    from graders.code.sandbox.box import Sandbox  # noqa: PLC0415
    from graders.code.sandbox.spawn import start_zygote  # noqa: PLC0415

    return _whole_grade(lambda: Sandbox(start_zygote()), WARM_UP + GRADES)[WARM_UP:]


def cold() -> list[float]:
    """Return the milliseconds of one grade without any sandbox. For the program above only, which is ours."""
    from graders.code.sandbox import driver  # noqa: PLC0415
    from graders.code.sandbox.watch import Run  # noqa: PLC0415

    class InThisProcess:
        def run_python(self, job: Mapping[str, Any], meanwhile: Callable[[], None] = lambda: None) -> Run:
            meanwhile()
            run = Run()
            driver.run_job(job, run.frames.append)
            return run

    return _whole_grade(InThisProcess, 1)


def in_new_process(what: str) -> tuple[list[float], float]:
    """Return what `--part` prints, and the seconds from the command to its end."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, "--part", what], capture_output=True, text=True, check=True, cwd=ROOT)
    return cast("list[float]", json.loads(done.stdout)), time.perf_counter() - start


# Through the client, as the bot does it.


async def grade_all(client: JudgeClient, chosen: Iterator[Sample], jobs: int, seen: Callable[[Sample, Report], None]) -> None:
    """Grade all; twice as many as there are jobs are always under way, so that no job waits for a request."""

    async def learner(name: str) -> None:
        for sample in chosen:
            seen(sample, await client.grade(sample.upload(), learner=name))

    await asyncio.gather(*(learner(str(number)) for number in range(2 * jobs)))


@dataclass(frozen=True, slots=True)
class Throughput:
    """Grades a second, milliseconds of CPU time of each grade in all processes, and how many had the verdict that is right."""

    rate: float
    cpu_ms: float
    right: int


async def throughput(jobs: int, chosen: Sequence[Sample]) -> Throughput:
    """Grade submissions as fast as so many jobs can."""
    right = 0

    def seen(sample: Sample, report: Report) -> None:
        nonlocal right
        right += report.verdict.value in sample.verdicts

    async with JudgeClient(jobs=jobs) as client:
        # Each task is read and warmed once.
        first = {sample.task_id: sample for sample in chosen}
        await grade_all(client, iter(first.values()), jobs, lambda *_: None)
        cpu_before_s, start = cpu_s(), time.perf_counter()
        await grade_all(client, iter(chosen), jobs, seen)
        taken_s = time.perf_counter() - start
        return Throughput(len(chosen) / taken_s, (cpu_s() - cpu_before_s) / len(chosen) * 1000, right)


async def start_s() -> float:
    """Return the seconds from starting the client to its first report."""
    start = time.perf_counter()
    async with JudgeClient(jobs=1) as client:
        await client.grade(Upload("conv2d-full", name=MEASURED.name, content=MEASURED.read_bytes()))
        return time.perf_counter() - start


async def idle_memory_mb() -> tuple[float, float, int, int]:
    """Return PSS of judge, zygote and idle children, the anonymous part of it, the number of processes, and of those unreadable."""
    async with JudgeClient(jobs=IDLE_CHILDREN - 1) as client:
        await client.grade(Upload("conv2d-full", name=MEASURED.name, content=MEASURED.read_bytes()))
        await asyncio.sleep(1.0)
        processes = descendants(os.getpid())
        pss, unread = memory_mb(processes)
        return pss, memory_mb(processes, "Pss_Anon")[0], len(processes), unread


def percentile(times: Sequence[float], share: float) -> float:
    """Return the value below which that share of the times lies."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def _print(name: str, value: str, wanted: str, *, is_met: bool) -> None:
    verdict = f"wanted {wanted:<12} {'ok' if is_met else 'MISSED'}" if wanted else ""
    print(f"{name:<54} {value:>9}   {verdict}", flush=True)


async def measure() -> None:
    """Print all figures."""
    starts = [await start_s() for _ in range(STARTS)]
    _print(f"start of the judge to first report, worst of {STARTS}", f"{max(starts):.2f} s", "<= 5 s", is_met=max(starts) <= 5)

    pss, anonymous, count, unread = await idle_memory_mb()
    name = f"memory, judge + zygote + {IDLE_CHILDREN} idle children, PSS"
    _print(name, f"{pss:.0f} MB", "<= 900 MB", is_met=pss <= 900 and not unread)
    print(f"    of it anonymous: {anonymous:.0f} MB; {count} processes, {unread} of them unreadable and not counted")

    times, _ = in_new_process("warm")
    p50, p95 = statistics.median(times), percentile(times, 0.95)
    _print(f"warm: whole conv2d-full grade, p50 of {len(times)}", f"{p50:.1f} ms", "<= 30 ms", is_met=p50 <= 30)
    _print("warm: p95", f"{p95:.1f} ms", "<= 80 ms", is_met=p95 <= 80)
    cold_ms = statistics.median(in_new_process("cold")[1] for _ in range(COLD_STARTS)) * 1000
    _print(f"cold: python + torch + the same grade, p50 of {COLD_STARTS}", f"{cold_ms:.0f} ms", "", is_met=True)
    _print("cold / warm", f"{cold_ms / p50:.0f} times", ">= 50 times", is_met=cold_ms >= 50 * p50)

    whole = [Sample(MEASURED, "conv2d-full", frozenset(("pass",)))] * GRADES
    for kind, chosen in (("conv2d-full", whole), ("mixed", mixed(GRADES))):
        for jobs in (1, 2):
            found = await throughput(jobs, chosen)
            name = f"{GRADES} {kind} grades through the client, {jobs} job{'s' if jobs > 1 else ''}"
            wanted = f">= {GRADES_A_SECOND} /s" if jobs > 1 else ""
            _print(name, f"{found.rate:.1f} /s", wanted, is_met=found.rate >= GRADES_A_SECOND)
            print(f"    {found.cpu_ms:.0f} ms of CPU time each, in all processes; verdicts as expected: {found.right} of {GRADES}")


async def soak(count: int) -> None:
    """Grade many submissions, some of them hostile, and print what they left behind."""
    kernel.prctl(_SUBREAPER, 1)  # whoever outlives its parents becomes a child of this process, and is counted
    folders = ("/tmp", "/dev/shm")  # noqa: S108 - looked at only
    before = {folder: contents(folder) for folder in folders}
    verdicts: dict[str, Counter[str]] = {"ordinary": Counter(), "hostile": Counter()}
    unexpected: list[str] = []
    memory: list[float] = []
    start = time.perf_counter()

    with tempfile.TemporaryDirectory(prefix="soak-") as own:
        os.environ["TMPDIR"] = own
        async with JudgeClient(jobs=2) as client:
            judge = min(descendants(os.getpid()))

            def seen(sample: Sample, report: Report) -> None:
                kind = "hostile" if sample.path.is_relative_to(HOSTILE) else "ordinary"
                verdicts[kind][report.verdict.value] += 1
                if report.verdict.value not in sample.verdicts or "LEAKED" in f"{report.output} {report.example}":
                    unexpected.append(f"{sample.path.relative_to(ROOT)}: {report.verdict.value}, seed {report.seed}")
                done = verdicts["ordinary"].total() + verdicts["hostile"].total()
                if done % max(count // 10, 1) == 0:
                    memory.append(memory_mb([judge], "Rss")[0])
                    print(f"  {done} graded, {time.perf_counter() - start:.0f} s, judge {memory[-1]:.0f} MB", flush=True)

            await grade_all(client, mixed_with_hostile(count), 2, seen)
            is_same = judge in descendants(os.getpid())
        left = [process for process in descendants(os.getpid()) if not has_ended(process)]
        kept, _ = contents(own)

    for kind, counted in verdicts.items():
        print(f"{kind:<10} {', '.join(f'{name} {number}' for name, number in counted.most_common())}")
    print(f"not the verdict that its first line expects, or LEAKED: {len(unexpected)}", *unexpected, sep="\n    ")
    print(f"judge's memory (RSS), from a tenth of the way to the end: {memory[0]:.0f} -> {memory[-1]:.0f} MB")
    print(f"judge's process at the end: {'the same as at the start' if is_same else 'ANOTHER than at the start'}")
    print(f"processes left behind: {len(left)}; left in the judge's own temporary folder: {sorted(kept) or 'nothing'}")
    for folder, (names, size) in before.items():
        now, size_now = contents(folder)
        new = ", ".join(sorted(now - names)) or "none"
        print(f"{folder}: {len(names)} -> {len(now)} names, {size >> 20} -> {size_now >> 20} MB; new: {new}")


def main() -> None:
    """Measure, or soak."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--soak", type=int, metavar="N", help="grade N submissions, a tenth of them hostile")
    parser.add_argument("--part", choices=("warm", "cold"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps({"warm": warm, "cold": cold}[options.part]()))
        return
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {load}")
    asyncio.run(soak(options.soak) if options.soak else measure())
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
