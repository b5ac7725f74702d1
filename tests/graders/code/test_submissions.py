"""Every task's submissions, graded by the real judge in the real sandbox, against what their first line expects."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from graders.code.judge import draw_plan, grade, new_seed
from graders.code.language import Language
from graders.code.message import from_file
from graders.code.report import Report
from graders.code.sandbox.box import Sandbox
from graders.code.tasks import load_task
from knowledge.bank import load_bank
from knowledge.models import Task

FOLDER = Path(__file__).parent / "submissions"
FILES = sorted(path for path in FOLDER.glob("*/*.*") if path.suffix in {".py", ".cpp"})
EXPECTATION = re.compile(r"^(?:#|//) expect: (\S+) ?(.*)$", re.MULTILINE)


@cache
def words(task_id: str) -> Task:
    return load_bank().tasks[task_id]


def graded(path: Path, box: Sandbox, seed: int) -> Report:
    task_words = words(path.parent.name)
    task = load_task(path.parent.name)
    languages = [Language(language) for language in task_words.languages]
    submission = from_file(path.name, path.read_bytes(), entries=(*task.entry, *task.cpp_entry), languages=languages)
    return grade(submission, draw_plan(task, task_words, seed), box)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_submission_gets_the_verdict_and_the_diagnosis_it_expects(path: Path, box: Sandbox) -> None:
    if path.suffix == ".cpp" and shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    expectation = EXPECTATION.search(path.read_text("utf-8"))
    assert expectation, f"{path} has no `expect:` line"
    verdict, finding = expectation.groups()
    seed = new_seed()
    report = graded(path, box, seed)
    said = [item.id for item in (report.findings or report.remarks)]
    assert report.verdict.value == verdict, f"seed {seed}: {report}"
    if finding.strip():
        assert said[0] == finding.strip(), f"seed {seed}: {report}"
