"""What the command line prints: grades and the bank."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from graders.answers import AnswerGrader, Assessment
from knowledge.models import LANGUAGES, OpenQuestion, Question, Task
from knowledge.problems import did_you_mean

if TYPE_CHECKING:
    from knowledge.bank import Bank

OK = 0
WRONG_USAGE = 2
SEE_ALL = "`mianjing bank list` shows all"


class BadLineError(Exception):
    """A line of a batch file that cannot be graded."""


def grade_batch(file: Path, bank: Bank, say: Callable[[str], None]) -> int:
    """Grade the answers of a JSON-lines file (`-`: standard input), print a line for each, and return the exit status."""
    grader = AnswerGrader(bank)
    try:
        for number, line in enumerate(_lines(file), start=1):
            if line.strip():
                row = _row(line, number, bank)
                assessment = grader.assess(row["q"], row["answer"])
                _print_json({"id": row["id"], "q": row["q"], **_summary(assessment)})
    except BrokenPipeError:
        raise  # It is our reader who has left.
    except OSError as error:
        say(f"Cannot read {file}: {error.strerror}.")
        return WRONG_USAGE
    except BadLineError as error:
        say(str(error))
        return WRONG_USAGE
    return OK


def show_grade(assessment: Assessment, question: Question, *, as_json: bool) -> None:
    """Print one grade, as JSON or for a person."""
    if as_json:
        _print_json({"q": question.id, **_summary(assessment), **_evidence(assessment)})
        return
    console = _console()
    console.print(f"{question.id}: {assessment.score:.0%} ({assessment.kind})", style="bold")
    for finding in assessment.awarded:
        console.print(f"  + {question.point(finding.id).text.en}: “{finding.evidence.quote}”", style="green")
    for point_id in assessment.missed:
        console.print(f"  - {question.point(point_id).text.en}. {question.point(point_id).hint.en}")
    for finding in assessment.misconceptions:
        misconception = question.misconception(finding.id)
        console.print(f"  ! {misconception.text.en}: “{finding.evidence.quote}”. {misconception.correction.en}", style="yellow")
    for near in assessment.unsure:
        console.print(f"  ? “{near.evidence.quote}”: did you mean {near.suggestion}?")


def list_bank(bank: Bank, *, as_json: bool) -> None:
    """Print all questions, open questions, tasks and interviews."""
    if as_json:
        _print_json(
            {
                "questions": [
                    {"id": q.id, "topic": q.topic, "level": q.level, "ask": q.ask.model_dump()} for q in bank.questions.values()
                ],
                "open_questions": [{"id": q.id, "topic": q.topic, "ask": q.ask.model_dump()} for q in bank.open_questions.values()],
                "tasks": [{"id": t.id, "title": t.title.model_dump()} for t in bank.tasks.values()],
                "interviews": [
                    {"id": i.id, "title": i.title.model_dump(), "steps": list(i.steps)} for i in bank.interviews.values()
                ],
            }
        )
        return
    console = _console()
    for topic in bank.topics:
        console.print(f"{topic} ({bank.topic_names[topic].en} / {bank.topic_names[topic].zh})", style="bold")
        entries: list[Question | OpenQuestion] = [*bank.questions.values(), *bank.open_questions.values()]
        for entry in entries:
            if entry.topic == topic:
                console.print(f"  {entry.id:<24} {entry.ask.en}")
    console.print("tasks", style="bold")
    for task in bank.tasks.values():
        console.print(f"  {task.id:<24} {task.title.en} / {task.title.zh}")
    console.print("interviews", style="bold")
    for interview in bank.interviews.values():
        console.print(f"  {interview.id:<24} {interview.title.en} / {interview.title.zh}")


def no_question(question_id: str, bank: Bank) -> str:
    """Say why an answer to `question_id` cannot be graded."""
    if question_id in bank.open_questions:
        return f"{question_id!r} is an open question: it gets advice in the chat, and no mark."
    return f"There is no question {question_id!r}: {did_you_mean(question_id, bank.questions, SEE_ALL)}"


def no_entry(entry_id: str, bank: Bank) -> str:
    """Say that the bank has nothing of that id."""
    known = [*bank.questions, *bank.open_questions, *bank.tasks, *bank.interviews]
    return f"There is no {entry_id!r} in the bank: {did_you_mean(entry_id, known, SEE_ALL)}"


def show_entry(entry_id: str, bank: Bank) -> bool:
    """Print what the bank has of that id, in both languages, and return whether it has anything."""
    console = _console()
    if question := bank.questions.get(entry_id) or bank.open_questions.get(entry_id):
        _show_question(console, question)
    elif task := bank.tasks.get(entry_id):
        _show_task(console, task)
    elif interview := bank.interviews.get(entry_id):
        console.print(f"{interview.id}\n\n{interview.title.en} / {interview.title.zh}")
        for step in interview.steps:
            console.print(f"  - {step}")
        console.print(f"\n{interview.source}")
    else:
        return False
    return True


def _show_task(console: Console, task: Task) -> None:
    console.print(task.id, style="bold")
    console.print(f"\n{task.entry}")
    for language in LANGUAGES:
        console.print(f"\n{task.title.in_language(language)}", style="bold")
        console.print(task.statement.in_language(language))
        for hint in task.hints:
            console.print(f"  - {hint.in_language(language)}")
        for mistake in task.mistakes:
            console.print(f"  ! {mistake.id}: {mistake.say.in_language(language)}")
    console.print(f"\n{task.starter.python}\n{task.source}")


def _show_question(console: Console, entry: Question | OpenQuestion) -> None:
    console.print(f"{entry.id} ({entry.topic})", style="bold")
    for language in LANGUAGES:
        console.print(f"\n{entry.ask.in_language(language)}", style="bold")
        for point in entry.points:
            console.print(f"  - {point.id}: {point.text.in_language(language)}")
        if isinstance(entry, Question):
            for misconception in entry.misconceptions:
                console.print(f"  ! {misconception.id}: {misconception.text.in_language(language)}")
        console.print(f"  {entry.model_answer.in_language(language)}")
    console.print(f"\n{entry.source}")


def _lines(file: Path) -> Iterator[str]:
    if str(file) == "-":
        yield from map(_decoded, sys.stdin.buffer)
        return
    with file.open("rb") as lines:
        yield from map(_decoded, lines)


def _decoded(line: bytes) -> str:
    # Some editors begin a file with a byte order mark.
    return line.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _row(line: str, number: int, bank: Bank) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLineError(f"Line {number} is no JSON: {error.msg}.") from None
    except (ValueError, RecursionError):
        raise BadLineError(f"Line {number} is no JSON: a number in it is too long, or it is nested too deep.") from None
    if not isinstance(row, dict):
        raise BadLineError(f"Line {number} is no JSON object.")
    missing = [key for key in ("id", "q", "answer") if key not in row]
    if missing:
        raise BadLineError(f"Line {number} lacks {', '.join(missing)}.")
    if not isinstance(row["answer"], str):
        raise BadLineError(f"The answer on line {number} is no text.")
    if not isinstance(row["q"], str):
        raise BadLineError(f"The question on line {number} is no text.")
    if row["q"] not in bank.questions:
        raise BadLineError(f"Line {number}: {no_question(row['q'], bank)}")
    return row


def _summary(assessment: Assessment) -> dict[str, Any]:
    return {
        "points": list(assessment.awarded_ids),
        "misconceptions": [finding.id for finding in assessment.misconceptions],
        "score": round(assessment.score, 4),
        "kind": assessment.kind.value,
    }


def _evidence(assessment: Assessment) -> dict[str, Any]:
    findings = (*assessment.awarded, *assessment.misconceptions)
    return {
        "missed": list(assessment.missed),
        "evidence": {f.id: {"start": f.evidence.start, "end": f.evidence.end, "quote": f.evidence.quote} for f in findings},
        "unsure": [{"point": n.point_id, "quote": n.evidence.quote, "suggestion": n.suggestion} for n in assessment.unsure],
    }


def _print_json(value: dict[str, Any]) -> None:
    # Lone surrogates of a broken message cannot be encoded: they are escaped, which is valid JSON.
    # JSON is UTF-8, whatever the terminal's encoding.
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)
