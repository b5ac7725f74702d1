from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.graders.answers.small_rubric import GRADER


@dataclass(frozen=True)
class Case:
    name: str
    q: str
    a: str
    points: tuple[str, ...]
    misconceptions: tuple[str, ...]


def _cases() -> list[Case]:
    rows = yaml.safe_load((Path(__file__).parent / "phenomena.yaml").read_text(encoding="utf-8"))
    return [Case(r["name"], r["q"], r["a"], tuple(r["points"]), tuple(r.get("misconceptions", ()))) for r in rows]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_an_answer_earns_what_it_says(case: Case) -> None:
    assessment = GRADER.assess(case.q, case.a)
    assert assessment.awarded_ids == case.points
    assert tuple(finding.id for finding in assessment.misconceptions) == case.misconceptions
