from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from graders.answers import AnswerGrader
from graders.answers.examples import check_examples
from knowledge.bank import load_bank, read_bank
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
    bank, found = read_bank(folder)
    is_usable = not found
    found += check_bank(bank, folder)
    if is_usable:
        found += check_examples(bank, AnswerGrader(bank))
    return [str(problem) for problem in found]


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
    (folder / "tasks/tasks.yaml").write_bytes(b"tasks:\n  - \xff")
    assert "tasks/tasks.yaml:2: byte 11 is not UTF-8 -> save the file as UTF-8" in problems(folder)


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


def test_problems_of_every_sort_are_told_at_once(folder: Path) -> None:
    names = {"a point without hint", "an unknown step", "English where Chinese belongs", "the same key twice"}
    cases = [case for case in CASES if case.name in names]
    for case in cases:
        change(folder, case)
    assert len(cases) == len(names)
    assert sorted(problems(folder)) == sorted(case.says for case in cases)


def test_a_broken_entry_is_not_unknown_to_those_who_refer_to_it(folder: Path) -> None:
    path = folder / "lexicon/gates.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{en: [forget gate]", "{en: [0]"), encoding="utf-8")
    assert problems(folder) == ["lexicon/gates.yaml:2: concepts.forget-gate.en[0]: 0 is no text -> quote it"]


def test_a_wrong_item_of_a_list_is_told_once_and_where_it_stands(folder: Path) -> None:
    path = folder / "questions/rnn.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[gate, not reset-gate]", "[5, [Bad Id]]"), encoding="utf-8")
    pattern = "questions/rnn.yaml:21: questions[0].points[1].accept[1]"
    assert problems(folder) == [
        f"{pattern}.all[0]: 5 is no text -> quote it",
        f"{pattern}.all[1][0]: 'Bad Id' is no id -> use lower-case letters, digits and single hyphens",
    ]


def test_entries_without_id_are_not_taken_for_each_other(folder: Path) -> None:
    entry = "  - {title: {en: round one, zh: 一面}, steps: [quicksort], source: test}\n"
    (folder / "interviews/more.yaml").write_text("interviews:\n" + 2 * entry, encoding="utf-8")
    assert problems(folder) == [
        "interviews/more.yaml:2: interviews[0].id: id is missing -> add id: ...",
        "interviews/more.yaml:3: interviews[1].id: id is missing -> add id: ...",
    ]


def test_a_file_with_another_ending_is_not_passed_over_in_silence(folder: Path) -> None:
    (folder / "tasks/more.yml").write_text("tasks: []\n", encoding="utf-8")
    assert problems(folder) == ["tasks/more.yml:1: files that end in .yml are not read -> rename it to .yaml"]


def test_a_folder_without_a_bank_is_told(tmp_path: Path) -> None:
    with pytest.raises(BankError) as caught:
        load_bank(tmp_path)
    said = f"{tmp_path.as_posix()}:1: no bank stands here -> give a folder with lexicon, questions, tasks, interviews"
    assert str(caught.value) == said


def test_an_example_cannot_show_a_misconception_where_there_is_none(folder: Path) -> None:
    path = folder / "questions/rnn.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("    misconceptions:\n"), text.index("    model_answer:")
    path.write_text(text[:start] + text[end:].replace("lang: zh, misconceptions: [reset]", "lang: zh"), encoding="utf-8")
    place = "questions/rnn.yaml:28: questions[0].examples[3].misconceptions[0]"
    assert f"{place}: unknown id 'reset' -> the question has no misconceptions" in problems(folder)
