from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from graders.answers import AnswerGrader
from graders.answers.examples import check_examples
from knowledge.bank import load_bank
from knowledge.checks import check_bank
from knowledge.problems import BankError

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    name: str
    file: str
    old: str
    new: str
    says: str


CASES = [Case(**row) for row in yaml.safe_load((HERE / "problems.yaml").read_text(encoding="utf-8"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "small_bank", tmp_path / "bank"))


def problems(folder: Path) -> list[str]:
    """Return everything that `mianjing bank check` would say."""
    try:
        bank = load_bank(folder)
    except BankError as error:
        return [str(problem) for problem in error.problems]
    return [str(problem) for problem in (*check_bank(bank, folder), *check_examples(bank, AnswerGrader(bank)))]


def change(folder: Path, case: Case) -> None:
    path = folder / case.file
    text = path.read_text(encoding="utf-8")
    assert text.count(case.old) >= 1, "the case changes nothing"
    path.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")


def test_a_good_bank_has_no_problems(folder: Path) -> None:
    assert problems(folder) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_problem_is_told_with_file_line_field_and_what_to_do(case: Case, folder: Path) -> None:
    change(folder, case)
    assert case.says in problems(folder)


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "tasks/tasks.yaml").write_bytes(b"tasks: \xff")
    assert "tasks/tasks.yaml:1: byte 7 is not UTF-8 -> save the file as UTF-8" in problems(folder)


def test_an_id_taken_in_another_file_is_told_with_both_places(folder: Path) -> None:
    shutil.copy(folder / "tasks/tasks.yaml", folder / "tasks/zz.yaml")
    said = "tasks/zz.yaml:2: tasks[0]: the id 'quicksort' is taken (see tasks/tasks.yaml:2) -> choose another id"
    assert said in problems(folder)


def test_all_problems_are_told_together(folder: Path) -> None:
    (folder / "lexicon/broken.yaml").write_text("concepts:\n\tx: 1\n", encoding="utf-8")
    (folder / "tasks/more.yaml").write_text("tasks:\n  - {id: other}\n", encoding="utf-8")
    told = problems(folder)
    assert any(problem.startswith("lexicon/broken.yaml:2: a tab") for problem in told)
    assert {"tasks/more.yaml:2: tasks[0].title: title is missing -> add title: ...",
            "tasks/more.yaml:2: tasks[0].entry: entry is missing -> add entry: ..."} <= set(told)  # fmt: skip
