"""Coding steps: the task is stated, code is graded, a report says what to fix, right code goes on."""

from __future__ import annotations

import pytest

from bot.conversation import CardKind, Event, Outcome
from bot.conversation.events import Attachment, Graded
from bot.conversation.step import step
from bot.conversation.turn import GradeCode
from graders.code.report import Report, Verdict
from tests.bot.conversation.test_step import INTERVIEWER
from tests.bot.fake_chat import FakeChat
from tests.bot.small_bank import ScriptedGrader, SmallBank


@pytest.fixture
def chat() -> FakeChat:
    return FakeChat(SmallBank(), ScriptedGrader())


def test_a_task_is_stated_with_its_starter_code(chat: FakeChat) -> None:
    *_, card = chat.receives("/code quicksort")
    assert "Sort q[l..r] in place." in card.body
    assert card.code.startswith("def quicksort")
    assert "/done" in card.closing


def test_without_a_name_the_tasks_are_listed(chat: FakeChat) -> None:
    assert "/code quicksort" in chat.types("/code")


def test_a_misspelt_task_is_guessed(chat: FakeChat) -> None:
    assert "Did you mean quicksort?" in chat.types("/code quiksort")


def test_wrong_code_gets_a_report_and_another_try(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    grading, report = chat.receives("def quicksort(q, l, r): downwards")
    assert "Grading" in grading.body[0]
    assert [line.text for line in report.fields[0].lines] == ["You sort downwards."]
    assert "/hint" in report.closing
    assert chat.session.current is not None
    assert chat.session.current.follow_ups == 1


def test_right_code_closes_the_step_and_is_remembered(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    assert "Next, count the swaps." in chat.types("def quicksort(q, l, r): right")
    assert [attempt.outcome for attempt in chat.attempts] == [Outcome.SOLVED]


def test_a_file_is_graded_like_a_message(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    cards = chat.receives_content(Attachment("mine.py", b"right"))
    assert cards[1].kind is CardKind.FEEDBACK
    assert chat.judge.uploads[0].name == "mine.py"


def test_a_file_without_an_open_task_is_asked_about(chat: FakeChat) -> None:
    (card,) = chat.receives_content(Attachment("mine.py", b"right"))
    assert "/code" in card.body[0]
    assert chat.judge.uploads == []


def test_hints_come_step_by_step_and_then_repeat(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    replies = [chat.types("/hint") for _ in range(3)]
    assert "Pick a pivot." in replies[0]
    assert "Then sort both sides." in replies[1]
    assert "my last hint" in replies[2]


def test_show_gives_the_way_and_goes_on(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    assert "Pick a pivot." in chat.types("/show")
    assert [attempt.outcome for attempt in chat.attempts] == [Outcome.SHOWN]


def test_language_may_change_while_a_task_is_open(chat: FakeChat) -> None:
    chat.types("/code quicksort")
    assert "把 q[l..r] 原地排好序。" in chat.types("/lang zh")


def test_a_report_that_comes_late_changes_nothing() -> None:
    chat = FakeChat(SmallBank(), ScriptedGrader())
    chat.types("/quiz rnn")
    before = chat.session
    turn = step(INTERVIEWER, before, Event(Graded(Report("quicksort", Verdict.PASS))))
    assert turn.state == before
    assert len(turn.replies) == 1


def test_the_conversation_asks_for_grading_and_does_not_grade() -> None:
    chat = FakeChat(SmallBank(), ScriptedGrader())
    chat.types("/code quicksort")
    turn = step(INTERVIEWER, chat.session, Event("x = 1"))
    assert [type(effect) for effect in turn.effects] == [GradeCode]
