"""Coding steps: take code, say that it is being graded, and make of the judge's report what a learner can use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.asking import close
from bot.conversation.cards import Card, CardKind, Field, Line, Mark
from bot.conversation.events import Attachment
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Outcome, Session
from bot.conversation.turn import GradeCode, Turn
from bot.conversation.which_task import which_task_card
from bot.locales import Phrases
from graders.code.report import Finding, Report, Verdict
from graders.code.upload import Upload
from graders.code.wording import check_name
from knowledge.models import Task

LONGEST_OUTPUT = 400
"""Characters shown of what the learner's program printed."""
LONGEST_TAKEN = 1_500


def awaits_code(interviewer: Interviewer, state: Session) -> bool:
    """Return whether the open step is a coding task."""
    return _open_task(interviewer, state) is not None


def receive_code(interviewer: Interviewer, state: Session, text: str) -> Turn:
    """Have a message graded for the open task."""
    task = _open_task(interviewer, state)
    assert task is not None
    return _send(interviewer, state, Upload(task.id, text=text))


def receive_file(interviewer: Interviewer, state: Session, attachment: Attachment) -> Turn:
    """Have a file graded for the open task, or ask for which one it is meant."""
    task = _open_task(interviewer, state)
    if task is None:
        return Turn(state, (which_task_card(interviewer, state, attachment.content.decode("utf-8", "replace")),))
    return _send(interviewer, state, Upload(task.id, name=attachment.name, content=attachment.content))


def report_on(interviewer: Interviewer, state: Session, report: Report) -> Turn:
    """Show a report; code that passes closes the step, other code may be sent again."""
    task = _open_task(interviewer, state)
    card = report_card(interviewer, state, report)
    if task is None or task.id != report.task:
        # The learner has gone on meanwhile: the report is still theirs to read.
        return Turn(state, (replace(card, closing=""),))
    if report.verdict is Verdict.PASS:
        return close(interviewer, state, Outcome.SOLVED, replace(card, closing=""))
    assert state.current is not None
    tried = replace(state, current=replace(state.current, follow_ups=state.current.follow_ups + 1))
    return Turn(tried, (card,))


def code_hint(interviewer: Interviewer, state: Session, task: Task) -> Turn:
    """Give the next hint of a coding task; after the last one, the last once more."""
    words = interviewer.words(state)
    assert state.current is not None
    given = len(state.current.hinted)
    place = min(given, len(task.hints) - 1)
    body: tuple[str, ...] = (task.hints[place].in_language(state.language),)
    if given >= len(task.hints):
        body = (words.say("task.no-more-hints"), *body)
    else:
        hinted = (*state.current.hinted, f"hint-{place + 1}")
        state = replace(state, current=replace(state.current, hinted=hinted))
    return Turn(state, (Card(CardKind.NOTICE, words.say("hint.title"), body),))


def show_the_way(interviewer: Interviewer, state: Session, task: Task) -> Turn:
    """Give up on a task: all its hints, in order, and what to read."""
    words = interviewer.words(state)
    steps = tuple(Line(hint.in_language(state.language)) for hint in task.hints)
    fields = (Field(words.say("task.the-way"), steps),)
    card = Card(CardKind.EXPLANATION, task.title.in_language(state.language), (words.say("task.shown"),), fields=fields)
    return close(interviewer, state, Outcome.SHOWN, card)


def report_card(interviewer: Interviewer, state: Session, report: Report) -> Card:
    """Return what to tell the learner: the verdict, what was checked, what is wrong, the smallest case, what to do next."""
    words = interviewer.words(state)
    fields = (
        Field(words.say("report.findings"), tuple(_said(state, report.findings, Mark.WRONG))),
        Field(words.say("report.example"), tuple(_example_lines(interviewer, state, report))),
        Field(words.say("report.checks"), tuple(_check_lines(interviewer, state, report))),
        Field(words.say("report.next"), tuple(_said(state, report.remarks, Mark.PLAIN))),
        Field(words.say("report.output"), tuple(_output_lines(report))),
    )
    kind = CardKind.FEEDBACK if report.verdict is Verdict.PASS else CardKind.EXPLANATION
    taken = report.taken[:LONGEST_TAKEN] if report.verdict is not Verdict.PASS else ""
    body = (words.say("report.taken"),) if taken else ()
    closing = "" if report.verdict is Verdict.PASS else words.say("report.try-again")
    title = _title(words, report.verdict)
    return Card(kind, title, body, code=taken, fields=tuple(field for field in fields if field.lines), closing=closing)


def _title(words: Phrases, verdict: Verdict) -> str:
    match verdict:
        case Verdict.PASS:
            return words.say("verdict.pass")
        case Verdict.FAIL:
            return words.say("verdict.fail")
        case Verdict.FORBIDDEN:
            return words.say("verdict.forbidden")
        case Verdict.ERROR:
            return words.say("verdict.error")
        case Verdict.TIMEOUT:
            return words.say("verdict.timeout")
        case Verdict.MEMORY:
            return words.say("verdict.memory")
        case Verdict.NO_CODE:
            return words.say("verdict.no-code")
        case Verdict.JUDGE_ERROR:
            return words.say("verdict.judge-error")


def _check_lines(interviewer: Interviewer, state: Session, report: Report) -> Iterator[Line]:
    words = interviewer.words(state)
    for passed, mark in ((False, Mark.WRONG), (True, Mark.RIGHT)):
        names = [check_name(check.name).in_language(state.language) for check in report.checks if check.passed is passed]
        if names:
            yield Line(words.say("list.comma").join(names), mark)


def _said(state: Session, findings: tuple[Finding, ...], mark: Mark) -> Iterator[Line]:
    for finding in findings:
        yield Line(finding.say.in_language(state.language), mark)


def _example_lines(interviewer: Interviewer, state: Session, report: Report) -> Iterator[Line]:
    if report.example is None:
        return
    words = interviewer.words(state)
    yield Line(report.example.call)
    where = f" {report.example.where}" if report.example.where else ""
    if report.example.expected:
        yield Line(words.say("report.expected", value=report.example.expected, where=where))
    if report.example.got:
        yield Line(words.say("report.got", value=report.example.got, where=where))


def _output_lines(report: Report) -> Iterator[Line]:
    for line in report.output[:LONGEST_OUTPUT].splitlines():
        yield Line(line)


def _open_task(interviewer: Interviewer, state: Session) -> Task | None:
    if state.current is None:
        return None
    item = interviewer.item(state.current.step_id)
    return item if isinstance(item, Task) else None


def _send(interviewer: Interviewer, state: Session, upload: Upload) -> Turn:
    card = Card(CardKind.PROGRESS, body=(interviewer.words(state).say("task.grading"),))
    return Turn(state, (card,), (GradeCode(upload),))
