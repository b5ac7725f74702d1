"""What to say when a message or a file holds nothing to grade."""

from __future__ import annotations

from graders.code.message import MAX_SOURCE_BYTES, NoCode, NoCodeError
from graders.code.report import Report, Verdict
from graders.code.wording import finding
from knowledge.models import Task

_IDS = {
    NoCode.EMPTY: "no-code-empty",
    NoCode.NO_CODE: "no-code",
    NoCode.BINARY: "no-code-binary",
    NoCode.TOO_LONG: "no-code-too-long",
    NoCode.ENCODING: "no-code-encoding",
    NoCode.WRONG_LANGUAGE: "no-code-wrong-language",
}
_NAMES = {"python": "Python", "cpp": "C++"}


def report(words: Task, error: NoCodeError, seed: int) -> Report:
    """Return the report that says why there is nothing to grade, and what to send instead."""
    languages = " / ".join(_NAMES[language] for language in words.languages)
    said = finding(_IDS[error.reason], limit_kb=MAX_SOURCE_BYTES // 1024, languages=languages)
    return Report(words.id, Verdict.NO_CODE, findings=(said,), seed=seed)
