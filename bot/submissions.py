"""What `mianjing submit` does: grade a file, or a list of files, and print reports."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from graders.code.client import JudgeClient, JudgeUnavailableError
from graders.code.message import MAX_SOURCE_BYTES
from graders.code.report import Finding, Report, Verdict
from graders.code.upload import Upload
from knowledge.bank import Bank
from knowledge.models import Language
from knowledge.problems import did_you_mean

OK, FAILED, WRONG_USAGE = 0, 1, 2
_MARKS = {True: "✓", False: "✗"}


class BadIndexError(Exception):
    """A line of an index that names nothing to grade."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an index: the file as it was named there, and where it is."""

    file: str
    path: Path
    task_id: str


def submit_one(task_id: str, path: Path, *, seed: int | None, language: Language, as_json: bool, say: Callable[[str], None]) -> int:
    """Grade one file, print the report, and return the exit status."""
    try:
        upload = _upload(task_id, path, seed)
    except OSError as error:
        say(f"Cannot read {path}: {error.strerror}.")
        return WRONG_USAGE
    try:
        report = asyncio.run(_grade_one(upload))
    except JudgeUnavailableError as error:
        say(f"Code cannot be graded here: {error}.")
        return FAILED
    if as_json:
        _print_json({"file": str(path), **report.to_json(language), "seed": report.seed})
    else:
        show_report(report, language)
    return OK


def submit_batch(index: Path, bank: Bank, *, jobs: int, language: Language, say: Callable[[str], None]) -> int:
    """Grade the files of an index, so many at a time, print a line for each in order, and return the exit status."""
    try:
        entries = list(_entries(index, bank))
        return asyncio.run(_grade_all(entries, jobs, language))
    except BrokenPipeError:
        raise  # It is our reader who has left.
    except OSError as error:
        say(f"Cannot read {error.filename or index}: {error.strerror}.")
        return WRONG_USAGE
    except BadIndexError as error:
        say(str(error))
        return WRONG_USAGE
    except JudgeUnavailableError as error:
        say(f"Code cannot be graded here: {error}.")
        return FAILED


def no_task(task_id: str, bank: Bank) -> str:
    """Say that there is no such task."""
    return f"There is no task {task_id!r}: {did_you_mean(task_id, bank.tasks, '`mianjing bank list` shows all')}"


def show_report(report: Report, language: Language) -> None:
    """Print a report for a person."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"{report.task}: {report.verdict.value}", style="bold green" if report.verdict is Verdict.PASS else "bold red")
    console.print("  " + "  ".join(f"{_MARKS[check.passed]} {check.name}" for check in report.checks))
    for finding in (*report.findings, *report.remarks):
        console.print(f"  - {_said(finding, language)}")
    if (example := report.example) is not None:
        console.print(f"    {example.call}")
        if example.expected or example.got:
            console.print(f"    {example.where} expected {example.expected}\n    {' ' * len(example.where)} got      {example.got}")
    if report.output:
        console.print(f"  your output: {report.output}", style="dim")
    console.print(f"  {report.elapsed_ms:.0f} ms, seed {report.seed}", style="dim")


def _said(finding: Finding, language: Language) -> str:
    return finding.say.in_language(language)


async def _grade_one(upload: Upload) -> Report:
    async with JudgeClient() as judge:
        return await judge.grade(upload)


async def _grade_all(entries: Sequence[Entry], jobs: int, language: Language) -> int:
    async with JudgeClient(jobs=jobs) as judge:
        gate = asyncio.Semaphore(2 * jobs)

        async def graded(number: int, entry: Entry) -> Report:
            async with gate:
                return await judge.grade(_upload(entry.task_id, entry.path, None), learner=str(number))

        waiting = [asyncio.create_task(graded(number, entry)) for number, entry in enumerate(entries)]
        for entry, task in zip(entries, waiting, strict=True):
            report = await task
            _print_json({"file": entry.file, **report.to_json(language)})
            sys.stdout.flush()
    return OK


def _upload(task_id: str, path: Path, seed: int | None) -> Upload:
    with path.open("rb") as file:
        # One byte more than is graded is enough to know that it is too long.
        content = file.read(MAX_SOURCE_BYTES + 1)
    return Upload(task_id, name=path.name, content=content, seed=seed)


def _entries(index: Path, bank: Bank) -> Iterator[Entry]:
    for number, line in enumerate(index.read_text("utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
        except ValueError as error:
            raise BadIndexError(f"Line {number} is no JSON: {error}.") from None
        if not isinstance(row, dict) or not isinstance(row.get("file"), str) or not isinstance(row.get("task"), str):
            raise BadIndexError(f'Line {number} is not like {{"file": "...", "task": "..."}}.')
        if row["task"] not in bank.tasks:
            raise BadIndexError(f"Line {number}: {no_task(row['task'], bank)}")
        yield Entry(row["file"], index.parent / row["file"], row["task"])


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
