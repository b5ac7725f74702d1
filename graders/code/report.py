"""What the judge says of one submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from knowledge.models import Language, Text

MAX_FINDINGS = 3
"""More than three at once do not teach."""
MAX_OUTPUT_CHARS = 2_000
"""What is kept of what a submission prints (DESIGN.md, the command line)."""


class Verdict(StrEnum):
    """How a submission fared; each calls for another next step."""

    PASS = "pass"  # noqa: S105 - a verdict
    FAIL = "fail"
    FORBIDDEN = "forbidden"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    NO_CODE = "no-code"
    JUDGE_ERROR = "judge-error"


@dataclass(frozen=True, slots=True)
class Check:
    """One property that was looked at, under the name that learners see."""

    name: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the learner: what is wrong (or could be better), and what to do about it."""

    id: str
    say: Text


@dataclass(frozen=True, slots=True)
class Example:
    """The smallest case that failed. `call` shows the arguments; the rest is empty when it does not apply."""

    call: str
    expected: str = ""
    got: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Verdict, checks and findings. `seed` draws the same cases again; `remarks` are what a right answer is told."""

    task: str
    verdict: Verdict
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    example: Example | None = None
    output: str = ""
    taken: str = ""
    seed: int = 0
    elapsed_ms: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON data, for the way from the judge to the bot."""
        data: dict[str, Any] = _adapter().dump_python(self, mode="json")
        return data

    @staticmethod
    def from_dict(data: Any) -> Report:
        """Read a report back. Raises pydantic.ValidationError."""
        return _adapter().validate_python(data)

    def to_json(self, language: Language) -> dict[str, Any]:
        """Return the fields of the command line's contract (DESIGN.md)."""
        said = [{"id": finding.id, "say": finding.say.in_language(language)} for finding in self.findings]
        return {
            "task": self.task,
            "verdict": self.verdict.value,
            "checks": [{"name": check.name, "passed": check.passed} for check in self.checks],
            "diagnosis": said,
            "output": self.output,
            "ms": round(self.elapsed_ms, 1),
        }


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
