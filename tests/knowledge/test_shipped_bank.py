from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from graders.answers import AnswerGrader
from graders.answers.examples import check_examples
from knowledge.bank import Bank, load_bank
from knowledge.checks import check_bank

FIXED: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "fixed_ids.yaml").read_text(encoding="utf-8"))
EXAM = [f"exam-{number:02d}" for number in range(1, 18)]


@lru_cache(maxsize=1)
def bank() -> Bank:
    return load_bank()


def test_it_has_no_problem_and_every_example_is_graded_as_its_author_says() -> None:
    assert [str(problem) for problem in (*check_bank(bank()), *check_examples(bank(), AnswerGrader(bank())))] == []


def test_the_ids_that_others_refer_to_are_there() -> None:
    found = {
        question_id: {
            "points": [point.id for point in bank().questions[question_id].points],
            "misconceptions": [misconception.id for misconception in bank().questions[question_id].misconceptions],
            "need": bank().questions[question_id].points_needed,
        }
        for question_id in FIXED["questions"]
    }
    assert found == FIXED["questions"]
    assert {i: [point.id for point in question.points] for i, question in bank().open_questions.items()} == FIXED["open_questions"]
    assert sorted(bank().tasks) == sorted(FIXED["tasks"])
    assert {i: list(interview.steps) for i, interview in bank().interviews.items()} == FIXED["interviews"]


def test_the_course_questions_are_there_under_a_topic_of_their_own() -> None:
    assert sorted(i for i, question in bank().questions.items() if question.topic == "neural-networks") == EXAM
