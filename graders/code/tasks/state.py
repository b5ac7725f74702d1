"""Modules that remember what they should not: the first call changes the second."""

from __future__ import annotations

from graders.code.compare import values_agree
from graders.code.tasks.contract import Evidence

SECOND_CALL = "a second call"
"""The check that cases with a call before count for."""


def keeps_state(evidence: Evidence) -> bool:
    """Return whether nothing is wrong but what comes after another call of the same module."""
    wrong = [
        outcome.case
        for outcome, right in zip(evidence.outcomes, evidence.expected, strict=True)
        if outcome.raised is not None or not values_agree(right, outcome.returned)
    ]
    return bool(wrong) and all(case.before is not None for case in wrong)
