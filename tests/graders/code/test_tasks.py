"""Every task: its words and its computations belong together, and its cases tell its mistakes apart."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from graders.code.compare import gradients_agree, values_agree
from graders.code.expected import Expected, evaluate
from graders.code.judge import Plan, draw_plan
from graders.code.tasks import load_task
from graders.code.tasks.contract import Oracle
from graders.code.wording import check_name
from knowledge.bank import load_bank

BANK = load_bank()
TASKS = sorted(BANK.tasks)
COMPARED = [task_id for task_id in TASKS if load_task(task_id).judge is None]
"""Dropout is graded statistically: its submissions hold its mistakes apart."""
SUBMISSIONS = Path(__file__).parent / "submissions"
SEEDS = (1, 20_221_122)
FEWEST_PASSING, FEWEST_MISTAKES = 4, 6


def plan_of(task_id: str, seed: int) -> Plan:
    return draw_plan(load_task(task_id), BANK.tasks[task_id], seed)


def results(plan: Plan, function: Oracle) -> list[Expected | None]:
    """Return what a function makes of every case; None where it does not apply."""
    found: list[Expected | None] = []
    for case, cotangents in zip(plan.cases, plan.cotangents, strict=True):
        try:
            found.append(evaluate(plan.task, case, function, list(case.parameters), cotangents))
        except Exception:  # noqa: BLE001 - an oracle need not work for every case
            found.append(None)
    return found


def same(first: Expected | None, second: Expected | None) -> bool:
    if first is None or second is None:
        return first is second
    if not values_agree(first.value, second.value):
        return False
    if first.gradients is None or second.gradients is None:
        return first.gradients is second.gradients
    return gradients_agree(first.gradients, second.gradients)


def agree_everywhere(first: list[Expected | None], second: list[Expected | None]) -> bool:
    return all(same(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("task_id", TASKS)
def test_every_mistake_has_words_and_every_word_a_mistake(task_id: str) -> None:
    task, words = load_task(task_id), BANK.tasks[task_id]
    computed = {*task.mistakes, *task.signs}
    worded = {mistake.id for mistake in words.mistakes}
    assert computed <= worded
    if task.judge is None:
        assert worded == computed
    assert set(task.accepted) <= {remark.id for remark in words.remarks}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("task_id", COMPARED)
def test_cases_tell_each_mistake_from_the_right_answer_and_from_each_other(task_id: str, seed: int) -> None:
    plan = plan_of(task_id, seed)
    right = results(plan, plan.task.reference)
    wrong = {name: results(plan, oracle) for name, oracle in plan.task.mistakes.items()}
    assert [name for name, found in wrong.items() if agree_everywhere(found, right)] == []
    assert [pair for pair in combinations(wrong, 2) if agree_everywhere(wrong[pair[0]], wrong[pair[1]])] == []


@pytest.mark.parametrize("task_id", TASKS)
def test_the_same_seed_draws_the_same_cases(task_id: str) -> None:
    first, second = plan_of(task_id, 7), plan_of(task_id, 7)
    assert [case.name for case in first.cases] == [case.name for case in second.cases]
    assert all(values_agree(list(a.args), list(b.args)) for a, b in zip(first.cases, second.cases, strict=True))


@pytest.mark.parametrize("task_id", TASKS)
def test_every_check_has_a_name_for_learners(task_id: str) -> None:
    for case in plan_of(task_id, 1).cases:
        assert check_name(case.check).en


@pytest.mark.parametrize("task_id", TASKS)
def test_there_are_enough_submissions_that_pass_and_that_fail_by_name(task_id: str) -> None:
    heads = [path.read_text("utf-8").splitlines()[0].split()[1:] for path in (SUBMISSIONS / task_id).iterdir()]
    assert sum(head[1] == "pass" for head in heads) >= FEWEST_PASSING
    assert len({head[2] for head in heads if head[1] == "fail" and len(head) > 2}) >= FEWEST_MISTAKES
