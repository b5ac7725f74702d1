"""Every task's submissions, graded by the real judge in the real sandbox, against what their first line expects."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import cast

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
GRADED_AT_A_TIME = 3
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


@pytest.fixture(scope="module")
def reports(request: pytest.FixtureRequest, box: Sandbox) -> Mapping[Path, Report]:
    """Grade what was selected, several at a time: many of them wait for a compiler, or for the end of their time."""
    here = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == Path(__file__)]
    selected = [cast("Path", item.callspec.params["path"]) for item in here]
    paths = [path for path in selected if path.suffix == ".py" or shutil.which("g++")]
    with ThreadPoolExecutor(GRADED_AT_A_TIME) as pool:
        return dict(zip(paths, pool.map(lambda path: graded(path, box, new_seed()), paths), strict=True))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_submission_gets_the_verdict_and_the_diagnosis_it_expects(path: Path, reports: Mapping[Path, Report]) -> None:
    if path.suffix == ".cpp" and shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    expectation = EXPECTATION.search(path.read_text("utf-8"))
    assert expectation, f"{path} has no `expect:` line"
    verdict, finding = expectation.groups()
    report = reports[path]
    said = [item.id for item in (report.findings or report.remarks)]
    assert report.verdict.value == verdict, f"seed {report.seed}: {report}"
    if finding.strip():
        assert said[0] == finding.strip(), f"seed {report.seed}: {report}"
